"""Telling data from all else below a header: blank rows, notes, filling rules, repeated headers, ends of pages."""

from collections.abc import Sequence

from chengxin.findings import Finding
from chengxin.findings.files import LEFT_OUT_ROWS
from chengxin.formats.table.header import RULE_ROWS, Header
from chengxin.formats.table.header_vocabulary import Vocabulary
from chengxin.formats.table.row_kinds import ends_page, first_text, is_note, is_rule

LOOKS, KNOWN_RULES = 2_000, 10
"""Rows below headers that are looked at with care, and rule rows that are known again after those: a printout repeats
its own on each page. Looking takes ten times as long as all else that is done with a row."""


class DataRows:
    """Tells data from all else, row after row in the file's order, starting at the top."""

    def __init__(self, header: Header, vocabulary: Vocabulary) -> None:
        self._header, self._vocabulary = header, vocabulary
        self._rules = 0
        self._looks = LOOKS
        self._known: list[Sequence[str]] = []
        self._ends = 0
        self._first_end: tuple[int, str] | None = None

    def is_data(self, number: int, cells: Sequence[str]) -> bool:
        """Whether the row is a record."""
        if number <= self._header.row:
            self._rules = RULE_ROWS
            return False
        first = first_text(cells)
        if not first or is_note(cells, first, len(self._header.texts)):
            return False
        if self._header.repeats(cells):
            self._rules = RULE_ROWS
            return False
        if self._rules and self._is_rule(cells):
            self._rules -= 1
            return False
        if ends_page(cells, first):
            self._ends += 1
            self._first_end = self._first_end or (number, first)
            return False
        self._rules = 0
        return True

    def left_out(self, sheet: str = "") -> list[Finding]:
        """What to tell of the rows so far that end a page or a table."""
        if self._first_end is None:
            return []
        row, text = self._first_end
        params = {
            "count": str(self._ends),
            "first": str(row),
            "text": text,
            "where": f"工作表“{sheet}”" if sheet else "",
        }
        return [Finding(LEFT_OUT_ROWS, params=params)]

    @property
    def below_header(self) -> bool:
        """Whether the next row may be one of the rules that stand below a header."""
        return self._rules > 0

    def _is_rule(self, cells: Sequence[str]) -> bool:
        if cells in self._known:
            return True
        self._looks -= 1
        if self._looks < 0 or not (is_rule(cells) or self._names_columns(cells)):
            return False
        if len(self._known) < KNOWN_RULES:
            self._known.append(cells)
        return True

    def _names_columns(self, cells: Sequence[str]) -> bool:
        """A second row of headers in another spelling, such as the fields' codes."""
        return self._vocabulary.match(cells).score * 2 > self._header.match.score
