"""What it takes to publish: processor time and memory of the real job, alone and beside what is public already.

    make bench NAME=publication [ARGUMENTS="records beside"]

The ledger, the records, the table and the two buckets are stand-ins that answer from memory and disk; the read model,
the pages and the tables are the job's own. Every record is of another firm, as in real files.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.compliance.duty.rules import Duties
from chengxin.deadlines import Calendar
from chengxin.ledger import Decision, LedgerEntry
from chengxin.publication.renderer import Renderer
from chengxin.publication.site import Site
from chengxin.read_model.shelf import Key
from chengxin.read_model.update import Update
from chengxin.records import Party, Provenance, RecordKey, RecordVersion, record_key, version_order
from chengxin.steps.news import Newsroom
from chengxin.steps.public_rows import PublicRows
from chengxin.steps.publish import Publisher
from chengxin.steps.showcase import Showcase
from chengxin.times import SHANGHAI
from chengxin_aws.items import ledger_entry, ledger_item
from infra.bench.validation_inputs import ROOT

EACH, FIRST_BESIDE = 1_000, 2_000
"""Records of an entry; the number of the first entry that is public already."""
SIZES, BESIDES = (EACH, 58_000), (0, 200_000)
"""New records of a run, and what is public beside them."""
DEPARTMENTS, DATASET = ("market-regulation", "water"), "administrative-penalty"
NOW = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
DROP = "0" * 33
CONTENT = {
    "violation_facts": "经查，当事人于检查时未能提供进货查验记录，销售的食品标签不符合食品安全国家标准，" * 2,
    "violation_type": "食品安全",
    "penalty_basis": "《中华人民共和国食品安全法》第一百二十五条",
    "penalty_content": "罚款人民币伍仟元整，并责令停业整顿三日",
    "penalty_kind": "2",
    "fine_amount": "5000.00",
}


def penalty(number: int) -> RecordVersion:
    """The record of a row; each million is another department's."""
    department = DEPARTMENTS[number // 1_000_000 % 2]
    document, party = f"武市监罚〔2025〕{number}号", f"武汉市江汉区第{number}商贸有限公司"
    return RecordVersion(
        key=record_key(department, document, DATASET, party),
        order=version_order(DROP, number),
        dataset=DATASET,
        kind="penalty",
        department=department,
        party=Party(party, f"91420100MA{number:07d}X"),
        document_number=document,
        decision_date=date(2026, 2, 27),
        valid_until=None,
        authority_name="武汉市市场监督管理局",
        authority_code=None,
        content=CONTENT,
        private={},
        digest="",
        public=True,
        provenance=Provenance("s" * 20, "三月.csv", number, "a" * 64),
        received_at=NOW,
        accepted_at=NOW,
        chunk=number // EACH,
    )


def entry(chunk: int) -> LedgerEntry:
    """The ledger's entry of a thousand neighbouring rows."""
    made = [penalty(row) for row in range(chunk * EACH, (chunk + 1) * EACH)]
    decisions = [
        Decision(number, number, one.decision_date, "record", one.provenance.row, DATASET, one.key.record_id, one.order)
        for one in made
        if (number := one.document_number)
    ]
    return LedgerEntry(made[0].department, DATASET, "s" * 20, "三月.csv", chunk, "record", DROP, NOW, NOW, decisions)


class Load:
    """A ledger of entries that were just accepted, the records behind them, no scoreboard, and a lease that is free."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._open = {one.chunk: ledger_item(one) for one in entries}
        self._stamped: dict[int, LedgerEntry] = {}

    def departments(self) -> Set[str]:
        return {ledger_entry(item).department for item in self._open.values()}

    def open(self, department: str) -> Sequence[LedgerEntry]:
        return [one for one in map(ledger_entry, self._open.values()) if one.department == department]

    def publish(self, one: LedgerEntry, now: datetime) -> None:
        self._stamped[one.chunk] = replace(ledger_entry(self._open.pop(one.chunk)), published_at=now)

    def to_render(self) -> Sequence[LedgerEntry]:
        return list(self._stamped.values())

    def rendered(self, one: LedgerEntry) -> None:
        del self._stamped[one.chunk]

    def get_many(self, keys: Sequence[tuple[RecordKey, str]]) -> Sequence[RecordVersion]:
        return [penalty(int(order[-7:])) for _, order in keys]

    def get(self, department: str, month: str) -> Mapping[str, Any] | None:
        return None

    def months(self, department: str, newest: int = 12) -> list[Mapping[str, Any]]:
        """No boards."""
        return []

    def statuses(self, submission_ids: Iterable[str]) -> Mapping[str, str]:
        return dict.fromkeys(submission_ids, "accepted")

    def take(self, now: datetime) -> bool:
        return True

    def release(self) -> None:
        return None

    def abandon(self) -> None:
        return None

    def record(self, changes: Mapping[str, str | None]) -> None:
        """Names are measured by `make bench NAME=names`."""

    def consolidate(self) -> bool:
        return True


class Table:
    """The read model's items, in memory."""

    def __init__(self) -> None:
        self._partitions: dict[str, dict[str, bytes]] = {}

    def get(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        found = ((key, self._partitions.get(key[0], {}).get(key[1])) for key in keys)
        return {key: body for key, body in found if body is not None}

    def put(self, items: Mapping[Key, bytes]) -> None:
        for (partition, sort), body in items.items():
            self._partitions.setdefault(partition, {})[sort] = body

    def delete(self, keys: Iterable[Key]) -> None:
        for partition, sort in list(keys):
            self._partitions.get(partition, {}).pop(sort, None)

    def listed(self) -> Iterator[Key]:
        return ((partition, sort) for partition, items in self._partitions.items() for sort in items)

    def last(self, partition: str, at_most: str, limit: int) -> Sequence[tuple[str, bytes]]:
        items = self._partitions.get(partition, {})
        return [(sort, items[sort]) for sort in sorted(items, reverse=True) if sort <= at_most][:limit]

    def kilobytes(self) -> float:
        """Of all bodies."""
        return sum(len(body) for items in self._partitions.values() for body in items.values()) / 1000


class Folder:
    """A bucket."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, cache: str = "") -> None:
        path = self._path / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.read())

    def delete(self, key: str) -> None:
        (self._path / key).unlink(missing_ok=True)

    def get(self, key: str) -> bytes | None:
        path = self._path / key
        return path.read_bytes() if path.exists() else None

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        body = self.get(key)
        return (body, "") if body is not None else None

    def replace(self, key: str, body: bytes, content_type: str, tag: str | None, cache: str = "") -> bool:
        self.put(key, body, content_type, cache)
        return True

    def keys(self, prefix: str) -> Sequence[str]:
        found = (str(path.relative_to(self._path)) for path in self._path.rglob("*") if path.is_file())
        return sorted(key for key in found if key.startswith(prefix))


def publisher(
    catalogue: Catalogue, entries: Iterable[LedgerEntry], folder: Path, table: Table | None = None
) -> Publisher:
    """The job over such a load."""
    given: Any = Load(entries)
    work: Any = Folder(folder / "work")
    public: Any = Folder(folder / "public")
    duties = Duties(Calendar([]), catalogue)
    site = Site(public, catalogue, Renderer(ROOT / "infra" / "portal", catalogue), given, folder, "https://api.invalid")
    newsroom, showcase = Newsroom(catalogue, duties, given), Showcase(PublicRows(catalogue, duties, given), work, site)
    return Publisher(newsroom, given, given, table or Table(), given, showcase, given)


def published(catalogue: Catalogue, records: int) -> Table:
    """The read model of records that became public the days before, a thousand a run."""
    table, newsroom = Table(), Newsroom(catalogue, Duties(Calendar([]), catalogue), cast(Any, Load(())))
    for chunk in range(records // EACH):
        at = NOW - timedelta(minutes=30 * (1 + records // EACH - chunk))
        told = replace(entry(FIRST_BESIDE + chunk), published_at=at)
        update = Update(table)
        update.take(newsroom.news(newsroom.versions([told], NOW)))
        update.write()
    return table


def main(sizes: Sequence[int], besides: Sequence[int]) -> None:
    """Prints what runs take, alone and beside what is public, and what one more takes on a day of many."""
    catalogue = load(ROOT / "infra" / "catalogue")
    print(
        "| new records | beside | files | processor, s | µs a record | against alone | bytes kept a record | peak MB |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    alone: dict[int, float] = {}
    for beside in besides:
        for size in sizes:
            table = published(catalogue, beside)
            before = table.kilobytes()
            with tempfile.TemporaryDirectory() as folder:
                job = publisher(catalogue, map(entry, range(size // EACH)), Path(folder), table)
                start = time.process_time()
                done = job.run(NOW)
                seconds = time.process_time() - start
            alone.setdefault(size, seconds)
            kept = (table.kilobytes() - before) * 1000 / size
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"| {done['published']:,} | {beside:,} | {done['files']} | {seconds:.2f} | {seconds / size * 1e6:.0f} "
                f"| × {seconds / alone[size]:.2f} | {kept:.0f} | {peak:,} |",
                flush=True,
            )


if __name__ == "__main__":
    given = [[int(number) for number in text.split(",")] for text in sys.argv[1:]]
    main(*(given or (SIZES, BESIDES)))
