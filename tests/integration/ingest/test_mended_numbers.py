"""A document number that was itself the mistake: mended in the receipt's workbook, it is a duty once, under its right
number."""

import io
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from tests.faults.files import HEADER, KEY, Penalty, penalties
from tests.faults.wire import Fault, Kind
from tests.faults.world import World

BOARD = "/v1/departments/housing-urban/compliance"
HIDDEN, NUMBER = "【回执行号】", "行政处罚决定书文号"


@dataclass(frozen=True, slots=True)
class Mistyped(Penalty):
    """A penalty of a kind that can't be read, whose number is mistyped besides."""

    kind: str = ""
    typed: str = "武住更罚〔2026〕9021号"

    @property
    def document(self) -> str:
        return self.typed


def workbook(world: World, name: str) -> Any:
    """The receipt of a file name, as an officer opens it."""
    found = [v for k, v in world.state().items() if k.startswith("receiptsbucket/") and f"/{name}/" in k]
    return openpyxl.load_workbook(io.BytesIO(next(body for body in found if body[:2] == b"PK")))


def mended(book: Any, changes: dict[str, str], *, keep_hidden: bool = True) -> bytes:
    """The workbook with cells of its rejected rows changed, by header."""
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["【问题说明】"]).value:
            for header, value in changes.items():
                sheet.cell(row, at[header]).value = value
    if not keep_hidden:
        sheet.delete_cols(at[HIDDEN])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def board(world: World) -> dict[str, Any]:
    """The department's board of March, after a publication now and a look twenty days later."""
    world.job("publish")
    world.now += timedelta(days=20)
    world.job("comply")
    world.now -= timedelta(days=20)
    data = json.loads(world.state()["publicbucket/compliance/2026-03/data.json"])
    return next(one for one in data["departments"] if one["department"] == "housing-urban")


RIGHT = {NUMBER: Penalty(21).document, "处罚类别": "罚款"}
FILE = penalties([Penalty(1), Mistyped(21)])


def test_a_number_mended_in_the_receipt_is_overdue_no_more_and_counts_once(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    book = workbook(world, "a.csv")
    sheet = book.worksheets[0]
    last = sheet.cell(1, sheet.max_column)
    assert last.value == HIDDEN
    assert sheet.column_dimensions[last.column_letter].hidden
    world.ingest(world.drop(KEY.format("a 改.xlsx"), mended(book, RIGHT)))
    found = board(world)
    assert (found["overdue"], found["on_time"], found["late"]) == (0, 2, 0)
    receipts = [json.loads(v) for k, v in world.state().items() if k.startswith("receiptsbucket/") and v[:1] == b"{"]
    assert [one["warnings"] for one in receipts] == [[], []]
    public = [v for k, v in world.state().items() if k.startswith("publicbucket/") and isinstance(v, bytes)]
    assert not any(HIDDEN.encode() in body or str(sheet.cell(3, last.column).value).encode() in body for body in public)


def test_a_mistyped_number_bounds_no_gap_once_it_is_mended(world: World) -> None:
    wrong = Mistyped(21, typed="武住更罚〔2026〕99号")
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(19), Penalty(20), wrong])))
    assert board(world)["suspected_missing"] == 78
    world.ingest(world.drop(KEY.format("b.xlsx"), mended(workbook(world, "a.csv"), RIGHT)))
    assert board(world)["suspected_missing"] == 0


