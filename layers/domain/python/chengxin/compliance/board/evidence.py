"""Evidence: the list of decisions behind each number of a scoreboard, for anybody to check."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from chengxin.compliance.board.duty_list import LISTED, SHOWN
from chengxin.compliance.board.scoreboard import Scoreboard
from chengxin.compliance.duty.obligations import Obligation, public_document_number
from chengxin.compliance.duty.statements import LedgerLine
from chengxin.compliance.duty.timeliness import Timeliness
from chengxin.times import rfc3339

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for one number: `total` is the number itself, `items` what it counts, as far as listed.

    Rows that were rejected without a readable number or date are counted and can't be listed.
    """

    total: int
    items: Sequence[Item]


def evidence_of(board: Scoreboard) -> dict[str, Evidence]:
    """The lists by the board's own names of its numbers; for the city the first of its departments' lists one after
    another."""
    shown = board.as_json()
    items, most = (_of_city(board.departments), SHOWN) if board.departments else (_items(board), LISTED)
    return {name: Evidence(shown[name], list(islice(found, most))) for name, found in items.items()}


def _of_city(boards: Sequence[Scoreboard]) -> dict[str, Iterable[Item]]:
    lists = [_items(board) for board in boards]
    return {name: chain.from_iterable([one[name] for one in lists]) for name in lists[0]}


def _items(board: Scoreboard) -> dict[str, Iterable[Item]]:
    def lines(name: str) -> Iterator[Item]:
        return (_item(one.line, one.verdict) for one in board.newest.get(name, ()))

    def duties(found: Iterable[Obligation]) -> Iterator[Item]:
        return (_item(one.line, one.verdict) for one in found)

    return {
        "accepted": lines("accepted"),
        "rejected": lines("rejected"),
        "published": lines("published"),
        "on_time": lines("on_time"),
        "late": lines("late"),
        "due_soon": duties(board.due_soon.first),
        "overdue": duties(board.overdue.first),
        "exempt": duties(board.exempt.first),
        "concealed": duties(board.concealed.first),
        "corrected": lines("corrected"),
        "withdrawn": duties(board.withdrawals.first),
        "revised": duties(board.revised.first),
        "objections_handled": duties(reversed(board.objections.handled)),
        "objections_open": duties(sorted(board.objections.open, key=lambda one: str(one.verdict.deadline))),
        "suspected_missing": ({"department": board.department, "document_number": one.title} for one in board.gaps),
    }


def _item(told: LedgerLine, verdict: Timeliness | None) -> Item:
    """A decision or an objection as it is shown; `record_id` only where the record is public and has a page."""
    entry, decision = told.entry, told.decision
    shown = decision.public and decision.source == "record" and entry.published_at is not None
    return {
        "department": entry.department,
        "dataset": decision.dataset,
        "document_number": public_document_number(decision),
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
