"""What reading a file yields: a description, and chunks of rows for the normaliser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chengxin.findings import Finding


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, counts otherwise; a file past one of them is refused with a finding that names it."""

    file_bytes: int = 2 * 1024**3
    unpacked_bytes: int = 2 * 1024**3
    unpacked_ratio: int = 100
    rows: int = 2_000_000
    columns: int = 512
    cells: int = 128_000_000
    cell_characters: int = 100_000
    chunk_rows: int = 20_000

    @property
    def lines(self) -> int:
        """Lines of a text, blank ones and repeated headers too: a quarter more than rows."""
        return self.rows * 5 // 4


RECEIPT_ROW_HEADER = "【回执行号】"
"""The hidden column of a receipt's workbook: which rejected rows a row stands for when it comes back mended."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its header as written, the catalogue field it was recognised as (None: not ours).

    `unit` is set where the layout's header states another unit than the field's own.
    """

    index: int
    header: str
    field: str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of data rows as UTF-8 CSV without a header (comma, minimal quoting, lines ended by LF or CRLF).

    With `numbered` the first cell of each line is the row number a person sees; otherwise line `i` is row
    `first_row + i`. `sheet` is the rows' sheet where a workbook's rows come from several, `sheet_number` its place
    among them, from 1 on. Cells are the file's own text, nothing trimmed, line breaks in them LF, and each line has
    one cell per column.
    """

    index: int
    first_row: int
    rows: int
    data: bytes
    numbered: bool = True
    sheet: str = ""
    sheet_number: int = 0


@dataclass(slots=True)
class Reading:
    """A file being read. `errors` at file level mean that the file is refused.

    `chunks` is to be consumed once; row-level findings of the reader (formulas without a value, bad bytes) appear
    in `findings` before the chunk that holds their row is given, and no chunk holds rows of two sheets. What only
    shows on the way (a damaged end, too many rows) is added to `errors` then, and no further chunk comes.
    """

    format: str | None = None
    encoding: str | None = None
    layout: str | None = None
    sheets: Sequence[str] = ()
    columns: Sequence[Column] = ()
    errors: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    chunks: Iterator[Chunk] = field(default_factory=lambda: iter(()))
