"""What a day's files take: made at once, and with a thousand records added to ten thousand.

    make bench NAME=day_files [ARGUMENTS=records]

Processor time a record, of everything a day consists of (records' parts, per dataset and together CSV, XLSX and JSON,
pages, digests for the manifest), in memory; beside one CSV, one XLSX and one JSON of the same rows by the standard
library's `csv` and `json` and by XlsxWriter, in the same run. Each figure is the best of three.
"""

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.publication.day.files import day_files
from chengxin.publication.day.parts import change_parts
from chengxin.publication.labels import display_value
from chengxin.publication.manifest import describe
from chengxin.publication.record_rows import Record
from chengxin.publication.renderer import Renderer
from chengxin.times import SHANGHAI
from infra.bench.validation_inputs import ROOT

RECORDS, ADDED, TURNS = 10_000, 1_000, 3
DAY, NOW, DATASET = date(2026, 3, 2), datetime(2026, 3, 2, 10, tzinfo=SHANGHAI), "administrative-penalty"
AUTHORITY, AUTHORITY_CODE = "武汉市市场监督管理局", "11420000MB15291767"


class Bucket(dict[str, bytes]):
    """A bucket in memory."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        self[key] = body

    def delete(self, key: str) -> None:
        self.pop(key, None)

    def keys(self, prefix: str = "") -> Any:
        return sorted(key for key in self if key.startswith(prefix))


def penalty(number: int) -> Record:
    """A penalty with every field that the standard demands; each about a party of its own."""
    name = f"武汉市江汉区{chr(0x4E00 + number * 7 % 20_000)}{chr(0x4E00 + number * 13 % 20_000)}商贸有限公司"
    document, code, fine = f"武市监处罚〔2026〕{number}号", f"91420{number:012d}X", number * 31 % 50_000
    content = {
        "party_name": name,
        "party_type": "法人及非法人组织",
        "party_code": code,
        "registration_number": f"42010{number:010d}",
        "document_number": document,
        "violation_type": "销售不符合食品安全标准的食品",
        "violation_facts": f"经查，当事人于2026年1月{number % 28 + 1}日检查时未能提供进货查验记录，销售超过保质期的糕点"
        f"{number % 97}盒，货值金额{number * 17 % 9_000}元，标签不符合食品安全国家标准。",
        "penalty_basis": "《中华人民共和国食品安全法》第一百二十四条第一款第五项",
        "penalty_kind": "罚款;没收违法所得",
        "penalty_content": f"一、没收违法所得{number * 17 % 9_000}元；二、罚款{fine}元。",
        "fine_amount": f"{fine}.00",
        "confiscated_amount": f"{number * 17 % 9_000}.00",
        "decision_date": "2026-02-25",
        "valid_until": "2099-12-31",
        "publicity_until": "2027-02-25",
        "authority_name": AUTHORITY,
        "authority_code": AUTHORITY_CODE,
        "source_name": AUTHORITY,
        "source_code": AUTHORITY_CODE,
        "severity": "一般",
    }
    return {
        "record_id": f"{number:032d}",
        "dataset": DATASET,
        "kind": "penalty",
        "subject": {"code": code, "name": name, "type": "legal_person"},
        "document_number": document,
        "decision_date": "2026-02-25",
        "authority": {"code": AUTHORITY_CODE, "name": AUTHORITY},
        "department": "market-regulation",
        "content": content,
        "deadline": "2026-03-06",
        "deadline_provisional": False,
        "received_at": "2026-03-02T09:00:00+08:00",
        "accepted_at": "2026-03-02T09:01:00+08:00",
        "published_at": "2026-03-02T10:00:00+08:00",
        "timeliness": "on_time",
        "working_days_taken": 4,
        "visible_until": "2027-02-25",
        "status": "active",
        "version": 1,
        "provenance": {"submission_id": "s" * 20, "file_name": "三月.csv", "row": number, "sha256": "a" * 64},
        "matched_by": "code",
    }


def published(renderer: Renderer, bucket: Bucket, records: Sequence[Record], first: int) -> int:
    """Makes a day's files with records in the places from `first`; answers their bytes."""
    work: Any = bucket
    changes: dict[int, Record | None] = dict(enumerate(records, first))
    numbers = change_parts(work, DAY, DATASET, changes, NOW).numbers
    return sum(describe(file).size for file in day_files(renderer, work, DAY, {DATASET: numbers}, NOW))


def standard_libraries(catalogue: Catalogue, records: Iterable[Record]) -> int:
    """One CSV, XLSX and JSON as most programs write them; answers their bytes."""
    dataset = catalogue.dataset(DATASET)
    assert dataset is not None
    fields = [field for field in dataset.fields if field.sensitivity == "public"]
    text, book_bytes = io.StringIO(), io.BytesIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    with Workbook(book_bytes, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, record in enumerate(records):
            content = record["content"]
            row = [
                display_value(catalogue, field, content[field.name]) if field.name in content else ""
                for field in fields
            ]
            writer.writerow(row)
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, cell)
    data = json.dumps({"items": list(records)}, ensure_ascii=False)
    return len(text.getvalue().encode()) + len(book_bytes.getvalue()) + len(data.encode())


def best(work: Callable[[], object]) -> float:
    """Seconds of processor, of the best turn."""
    turns = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        turns.append(time.process_time() - start)
    return min(turns)


def main(count: int) -> None:
    """Prints what is measured."""
    catalogue = load(ROOT / "infra" / "catalogue")
    renderer = Renderer(ROOT / "infra" / "portal", catalogue)
    records, more = [penalty(n) for n in range(count)], [penalty(n) for n in range(count, count + ADDED)]
    stored = Bucket()
    published(renderer, stored, records, 0)
    whole = best(lambda: published(renderer, Bucket(), records, 0))
    added = best(lambda: published(renderer, Bucket(stored), more, count))
    peers = best(lambda: standard_libraries(catalogue, records))
    print("| made | µs of processor a record |\n|---|--:|")
    print(f"| {count:,} records at once, every file | {whole / count * 1e6:.0f} |")
    print(f"| {ADDED:,} added to them | {added / ADDED * 1e6:.0f} |")
    print(f"| csv + XlsxWriter + json, a file of each | {peers / count * 1e6:.0f} |")
    print(
        f"\n{ADDED:,} added, against the day: {added / whole:.2f}; every file, against the three: {whole / peers:.2f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
