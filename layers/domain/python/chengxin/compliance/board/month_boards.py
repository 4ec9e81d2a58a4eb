"""A month of the city: the board of every department, from the entries that each of them needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chengxin.catalogue import Catalogue
from chengxin.compliance.board.months import before, year_before
from chengxin.compliance.board.scoreboard import Scoreboard, city_scoreboard, month_end, received_in, scoreboard
from chengxin.compliance.board.store import LedgerEntryKey, ScoreboardStore
from chengxin.compliance.department_sweep import SweptDepartment
from chengxin.compliance.disclosure_lookup import gaps_without_recorded
from chengxin.compliance.duty.rules import Duties
from chengxin.errors import Failures
from chengxin.ledger import LedgerEntry
from chengxin.ports import Ledger, Records


@dataclass(frozen=True, slots=True)
class DepartmentMonth:
    """A department's board, and what else is kept of its entries once they are counted."""

    board: Scoreboard
    needs: Sequence[LedgerEntryKey] = ()
    """The entries of other months that its levels need."""
    reads: int = 0
    """How many entries were read."""
    silent: bool = True
    """Whether nothing at all is known of the department in that month."""
    declarations: Sequence[LedgerEntry] = ()
    """The zero reports that came in the month."""
    last_received: datetime | None = None
    """When the newest file of the month came."""


@dataclass(frozen=True, slots=True)
class MonthResult:
    """A month of the city, with the departments that declared it to be without decisions. It is `complete` unless a
    department could not be counted: the city's figures would then be too small."""

    city: Scoreboard
    parts: Sequence[DepartmentMonth]
    declared: frozenset[str] = frozenset()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class MonthBoards:
    """Counts months, with all that this needs from outside."""

    catalogue: Catalogue
    duties: Duties
    ledger: Ledger
    records: Records
    scoreboards: ScoreboardStore

    def count(
        self,
        month: str,
        swept: Mapping[str, SweptDepartment],
        now: datetime,
        failures: Failures,
        *,
        rehearsal: bool,
    ) -> MonthResult:
        """The boards of all departments that have to report or did; `swept` lacks those whose sweep failed."""
        senders = self.ledger.departments()
        parts, failed = [], senders - swept.keys()
        # One after another: what a department told in a month may fill the memory by itself.
        for one in self.catalogue.departments:
            if one.id in failed:
                continue
            with failures.part(f"board {month} {one.id}") as outcome:
                part = self._department(one.id, month, swept.get(one.id), now, rehearsal=rehearsal)
                if not part.silent or one.reports:
                    parts.append(part)
            if outcome.failed:
                failed = failed | {one.id}
        city = city_scoreboard(month, now, [part.board for part in parts])
        return MonthResult(city, parts, complete=not failed)

    def _department(
        self, department: str, month: str, swept: SweptDepartment | None, now: datetime, *, rehearsal: bool
    ) -> DepartmentMonth:
        """The board of one department; of one that never sent anything nobody knows what duties it has."""
        if swept is None:
            return DepartmentMonth(Scoreboard(department, month, now))
        mine = self.ledger.month(department, month)
        end = month_end(month)
        needs, others = self._others(department, month, swept, now, rehearsal=rehearsal)
        entries = [*swept.open, *mine, *others]
        known_then = any(e.received_at <= end for e in entries)
        board = scoreboard(department, month, now, entries, self.duties)
        reads = len(mine) + len(others)
        if board.gaps and not rehearsal:
            gaps, pages = gaps_without_recorded(department, board.gaps, self.records, min(now, end))
            board, reads = replace(board, gaps=gaps), reads + pages
        came = received_in(mine, month, now)
        return DepartmentMonth(
            board,
            needs=needs,
            reads=reads,
            silent=not known_then,
            declarations=[entry for entry in came if entry.dataset in self.duties.declaring],
            last_received=max((entry.received_at for entry in came), default=None),
        )

    def _others(
        self, department: str, month: str, swept: SweptDepartment, now: datetime, *, rehearsal: bool
    ) -> tuple[list[LedgerEntryKey], list[LedgerEntry]]:
        """The keys of other months' entries that a board needs, and those of them that are not open any more, with the
        entries of the month before.

        A board's levels are those of the month's end once that is over, so what was open then is remembered by key: a
        later run reads it again, though it has been discharged meanwhile. A rehearsal of any past day reads the year
        before it for the same reason.
        """
        end = month_end(month)
        known = {(e.month, e.id) for e in swept.open}
        needs = {(e.month, e.id) for e in swept.open if e.month != month and e.received_at <= end}
        closed: list[LedgerEntry | None] = []
        if end < now:
            needs |= set(self.scoreboards.needs(department, month))
            closed = [self.ledger.get(department, *key) for key in sorted(needs - known)]
        months = year_before(month) if rehearsal else [before(month)]
        earlier = [entry for one in months for entry in self.ledger.month(department, one)]
        return sorted(needs), [*(entry for entry in closed if entry), *earlier]
