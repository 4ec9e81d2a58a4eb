"""What the hostile files have in common: the table they pretend to be, and how each is registered."""

import io
import zipfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

HEADER = ["决定书文号", "决定类型", "行政相对人名称", "决定日期"]
"""Of the smallest real dataset that holds decisions, `decision-register`."""
ROW = ["武文旅罚〔2026〕1号", "行政处罚", "武汉某某文化有限公司", "2026-03-02"]
HEAD = (",".join(HEADER) + "\n").encode()
LINE = (",".join(ROW) + "\n").encode()
MEGABYTE = 1 << 20
SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)

Write = Callable[[Path], None]
CASES: dict[str, tuple[Write, str]] = {}
"""Each case's writer, and the code of the finding that must tell of it (empty: it is read like any file)."""


def case(name: str, code: str = "") -> Callable[[Write], Write]:
    """Registers a writer of one hostile file."""

    def keep(write: Write) -> Write:
        CASES[name] = (write, code)
        return write

    return keep


def parts(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file piece by piece."""
    with path.open("wb") as file:
        file.writelines(pieces)


def archive(path: Path, name: str, pieces: Iterable[bytes]) -> None:
    """A zip whose only member is written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open(name, "w") as member:
        for piece in pieces:
            member.write(piece)


def workbook(rows: int = 1) -> bytes:
    """A sound workbook with its texts in a part of their own, as Excel keeps them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for at, row in enumerate([HEADER, *[ROW] * rows]):
        sheet.write_row(at, 0, row)
    book.close()
    return buffer.getvalue()


def rewritten(path: Path, pieces: Iterable[str], part: str = SHEET_PART, book: bytes | None = None) -> None:
    """A workbook of which one part is written anew, piece by piece."""
    with (
        zipfile.ZipFile(io.BytesIO(book or workbook())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece.encode())


def sheet(path: Path, rows: Iterable[str], after: str = "", book: bytes | None = None) -> None:
    """A workbook whose sheet has these rows of XML; `after` follows them."""
    before, behind = SHEET.replace("</sheetData>", "</sheetData>" + after).split("{}")
    rewritten(path, chain([before], rows, [behind]), book=book)


def inline(cells: list[str], row: int) -> str:
    """A row of texts as XML."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    made = (f'<c r="{letters[at]}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(cells))
    return f'<row r="{row}">{"".join(made)}</row>'
