"""XLSX, streamed with expat: memory holds the shared strings and one block of rows, however long the sheet is.

An own reader because none of the kept libraries tells in one flat pass what a receipt needs: the number as stored,
formulas without a value, error cells, hidden rows (measurements: the bench of formats).
"""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import (
    ERROR_CELL,
    FORMULA_WITHOUT_VALUE,
    MACRO_WORKBOOK,
    TOO_MANY_COLUMNS,
    UNPACKED_TOO_LARGE,
    UNREADABLE_FILE,
    RefusedError,
)
from chengxin.formats.cells import date_text, number_text, text_of
from chengxin.formats.model import Limits, Reading
from chengxin.formats.sheets import Sheet, read_sheets
from chengxin.formats.table import Fault, Row
from chengxin.formats.xmlparts import SHARED_BYTES, Package, feed, local, open_package, parser

RATIO_FROM = 16 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = {letter: at for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}


def read_xlsx(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """Fills the reading; raises RefusedError for what can't be read. The archive closes with the last chunk's owner."""
    reading.format = "xlsx"
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩结构不完整") from error
    names = {info.filename.replace("\\", "/").casefold(): info.filename for info in archive.infolist()}
    _check_sizes(archive, limits)
    if any(name.endswith("vbaproject.bin") for name in names):
        reading.findings.append(Finding(MACRO_WORKBOOK))
    package = open_package(archive, names)
    sheets = [Sheet(s.name, s.hidden, partial(_rows, package, s.part, limits)) for s in package.sheets]
    read_sheets(sheets, dataset, catalogue, limits, reading)


def _check_sizes(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Declared sizes bound real ones: zipfile never unpacks more than a member declares."""
    for info in archive.infolist():
        name = info.filename.casefold()
        if not name.endswith((".xml", ".rels")):
            continue
        most = limits.unpacked_bytes if "/worksheets/" in name else SHARED_BYTES
        bomb = info.file_size > RATIO_FROM and info.file_size > limits.unpacked_ratio * max(info.compress_size, 1)
        if info.file_size > most or bomb:
            raise RefusedError(UNPACKED_TOO_LARGE, limit=f"{most >> 20} MB、{limits.unpacked_ratio} 倍")


def _rows(package: Package, part: str, limits: Limits) -> Iterator[Row]:
    reader = _SheetReader(package, limits)
    for _ in feed(package.archive, part, parser(reader.start, reader.end, reader.text)):
        yield from reader.ready
        reader.ready = []


class _SheetReader:
    """Collects rows from the events of a sheet's XML."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.ready: list[Row] = []
        self._package, self._limits = package, limits
        self._row = Row(0, [])
        self._column = 0
        self._kind, self._style = "n", -1
        self._pieces: list[str] = []
        self._length = 0
        self._reads = self._formula = self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self._cell(attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._reads = True
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = Row(int(number) if number.isdecimal() else self._row.number + 1, [])
            self._row.hidden = attributes.get("hidden") in ("1", "true")
            self._column = 0

    def text(self, data: str) -> None:
        if self._reads and self._length <= self._limits.cell_characters:
            self._pieces.append(data)
            self._length += len(data)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "c":
            self._finish_cell()
        elif tag in ("v", "t"):
            self._reads = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "row":
            self.ready.append(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = _column_of(reference) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "")
        self._style = int(style) if style.isdecimal() else -1
        self._formula = False
        self._pieces.clear()
        self._length = 0

    def _finish_cell(self) -> None:
        raw = "".join(self._pieces)
        if not raw and not self._formula:
            return
        at = self._column - 1
        if at >= self._limits.columns:
            raise RefusedError(TOO_MANY_COLUMNS, limit=str(self._limits.columns))
        cells = self._row.cells
        if at >= len(cells):
            cells.extend([""] * (at + 1 - len(cells)))
        cells[at] = self._value(raw)
        if self._kind == "e":
            self._row.faults.append(Fault(ERROR_CELL, at, raw[:20]))
        elif self._formula and not raw and self._kind != "str":
            self._row.faults.append(Fault(FORMULA_WITHOUT_VALUE, at))

    def _value(self, raw: str) -> str:
        kind = self._kind
        if kind == "s":
            at = int(raw) if raw.isdecimal() else -1
            if not 0 <= at < len(self._package.shared):
                raise RefusedError(UNREADABLE_FILE, reason="共享字符串缺失")
            return _unescaped(self._package.shared[at])
        if kind in ("inlineStr", "str", "e"):
            return _unescaped(raw)
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind == "d":
            return raw.replace("T00:00:00", "").replace("T", " ").removesuffix("Z")
        if self._style in self._package.date_styles:
            return date_text(raw, from_1904=self._package.from_1904)
        return number_text(raw)


def _column_of(reference: str) -> int:
    """1 for A1, 27 for AA1."""
    column = 0
    for letter in reference:
        value = _LETTERS.get(letter)
        if value is None:
            break
        column = column * 26 + value
    return max(column, 1)


def _unescaped(text: str) -> str:
    """Text with `_x000D_` escapes (ECMA-376 part 1, 22.9.2.19) resolved, line breaks as LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text_of(text)
