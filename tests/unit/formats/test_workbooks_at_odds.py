"""Workbooks that Excel and WPS open without a word: protected by their own password, put together or built oddly."""

import hashlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]
from msoffcrypto.method.ecma376_agile import ECMA376Agile  # type: ignore[import-untyped]
from tests.unit.formats.reading import HEADER, ROWS, cells, codes, read_bytes
from tests.unit.formats.test_workbooks import xls, xlsx
from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]

from chengxin.formats.container import isolation
from chengxin.formats.container.decryption import PASSWORD

TABLE = [HEADER, *ROWS]


def encrypted(book: bytes, password: str) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(book)).encrypt(password, buffer)
    return buffer.getvalue()


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted_xls(book: bytes, password: str) -> bytes:
    """A BIFF8 workbook under RC4 ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.6): heads of records stay as they are."""
    from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

    inside, base, length = CompDoc(book, logfile=io.StringIO()).locate_named_stream("Workbook")
    stream = inside[base : base + length].rstrip(b"\0")
    stream = stream[: stream.rindex(b"\x0a") + 1] + b"\0" * 3
    spare = -(len(stream) + 58) % 4  # the container fills up with zeros, four of which are a record
    stream += struct.pack("<HH", 0x00C1, spare) + b"\0" * spare
    salt, verifier = os.urandom(16), os.urandom(16)
    short = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    middle = hashlib.md5((short + salt) * 16).digest()[:5]

    def key(block: int) -> bytes:
        return hashlib.md5(middle + struct.pack("<I", block)).digest()

    checked = rc4(key(0), verifier + hashlib.md5(verifier).digest())
    passed = struct.pack("<HHHHH", 0x002F, 54, 1, 1, 1) + salt + checked
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    plain = stream[:first] + passed + stream[first:]
    blocks = -(-len(plain) // 1024)
    mask = b"".join(rc4(key(block), b"\0" * 1024) for block in range(blocks))
    out, at = bytearray(plain), 0
    while at + 4 <= len(plain):
        kind, size = struct.unpack_from("<HH", plain, at)
        if kind == 0x0085:
            struct.pack_into("<I", out, at + 4, struct.unpack_from("<I", plain, at + 4)[0] + len(passed))
        start = at + 4 + (4 if kind == 0x0085 else 0)
        if kind not in (0x0809, 0x002F):
            for place in range(start, at + 4 + size):
                out[place] = plain[place] ^ mask[place]
        at += 4 + size
    buffer = io.BytesIO()
    XlsDoc().save(buffer, bytes(out))
    return buffer.getvalue()


@pytest.mark.parametrize("old", [False, True])
def test_the_password_that_programs_set_themselves_is_no_obstacle(tmp_path: Path, old: bool) -> None:
    made = encrypted_xls(xls(TABLE), PASSWORD) if old else encrypted(xlsx(TABLE), PASSWORD)
    reading, rows = read_bytes(tmp_path, made)
    assert (codes(reading), rows) == ([], list(enumerate(ROWS, 2)))
    assert [path.name for path in tmp_path.iterdir()] == ["dropped"]


def test_a_password_of_the_department_s_own_is_told(tmp_path: Path) -> None:
    for made in (encrypted(xlsx(TABLE), "secret"), encrypted_xls(xls(TABLE), "secret")):
        assert codes(read_bytes(tmp_path, made)[0]) == ["encrypted-workbook"]
        assert [path.name for path in tmp_path.iterdir()] == ["dropped"]


def test_no_encryption_within_an_encryption(tmp_path: Path) -> None:
    twice = ECMA376Agile.encrypt(PASSWORD, io.BytesIO(encrypted(xlsx(TABLE), PASSWORD)))
    assert codes(read_bytes(tmp_path, twice)[0]) == ["encrypted-workbook"]


def damaged(at: int) -> bytes:
    whole = xls(TABLE)
    return whole[:at] + b"\xff\xff" + whole[at + 2 :]


@pytest.mark.parametrize("at", [1410, 762, 511])
def test_what_the_first_reader_refuses_is_read_a_second_time_with_a_warning(tmp_path: Path, at: int) -> None:
    reading, rows = read_bytes(tmp_path, damaged(at))
    assert (reading.format, codes(reading)) == ("xls", ["salvaged-workbook"])
    assert rows == list(enumerate(ROWS, 2))
    assert [path.name for path in tmp_path.iterdir()] == ["dropped"]


def aborts(source: str, target: str) -> None:
    os.abort()


def swallows(source: str, target: str) -> None:
    bytearray(4 << 30)


def spins(source: str, target: str) -> None:
    while True:
        pass


@pytest.mark.parametrize("work", [aborts, swallows, spins])
def test_what_ends_badly_ends_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: isolation.Work) -> None:
    monkeypatch.setattr(isolation, "SECONDS", 1)
    assert not isolation.done_apart(work, tmp_path / "a", tmp_path / "b")


def shared(table: list[list[str]]) -> bytes:
    """A workbook with its texts in a part of their own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("处罚")
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row, None)
    return buffer.getvalue()


def moved(book: bytes, moves: dict[str, str], changes: list[tuple[str, str, str]]) -> bytes:
    """A workbook with some parts elsewhere, and what others say of them changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            for part, before, after in changes:
                assert part != name or before in data
                data = data.replace(before, after) if part == name else data
            new.writestr(moves.get(name, name), data)
    return buffer.getvalue()


def test_parts_lie_where_the_package_says(tmp_path: Path) -> None:
    moves = {
        "xl/workbook.xml": "a/b/book.xml",
        "xl/_rels/workbook.xml.rels": "a/b/_rels/book.xml.rels",
        "xl/worksheets/sheet1.xml": "a/c/first.xml",
        "xl/sharedStrings.xml": "strings.xml",
        "xl/styles.xml": "a/looks.xml",
    }
    relations = "xl/_rels/workbook.xml.rels"
    changes = [
        ("_rels/.rels", "xl/workbook.xml", "a/b/book.xml"),
        ("[Content_Types].xml", "/xl/workbook.xml", "/a/b/book.xml"),
        (relations, "worksheets/sheet1.xml", "../c/first.xml"),
        (relations, "sharedStrings.xml", "/strings.xml"),
        (relations, "styles.xml", "../looks.xml"),
    ]
    reading, rows = read_bytes(tmp_path, moved(shared(TABLE), moves, changes))
    assert codes(reading) == []
    assert cells(rows) == ROWS


def test_a_sheet_that_is_listed_and_missing_is_told(tmp_path: Path) -> None:
    reading, _ = read_bytes(tmp_path, moved(shared(TABLE), {"xl/worksheets/sheet1.xml": "xl/elsewhere.xml"}, []))
    assert codes(reading) == ["unreadable-file"]
    assert "处罚" in reading.errors[0].message


def test_error_values_cost_only_the_cell_they_stand_in(tmp_path: Path) -> None:
    _, rows = read_bytes(tmp_path, xlsx([HEADER, [*ROWS[2][:6], "#N/A"]]))
    assert cells(rows)[0][6] == "#N/A"
