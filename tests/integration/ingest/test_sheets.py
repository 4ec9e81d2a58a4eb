"""A workbook of several sheets: each is read, and what is wrong is told of the right row of the right sheet."""

import io
import json

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


def test_of_a_record_on_the_same_row_of_two_sheets_the_later_sheet_counts_and_both_are_kept(world: World) -> None:
    first, second = line(1), [*line(1)[:3], "2026-02-03"]
    world.ingest(world.drop(KEY, book({"一月": [first], "二月": [second]})))
    versions = sorted((version.order, str(version.decision_date)) for version in world.records())
    assert [decided for _, decided in versions] == ["2026-02-02", "2026-02-03"]
