"""What the compliance run reads when the same is open and a hundred times as much is history.

    make bench NAME=sweep

The closed records are entries of the ledger as ingest and the publish job leave them, over three years and several
departments, put there by the ledger's own adapter. Then the whole job runs in this process, on the stack's tables: once
to find its feet, once more with everything counted that it reads.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.times import SHANGHAI
from chengxin.versions.chunk_statements import DECISIONS_PER_ENTRY
from infra.bench.bench_stack import empty_stack, say, stand_in, table_names
from infra.bench.capacity_units import Capacity, Charge
from infra.local.stack import Stack

CLOSED = (10_000, 1_000_000)
DEPARTMENTS = ("market-regulation", "transport", "ecology-environment", "housing-urban", "culture-tourism", "water")
DATASETS: dict[Source, str] = {
    "record": "administrative-penalty",
    "register": "decision-register",
    "rejected_row": "administrative-penalty",
}
OPEN_EACH = 20
"""Open decisions of each source in each department."""
FIRST, LAST = 90, 3 * 365
"""Days ago that the history was received: before the months that every run computes anew, the current and the last."""


@dataclass(frozen=True, slots=True)
class Swept:
    """A run with so many closed records: how many duties were open, and what was read."""

    closed: int
    open: int
    charges: Sequence[Charge]

    def units(self) -> Counter[str]:
        """Read units by table or index."""
        found: Counter[str] = Counter()
        for charge in self.charges:
            found[charge.table] += charge.read  # type: ignore[assignment]
        return found


def run(stack: Stack, closed: Sequence[int] = CLOSED) -> list[Swept]:
    """Sweeps an empty stack that was given open duties, with more and more history."""
    stand_in(stack)
    from chengxin_aws import root
    from chengxin_aws.clients import client
    from chengxin_aws.tables import map_in_threads

    now = datetime.now(SHANGHAI).replace(microsecond=0)
    duties = [entry for department in DEPARTMENTS for entry in _open(department, now)]
    for entry in duties:
        root.ledger().add(entry)
    capacity, history, found = Capacity(client("dynamodb"), table_names(stack)), _history(now), list[Swept]()
    for count in sorted(closed):
        more = (count - (found[-1].closed if found else 0)) // DECISIONS_PER_ENTRY
        say(f"closing {more * DECISIONS_PER_ENTRY:,} records")
        map_in_threads(_close, islice(history, more))
        say(f"sweeping beside {count:,} closed records")
        root.inspector().run(now)
        with capacity.counting() as charges:
            root.inspector().run(now)
        found.append(Swept(count, sum(len(entry.decisions) for entry in duties), charges))
    return found


def _close(entry: LedgerEntry) -> None:
    """Adds an entry and takes it through publication, as a week after its receipt."""
    from chengxin_aws import root

    ledger = root.ledger()
    ledger.add(entry)
    ledger.publish(entry, entry.received_at + timedelta(days=3))
    ledger.rendered(entry)


def _history(now: datetime) -> Iterator[LedgerEntry]:
    """Entries of a thousand decisions each, one department after the other, spread over the years."""
    number = 0
    while True:
        received = now - timedelta(days=FIRST + number * 7 % (LAST - FIRST), seconds=number)
        department = DEPARTMENTS[number % len(DEPARTMENTS)]
        yield _entry(department, "record", received, number * DECISIONS_PER_ENTRY, DECISIONS_PER_ENTRY)
        number += 1


def _open(department: str, now: datetime) -> Iterator[LedgerEntry]:
    """Yesterday's: records that wait to be published, lines of a register and rejected rows that wait for records."""
    for at, source in enumerate(DATASETS):
        yield _entry(department, source, now - timedelta(days=1, hours=at), at * OPEN_EACH, OPEN_EACH)


def _entry(department: str, source: Source, received: datetime, first: int, count: int) -> LedgerEntry:
    day, order = received.date(), f"{int(received.timestamp()):010d}{'0' * 23}"
    decisions = [
        Decision(
            document_number=f"武罚〔{day.year}〕{first + at}号",
            document_key=f"武罚〔{day.year}〕{first + at}号",
            decision_date=day - timedelta(days=2),
            source=source,
            row=at + 2,
            dataset=DATASETS[source],
            record_id=f"{first + at:032d}" if source == "record" else None,
            order=f"{order}{at + 2:07d}" if source == "record" else None,
        )
        for at in range(count)
    ]
    moments = received, received + timedelta(minutes=1)
    return LedgerEntry(department, DATASETS[source], "s" * 20, "bench.csv", 0, source, order, *moments, decisions)


def table(found: Sequence[Swept]) -> str:
    """The runs as Markdown."""
    names = sorted({name for one in found for name in one.units()})
    lines = [
        f"| closed records | open duties | calls | items read | read units | {' | '.join(names)} |",
        f"|--:|--:|--:|--:|--:|{'--:|' * len(names)}",
    ]
    for one in found:
        units = one.units()
        lines.append(
            f"| {one.closed:,} | {one.open:,} | {len(one.charges):,} | {sum(c.items for c in one.charges):,} "
            f"| {units.total():,.1f} | {' | '.join(f'{units[name]:,.1f}' for name in names)} |"
        )
    first, last = found[0], found[-1]
    more, reads = last.closed / first.closed, last.units().total() / first.units().total()
    return "\n".join(
        [
            "What one run of the compliance job reads, `table/index` by `table/index`:",
            "",
            *lines,
            "",
            f"With {more:,.0f} times the history it reads × {reads:.2f}.",
        ]
    )


def main() -> None:
    """Runs the sweeps on a stack of their own and prints the table."""
    with empty_stack() as stack:
        found = run(stack)
    print(table(found))


if __name__ == "__main__":
    main()
