"""The same decision and party several times in one file: once more is no harm, but no row may silently win.

A record's key is its document and party, so of rows that differ the last would be the record and the others history.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset
from chengxin.findings import rows as kinds
from chengxin.normalise.model import CleanRow

if TYPE_CHECKING:
    from chengxin.normalise.table import Params, Table

SHOWN_ROWS, SHOWN_FIELDS = 5, 3
Placed = tuple[str, CleanRow]
"""A record with the place where a person finds its row: `第3行`."""


def without_contradictions(
    table: "Table", records: Sequence[CleanRow], elsewhere: Sequence[Placed] = ()
) -> list[CleanRow]:
    """The records less those that contradict each other, or one in another chunk of the file; both are told.

    A row that says the same as an earlier one stands, with a warning. `elsewhere` are rows of other chunks.
    """
    told_of = Counter(record.document_key for record in records)
    told_of.update({record.document_key for _, record in elsewhere})
    own: dict[tuple[str | None, ...], list[CleanRow]] = {}
    for record in records:
        if told_of[record.document_key] > 1:  # a whole key is made of the few that may have a twin
            own.setdefault(_key(record, table.dataset), []).append(record)
    others: dict[tuple[str | None, ...], list[Placed]] = {}
    for placed in elsewhere:
        others.setdefault(_key(placed[1], table.dataset), []).append(placed)
    repeated = {key: group for key, group in own.items() if len(group) > 1 or key in others}
    if not repeated:
        return list(records)
    contradictory, same = _told(repeated, others, table)
    positions = {number: at for at, number in enumerate(table.numbers)}
    anchor = table.role("document_number") or table.dataset.primary_key[0]
    table.report_at(kinds.CONTRADICTORY_ROWS, anchor, {positions[row]: told for row, told in contradictory.items()})
    table.report_at(kinds.DUPLICATE_ROW, anchor, {positions[row]: told for row, told in same.items()})
    return [record for record in records if record.row not in contradictory]


def _key(record: CleanRow, dataset: Dataset) -> tuple[str | None, ...]:
    """What makes a record one of its own: document, party, and whatever else is in the dataset's primary key.

    That an objection came and that it was handled are told of apart.
    """
    names = dataset.roles.get("document_number"), dataset.roles.get("subject_name")
    more = [record.content.get(name) for name in dataset.primary_key if name not in names]
    handled = "handled" if dataset.day("handled_on", record.content) else None
    return record.document_key, record.party.name or record.party.code, record.identity, handled, *more


def _told(
    repeated: Mapping[tuple[str | None, ...], Sequence[CleanRow]],
    others: Mapping[tuple[str | None, ...], Sequence[Placed]],
    table: "Table",
) -> "tuple[dict[int, Params], dict[int, Params]]":
    """By row: what to say of those that contradict others, and of those that repeat an earlier one."""
    number = table.role("document_number")
    contradictory: dict[int, Params] = {}
    same: dict[int, Params] = {}
    for key, group in repeated.items():
        placed = [*((f"第{one.row}行", one) for one in group), *others.get(key, ())]
        said = [{name: text for name, text in _said(one).items() if name != number} for _, one in placed]
        if all(one == said[0] for one in said):
            same |= {one.row: {"first": str(group[0].row)} for one in group[1:]}
            continue
        fields = _differing(said, table)
        for at, one in enumerate(group):
            rows = [place for i, (place, _) in enumerate(placed) if i != at and said[i] != said[at]]
            contradictory[one.row] = {"rows": "、".join(rows[:SHOWN_ROWS]), "fields": fields}
    return contradictory, same


def _said(record: CleanRow) -> dict[str, str]:
    return {**record.content, **record.private}


def _differing(said: Sequence[Mapping[str, str]], table: "Table") -> str:
    """The titles of fields in which rows differ."""
    names = [one.name for one in table.dataset.fields if len({row.get(one.name) for row in said}) > 1]
    titles = "、".join(table.header(name) for name in names[:SHOWN_FIELDS])
    return f"{titles}等" if len(names) > SHOWN_FIELDS else titles
