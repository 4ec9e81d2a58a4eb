"""The XML parts of an XLSX package, streamed: size-capped, and no part may declare a document type."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from chengxin.findings.files import UNPACKED_TOO_LARGE, UNREADABLE_FILE, UNSAFE_XML, RefusedError
from chengxin.formats.workbook.cells import is_date_format, unescaped

BLOCK = 1 << 16
SHARED_BYTES = 256 << 20
SHARED_CHARACTERS = 48 << 20
SHARED_COUNT = 2_000_000
LONGEST_TOKEN = 4 << 20
"""Of a tag with its attributes, or a comment: the parser looks through an unfinished one again with every block."""
LONGEST_NAME = 31
"""Of a sheet, in every spreadsheet program."""
MOST_STYLES = 65_536
"""More than any spreadsheet program can make or use."""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it; `part` is its path in the package."""

    name: str
    hidden: bool
    part: str


@dataclass(slots=True)
class Package:
    """An open workbook: what its sheets need to be read."""

    archive: zipfile.ZipFile
    sheets: list[SheetPart]
    from_1904: bool
    shared: list[str]
    date_styles: frozenset[str]
    size: int
    """Of the whole file, in bytes."""


def local(name: str) -> str:
    """An element's name without its namespace, whichever of the two the file uses."""
    return name.rpartition("}")[2]


def parser(start: Start | None, end: End | None, text: Callable[[str], None] | None) -> expat.XMLParserType:
    """An expat parser that refuses any DTD, and with it every entity trick."""
    made = expat.ParserCreate(namespace_separator="}")
    made.buffer_text = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> None:
    raise RefusedError(UNSAFE_XML)


def feed(archive: zipfile.ZipFile, part: str, into: expat.XMLParserType) -> Iterator[None]:
    """Feeds a part block by block, pausing after each; raises RefusedError where the part is damaged."""
    try:
        with archive.open(part) as file:
            fed = 0
            while block := file.read(BLOCK):
                into.Parse(block, False)
                fed += len(block)
                if fed - into.CurrentByteIndex > LONGEST_TOKEN:
                    raise RefusedError(UNREADABLE_FILE, reason="XML 标记过长")
                yield
            into.Parse(b"", True)
            yield
    except expat.ExpatError as error:
        raise RefusedError(UNREADABLE_FILE, reason="XML 不完整") from error
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, KeyError) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
        raise


def _parse(
    archive: zipfile.ZipFile, part: str, start: Start, end: End | None, text: Callable[[str], None] | None
) -> None:
    for _ in feed(archive, part, parser(start, end, text)):
        pass


def open_package(archive: zipfile.ZipFile, names: dict[str, str], size: int) -> Package:
    """Reads all small parts and the shared strings. `names` maps each part's case-folded path to its real one."""
    sheets, from_1904 = _workbook(archive, names)
    strings, styles = names.get("xl/sharedstrings.xml"), names.get("xl/styles.xml")
    return Package(
        archive,
        sheets,
        from_1904,
        _shared_strings(archive, strings) if strings else [],
        _date_styles(archive, styles) if styles else frozenset(),
        size,
    )


def _workbook(archive: zipfile.ZipFile, names: dict[str, str]) -> tuple[list[SheetPart], bool]:
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    listed: list[tuple[str, bool, str]] = []
    flags: list[bool] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            ref = attributes.get(_RELATION) or attributes.get(_RELATION_STRICT) or ""
            listed.append(
                (attributes.get("name", "")[:LONGEST_NAME], attributes.get("state", "visible") != "visible", ref)
            )
        elif local(name) == "workbookPr":
            flags.append(attributes.get("date1904") in ("1", "true"))

    rels = names.get("xl/_rels/workbook.xml.rels")
    if rels:
        _parse(archive, rels, relation, None, None)
    _parse(archive, names.get("xl/workbook.xml", "xl/workbook.xml"), sheet, None, None)
    sheets = [
        SheetPart(name, hidden, names[targets[ref].casefold()])
        for name, hidden, ref in listed
        if ref in targets and targets[ref].casefold() in names and "worksheets/" in targets[ref].casefold()
    ]
    return sheets, any(flags)


def _shared_strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """All shared strings in order; phonetic guides are no part of the text."""
    strings: list[str] = []
    pieces: list[str] = []
    reads = phonetic = False
    total = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal reads, phonetic
        tag = local(name)
        phonetic = phonetic or tag == "rPh"
        reads = tag == "t" and not phonetic

    def end(name: str) -> None:
        nonlocal reads, phonetic
        tag = local(name)
        reads = False
        if tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(unescaped("".join(pieces)))
            pieces.clear()
            if len(strings) > SHARED_COUNT:
                raise RefusedError(UNPACKED_TOO_LARGE, limit=f"{SHARED_COUNT:,} 条文字")

    def text(data: str) -> None:
        nonlocal total
        if reads:
            pieces.append(data)
            total += len(data)
            if total > SHARED_CHARACTERS:
                raise RefusedError(UNPACKED_TOO_LARGE, limit=f"{SHARED_CHARACTERS:,} 个字符")

    _parse(archive, part, start, end, text)
    return strings


def _date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[str]:
    """Indexes (as cells write them) of the cell styles whose number format shows a date."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt" and len(codes) < MOST_STYLES:
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside["cellXfs"] = True
        elif tag == "xf" and inside["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if local(name) == "cellXfs":
            inside["cellXfs"] = False

    for _ in feed(archive, part, parser(start, end, None)):
        if len(styles) >= MOST_STYLES:
            break
    return frozenset(str(at) for at, number in enumerate(styles) if is_date_format(number, codes.get(number)))
