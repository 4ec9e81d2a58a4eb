"""A workbook of tables whose rows are deflated already (ECMA-376): texts stand in their cells, never as formulas."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from chengxin.publication.day.archive import Entry, archived, deflated_end, deflated_piece, entry
from chengxin.publication.day.cells import sheet_text
from chengxin.publication.day.checksum import joined_crc
from chengxin.publication.day.fragment_index import PartFigures
from chengxin.publication.formula_injection import defused

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER = 2
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F2"/><bgColor indexed="64"/></patternFill></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TITLE_CHARACTERS = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its title, its header, and its rows in parts, each with its figures and its deflated rows."""

    title: str
    header: Sequence[str]
    figures: Sequence[PartFigures]
    rows: Iterable[bytes]


def workbook(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """The bytes of an XLSX file, of one sheet at least; the same tables give the same bytes."""
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    yield from archived(
        [
            entry("[Content_Types].xml", _content_types(names)),
            entry("_rels/.rels", _relations(["officeDocument"], ["xl/workbook.xml"])),
            entry("xl/workbook.xml", _book(sheets)),
            entry("xl/_rels/workbook.xml.rels", _book_relations(names)),
            entry("xl/styles.xml", _STYLES.encode()),
            *(_sheet_entry(name, sheet, first=name == names[0]) for name, sheet in zip(names, sheets, strict=True)),
        ]
    )


def _sheet_entry(name: str, sheet: Sheet, *, first: bool) -> Entry:
    head, end = _sheet_head(sheet.header, first=first), b"</sheetData></worksheet>"
    before, after = deflated_piece(head), deflated_end(end)
    crc, size, deflated = zlib.crc32(head), len(head), len(before) + len(after)
    for part in sheet.figures:
        crc, size, deflated = joined_crc(crc, part.crc, part.size), size + part.size, deflated + part.deflated
    crc = joined_crc(crc, zlib.crc32(end), len(end))
    return Entry(name, crc, size + len(end), deflated, chain((before,), sheet.rows, (after,)))


def _sheet_head(header: Sequence[str], *, first: bool) -> bytes:
    """All before the first row below the header, which is frozen."""
    cells = "".join([sheet_text(defused(title), _HEADER) for title in header])
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{max(len(header), 1)}" width="20" '
        f'customWidth="1"/></cols><sheetData><row>{cells}</row>'
    ).encode()


def _content_types(names: Iterable[str]) -> bytes:
    parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"), *((name, "worksheet") for name in names)]
    told = "".join(f'<Override PartName="/{name}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for name, kind in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{told}</Types>'.encode()


def _book_relations(names: Sequence[str]) -> bytes:
    targets = [name.removeprefix("xl/") for name in names]
    return _relations(["worksheet"] * len(names) + ["styles"], [*targets, "styles.xml"])


def _relations(kinds: Sequence[str], targets: Sequence[str]) -> bytes:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'.encode()


def _book(sheets: Sequence[Sheet]) -> bytes:
    told = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(_titles([sheet.title for sheet in sheets]), 1)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{told}</sheets></workbook>"
    ).encode()


def _titles(wanted: Iterable[str]) -> list[str]:
    """Titles as a workbook may have them: 31 characters, none of `[]:*?/\\`, no two alike."""
    titles: list[str] = []
    for title in wanted:
        fit = _FORBIDDEN.sub("_", title).strip("' ")[:_TITLE_CHARACTERS] or "数据"
        again = sum(one.casefold() == fit.casefold() for one in titles)
        titles.append(f"{fit[: _TITLE_CHARACTERS - 3]}({len(titles)})" if again else fit)
    return titles
