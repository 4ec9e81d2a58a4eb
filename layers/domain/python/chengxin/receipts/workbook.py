"""The receipt as a workbook: the department's own rows, what is wrong with each beside it, ready to be dropped again.

Cells are written as strings in text format, so a spreadsheet program neither computes nor reshapes them. The two
helper columns carry names that no template uses, so that the reader ignores them when the file comes back; a third,
hidden behind the department's own, says which row each one was.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from chengxin.catalogue.model import Dataset
from chengxin.findings import Finding, FindingKind
from chengxin.formats.model import RECEIPT_ROW_HEADER, Column
from chengxin.receipts.receipt_row import cell_of, names_in
from chengxin.receipts.submission import Submission
from chengxin.receipts.summary import summary_lines

if TYPE_CHECKING:
    from chengxin.receipts.textsheets import TextSheet

ROW_HEADER, REASON_HEADER = "【原行号】", "【问题说明】"
DATA_SHEET, SUMMARY_SHEET = "报送数据", "说明"
WHOLE_FILE_ROWS = 10_000
"""Up to so many rows the workbook holds the file whole; above, only the rows that have something to look at."""
CELL_CHARACTERS = 32_767
STYLES = ("plain", "error", "warning", "reason")
REASON = STYLES.index("reason")
_CUT_NOTE = "（超过32767字，此处已截断，请在原文件中改正）"


class Row(NamedTuple):
    """The row's number as it is to be shown, its cells, what was found in it, and its name if it was rejected."""

    number: str
    cells: Sequence[str]
    findings: Sequence[Finding]
    name: str = ""


def write_workbook(
    path: str | Path,
    submission: Submission,
    columns: Sequence[Column],
    rows: Iterable[Row],
    on_file: Sequence[Finding],
    dataset: Dataset | None = None,
) -> None:
    """Writes the workbook of a finished submission to a local path.

    `rows` hold the file's own cells in the order of `columns`; they are streamed, so that memory stays flat. A file
    that could not be read has no columns: only the summary sheet is written.
    """
    from chengxin.receipts.textsheets import complete, new_archive

    partly = submission.rows.total > WHOLE_FILE_ROWS
    title = dataset.title if dataset else submission.dataset
    data = _DataSheets(columns)
    with new_archive(str(path)) as archive:
        if columns:
            data.write(archive, (row for row in rows if row.findings or not partly))
        lines = summary_lines(submission, on_file, data.tally, title, partly=partly)
        with _frame(data.headers, data.sheets, lines, submission.received_at) as frame:
            complete(archive, frame)


def explained(
    rows: Iterable[tuple[int, Sequence[str]]],
    findings: Iterable[Finding],
    sheet: str = "",
    name: Callable[[int], str] = lambda number: "",
) -> Iterator[Row]:
    """Rows of one sheet with what was found in each, both in the order of the rows; `name` names rejected ones."""
    rest = iter(findings)
    following = next(rest, None)
    for number, cells in rows:
        found: list[Finding] = []
        while following is not None and (following.row or 0) <= number:
            found.append(following)
            following = next(rest, None)
        rejected = any(one.kind.level == "error" for one in found)
        yield Row(f"{sheet}：{number}" if sheet else str(number), cells, found, name(number) if rejected else "")


