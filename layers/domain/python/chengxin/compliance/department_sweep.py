"""The sweep of one department over the stored ledger: closes what is discharged, answers what stays open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chengxin.compliance.disclosure_lookup import DisclosureLookup
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.sweep import sweep
from chengxin.ledger import LedgerEntry
from chengxin.ports import Ledger, Records


@dataclass(frozen=True, slots=True)
class SweptDepartment:
    """What a department has open after the sweep. `revisions` are corrected decision dates that boards of earlier
    months have not taken in yet."""

    open: Sequence[LedgerEntry] = ()
    revisions: Sequence[LedgerEntry] = ()
    reads: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentSweep:
    """The sweep with all that it needs from outside."""

    duties: Duties
    ledger: Ledger
    records: Records

    def run(self, department: str, now: datetime) -> SweptDepartment:
        """Sweeps a department at the business clock `now`."""
        entries = [e for e in self.ledger.open(department) if e.received_at <= now]
        revisions = [e for e in entries if e.source == "revision"]
        duties = [e for e in entries if e.source != "revision"]
        lookup = DisclosureLookup(self.duties, self.ledger, self.records, now)
        found = sweep(duties, now, self.duties, lookup)
        for entry, closed in found.closures:
            self.ledger.close(entry, closed)
        # Two runs that each closed a part may both have left the entry in the index, full as it is by now.
        for entry in duties:
            if _is_full(entry):
                self.ledger.close(entry, entry.closed)
        still = [e for e in found.applied(duties) if not _is_full(e)]
        return SweptDepartment(still, revisions, len(entries) + lookup.reads)

    def take_in(self, swept: SweptDepartment, now: datetime) -> None:
        """Notes revisions as taken in, once the boards that they concern are stored."""
        for entry in swept.revisions:
            self.ledger.close(entry, dict.fromkeys(range(len(entry.decisions)), now))


def _is_full(entry: LedgerEntry) -> bool:
    """Whether all that an entry tells of is discharged by something else than its publication."""
    return bool(entry.closed) and len(entry.closed) >= len(entry.decisions)
