"""The receipt as a workbook: the department's own rows, what is wrong with each beside it, ready to be dropped again.

Cells are written as strings in text format, so a spreadsheet program neither computes nor reshapes them. The two
helper columns carry names that no template uses, so that the reader ignores them when the file comes back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chengxin.catalogue.model import Dataset
from chengxin.findings import Finding, FindingKind
from chengxin.formats.model import Column
from chengxin.receipts.summary import summary_lines
from chengxin.submissions import Submission

ROW_HEADER, REASON_HEADER = "【原行号】", "【问题说明】"
DATA_SHEET, SUMMARY_SHEET = "报送数据", "说明"
WHOLE_FILE_ROWS = 10_000
"""Up to so many rows the workbook holds the file whole; above, only the rows that have something to look at."""
SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
_CUT_NOTE = "（超过32767字，此处已截断，请在原文件中改正）"

Row = tuple[str, Sequence[str], Sequence[Finding]]
"""The row's number as it is to be shown, its cells, what was found in it."""


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
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"title": "数据报送回执", "created": submission.received_at.replace(tzinfo=None)})
        partly = submission.rows.total > WHOLE_FILE_ROWS
        data = _DataSheets(book, columns)
        if columns:
            data.write_rows(row for row in rows if row[2] or not partly)
        title = dataset.title if dataset else submission.dataset
        _write_summary(book, summary_lines(submission, on_file, data.tally, title, partly=partly))


def explained(rows: Iterable[tuple[int, Sequence[str]]], findings: Iterable[Finding], sheet: str = "") -> Iterator[Row]:
    """Rows of one sheet with what was found in each; both come in the order of the rows."""
    rest = iter(findings)
    following = next(rest, None)
    for number, cells in rows:
        found: list[Finding] = []
        while following is not None and (following.row or 0) <= number:
            found.append(following)
            following = next(rest, None)
        yield f"{sheet}：{number}" if sheet else str(number), cells, found


@dataclass
class _DataSheets:
    """The department's rows, over as many sheets as they need."""

    book: Any
    columns: Sequence[Column]
    tally: Counter[FindingKind] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        text = {"num_format": "@", "valign": "top", "font_name": "宋体", "font_size": 10}
        self._formats = {
            "plain": self.book.add_format(text),
            "error": self.book.add_format({**text, "bg_color": "#F8C9C4", "font_color": "#7A0C0C", "border": 1}),
            "warning": self.book.add_format({**text, "bg_color": "#FFE8B0", "font_color": "#5C4300", "border": 1}),
            "reason": self.book.add_format({**text, "text_wrap": True, "font_color": "#7A0C0C"}),
            "header": self.book.add_format(
                {**text, "bold": True, "text_wrap": True, "bg_color": "#DCE6F2", "border": 1}
            ),
        }
        # A receipt that comes back corrected brings the old helper columns along.
        self._kept = [i for i, c in enumerate(self.columns) if c.header not in (ROW_HEADER, REASON_HEADER)]
        self._headers = [self.columns[i].header for i in self._kept]
        self._index = {header: at for at, header in reversed(list(enumerate(self._headers)))}

    def write_rows(self, rows: Iterable[Row]) -> None:
        sheet, line = self._new_sheet(1), 1
        number = 1
        for row in rows:
            if line == SHEET_ROWS:
                self._finish(sheet, line)
                number, line = number + 1, 1
                sheet = self._new_sheet(number)
            self._write_row(sheet, line, row)
            line += 1
        self._finish(sheet, line)

    def _new_sheet(self, number: int) -> Any:
        from chengxin.receipts.textsheet import TextSheet

        sheet = self.book.add_worksheet(DATA_SHEET if number == 1 else f"{DATA_SHEET}{number}", TextSheet)
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 46)
        # Blank cells are text too, or an 18-digit code typed into one would lose its last digits.
        sheet.set_column(2, 1 + len(self._headers), 20, self._formats["plain"])
        sheet.freeze_panes(1, 2)
        for at, header in enumerate((ROW_HEADER, REASON_HEADER, *self._headers)):
            sheet.write_string(0, at, header[:CELL_CHARACTERS], self._formats["header"])
        return sheet

    def _finish(self, sheet: Any, lines: int) -> None:
        sheet.autofilter(0, 0, max(lines - 1, 1), 1 + len(self._headers))

    def _write_row(self, sheet: Any, line: int, row: Row) -> None:
        number, cells, findings = row
        texts = [number, _reasons(findings), *(cells[at] for at in self._kept)]
        if max(map(len, texts)) > CELL_CHARACTERS:
            texts = [_fitting(text) for text in texts]
        self.tally.update(f.kind for f in findings)
        levels = self._levels(findings)
        marked = {1: self._formats["reason"], **{at + 2: self._formats[level] for at, level in levels.items()}}
        sheet.write_texts(line, texts, self._formats["plain"], marked)

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
