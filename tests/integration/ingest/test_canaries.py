"""Canaries: numbers of synthetic persons in every text of a file, its name and its sheet's name; none comes out."""

import csv
import gzip
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator

import pytest
from openpyxl import Workbook
from tests.faults.files import HEADER, KEY, Penalty, penalties
from tests.faults.world import World

from chengxin.identifiers import bank_card, citizen_id

_BODY, _CARD, MOBILE = "42010119800101001", "622202360200000000", "13800138000"
IDENTITY = _BODY + citizen_id.check_character(_BODY)
CARD = next(_CARD + digit for digit in "0123456789" if bank_card.luhn(_CARD + digit))
CANARIES = (IDENTITY, CARD, MOBILE, "601室", "zhangsan_88")
PLANTED = f"ID{IDENTITY}手机138.0013.8000卡号{CARD}，住武汉市江汉区解放大道123号4栋601室，微信zhangsan_88"
FILE = f"名单{IDENTITY}-wx{MOBILE}"


COLUMNS = (*HEADER[:1], *HEADER[3:10], HEADER[13], HEADER[15])
"""Those that hold text: names, the number, facts, grounds; dates, codes and sums are refused for their shape."""
FORMS = (PLANTED, f"，{MOBILE}", f"ID{IDENTITY}", f"，wx{MOBILE}，", f" {CARD}")


def rows() -> list[list[str]]:
    """Rows with a canary in one column each, in every form."""
    made: list[list[str]] = []
    for column, form in itertools.product(COLUMNS, FORMS):
        cells = Penalty(10 + len(made)).cells()
        cells[HEADER.index(column)] += form
        made.append(cells)
    return made


def as_csv() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADER, *rows()])
    return out.getvalue().encode()


def as_workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    first = book.active
    assert first is not None
    first.title = f"{IDENTITY}名单"
    second = book.create_sheet(f"手机{MOBILE}")
    for row in (HEADER, *rows()):
        first.append(row)
        second.append(row)
    book.save(out)
    return out.getvalue()


def unpacked(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and whatever is packed in it."""
    yield name, name.encode() + body
    if body[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name}!", gzip.decompress(body))
    elif body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for one in packed.namelist():
                yield from unpacked(f"{name}!{one}", packed.read(one))


def found(world: World, prefix: str) -> list[tuple[str, str]]:
    """Where canaries stand in the files under a prefix."""
    files = [one for one in world.state().items() if one[0].startswith(prefix)]
    parts = [
        part
        for name, body in files
        for part in unpacked(name, body if isinstance(body, bytes) else repr(body).encode())
    ]
    return [(name, canary) for name, body in parts for canary in CANARIES if canary.encode() in body]


@pytest.mark.parametrize(("extension", "body"), [("csv", as_csv), ("xlsx", as_workbook)])
def test_no_canary_is_public(world: World, extension: str, body: Callable[[], bytes]) -> None:
    world.ingest(world.drop(KEY.format("clean.csv"), penalties([Penalty(1)])))
    world.ingest(world.drop(KEY.format(f"{FILE}.{extension}"), body()))
    world.job("publish")
    world.job("comply")
    assert found(world, "publicbucket/") == []
