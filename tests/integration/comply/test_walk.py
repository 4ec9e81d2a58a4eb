"""The compliance job walked over the holidays of 2026: due soon, overdue and late come on the days of the calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.integration.comply.city import Town
from tests.unit.compliance.stories import MARKET, WATER, at, decision, entry

from chengxin.ledger import LedgerEntry

Seen = list[tuple[str, int, int, int]]


def walk(town: Town, first: str, last: str, publish_on: str | None = None) -> Seen:
    """(day, due soon, overdue, late) of each day on which one of them changes, by runs at ten past ten."""
    day, seen, before = date.fromisoformat(first), [], None
    while day <= date.fromisoformat(last):
        if str(day) == publish_on:
            town.publish(at(str(day), 9))
        found = town.run(at(str(day)))
        late = sum(board["late"] for board in town.boards.months("city"))
        figures = (found["due_soon"], found["overdue"], late)
        if figures != before:
            seen.append((str(day), *figures))
            before = figures
        day += timedelta(days=1)
    return seen


def test_spring_festival(town: Town) -> None:
    """2026-02-14 and 02-28 are Saturdays worked, 02-15 to 02-23 are off: the deadline is 2 March."""
    town.drop(entry(at("2026-02-13", 9), decision("甲1号", "2026-02-13")))
    town.drop(entry(at("2026-02-13", 9), decision("甲2号", "2026-02-13", "register"), chunk=1))
    assert walk(town, "2026-02-13", "2026-03-09", publish_on="2026-03-05") == [
        ("2026-02-13", 0, 0, 0),
        ("2026-02-27", 2, 0, 0),
        ("2026-03-03", 0, 2, 0),
        ("2026-03-05", 0, 1, 1),
    ]
    assert town.board("2026-02")["late"] == 1
    assert town.board("2026-03")["overdue_items"][0]["deadline"] == "2026-03-02"


def test_national_day(town: Town) -> None:
    """2026-10-01 to 10-07 are off, Saturday 10-10 is worked: the deadline of 30 September is 15 October."""
    told = decision("乙1号", "2026-09-30", "rejected_row")
    town.drop(entry(at("2026-09-30", 17), told, department=WATER, rows_rejected=1))
    assert walk(town, "2026-09-30", "2026-10-14")[1:] == [("2026-10-13", 1, 0, 0)]
    mended = entry(at("2026-10-16", 8), decision("乙1号", "2026-09-30"), department=WATER)
    town.drop(mended)
    assert walk(town, "2026-10-15", "2026-10-20", publish_on="2026-10-17") == [
        ("2026-10-15", 1, 0, 0),
        ("2026-10-16", 0, 1, 0),
        ("2026-10-17", 0, 0, 1),
    ]
    assert town.ledger.open(WATER) == []


def test_last_months_counts_go_on_and_its_levels_stand_still(town: Town) -> None:
    town.drop(entry(at("2026-03-10"), decision("甲1号", "2026-03-10")))
    town.drop(entry(at("2026-03-31"), decision("甲3号", "2026-03-31")))
    town.run(at("2026-03-31", 23))
    assert (town.board("2026-03")["overdue"], town.board("2026-03")["published"]) == (1, 0)
    town.run(at("2026-04-01"))
    town.publish(at("2026-04-02"))
    town.run(at("2026-04-02", 11))
    march = town.board("2026-03")
    assert (march["published"], march["late"], march["on_time"], march["overdue"]) == (2, 1, 1, 1)
    assert town.board("2026-04")["overdue"] == 0


def test_an_older_month_is_computed_when_its_last_decision_is_discharged_and_not_before(town: Town) -> None:
    town.drop(entry(at("2026-01-12"), decision("甲1号", "2026-01-12")))
    town.run(at("2026-01-31", 23))
    assert town.run(at("2026-04-10"))["months"] == ["2026-03", "2026-04"]
    town.publish(at("2026-04-10", 11))
    assert town.run(at("2026-04-10", 12))["months"] == ["2026-01", "2026-03", "2026-04"]
    assert (town.board("2026-01")["late"], town.board("2026-01")["overdue"]) == (1, 1)
    assert town.run(at("2026-04-10", 13))["months"] == ["2026-03", "2026-04"]


def test_the_sweep_reads_what_is_open_and_not_history(town: Town) -> None:
    for n in range(30):
        day = at("2026-03-02") + timedelta(minutes=n)
        town.drop(entry(day, *(decision(f"甲{n * 10 + i}号", "2026-03-02") for i in range(10))))
    town.publish(at("2026-03-02", 12))
    town.drop(entry(at("2026-03-03"), decision("丙1号", "2026-03-02", "register"), chunk=7))
    reads = town.run(at("2026-03-03", 11))["reads"]
    assert reads["sweep"] == 2
    assert reads["scoreboard"] >= 31


def test_a_register_line_of_a_decision_withdrawn_before_it_was_disclosed_is_closed(town: Town) -> None:
    town.drop(entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register")))
    notice = decision("甲1号", "2026-03-05", dataset="withdrawal", public=False)
    town.drop(entry(at("2026-03-06"), notice, open=False))
    assert town.run(at("2026-03-20"))["overdue"] == 0
    assert town.ledger.open(MARKET) == []


def test_silence_is_counted_from_the_last_file_of_any_month(town: Town) -> None:
    town.drop(entry(at("2026-03-02"), decision("甲1号", "2026-03-02")))
    town.run(at("2026-03-02", 11))
    town.run(at("2026-04-30"))
    town.run(at("2026-06-01"))
    assert town.post.figure("WorkingDaysSinceLastData", MARKET) == 62
    assert town.post.figure("WorkingDaysSinceLastData", WATER) == 62


def test_a_number_of_the_old_year_that_came_in_december_is_not_missing_in_january(town: Town) -> None:
    def numbered(received: str, *numbers: int) -> LedgerEntry:
        return entry(at(received), *(decision(f"武市监罚〔2025〕{n}号", "2025-12-29") for n in numbers))

    town.drop(numbered("2025-12-30", 120), numbered("2026-01-05", 118, 119, 121, 123))
    town.run(at("2026-01-06"))
    assert town.board("2026-01")["suspected_missing"] == 1


def test_a_gap_between_the_numbers_of_two_months_is_suspected(town: Town) -> None:
    for day, numbers in (("2026-02-10", (1, 2, 3)), ("2026-03-10", (6, 7))):
        told = (decision(f"武市监罚〔2026〕{n}号", day) for n in numbers)
        town.drop(entry(at(day), *told))
        town.publish(at(day, 12))
        town.run(at(day, 13))
    assert (town.board("2026-02")["suspected_missing"], town.board("2026-03")["suspected_missing"]) == (0, 2)


def test_a_number_that_came_long_ago_is_not_missing_and_no_old_month_is_read_for_it(town: Town) -> None:
    def numbered(received: str, *numbers: int) -> LedgerEntry:
        return entry(at(received), *(decision(f"武市监罚〔2026〕{n}号", "2026-01-05") for n in numbers))

    town.drop(*(numbered(f"2026-01-{day:02}", 100 + day) for day in range(1, 31)), numbered("2026-02-02", 50))
    for received in ("2026-02-03", "2026-06-02"):
        town.publish(at(received, 9))
        town.run(at(received, 11))
    town.drop(numbered("2026-06-02", 48, 49, 51, 53))
    told = town.run(at("2026-06-02", 12))
    assert town.board("2026-06")["suspected_missing"] == 1
    assert told["reads"]["scoreboard"] < 10


def test_each_of_many_gaps_is_looked_up(town: Town) -> None:
    def numbered(received: str, numbers: Iterable[int]) -> LedgerEntry:
        return entry(at(received), *(decision(f"武市监罚〔2026〕{n}号", "2026-01-05") for n in numbers))

    town.drop(numbered("2026-01-10", range(1, 400, 4)), numbered("2026-03-10", range(0, 400, 2)))
    town.run(at("2026-03-11"))
    assert town.board("2026-03")["suspected_missing"] == 99


def test_many_rejected_rows_of_a_series_are_looked_up_with_few_reads(town: Town) -> None:
    told = (decision(f"武市监罚〔2026〕{n}号", "2026-03-02", "rejected_row") for n in range(64))
    town.drop(entry(at("2026-03-03"), *told, rows_rejected=64))
    assert town.run(at("2026-03-04"))["reads"]["sweep"] == 3
    town.drop(entry(at("2026-03-05"), decision("武市监罚〔2026〕40号", "2026-03-02"), chunk=1))
    town.publish(at("2026-03-06"))
    assert town.run(at("2026-03-20"))["overdue"] == 63
