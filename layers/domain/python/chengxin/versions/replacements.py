"""Replacements: an accepted row that came back in a receipt's workbook takes over the duties of the rows it names.

A rejected row starts a duty under the document number that stands in it. Where that number was the mistake, no record
will ever bear it; the mended row says which row it was. That is stated on the document of the wrong number, with the
mended row's own order, so it holds whatever is processed first, and repeating it changes nothing. A name counts only
where the department's ledger holds that very row as rejected, in the same dataset and an earlier drop: the receipt that
names a row is written after its duty has begun, so that whoever has the name finds the duty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chengxin.ledger import Decision
from chengxin.ports import Ledger
from chengxin.records import PLACE_DIGITS, Party, RecordVersion, dropped_at, record_key
from chengxin.times import shanghai
from chengxin.versions.run import RunPlan

REPLACEMENT = "~replacement"
"""The dataset under which a replacement is kept among the versions of a document: none of the catalogue's."""


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The rejected rows of earlier drops whose duties a drop's rows can take over."""

    plan: RunPlan
    ledger: Ledger

    def named(self, names: Mapping[int, Sequence[str]]) -> dict[int, list[Decision]]:
        """By row, the duties that its names stand for; a name of anything else stands for none."""
        drops = {drop_of(name) for some in names.values() for name in some}
        known = {str(one.order): one for drop in sorted(drops) for one in self._duties(drop)}
        return {row: [known[name] for name in some if name in known] for row, some in names.items()}

    def _duties(self, drop: str) -> Iterator[Decision]:
        if drop < self.plan.order:
            month = f"{shanghai(dropped_at(drop)):%Y-%m}"
            for entry in self.ledger.runs_of(self.plan.department, month, f"{drop}#rejected_row#"):
                if entry.dataset == self.plan.dataset:
                    yield from entry.decisions


def replacements_of(mended: RecordVersion, document_key: str, replaced: Iterable[Decision]) -> Iterator[RecordVersion]:
    """The statements by which a mended row, whose version is given, takes over duties. Duties of its own document need
    none: its record bears the number."""
    for one in replaced:
        if one.document_key != document_key:
            yield replace(
                mended,
                key=record_key(mended.department, one.document_key, REPLACEMENT, str(one.order)),
                dataset=REPLACEMENT,
                party=Party(""),
                document_number=one.document_number,
                decision_date=one.decision_date,
                valid_until=None,
                content={"row": str(one.order), "dataset": mended.dataset},
                private={},
                digest="",
                public=False,
                withdrawn=None,
            )


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A rejected row as its duty is known: the order it would have had, its dataset, its decision date."""

    order: str
    dataset: str
    decided: date | None


@dataclass(slots=True)
class Replacements:
    """The replacements that stand on a document.

    A row is replaced by a mended row that names it. What other, earlier drops told under the same number and date is
    the same decision, sent again before it was mended: it is replaced with it. Other rows of the same drop are not.
    """

    _by_row: dict[str, datetime] = field(default_factory=dict)
    _by_drops: dict[tuple[str, date | None], dict[tuple[str, str], datetime]] = field(default_factory=dict)

    def add(self, version: RecordVersion) -> None:
        """Takes in a version of the dataset `REPLACEMENT`."""
        row, at = version.content["row"], version.accepted_at
        self._by_row[row] = min(at, self._by_row.get(row, at))
        drops = self._by_drops.setdefault((version.content["dataset"], version.decision_date), {})
        pair = drop_of(row), drop_of(version.order)
        drops[pair] = min(at, drops.get(pair, at))

    def moment(self, row: RejectedRow) -> datetime | None:
        """When a mended row took over the duty of a rejected one."""
        mine = drop_of(row.order)
        found = self._by_drops.get((row.dataset, row.decided), {})
        others = [at for (named, mended), at in found.items() if named != mine and mine < mended]
        named = self._by_row.get(row.order)
        return min([*others, *([named] if named else [])], default=None)


def drop_of(order: str) -> str:
    """The order of the drop that a row or a version came in."""
    return order[:-PLACE_DIGITS]
