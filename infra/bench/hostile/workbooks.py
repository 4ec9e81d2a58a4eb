"""XLSX workbooks that cost more than they hold."""

import io
import random
import zipfile
from itertools import chain
from pathlib import Path

from infra.bench.hostile.files import (
    HEADER,
    MEGABYTE,
    ROW,
    case,
    inline,
    rewritten,
    sheet,
    workbook,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@case("entity bomb in a sheet", "unsafe-xml")
def _(path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet>&l11;</worksheet>'
    rewritten(path, [bomb])


@case("external entity in the shared strings", "unsafe-xml")
def _(path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>'
    rewritten(path, [bomb], "xl/sharedStrings.xml")


@case("workbook: a sheet of 1 GB of blanks", "unpacked-too-large")
def _(path: Path) -> None:
    sheet(path, (" " * MEGABYTE for _ in range(1024)))


@case("truncated workbook", "unreadable-file")
def _(path: Path) -> None:
    whole = workbook(5_000)
    path.write_bytes(whole[: len(whole) // 2])


@case("encrypted workbook", "encrypted-workbook")
def _(path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(workbook())).encrypt("secret", file)


@case("encrypted workbook: 99,999,999 rounds for its password", "encrypted-workbook")
def _(path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook())).encrypt("VelvetSweatshop", buffer)
    data, spared = buffer.getvalue(), b' standalone="yes"'
    at = data.index(spared)
    end = data.index(b"</encryption>", at)
    info = data[at:end].replace(spared, b"", 1)
    info = info.replace(b'spinCount="100000"', b'spinCount="99999999"')
    path.write_bytes(data[:at] + info[: end - at - 1].ljust(end - at) + data[end:])


@case("workbook: 65,000 number formats that show a unit")
def _(path: Path) -> None:
    formats = "".join(
        f'<numFmt numFmtId="{n}" formatCode="0.{"0" * 80}&quot;元{n}&quot;"/>' for n in range(200, 65_200)
    )
    styles = "".join(f'<xf numFmtId="{n}"/>' for n in range(200, 65_200))
    looks = f"<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
    rows = (f'<row r="{n}"><c r="E{n}" s="{n - 3}"><v>{n}</v></c></row>' for n in range(3, 65_003))
    buffer = Path(f"{path}.book")
    sheet(buffer, [inline(HEADER, 1), inline(ROW, 2), *rows])
    rewritten(path, [looks], "xl/styles.xml", buffer.read_bytes())
    buffer.unlink()


@case("workbook: 200 sheets without a header, 1,000 records each", "sheet-without-header")
def _(path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(str(path)) as book:
        for number in range(201):
            page = book.add_worksheet()
            for at, row in enumerate([HEADER, ROW] if not number else [ROW[::-1]] * 1_000):
                page.write_row(at, 0, row)


@case("workbook with macros", "macro-workbook")
def _(path: Path) -> None:
    path.write_bytes(workbook())
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", OLE)


LETTERS = [a + b for a in ("", *"ABCDEFGH") for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def _blanks(row: int, columns: int) -> str:
    cells = "".join(f'<c r="{letters}{row}" s="1"/>' for letters in LETTERS[:columns])
    return f'<row r="{row}">{cells}</row>'


@case("workbook: 1,000,000 blank styled cells, one a row")
def _(path: Path) -> None:
    sheet(path, [inline(HEADER, 1), inline(ROW, 2), *(_blanks(row, 1) for row in range(3, 1_000_003))])


@case("workbook: 1,000,000 blank styled cells, 50 a row")
def _(path: Path) -> None:
    sheet(path, [inline(HEADER, 1), inline(ROW, 2), *(_blanks(row, 50) for row in range(3, 20_003))])


@case("workbook: 20,000,000 blank styled cells", "too-many-blank-cells")
def _(path: Path) -> None:
    sheet(path, chain([inline(HEADER, 1), inline(ROW, 2)], (_blanks(row, 200) for row in range(3, 100_003))))


@case("workbook: rows at the two ends of the sheet")
def _(path: Path) -> None:
    sheet(path, [inline(HEADER, 1), inline(ROW, 2), inline(ROW, 1_048_576)])


@case("workbook: 10,000 columns", "too-many-columns")
def _(path: Path) -> None:
    many = "".join('<c t="inlineStr"><is><t>列</t></is></c>' for _ in range(10_000))
    sheet(path, [f'<row r="1">{many}</row>'] * 3)


@case("workbook: a cell of 100 MB", "cell-too-long")
def _(path: Path) -> None:
    noise = random.Random(1).randbytes(MEGABYTE).hex()
    opened, closed = inline([*ROW[:2], "|", ROW[3]], 2).split("|")
    sheet(path, [inline(HEADER, 1), opened, *[noise] * 50, closed])


@case("workbook: shared strings of 300 MB", "unpacked-too-large")
def _(path: Path) -> None:
    noise = random.Random(1).randbytes(MEGABYTE).hex()
    rewritten(path, ["<sst>", *(f"<si><t>{noise}</t></si>" for _ in range(150)), "</sst>"], "xl/sharedStrings.xml")


@case("workbook: 2,000,000 shared strings with wide characters")
def _(path: Path) -> None:
    texts = [*HEADER, *ROW, *(f"\U00020bb7{number:022d}" for number in range(1_990_000))]
    rewritten(path, ["<sst>", *(f"<si><t>{text}</t></si>" for text in texts), "</sst>"], "xl/sharedStrings.xml")


@case("workbook: one long shared string in every cell", "unpacked-too-large")
def _(path: Path) -> None:
    long = "\U00020bb7" + random.Random(1).randbytes(45_000).hex()
    strings = "".join(f"<si><t>{text}</t></si>" for text in [*HEADER, long])
    cells = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(4))
    rows = "".join("<row>" + '<c t="s"><v>4</v></c>' * wide + "</row>" for wide in [40, 500] * 10)
    rewritten(path, [f"<sst>{strings}</sst>"], "xl/sharedStrings.xml")
    sheet(path, [f"<row>{cells}</row>", rows], book=path.read_bytes())


@case("workbook: 20,000 merges over all rows", "merged-rows")
def _(path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A2:A{1_000_000 - n}"/>' for n in range(20_000))
    rows = (inline(ROW if row == 2 else ["", *ROW[1:]], row) for row in range(2, 30_000))
    sheet(path, [inline(HEADER, 1), *rows], after=f"<mergeCells>{merges}</mergeCells>")


@case("workbook: an attribute of 100 MB", "unreadable-file")
def _(path: Path) -> None:
    noise = random.Random(1).randbytes(MEGABYTE).hex()
    sheet(path, [inline(HEADER, 1), '<row r="2" x="', *[noise] * 50, '"></row>'])


@case("workbook: 5,000,000 cell styles")
def _(path: Path) -> None:
    noise = random.Random(1)
    styles = (f"<xf numFmtId='14' x='{noise.randbytes(4).hex()}'/>" for _ in range(5_000_000))
    rewritten(path, ["<styleSheet><cellXfs>", *styles, "</cellXfs></styleSheet>"], "xl/styles.xml")


@case("workbook: 1,000 rows of 500 odd headers", "header-not-found")
def _(path: Path) -> None:
    texts = ([f"列{row}-{at}" for at in range(500)] for row in range(1_000))
    cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in texts)
    sheet(path, (f"<row>{row}</row>" for row in cells))


@case("workbook: 20,000,000 elements of no meaning", "too-many-blank-cells")
def _(path: Path) -> None:
    noise = random.Random(1)
    rows = (f'<x y="{noise.randbytes(8).hex()}"/>' + "<x/>" * 20 for _ in range(1_000_000))
    sheet(path, [inline(HEADER, 1), inline(ROW, 2), *rows])


@case("workbook: 20,000 sheets", "too-many-sheets")
def _(path: Path) -> None:
    listed = "".join(f'<sheet name="{n}" r:id="rId{n}"/>' for n in range(20_000))
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet1.xml"/>' for n in range(20_000))
    rewritten(path, [f'<workbook xmlns:r="{namespace}"><sheets>{listed}</sheets></workbook>'], "xl/workbook.xml")
    listing = f"<Relationships>{related}</Relationships>"
    rewritten(path, [listing], "xl/_rels/workbook.xml.rels", path.read_bytes())
