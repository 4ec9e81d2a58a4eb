"""A small city to tell stories of: two departments, three datasets, one clock, and a ledger kept by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from tests.unit.deadlines.calendars import calendar

from chengxin.catalogue.legal import Clock
from chengxin.catalogue.model import Catalogue, Dataset, Department
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.sweep import DocumentQuery, Sweep, sweep
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.times import SHANGHAI

MARKET, WATER = "market-regulation", "water"


def dataset(name: str, purpose: str = "record", clock: str | None = "double-publicity") -> Dataset:
    return Dataset.model_validate(
        {
            "id": name,
            "title": name,
            "kind": name,
            "purpose": purpose,
            "fields": [{"name": "number", "title": "文号"}],
            "primaryKey": ["number"],
            "disclosure": {"clock": clock},
        }
    )


def clock(name: str, days: int, discharged_by: str = "publication") -> Clock:
    version = {"validFrom": "2014-06-14", "workingDays": days, "dischargedBy": discharged_by, "source": "法"}
    return Clock.model_validate({"id": name, "title": name, "versions": [version]})


CATALOGUE = Catalogue(
    datasets=(
        dataset("administrative-licence"),
        dataset("administrative-penalty"),
        dataset("decision-register", "register"),
        dataset("withdrawal", "withdrawal", "withdrawal"),
        dataset("zero-report", "zero_report", None),
        dataset("objection-register", "objection", "objection"),
        dataset("redlist", clock=None),
        dataset("long", clock="long"),
        dataset("accept", clock="accept"),
    ),
    departments=(
        Department(id=MARKET, name="武陵市市场监督管理局", short_name="市市场监管局"),
        Department(id=WATER, name="武陵市水务局", short_name="市水务局"),
    ),
    clocks=(
        clock("double-publicity", 7),
        clock("long", 20),
        clock("withdrawal", 3),
        clock("accept", 7, "acceptance"),
        clock("objection", 5, "handling"),
    ),
)
DUTIES = Duties(calendar(), CATALOGUE)


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), SHANGHAI)


def decision(number: str, decided: str | None, source: Source = "record", **more: object) -> Decision:
    facts: dict[str, object] = {
        "document_number": number,
        "document_key": number,
        "decision_date": date.fromisoformat(decided) if decided else None,
        "source": source,
        "row": 2,
        "dataset": "decision-register" if source == "register" else "administrative-penalty",
        "record_id": f"record of {number}" if source == "record" else None,
    }
    return Decision(**{**facts, **more})  # type: ignore[arg-type]


def entry(received: datetime, *decisions: Decision, department: str = MARKET, **more: object) -> LedgerEntry:
    source: Source = decisions[0].source if decisions else "record"
    facts: dict[str, object] = {
        "department": department,
        "dataset": decisions[0].dataset if decisions else "administrative-penalty",
        "submission_id": f"{department}{received:%m%d%H}",
        "file_name": "处罚.xlsx",
        "chunk": 0,
        "source": source,
        "order": f"{int(received.timestamp()):010d}000{department}",
        "received_at": received,
        "accepted_at": received,
        "decisions": decisions,
    }
    return LedgerEntry(**{**facts, **more})  # type: ignore[arg-type]


@dataclass
class City:
    """A ledger as the platform keeps it: entries leave the open index when all that they hold is discharged."""

    entries: list[LedgerEntry] = field(default_factory=list)

    def drop(self, *entries: LedgerEntry) -> None:
        self.entries += entries

    def publish(self, now: datetime) -> None:
        self.entries = [
            replace(e, published_at=now, open=False) if e.source == "record" and e.open else e for e in self.entries
        ]

    def open(self, department: str = MARKET) -> list[LedgerEntry]:
        return [e for e in self.entries if e.open and e.department == department]

    def found(self, asked: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
        told = [(e, d) for e in self.entries for d in e.decisions]
        moments: dict[DocumentQuery, list[datetime]] = {one: [] for one in asked}
        for one in asked:
            for e, d in told:
                if (e.department, d.document_key) != (one.department, one.key):
                    continue
                if one.objection:
                    moments[one] += [e.accepted_at] if d.handled_on else []
                elif d.source == "record" and e.published_at:
                    moments[one].append(e.published_at)
        return {one: min(found) for one, found in moments.items() if found}

    def sweep(self, now: datetime, department: str = MARKET) -> Sweep:
        swept = sweep(self.open(department), now, DUTIES, self.found)
        news = {e.id: replace(e, open=len(e.closed) < len(e.decisions)) for e in swept.applied(self.entries)}
        closed = {e.id for e, _ in swept.closures}
        self.entries = [news[e.id] if e.id in closed else e for e in self.entries]
        return swept

    def live(self, month: str, department: str = MARKET) -> Sequence[LedgerEntry]:
        """What a run reads: the month's entries and the open ones."""
        return [e for e in self.entries if e.department == department and (e.month == month or e.open)]
