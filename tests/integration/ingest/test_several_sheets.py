"""A workbook of several sheets: each is read, and what is wrong is told of the right row of the right sheet."""

import io
import json
from typing import Any

import openpyxl
from tests.faults.world import World

HEADER = ["决定书文号", "决定类型", "行政相对人名称", "决定日期"]
KEY = "market-regulation/decision-register/book.xlsx"


def book(sheets: dict[str, list[list[str]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in (HEADER, *rows):
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def line(number: int, kind: str = "行政处罚") -> list[str]:
    return [f"武市监罚〔2026〕{number}号", kind, "武汉某某文化有限公司", "2026-02-02"]


def test_a_fault_is_told_of_its_own_sheet(world: World) -> None:
    wrong = [line(11), line(12, "乱填"), line(13)]
    world.ingest(world.drop(KEY, book({"一月": [line(1), line(2), line(3)], "二月": wrong})))
    kept = {k.rsplit(".")[-1]: v for k, v in world.state().items() if k.startswith(f"receiptsbucket/{KEY}")}
    receipt = json.loads(kept["json"])
    assert (receipt["rows"]["accepted"], receipt["rows"]["rejected"]) == (5, 1)
    (error,) = receipt["errors"]
    assert (error["row"], error["value"]) == (3, "乱填")
    assert error["message"].startswith("工作表“二月”：")
    sheet = openpyxl.load_workbook(io.BytesIO(kept["xlsx"])).worksheets[0]
    told = {str(row[0].value): (row[2].value, bool(row[1].value)) for row in sheet.iter_rows(min_row=2)}
    assert told["二月：3"] == ("武市监罚〔2026〕12号", True)
    assert [number for number, (_, reasons) in told.items() if reasons] == ["二月：3"]
    assert list(told) == [f"{name}：{row}" for name in ("一月", "二月") for row in (2, 3, 4)]


def test_rows_of_two_sheets_that_contradict_each_other_are_both_told_and_neither_wins(world: World) -> None:
    first, second = line(1), [*line(1)[:3], "2026-02-03"]
    world.ingest(world.drop(KEY, book({"一月": [first, line(2)], "二月": [line(3), second]})))
    receipt = receipt_of(world)
    assert (receipt["rows"]["accepted"], receipt["rows"]["rejected"]) == (2, 2)
    assert [(error["row"], error["code"]) for error in receipt["errors"]] == [
        (2, "contradictory-rows"),
        (3, "contradictory-rows"),
    ]
    assert "工作表“二月”第3行" in receipt["errors"][0]["message"]
    assert "工作表“一月”第2行" in receipt["errors"][1]["message"]
    assert sorted(version.document_number or "" for version in world.records()) == [line(2)[0], line(3)[0]]


def test_rows_of_two_sheets_that_say_the_same_do_no_harm(world: World) -> None:
    world.ingest(world.drop(KEY, book({"一月": [line(1)], "二月": [line(2), line(1)]})))
    assert receipt_of(world)["rows"]["rejected"] == 0


def receipt_of(world: World) -> dict[str, Any]:
    kept = {k.rsplit(".")[-1]: v for k, v in world.state().items() if k.startswith(f"receiptsbucket/{KEY}")}
    found: dict[str, Any] = json.loads(kept["json"])
    return found
