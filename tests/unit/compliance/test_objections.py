"""How long departments take to handle objections, from what their registers tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from tests.unit.compliance.stories import DUTIES, MARKET, WATER, City, at, decision, entry

from chengxin.compliance.board.evidence import evidence_of
from chengxin.compliance.board.notice import monthly_notice
from chengxin.compliance.board.scoreboard import Scoreboard, city_scoreboard, scoreboard
from chengxin.compliance.sweep import DocumentQuery
from chengxin.ledger import Decision, LedgerEntry

FIGURES = ("handled", "late", "open", "overdue", "average_working_days", "p95_working_days")


def objection(number: str, received: str, handled: str | None = None, **more: object) -> Decision:
    facts = {"dataset": "objection-register", "handled_on": date.fromisoformat(handled) if handled else None}
    return decision(number, received, "objection", public=False, **facts, **more)


def board(
    *entries: LedgerEntry, day: str = "2026-03-31", month: str = "2026-03", department: str = MARKET
) -> Scoreboard:
    return scoreboard(department, month, at(day), entries, DUTIES)


def figures(found: Scoreboard) -> tuple[object, ...]:
    shown = found.as_json()
    return tuple(shown[f"objections_{name}"] for name in FIGURES)


def test_its_time_is_counted_in_working_days_from_its_coming_to_its_handling() -> None:
    told = entry(
        at("2026-03-20"),
        objection("异1号", "2026-03-02", "2026-03-04"),  # 2 working days
        objection("异2号", "2026-03-06", "2026-03-13"),  # over a weekend: 5, still in time
        objection("异3号", "2026-03-06", "2026-03-16"),  # 6: late
        objection("异4号", "2026-03-13"),  # its time ends on 20 March
        objection("异5号", "2026-03-30"),
    )
    assert figures(board(told)) == (3, 1, 2, 1, 4.3, 6)
    assert figures(board(told, day="2026-03-20")) == (3, 1, 2, 0, 4.3, 6)


def test_without_objections_there_is_no_time_and_no_disclosure_is_told_of() -> None:
    assert figures(board()) == (0, 0, 0, 0, None, None)
    found = board(
        entry(at("2026-03-20"), objection("异1号", "2026-03-02", "2026-03-04"), objection("异3号", "2026-03-02"))
    )
    shown = found.as_json()
    assert {shown[name] for name in ("reported", "accepted", "overdue", "due_soon", "withdrawn", "exempt")} == {0}
    assert (shown["suspected_missing"], shown["rates"]["reporting"]) == (0, None)


def test_handling_counts_in_the_month_in_which_it_is_first_told_of() -> None:
    came = entry(at("2026-02-10"), objection("异1号", "2026-02-09"))
    handled = entry(at("2026-04-02"), objection("异1号", "2026-02-09", "2026-02-11"))
    assert figures(board(came, handled, day="2026-04-30")) == (0, 0, 1, 1, None, None)
    assert figures(board(came, handled, day="2026-04-30", month="2026-04")) == (1, 0, 0, 0, 2.0, 2)
    corrected = entry(at("2026-05-06"), objection("异1号", "2026-02-09", "2026-02-12", outcome="correction"))
    assert figures(board(handled, corrected, day="2026-05-31", month="2026-05"))[0] == 0
    assert figures(board(corrected, day="2026-05-31", month="2026-05"))[0] == 0


def test_a_corrected_date_counts_instead_of_the_first_one() -> None:
    first = entry(at("2026-03-10"), objection("异1号", "2026-03-02", "2026-03-09"))
    corrected = entry(at("2026-03-12"), objection("异1号", "2026-03-03", "2026-03-05", outcome="correction"))
    assert figures(board(first, corrected)) == (1, 0, 0, 0, 2.0, 2)
    stale = entry(at("2026-03-11"), objection("异1号", "2026-03-02", "2026-03-30", outcome="correction"))
    assert figures(board(first, corrected, stale)) == (1, 0, 0, 0, 2.0, 2)


def test_a_past_day_is_computed_again_as_it_was() -> None:
    """Handled on the 4th, told on the 12th: on the 10th nobody knew."""
    came = entry(at("2026-03-03"), objection("异1号", "2026-03-02"), objection("异2号", "2026-03-02"))
    told = entry(at("2026-03-12"), objection("异1号", "2026-03-02", "2026-03-04"))
    closed = replace(came, closed={0: at("2026-03-12")})
    on_the_day = figures(board(came, day="2026-03-10"))
    assert figures(board(closed, told, day="2026-03-10")) == on_the_day == (0, 0, 2, 2, None, None)
    assert figures(board(closed, told, day="2026-03-12")) == (1, 0, 1, 1, 2.0, 2)
    assert figures(board(closed, day="2026-03-12")) == (0, 0, 1, 1, None, None)


def test_the_sweep_closes_what_the_register_says_is_handled_and_leaves_the_rest_open() -> None:
    class Town(City):
        def found(self, asked: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
            assert {(one.department, one.objection) for one in asked} == {(MARKET, "objection-register")}
            return {one: at("2026-03-12") for one in asked if one.key == "异1号"}

    came = entry(
        at("2026-03-03"),
        objection("异1号", "2026-03-02"),
        objection("异2号", "2026-03-02"),
        objection("异3号", "2026-03-02", "2026-03-03"),
    )
    city = Town([came])
    swept = city.sweep(at("2026-03-20"))
    assert (swept.overdue, swept.due_soon) == ([], [])
    assert [dict(closed) for _, closed in swept.closures] == [{0: at("2026-03-12"), 2: at("2026-03-03")}]
    assert [sorted(e.closed) for e in city.open()] == [[0, 2]]


def test_each_number_leads_to_its_objections_and_the_city_and_the_notice_add_them_up() -> None:
    market = board(
        entry(at("2026-03-20"), objection("异1号", "2026-03-02", "2026-03-12"), objection("异2号", "2026-03-06"))
    )
    water = board(
        entry(at("2026-03-20"), objection("异1号", "2026-03-02", "2026-03-04"), department=WATER), department=WATER
    )
    city = city_scoreboard("2026-03", at("2026-03-31"), [market, water])
    assert figures(city) == (2, 1, 1, 1, 5.0, 8)
    lists = evidence_of(city)
    assert (lists["objections_handled"].total, lists["objections_open"].total) == (2, 1)
    late = lists["objections_handled"].items[0]
    assert (late["document_number"], late["handled_on"], late["working_days_late"]) == ("异1号", "2026-03-12", 3)
    assert "异议办结2件，其中超过时限1件，平均用时5.0个工作日，95%在8个工作日内；未办结1件，其中超过时限1件。" in (
        monthly_notice(city, DUTIES).text
    )