@dataclass
class _DataSheets:
    """The department's rows, over as many sheets as they need."""

    columns: Sequence[Column]
    tally: Counter[FindingKind] = field(default_factory=Counter)
    sheets: int = 0

    def __post_init__(self) -> None:
        # A receipt that comes back corrected brings the old helper columns along.
        helpers = (ROW_HEADER, REASON_HEADER, RECEIPT_ROW_HEADER)
        self._kept = [i for i, c in enumerate(self.columns) if c.header not in helpers]
        self._names = next((i for i, c in enumerate(self.columns) if c.header == RECEIPT_ROW_HEADER), None)
        self.headers = [self.columns[i].header for i in self._kept]
        self._index = {header: at for at, header in reversed(list(enumerate(self.headers)))}

    def write(self, archive: ZipFile, rows: Iterable[Row]) -> None:
        from chengxin.receipts.textsheets import text_sheet

        with _frame(self.headers, 2) as frame:
            rest: Iterator[Row] | None = iter(rows)
            while rest is not None:
                self.sheets += 1
                with text_sheet(archive, self.sheets, frame) as sheet:
                    rest = self._fill(sheet, rest)

    def _fill(self, sheet: "TextSheet", rows: Iterator[Row]) -> Iterator[Row] | None:
        """Writes rows until the sheet is full; answers those that need another."""
        for row in rows:
            if sheet.full:
                return chain([row], rows)
            self._write_row(sheet, row)
        return None

    def _write_row(self, sheet: "TextSheet", row: Row) -> None:
        number, cells, findings, _ = row
        texts = [number, _reasons(findings) if findings else "", *map(cells.__getitem__, self._kept), self._named(row)]
        if max(map(len, texts)) > CELL_CHARACTERS:
            texts = [_fitting(text) for text in texts]
        marked = {}
        if findings:
            self.tally.update(f.kind for f in findings)
            levels = self._levels(findings)
            marked = {1: REASON, **{at + 2: STYLES.index(level) for at, level in levels.items()}}
        sheet.write(texts, marked)

    def _named(self, row: Row) -> str:
        if not row.name:
            return ""
        return cell_of(row.name, names_in(row.cells[self._names]) if self._names is not None else ())

    def _levels(self, findings: Sequence[Finding]) -> Mapping[int, str]:
        """The worst level at each of the row's faulty cells."""
        levels: dict[int, str] = {}
        for finding in findings:
            at = self._index.get(finding.column) if finding.column is not None else None
            if at is not None and levels.get(at) != "error":
                levels[at] = finding.kind.level
        return levels


def _reasons(findings: Sequence[Finding]) -> str:
    """What an officer reads beside the row: one line a finding, errors first."""
    ordered = sorted(findings, key=lambda f: f.kind.level != "error")
    marks = {"error": "错误", "warning": "提醒"}
    return "\n".join(f"【{marks[f.kind.level]}】{f.message}{f.remedy}" for f in ordered)


def _fitting(text: str) -> str:
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - len(_CUT_NOTE)] + _CUT_NOTE


def _frame(
    headers: Sequence[str], sheets: int, summary: Iterable[tuple[str, ...]] = (), created: datetime | None = None
) -> ZipFile:
    """A workbook whose data sheets have their header and, as a sample of every style, a second row; and the summary."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    made = BytesIO()
    # Formats are numbered as they are added and shared strings as they are written, so both are alike in every frame.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        if created:
            book.set_properties({"title": "数据报送回执", "created": created.replace(tzinfo=None)})
        formats = _formats(book)
        for number in range(1, sheets + 1):
            sheet = book.add_worksheet(DATA_SHEET if number == 1 else f"{DATA_SHEET}{number}")
            _write_head(sheet, headers, formats)
        _write_summary(book, summary)
    return ZipFile(made)


def _formats(book: Any) -> Mapping[str, Any]:
    text = {"num_format": "@", "valign": "top", "font_name": "宋体", "font_size": 10}
    looks = {
        "plain": {},
        "error": {"bg_color": "#F8C9C4", "font_color": "#7A0C0C", "border": 1},
        "warning": {"bg_color": "#FFE8B0", "font_color": "#5C4300", "border": 1},
        "reason": {"text_wrap": True, "font_color": "#7A0C0C"},
        "header": {"bold": True, "text_wrap": True, "bg_color": "#DCE6F2", "border": 1},
    }
    return {name: book.add_format(text | look) for name, look in looks.items()}


def _write_head(sheet: Any, headers: Sequence[str], formats: Mapping[str, Any]) -> None:
    from chengxin.receipts.textsheets import ROWS

    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 46)
    # Blank cells are text too, or an 18-digit code typed into one would lose its last digits.
    sheet.set_column(2, 1 + len(headers), 20, formats["plain"])
    last = 2 + len(headers)
    sheet.set_column(last, last, 20, formats["plain"], {"hidden": True})
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, ROWS - 1, last)  # the hidden column too, or sorting would tear it from its rows
    for at, header in enumerate((ROW_HEADER, REASON_HEADER, *headers, RECEIPT_ROW_HEADER)):
        sheet.write_string(0, at, header[:CELL_CHARACTERS], formats["header"])
    for at, name in enumerate(STYLES):
        sheet.write_blank(1, at, None, formats[name])


def _write_summary(book: Any, lines: Iterable[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(SUMMARY_SHEET)
    text = {"num_format": "@", "text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 11}
    plain, heading = book.add_format(text), book.add_format({**text, "bold": True, "bg_color": "#DCE6F2"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 60)
    for line, cells in enumerate(lines):
        for at, value in enumerate(cells):
            sheet.write_string(line, at, _fitting(value), heading if len(cells) == 1 else plain)
