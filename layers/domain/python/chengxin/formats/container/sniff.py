"""What a file is, by its first bytes; its name is never asked."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from chengxin.findings.files import EMPTY_FILE, UNREADABLE_FILE, UNSUPPORTED_FORMAT, RefusedError
from chengxin.formats.container.zip_file import open_zip

HEAD = 1 << 16
_KNOWN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ", "xz 压缩包"),
    (b"SQLite format 3", "SQLite 数据库"),
    (b"PAR1", "Parquet"),
    (b"{\\rtf", "RTF 文档"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_MARKUP = re.compile(rb"\s*<[a-z!?/]", re.IGNORECASE)
_MHT = re.compile(rb"\s*(?:From: [^\n]{0,200}\r?\n|(?:Subject|Date|MIME-Version|Content-Type|Snapshot-[a-zA-Z-]+): )")
_SHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|mso-application[^>]{0,40}Excel", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\0\1\x1f"))
"""Not those that end files or stand between columns."""
_JSON_ARRAY = re.compile(rb"\s*\[\s*(?:[{\]\[]|-?\d|true|false|null|\"[^\"]*\"\s*[,\]]|\Z)")
_JSON_OBJECT = re.compile(rb"\s*\{\s*(?:[\"}]|\Z)")


def sniff(path: Path) -> str:
    """`xlsx`, `xls`, `encrypted`, `zip`, `gz`, `json` or `text`; raises RefusedError for all else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedError(EMPTY_FILE)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith(_BIFF) and head[2:4] in (b"\x08\x00", b"\x10\x00", b"\x06\x00", b"\x04\x00"):
        return "xls"
    for magic, found in _KNOWN:
        if head.startswith(magic):
            raise RefusedError(UNSUPPORTED_FORMAT, found=found)
    return _textual(head)


def _textual(head: bytes) -> str:
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:512].count(0) * 8 > len(head[:512])
    text = head.replace(b"\0", b"") if utf16 else head
    text = text.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _MHT.match(text) and b"mime-version:" in text[:4096].lower():
        raise RefusedError(UNSUPPORTED_FORMAT, found="单个文件网页（MHT），只是扩展名像工作簿")
    if _MARKUP.match(text):
        table = _SHEET_XML.search(text)
        raise RefusedError(UNSUPPORTED_FORMAT, found="Excel 2003 的 XML 表格" if table else "网页或 XML")
    if (not utf16 and (len(head) - len(head.translate(None, _CONTROL))) * 50 > len(head)) or head[257:262] == b"ustar":
        raise RefusedError(UNSUPPORTED_FORMAT, found="二进制文件")
    return "json" if _JSON_ARRAY.match(text) or _JSON_OBJECT.match(text) else "text"


def _zipped(path: Path) -> str:
    with open_zip(path) as archive:
        names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
        types = _content_types(archive, names)
    if b"spreadsheetml" in types or "xl/workbook.xml" in names or _has(names, "xl/"):
        if b"sheet.binary" in types or "xl/workbook.bin" in names:
            raise RefusedError(UNSUPPORTED_FORMAT, found="XLSB 工作簿")
        return "xlsx"
    if b"wordprocessingml" in types or _has(names, "word/"):
        raise RefusedError(UNSUPPORTED_FORMAT, found="Word 文档")
    if b"presentationml" in types:
        raise RefusedError(UNSUPPORTED_FORMAT, found="演示文稿")
    if "mimetype" in names and "content.xml" in names:
        raise RefusedError(UNSUPPORTED_FORMAT, found="ODF 文档")
    if "ofd.xml" in names:
        raise RefusedError(UNSUPPORTED_FORMAT, found="OFD 版式文件")
    return "zip"


def _has(names: Mapping[str, str], folder: str) -> bool:
    return "[content_types].xml" in names and any(name.startswith(folder) for name in names)


def _content_types(archive: zipfile.ZipFile, names: Mapping[str, str]) -> bytes:
    """What a package of parts says they are; its main part may lie anywhere (ECMA-376 part 2, 6.5)."""
    part = names.get("[content_types].xml")
    if part is None:
        return b""
    try:
        with archive.open(part) as file:
            return file.read(HEAD)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error


def _compound(path: Path) -> str:
    """An OLE file: names of its streams are UTF-16 in the directory, wherever that stands."""
    names = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    found = set()
    with path.open("rb") as file:
        tail = b""
        while block := file.read(1 << 20):
            found |= {name for name, raw in names.items() if raw in tail + block}
            tail = block[-64:]
    if "EncryptedPackage" in found:
        return "encrypted"
    if not found & {"Workbook", "Book"}:
        raise RefusedError(UNSUPPORTED_FORMAT, found="Word 文档" if "WordDocument" in found else "OLE 文档")
    return "xls"
