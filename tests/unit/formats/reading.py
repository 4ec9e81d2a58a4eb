"""A small catalogue, and helpers that read files the way the validate function does."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset, Field, Layout
from chengxin.catalogue.model import Constraints
from chengxin.formats.model import Limits, Reading
from chengxin.formats.read import read
from chengxin.formats.table.chunk_csv import read_rows

NEEDED = Constraints(required=True)
PENALTY = Dataset(
    id="administrative-penalty",
    title="行政处罚",
    kind="penalty",
    fields=(
        Field(name="subject_name", title="行政相对人名称", code="CF_XDR_MC", constraints=NEEDED),
        Field(name="subject_code", title="统一社会信用代码", code="CF_XDR_SHXYM", aliases=("行政相对人代码_1",)),
        Field(name="document_number", title="行政处罚决定书文号", code="CF_WSH", constraints=NEEDED),
        Field(name="reason", title="违法事实", code="CF_WFSS"),
        Field(name="fine", title="罚款金额", code="CF_FKJE", type="number", unit="wan_yuan"),
        Field(name="decision_date", title="处罚决定日期", code="CF_JDRQ", type="date", constraints=NEEDED),
        Field(name="note", title="备注", code="BZ"),
    ),
    primary_key=("document_number",),
    layouts=(
        Layout(
            id="2015",
            title="旧模板",
            headers=("行政许可决定书文号(必填)", "相对人", "代码", "代码", "处罚金额", "处罚决定期", "地方编码"),
            fields=("document_number", "subject_name", "subject_code", "", "fine", "decision_date", ""),
            units={"fine": "yuan"},
        ),
    ),
)
LICENCE = Dataset(
    id="administrative-licence",
    title="行政许可",
    kind="licence",
    fields=(
        Field(name="subject_name", title="行政相对人名称", code="XK_XDR_MC", constraints=NEEDED),
        Field(name="subject_code", title="统一社会信用代码", code="XK_XDR_SHXYM"),
        Field(name="document_number", title="行政许可决定文书号", code="XK_WSH", constraints=NEEDED),
        Field(name="content", title="许可内容", code="XK_NR", constraints=NEEDED),
        Field(name="note", title="备注", code="BZ"),
    ),
    primary_key=("document_number",),
)
CATALOGUE = Catalogue(datasets=(PENALTY, LICENCE), departments=())
HEADER = [field.title for field in PENALTY.fields]
ROWS = [
    ["武汉甲有限公司", "91420100MA4KXXXX0A", "武市监罚〔2026〕1号", "无照经营，\n情节轻微", "1.5", "2026-03-02", ""],
    ["武汉乙有限公司", "", "武市监罚〔2026〕2号", '称"全国第一"', "", "2026年3月3日", "补报"],
    ["武汉丙商行", "92420100MA4KYYYY1B", "武市监罚〔2026〕3号", "逾期未年报", "0", "2026/3/4", ""],
]
Rows = list[tuple[int, list[str]]]


def read_bytes(
    folder: Path, data: bytes, dataset: Dataset = PENALTY, limits: Limits | None = None
) -> tuple[Reading, Rows]:
    """Reads bytes as a dropped file and takes all of its rows."""
    path = folder / "dropped"
    path.write_bytes(data)
    return read_path(path, dataset, limits)


def read_path(path: Path, dataset: Dataset = PENALTY, limits: Limits | None = None) -> tuple[Reading, Rows]:
    reading = read(path, dataset, CATALOGUE, limits or Limits())
    rows: Rows = []
    for index, chunk in enumerate(reading.chunks):
        assert chunk.index == index
        found = read_rows(chunk.data, None if chunk.numbered else chunk.first_row)
        assert len(found) == chunk.rows
        assert found[0][0] == chunk.first_row
        rows += found
    assert all(len(cells) == len(reading.columns) for _, cells in rows)
    return reading, rows


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue().replace("\n", end)


def cells(rows: Rows) -> list[list[str]]:
    return [row for _, row in rows]


def codes(reading: Reading) -> list[str]:
    return [finding.kind.code for finding in (*reading.errors, *reading.findings)]