def test_before_it_is_mended_and_without_the_hidden_column_it_stays_overdue(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    assert board(world)["overdue"] == 1
    plain = mended(workbook(world, "a.csv"), RIGHT, keep_hidden=False)
    world.ingest(world.drop(KEY.format("a 改.xlsx"), plain))
    assert (board(world)["overdue"], board(world)["on_time"]) == (1, 2)


def test_it_was_overdue_until_it_was_mended(world: World) -> None:
    """What a look at a past day shows does not change by what came later."""
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    world.job("publish")
    world.now += timedelta(days=20)
    assert world.job("comply")["overdue"] == 1
    world.ingest(world.drop(KEY.format("a 改.xlsx"), mended(workbook(world, "a.csv"), RIGHT)))
    world.job("publish")
    assert world.job("comply")["overdue"] == 0
    earlier = {"time": (world.now - timedelta(days=1)).isoformat(), "by_hand": True}
    assert world.invoke("comply", earlier)["overdue"] == 1


def test_mended_in_two_rounds_both_numbers_are_settled(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    still_wrong = mended(workbook(world, "a.csv"), {NUMBER: "武住更罚〔2026〕9912号"})
    world.ingest(world.drop(KEY.format("b.xlsx"), still_wrong))
    world.ingest(world.drop(KEY.format("c.xlsx"), mended(workbook(world, "b.xlsx"), RIGHT)))
    found = board(world)
    assert (found["overdue"], found["on_time"]) == (0, 2)


def test_sent_twice_before_it_was_mended_it_is_settled_once_and_for_all(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(1), Penalty(2), Mistyped(21)])))
    world.ingest(world.drop(KEY.format("c.xlsx"), mended(workbook(world, "b.csv"), RIGHT)))
    assert board(world)["overdue"] == 0


def test_a_record_that_is_known_already_settles_it_too(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(21)])))
    world.ingest(world.drop(KEY.format("c.xlsx"), mended(workbook(world, "a.csv"), RIGHT)))
    found = board(world)
    assert (found["overdue"], found["on_time"]) == (0, 2)


@pytest.mark.parametrize("rest", ["0000003", "0000009", "九", ""])
def test_only_the_row_that_is_named_is_settled(world: World, rest: str) -> None:
    """Named: the accepted row, a row that isn't there, something else."""
    three = [Mistyped(21), Penalty(1), Mistyped(22, typed="武住更罚〔2026〕9022号", decided=Penalty(1).decided)]
    world.ingest(world.drop(KEY.format("a.csv"), penalties(three)))
    book = workbook(world, "a.csv")
    sheet = book.worksheets[0]
    cell = next(sheet.cell(2, c.column) for c in sheet[1] if c.value == HIDDEN)
    cell.value = f"{str(cell.value)[:-7]}{rest}"
    sheet.delete_rows(3, 2)
    world.ingest(world.drop(KEY.format("b.xlsx"), mended(book, RIGHT)))
    found = board(world)
    assert (found["overdue"], found["on_time"]) == (2, 2)


def test_a_row_of_another_department_or_dataset_is_out_of_reach(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    body = mended(workbook(world, "a.csv"), RIGHT)
    world.ingest(world.drop("market-regulation/administrative-penalty/b.xlsx", body))
    assert board(world)["overdue"] == 1


def test_rows_of_two_sheets_are_told_apart(world: World) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("一", [Mistyped(21), Penalty(1)]), ("二", [Mistyped(22, typed="武住更罚〔2026〕9022号")])):
        sheet = book.create_sheet(name)
        for line in (HEADER, *(row.cells() for row in rows)):
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    world.ingest(world.drop(KEY.format("a.xlsx"), out.getvalue()))
    receipt = workbook(world, "a.xlsx")
    receipt.worksheets[0].delete_rows(4)
    world.ingest(world.drop(KEY.format("b.xlsx"), mended(receipt, RIGHT)))
    assert board(world)["overdue"] == 1


@pytest.mark.parametrize("kind", ["crash-before", "crash-after"])
@pytest.mark.parametrize("nth", range(1, 16, 2))
def test_a_worker_that_dies_on_the_way_changes_nothing(world: World, kind: Kind, nth: int) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), FILE))
    event = world.drop(KEY.format("b.xlsx"), mended(workbook(world, "a.csv"), RIGHT))
    real, calls = world.machine._invoke, [0]

    def dying(function: str, payload: Any) -> Any:
        if function == "normalise" and not calls[0]:
            calls[0] = 1
            return world.attempt(function, payload, Fault(kind, nth))
        return real(function, payload)

    world.machine._invoke = dying
    world.ingest(event)
    assert world.machine.caught == []
    found = board(world)
    assert (found["overdue"], found["on_time"]) == (0, 2)
