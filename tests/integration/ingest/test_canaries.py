"""Canaries: numbers of synthetic persons in every text of a file, its name and its sheet's name; none comes out."""

import csv
import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from functions.api import app
from functions.api import root as api_root
from openpyxl import Workbook
from tests.faults.files import HEADER, KEY, ORGAN, Penalty, penalties
from tests.faults.world import World
from tests.support.bearer import bearer
from tests.unit.api.api_world import event as request

from chengxin.identifiers import bank_card, citizen_id
from chengxin_aws import root

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
        first.append(list(row))
        second.append(list(row))
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


def licences() -> bytes:
    """Licences with a canary in one text each, in every form."""
    firm, organ = Penalty(1).cells(), ORGAN
    plain = {
        "行政相对人名称": firm[0], "行政相对人类别": firm[1], "行政相对人代码_1(统一社会信用代码)": firm[2],
        "法定代表人": firm[3], "行政许可决定文书名称": "准予行政许可决定书",
        "行政许可决定文书号": "武住更许〔2026〕{}号",
        "许可类别": "普通", "许可证书名称": "建筑业企业资质证书", "许可编号": "D342000001",
        "许可内容": "准予从事建筑施工。",
        "许可决定日期": "2026-02-26", "有效期自": "2026-02-26", "有效期至": "2031-02-25", "许可机关": organ,
        "许可机关统一社会信用代码": firm[14], "当前状态": "1", "数据来源单位": organ,
        "数据来源单位统一社会信用代码": firm[14], "备注": "无误",
    }  # fmt: skip
    texts = [name for name in plain if not any(word in name for word in ("代码", "日期", "有效期", "类别", "状态"))]
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(plain)
    for number, (column, form) in enumerate([(texts[0], ""), *itertools.product(texts, FORMS)], 100):
        sheet.writerow([text.format(number) + (form if name == column else "") for name, text in plain.items()])
    return out.getvalue().encode()


def answers(world: World) -> Iterator[tuple[str, bytes]]:
    """What the API says of everything that is public, and of every submission."""
    known, records = app.create_app(api_root.services()), world.records()
    paths = ["/v1/disclosures", "/v1/compliance", "/v1/departments/housing-urban/compliance", "/v1/subjects?q=武汉归元"]
    paths += [f"/v1/records/{one.key.record_id}" for one in records]
    paths += [f"/v1/subjects/{one.party.code}/records" for one in records[:1]]
    paths += [f"/v1/submissions/{one}" for one in {one.provenance.submission_id for one in records}]
    own = bearer(root.credentials(), "housing-urban", world.now)
    for path in ["/v1/submissions", *paths]:
        answer: dict[str, Any] = world.invoke("api", request(known, path, "GET", own))
        assert answer["statusCode"] in (200, 410), path
        yield path, json.dumps(answer, ensure_ascii=False).encode()


@pytest.mark.parametrize(("extension", "body"), [("csv", as_csv), ("xlsx", as_workbook)])
def test_no_canary_is_public(world: World, extension: str, body: Callable[[], bytes]) -> None:
    world.ingest(world.drop(KEY.format("clean.csv"), penalties([Penalty(1)])))
    world.ingest(world.drop(KEY.format(f"{FILE}.{extension}"), body()))
    world.ingest(world.drop(f"housing-urban/administrative-licence/{FILE}.csv", licences()))
    world.job("publish")
    world.job("comply")
    assert {one.dataset for one in world.records()} == {"administrative-penalty", "administrative-licence"}
    assert found(world, "publicbucket/") == []
    said = list(answers(world))
    assert [(path, canary) for path, body in said for canary in CANARIES if canary.encode() in body] == []
    assert any("已隐去".encode() in body for _, body in said)
