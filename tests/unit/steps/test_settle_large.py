"""The receipt of a file too large to be given back whole."""

from pathlib import Path

import orjson
from openpyxl import load_workbook
from tests.unit.steps.memory import NOW, FixedClock, MemoryObjects, MemorySubmissions

from chengxin.catalogue.load import load
from chengxin.findings import Finding
from chengxin.findings.rows import REQUIRED_MISSING
from chengxin.formats.model import Chunk, Column
from chengxin.receipts.submission import RowCounts, Submission
from chengxin.steps.settle import Settler
from chengxin.steps.staging import ChunkResult, Staging
from chengxin.versions.run import RunPlan

ME, ROWS, CHUNKS = "s" * 20, 5_000, 3
FAULTY = {5_003: "甲", 10_001: "乙"}
"""Row → what stands in its first cell."""
CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")


class Counting(MemoryObjects):
    """Notes what is read."""

    def get(self, key: str) -> bytes | None:
        self.reads = [*getattr(self, "reads", []), key.rpartition("/")[2]]
        return super().get(key)


def staged(work: Counting) -> Staging:
    """Three chunks of 5,000 rows with two faulty rows in the second one."""
    staging = Staging(work)
    columns = [Column(0, "行政相对人名称", "party_name"), Column(1, "备注", "remark")]
    chunks = []
    for index in range(CHUNKS):
        first = 2 + index * ROWS
        lines = [f"{FAULTY.get(row, '丙')}{row},\n" for row in range(first, first + ROWS)]
        chunks.append(Chunk(index, first, ROWS, "".join(lines).encode(), numbered=False))
        found = [Finding(REQUIRED_MISSING, row, "备注", "remark") for row in FAULTY if first <= row < first + ROWS]
        staging.put_chunk(ME, chunks[-1], [])
        counts = RowCounts(ROWS, ROWS - len(found), len(found))
        staging.put_result(ME, index, ChunkResult(counts, found))
    staging.put_manifest(ME, chunks)
    staging.put_plan(
        RunPlan(
            submission_id=ME,
            department="housing-urban",
            dataset="administrative-penalty",
            file_name="large.csv",
            key="housing-urban/administrative-penalty/large.csv",
            version_id="v",
            order="1" * 33,
            layout=None,
            columns=columns,
            errors=(),
            warnings=(),
            duplicate_of=None,
            in_full=False,
            chunks=CHUNKS,
            since="1" * 33,
        )
    )
    return staging


def test_only_what_has_to_be_looked_at_is_read_and_given_back(tmp_path: Path) -> None:
    work, receipts, submissions = Counting(), MemoryObjects(), MemorySubmissions()
    staging = staged(work)
    submissions.update(Submission(ME, "housing-urban", "administrative-penalty", "large.csv", "0" * 64, 1, NOW, NOW))
    settled = Settler(CATALOGUE, submissions, staging, receipts, FixedClock()).run(ME).submission  # type: ignore[arg-type]
    assert settled.rows == RowCounts(CHUNKS * ROWS, CHUNKS * ROWS - 2, 2)
    assert [name for name in work.reads if name.startswith("chunk-")] == ["chunk-000001.csv"]
    name = f"housing-urban/administrative-penalty/large.csv/{ME}"
    assert [error["row"] for error in orjson.loads(receipts.files[f"{name}.json"])["errors"]] == [5_003, 10_001]
    (tmp_path / "receipt.xlsx").write_bytes(receipts.files[f"{name}.xlsx"])
    sheet = load_workbook(tmp_path / "receipt.xlsx", read_only=True)["报送数据"]
    given_back = [(row[0], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert given_back == [("5003", "甲5003"), ("10001", "乙10001")]
