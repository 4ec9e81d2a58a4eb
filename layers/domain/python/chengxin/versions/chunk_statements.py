"""What a chunk states: the record versions and the ledger entries that its rows make.

Both follow from the rows and what is stored alone, so that a step that is run again writes the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, repeat

from chengxin.catalogue import Dataset
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.normalise.model import RejectedRow
from chengxin.receipts.submission import Submission
from chengxin.records import RecordVersion, dropped_at, version_order
from chengxin.times import shanghai
from chengxin.versions.ledger_entries import (
    SOURCE_OF_PURPOSE,
    decision_of_rejected_row,
    decision_of_row,
    decision_of_tombstone,
    empty_entry,
    revision_of_row,
)
from chengxin.versions.outcome import JudgedRow, new_version
from chengxin.versions.replacements import replacements_of
from chengxin.versions.run import RunPlan
from chengxin.versions.withdrawals import Targets, WithdrawalNotice, tombstones_of

DECISIONS_PER_ENTRY = 1000
ENTRIES_PER_CHUNK = 1_000_000
"""Room for the numbers of a chunk's entries: a withdrawal may name documents of many parties."""

Placed = tuple[int, Decision]
"""The number of a ledger entry and a decision in it."""


@dataclass(frozen=True, slots=True)
class ChunkStatements:
    """`versions` to be put into the table of records, `entries` to be added to the ledger."""

    versions: Sequence[RecordVersion]
    entries: Sequence[LedgerEntry]


@dataclass(frozen=True, slots=True)
class ChunkRows:
    """The rows of a chunk, judged, with what they belong to. `sheet` is their sheet's place among several; `targets`
    are the records that withdrawals name, `replaced` the duties that rows take over, by row."""

    judged: Sequence[JudgedRow]
    rejected: Sequence[RejectedRow]
    targets: Targets
    dataset: Dataset
    plan: RunPlan
    submission: Submission
    chunk: int
    sheet: int = 0
    replaced: Mapping[int, Sequence[Decision]] = field(default_factory=dict)

    def statements(self) -> ChunkStatements:
        """All versions and entries of the chunk."""
        placed = list(self._placed())
        versions = [new_version(j, self.dataset, self.plan, self.submission, number) for number, j in placed]
        tombstones = list(self._tombstones(versions, placed))
        # A record may be named twice, and a batch must not hold two versions under one key.
        taken_down = {(v.key, v.order): v for _, v in tombstones}
        written = [v for v, (_, j) in zip(versions, placed, strict=True) if not j.stored]
        stated = [*taken_down.values(), *written, *self._replacements()]
        return ChunkStatements(stated, list(self._entries(placed, tombstones)))

    def _placed(self) -> Iterator[tuple[int, JudgedRow]]:
        """The rows that state something, each with its entry's number: the same whatever else is in the chunk."""
        for position, judged in enumerate(self.judged):
            if self._states(judged):
                yield entry_number(self.chunk, position // DECISIONS_PER_ENTRY), judged

    def _states(self, judged: JudgedRow) -> bool:
        """A repetition is stated only where something may come, or came, between it and what it repeats."""
        if judged.outcome != "unchanged":
            return True
        return judged.predecessor >= self.plan.since if self.plan.again and not self.targets else self.plan.in_full

    def _replacements(self) -> Iterator[RecordVersion]:
        for judged in self.judged:
            if replaced := self.replaced.get(judged.row.row):
                mended = new_version(judged, self.dataset, self.plan, self.submission, entry_number(self.chunk, 0))
                yield from replacements_of(mended, judged.row.document_key, replaced)

    def _tombstones(
        self, notices: Sequence[RecordVersion], placed: Sequence[tuple[int, JudgedRow]]
    ) -> Iterator[tuple[int, RecordVersion]]:
        """What withdrawals put on the records that they name, in entries numbered behind those of the rows."""
        count = 0
        first = len(self.judged) // DECISIONS_PER_ENTRY + 1
        for notice, (_, judged) in zip(notices, placed, strict=True) if self.targets else ():
            reason = WithdrawalNotice.of(judged.row, self.dataset).reason
            anew = judged.outcome != "unchanged"
            for tombstone in tombstones_of(self.targets[judged.row.row], notice, reason, anew=anew):
                number = entry_number(self.chunk, first + count // DECISIONS_PER_ENTRY)
                yield number, replace(tombstone, chunk=number) if tombstone.order == notice.order else tombstone
                count += 1

    def _entries(
        self, placed: Sequence[tuple[int, JudgedRow]], tombstones: Iterable[tuple[int, RecordVersion]]
    ) -> Iterator[LedgerEntry]:
        source = SOURCE_OF_PURPOSE.get(self.dataset.purpose, "record")
        told = [(number, decision_of_row(judged, self.dataset, source)) for number, judged in placed]
        told += [(number, decision_of_tombstone(tombstone)) for number, tombstone in tombstones]
        yield from self._packed(source, told, len(self.rejected))
        orders = (version_order(self.plan.order, row.row, self.sheet) for row in self.rejected)
        readable = [d for d in map(decision_of_rejected_row, self.rejected, repeat(self.dataset), orders) if d]
        numbered = [(entry_number(self.chunk, i // DECISIONS_PER_ENTRY), d) for i, d in enumerate(readable)]
        yield from self._packed("rejected_row", numbered)
        yield from self._revisions(placed)

    def _packed(self, source: Source, told: Sequence[Placed], rejected: int = 0) -> Iterator[LedgerEntry]:
        """Decisions in entries of bounded size; the chunk's first one carries the count of its rejected rows."""
        first = entry_number(self.chunk, 0)
        groups = groupby(sorted(told, key=lambda one: one[0]), key=lambda one: one[0])
        by_number = {number: [one for _, one in some] for number, some in groups}
        if rejected:
            by_number.setdefault(first, [])
        for number, decisions in sorted(by_number.items()):
            yield replace(
                empty_entry(self.plan, self.submission, number, source),
                decisions=decisions,
                open=any(one.undischarged for one in decisions),
                rows_rejected=rejected if number == first else 0,
            )

    def _revisions(self, placed: Sequence[tuple[int, JudgedRow]]) -> Iterator[LedgerEntry]:
        """Corrected decision dates of records that came in another month: its board has to follow."""
        mine = f"{shanghai(self.submission.received_at):%Y-%m}"
        dated = [(_month(judged.first), number, judged) for number, judged in placed if judged.revises]
        abroad = sorted((one for one in dated if one[0] != mine), key=lambda one: one[:2])
        for (month, number), some in groupby(abroad, key=lambda one: one[:2]):
            entry = empty_entry(self.plan, self.submission, number, "revision")
            decisions = [revision_of_row(judged, self.dataset) for *_, judged in some]
            yield replace(entry, decisions=decisions, counts_in=month)


def entry_number(chunk: int, place: int) -> int:
    """The number of a chunk's ledger entry by its place among the chunk's."""
    return chunk * ENTRIES_PER_CHUNK + place


def _month(order: str) -> str:
    """The month in which the drop of an order came."""
    return f"{shanghai(dropped_at(order)):%Y-%m}"
