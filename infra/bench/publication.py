"""What publishing a first load of history on one day takes: processor time and memory of the real job.

    make bench NAME=publication [ARGUMENTS=records]

The ledger, the records and the two buckets are stand-ins that answer from memory and disk; the index, the pages and
the tables are the job's own. On AWS reading the records adds about a second for each seven thousand (batches of 100).
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.compliance.duty.rules import Duties
from chengxin.deadlines import Calendar
from chengxin.ledger import Decision, LedgerEntry
from chengxin.publication.renderer import Renderer
from chengxin.publication.site import Site
from chengxin.records import Party, Provenance, RecordKey, RecordVersion, record_key, version_order
from chengxin.steps.publish import Publisher
from chengxin.times import SHANGHAI
from chengxin_aws.items import ledger_entry, ledger_item
from infra.bench.validation_inputs import ROOT

RECORDS = 580_000
"""As many records on legal persons as Wuhan had in 2015; those on natural persons are not public."""
EACH = 1_000
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
    department = DEPARTMENTS[number // 1_000_000]
    document, party = f"武市监罚〔2025〕{number}号", f"武汉市江汉区第{number}商贸有限公司"
    return RecordVersion(
        key=record_key(department, document, DATASET, party),
        order=version_order(DROP, number),
        dataset=DATASET,
        kind="penalty",
        department=department,
        party=Party(party, "91420100071671678X"),
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
    """A ledger of entries that were just accepted, the records behind them, no scoreboard, and the index
    as the job leaves it."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._open = {one.chunk: ledger_item(one) for one in entries}
        self._stamped: dict[int, LedgerEntry] = {}
        self._index = b""

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

    def statuses(self, submission_ids: Iterable[str]) -> Mapping[str, str]:
        return dict.fromkeys(submission_ids, "accepted")

    def take(self, now: datetime) -> bool:
        return True

    def release(self) -> None:
        return None

    def abandon(self) -> None:
        return None

    def fetch(self, path: Path) -> bool:
        path.write_bytes(self._index)
        return bool(self._index)

    def store(self, path: Path) -> None:
        self._index = path.read_bytes()


class Folder:
    """A bucket."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, key: str, body: bytes, content_type: str, cache: str = "") -> None:
        path = self._path / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

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
        return sorted(str(path.relative_to(self._path)) for path in (self._path / prefix).rglob("*.jsonl"))


def publisher(catalogue: Catalogue, entries: Iterable[LedgerEntry], folder: Path) -> Publisher:
    """The job over such a load."""
    given: Any = Load(entries)
    work: Any = Folder(folder / "work")
    public: Any = Folder(folder / "public")
    site = Site(public, catalogue, Renderer(ROOT / "infra" / "portal", catalogue), given, folder, "https://api.invalid")
    return Publisher(catalogue, Duties(Calendar([]), catalogue), given, given, given, given, work, site, given)


def main(count: int) -> None:
    """Prints what one run takes, and what a short one does."""
    catalogue = load(ROOT / "infra" / "catalogue")
    print("| records on one day | files | seconds of processor | peak MB |\n|--:|--:|--:|--:|")
    for size in (EACH, count):
        with tempfile.TemporaryDirectory() as folder:
            job = publisher(catalogue, map(entry, range(size // EACH)), Path(folder))
            start = time.process_time()
            done = job.run(NOW)
            seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {done['published']:,} | {done['files']} | {seconds:.0f} | {peak:,} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
