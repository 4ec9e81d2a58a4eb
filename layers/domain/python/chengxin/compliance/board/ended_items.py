"""Evidence of records that are public no more: counted as before, named no longer (CONTRACT, "Public, and no longer
public")."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from chengxin.compliance.board.evidence import Evidence, Item
from chengxin.read_model.reader import ReadModel

ENDED = "（不再公示）"
"""What stands in place of a number."""
WITHDRAWN = "withdrawn"
"""The list whose every item has ended."""


def without_ended(lists: Mapping[str, Evidence], public: ReadModel, today: date) -> dict[str, Evidence]:
    """The lists without the numbers and addresses of records that ended, or whose period is over."""
    items = [item for of in lists.values() for item in of.items]
    over = _over((item["record_id"] for item in items if item.get("record_id")), public, today)
    withdrawn = lists[WITHDRAWN].items if WITHDRAWN in lists else ()
    numbers = {_number(item) for item in items if item.get("record_id") in over} | {_number(item) for item in withdrawn}
    return {
        name: replace(of, items=[_hidden(item) if _number(item) in numbers else item for item in of.items])
        for name, of in lists.items()
    }


def _over(ids: Iterable[str], public: ReadModel, today: date) -> set[str]:
    found = ((one.record_id, one.public()) for one in public.entries(dict.fromkeys(ids)).values())
    return {record_id for record_id, record in found if record and not record.visible(today)}


def _number(item: Item) -> tuple[str, str]:
    return str(item["department"]), str(item["document_number"])


def _hidden(item: Item) -> Item:
    return {**item, "document_number": ENDED, **({"record_id": None} if "record_id" in item else {})}
