"""The XML parts of an XLSX package, streamed: size-capped, and no part may declare a document type.

Where a part lies and what it is, relationships say (ECMA-376 part 2, 6.5), not its name.
"""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from chengxin.findings.files import UNPACKED_TOO_LARGE, UNREADABLE_FILE, UNSAFE_XML, RefusedError
from chengxin.formats.workbook.cells import is_date_format, unescaped
from chengxin.formats.workbook.number_formats import shows_more

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
    styles: "Styles"
    size: int
    """Of the whole file, in bytes."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Cell styles, by the index that cells write, whose number format shows a date; and those that show more than the
    number, with the format's code."""

    dates: frozenset[str] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of the relation's type, and the other's path."""

    kind: str
    target: str


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
    root = _relations(archive, names, "")
    main = next((one.target for one in root.values() if one.kind == "officedocument"), "xl/workbook.xml")
    relations = _relations(archive, names, main)
    listed, from_1904 = _workbook(archive, names.get(main.casefold(), main))
    parts = {one.kind: names.get(one.target.casefold()) for one in relations.values()}
    strings = parts.get("sharedstrings") or names.get("xl/sharedstrings.xml")
    styles = parts.get("styles") or names.get("xl/styles.xml")
    return Package(
        archive,
        [part for one in listed if (part := _sheet_part(one, relations, names))],
        from_1904,
        _shared_strings(archive, strings) if strings else [],
        _styles(archive, styles) if styles else Styles(),
        size,
    )


def _relations(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, Relation]:
    """The relations of a part, or of the package itself, by their ids."""
    folder, _, name = part.rpartition("/")
    found: dict[str, Relation] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2].casefold()
            found[attributes.get("Id", "")] = Relation(kind, path)

    rels = names.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
    if rels:
        _parse(archive, rels, start, None, None)
    return found


def _workbook(archive: zipfile.ZipFile, part: str) -> tuple[list[SheetPart], bool]:
    """The sheets as the workbook lists them, each with its relation's id for a part; whether days count from 1904."""
    listed: list[SheetPart] = []
    flags: list[bool] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            ref = attributes.get(_RELATION) or attributes.get(_RELATION_STRICT) or ""
            hidden = attributes.get("state", "visible") != "visible"
            listed.append(SheetPart(attributes.get("name", "")[:LONGEST_NAME], hidden, ref))
        elif local(name) == "workbookPr":
            flags.append(attributes.get("date1904") in ("1", "true"))

    _parse(archive, part, sheet, None, None)
    return listed, any(flags)


def _sheet_part(listed: SheetPart, relations: Mapping[str, Relation], names: dict[str, str]) -> SheetPart | None:
    """A sheet with its part's real path, None for a chart; raises RefusedError where its rows are missing."""
    relation = relations.get(listed.part)
    if relation and relation.kind not in ("worksheet", "") and "worksheets/" not in relation.target.casefold():
        return None
    part = names.get(relation.target.casefold()) if relation else None
    if part is None:
        raise RefusedError(UNREADABLE_FILE, reason=f"缺少工作表“{listed.name}”的内容")
    return SheetPart(listed.name, listed.hidden, part)


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


def _styles(archive: zipfile.ZipFile, part: str) -> Styles:
    """What the number formats of the cell styles show."""
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
    dates = frozenset(str(at) for at, number in enumerate(styles) if is_date_format(number, codes.get(number)))
    formats = {str(at): codes[number] for at, number in enumerate(styles) if shows_more(codes.get(number, ""))}
    return Styles(dates, formats)
