"""What stands behind each number of a board: the decisions that it counts, for anybody to check."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from chengxin.compliance.obligations import Obligation, Told, shown_number
from chengxin.compliance.scoreboard import Scoreboard
from chengxin.compliance.timeliness import Timeliness
from chengxin.ledger import Decision
from chengxin.times import rfc3339

SHOWN = 200
"""Decisions listed for each number: the oldest of what is overdue or due soon, else the newest."""

Item = dict[str, Any]
Verdicts = Mapping[tuple[int, int], Timeliness]


@dataclass(frozen=True, slots=True)
class Behind:
    """The list behind one number: `total` is the number itself, `items` at most `SHOWN` of what it counts.

    Rows that were rejected without a readable number or date are counted and can't be listed.
    """

    total: int
    items: Sequence[Item]


def behind(board: Scoreboard) -> dict[str, Behind]:
    """The lists by the board's own names of its numbers; for the city those of its departments one after another."""
    shown = board.as_json()
    items = _of_city(board.departments) if board.departments else _items(board)
    return {name: Behind(shown[name], list(islice(found, SHOWN))) for name, found in items.items()}


def _of_city(boards: Sequence[Scoreboard]) -> dict[str, Iterable[Item]]:
    lists = [_items(board) for board in boards]
    return {name: chain.from_iterable([one[name] for one in lists]) for name in lists[0]}


def _items(board: Scoreboard) -> dict[str, Iterable[Item]]:
    verdicts = {(id(one.told.entry), one.told.index): one.verdict for one in board.received}

    def entries(keep: Callable[[Told], bool]) -> Iterator[Item]:
        told = (Told(e, i, d) for e in reversed(board.entries) for i, d in enumerate(e.decisions))
        return (_item(one, verdicts.get((id(one.entry), one.index))) for one in told if keep(one))

    def duties(found: Iterable[Obligation]) -> Iterator[Item]:
        return (_item(one.told, one.verdict) for one in found)

    def disclosed(told: Told) -> bool:
        return told.entry.dataset in board.by_dataset

    return {
        "accepted": entries(lambda one: disclosed(one) and one.decision.source == "record"),
        "rejected": entries(lambda one: disclosed(one) and one.decision.source == "rejected_row"),
        "published": entries(lambda one: disclosed(one) and _published(one, board)),
        "on_time": duties(reversed(board.behind("on_time"))),
        "late": duties(reversed(board.behind("late"))),
        "due_soon": duties(sorted(board.due_soon, key=lambda one: str(one.verdict.deadline))),
        "overdue": duties(board.overdue),
        "exempt": duties(board.exempt),
        "concealed": duties(board.concealed),
        "corrected": entries(lambda one: disclosed(one) and _corrected(one.decision)),
        "withdrawn": duties(reversed(board.withdrawals)),
        "objections_handled": duties(reversed(board.objections.handled)),
        "objections_open": duties(sorted(board.objections.open, key=lambda one: str(one.verdict.deadline))),
        "suspected_missing": ({"department": board.department, "document_number": one.title} for one in board.gaps),
    }


def _published(told: Told, board: Scoreboard) -> bool:
    at, decision = told.entry.published_at, told.decision
    return at is not None and at <= board.as_of and decision.public and not decision.superseded and _is_record(decision)


def _corrected(decision: Decision) -> bool:
    return _is_record(decision) and decision.correction and not decision.superseded


def _is_record(decision: Decision) -> bool:
    return decision.source == "record"


def _item(told: Told, verdict: Timeliness | None) -> Item:
    """A decision or an objection as it is shown; `record_id` only where the record is public and has a page."""
    entry, decision = told.entry, told.decision
    shown = decision.public and _is_record(decision) and entry.published_at is not None
    return {
        "department": entry.department,
        "dataset": decision.dataset,
        "document_number": shown_number(decision),
        "decision_date": str(decision.decision_date or ""),
        "source": decision.source,
        "received_at": rfc3339(entry.received_at),
        "published_at": rfc3339(entry.published_at) if shown and entry.published_at else None,
        "deadline": str(verdict.deadline) if verdict and verdict.deadline else None,
        "timeliness": verdict.status if verdict else None,
        "working_days_late": verdict.working_days_late if verdict else None,
        "calendar_version": verdict.calendar_version if verdict else None,
        "record_id": decision.record_id if shown else None,
        **({"handled_on": str(decision.handled_on or "")} if decision.source == "objection" else {}),
    }
