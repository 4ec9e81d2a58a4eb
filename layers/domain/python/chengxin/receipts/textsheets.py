"""Worksheets of texts, streamed into the frame of a workbook.

XlsxWriter takes each cell through a dozen calls and each sheet through two temporary files, many times the work of all
else about a receipt, and takes a text that looks like its own markup for markup. A receipt holds nothing but texts, row
after row. So XlsxWriter makes the workbook with its header rows alone, and the XML of all other rows (ECMA-376) goes
straight into the archive.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

LEVEL = 3
"""Of compression: half the time of the usual one, a sixth more bytes."""
BUFFERED = 1 << 20
ROWS = 1_048_576
SIZE = 1 << 30
"""Of a sheet: what a spreadsheet program takes, and half of what an archive takes that any of them can read."""
SHEET = "xl/worksheets/sheet{}.xml"

_UNUSUAL = re.compile(r"[&<>\s\x00-\x1f\ufffe\uffff]|_x")
"""What has to be escaped, and blanks, which at the ends of a text have to be kept."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SAMPLE_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_name = cache(xl_col_to_name)


@dataclass(slots=True)
class TextSheet:
    """A sheet that is being written; `styles` are the numbers of the formats of the frame's sample row, in its order.

    Rows are numbered as in the sheet: the header is row 1.
    """

    file: IO[bytes]
    styles: Sequence[int]
    rows: int = 1
    _written: int = 0
    _waiting: list[str] = field(default_factory=list)
    _size: int = 0

    @property
    def full(self) -> bool:
        """Whether further rows have to go to another sheet."""
        return self.rows >= ROWS or self._written >= SIZE

    def write(self, texts: Sequence[str], marked: Mapping[int, int]) -> None:
        """Adds a row of texts from the first column on, in the first style. Blank ones are left out but for those
        `marked`, by column, with the place of a style of their own."""
        self.rows += 1
        row = _row(str(self.rows), texts, {at: self.styles[place] for at, place in marked.items()}, self.styles[0])
        self._waiting.append(row)
        self._size += len(row)
        if self._size >= BUFFERED:
            self.flush()

    def flush(self) -> None:
        """Sends what is waiting into the archive."""
        self._written += self.file.write("".join(self._waiting).encode())
        self._waiting, self._size = [], 0


@contextmanager
def text_sheet(archive: ZipFile, number: int, frame: ZipFile) -> Iterator[TextSheet]:
    """Opens the sheet of a number (from 1 on) as the frame has it, to be filled with rows in the place of its second
    row, the sample. A frame with two sheets frames any number of them."""
    xml = frame.read(SHEET.format(min(number, 2))).decode()
    sample = _SAMPLE_ROW.search(xml)
    if sample is None:
        raise ValueError("the frame has no sample row")
    styles = [int(style) for style in re.findall(r' s="(\d+)"', sample.group())]
    with archive.open(SHEET.format(number), "w") as file:
        file.write(_DIMENSION.sub("", xml[: sample.start()]).encode())  # it is known too late
        sheet = TextSheet(file, styles)
        yield sheet
        sheet.flush()
        file.write(xml[sample.end() :].encode())


def new_archive(path: str) -> ZipFile:
    """The archive that becomes the workbook."""
    return ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL)


def complete(archive: ZipFile, frame: ZipFile) -> None:
    """Adds whatever of the frame the archive has not got."""
    there = set(archive.namelist())
    for entry in frame.namelist():
        if entry not in there:
            with archive.open(entry, "w") as file:  # `writestr` would note the time, and no two receipts were alike
                file.write(frame.read(entry))


def _row(number: str, texts: Sequence[str], marked: Mapping[int, int], style: int) -> str:
    if marked or _UNUSUAL.search("".join(texts)):
        filled = ((at, text) for at, text in enumerate(texts) if text or at in marked)
        cells = "".join(_cell(f"{_name(at)}{number}", text, marked.get(at, style)) for at, text in filled)
    else:
        parts = [number] * (2 * (len(texts) - texts.count("")))
        parts[1::2] = filter(None, texts)
        cells = _usual_row(tuple(map(bool, texts)), style) % tuple(parts)
    return f'<row r="{number}">{cells}</row>'


@lru_cache(maxsize=1024)
def _usual_row(filled: tuple[bool, ...], style: int) -> str:
    """The cells of a row with texts in these columns, to be filled in with the row's number and the text of each."""
    cell = f'%s" s="{style}" t="str"><v>%s</v></c>'
    return "".join(f'<c r="{_name(at)}{cell}' for at, text in enumerate(filled) if text)


def _cell(place: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    if not _UNUSUAL.search(text):
        return f'<c r="{place}" s="{style}" t="str"><v>{text}</v></c>'
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    """As Excel writes it: what XML can't hold as `_x0007_`, and what reads so by itself with its `_` so written."""
    text = _LOOKS_ESCAPED.sub("_x005F_", text.translate(_ESCAPES))
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
