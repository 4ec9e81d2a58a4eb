"""The monthly bulletin: totals and departments, with one month of history and with sixty."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, city, renderer, report, scoreboard

from chengxin.compliance.duty.due_dates import DueDate
from chengxin.publication.bulk.index import BulkIndex, SnapshotFile
from chengxin.publication.bulletins import bulletin_file, list_totals


def bulletin(months: int = 1, **changes: object) -> Shape:
    history = [city(f"{2026 - n // 12}-{12 - n % 12:02d}") for n in range(10, 10 + months - 1)][::-1]
    board = city() | changes
    return Shape(bulletin_file(renderer(), report(board), [*history, board], BulkIndex(NOW)).body)


@pytest.mark.parametrize("months", [1, 2, 12, 60])
def test_charts_show_a_bar_for_every_month(months: int) -> None:
    shape = bulletin(months)
    assert shape.elements["svg"] == 2
    assert shape.elements["rect"] == 2 * months
    assert shape.elements["h2"] == 6


def test_months_after_the_bulletins_own_do_not_enter() -> None:
    page = bulletin_file(renderer(), report(city()), [city("2026-02"), city(), city("2026-04")], None)
    assert "2026-04" not in Shape(page.body).text


def test_who_is_late_with_more_than_half_is_named_as_such() -> None:
    late = scoreboard("housing", rates={"reporting": 1, "compliance": 1, "timeliness": 0.4, "lateness": 0.6})
    text = bulletin(departments=[late, scoreboard("market-regulation")]).text
    assert "迟报率超过一半的 1 个" in text
    assert text.count("迟报过半") == 1


def test_the_change_to_the_month_before_is_told() -> None:
    before = city("2026-02", published=10)
    text = Shape(bulletin_file(renderer(), report(city()), [before, city()], None).body).text
    assert "较上月 +7" in text


def test_next_months_deadlines_name_the_decisions_that_are_due() -> None:
    due = [DueDate(date(2026, 4, 1), date(2026, 3, 21), date(2026, 3, 23), True)]
    page = bulletin_file(renderer(), replace(report(city()), due=due), [city()], None)
    text = Shape(page.body).text
    assert "2026年4月1日（暂定）" in text
    assert "2026年3月21日至2026年3月23日" in text


def test_it_tells_neither_decisions_nor_parties() -> None:
    text = bulletin().text
    assert "武市监罚" not in text


def test_lists_count_the_months_entries_and_all_that_stand() -> None:
    listed = CATALOGUE.datasets[1].model_copy(update={"list_id": "ip-infringement-blacklist"})
    files = {
        ("administrative-licence", month): SnapshotFile("administrative-licence", month, "x", records, 1, "0")
        for month, records in (("2026-02", 5), ("2026-03", 2))
    }
    (found,) = list_totals(CATALOGUE.model_copy(update={"datasets": (listed,)}), BulkIndex(NOW, files), "2026-03")
    assert (found.entries, found.standing) == (2, 7)
