"""What the figures become: the monthly notice, the score sheet, metrics and messages."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, at, decision, entry

from chengxin.compliance.board.assessment import Sheet, assess
from chengxin.compliance.board.notice import MonthlyNotice, monthly_notice, zero_reports
from chengxin.compliance.board.scoreboard import Scoreboard, city_scoreboard, scoreboard
from chengxin.compliance.board.tally import Tally
from chengxin.compliance.escalation.messages import Message, alerts, recovered
from chengxin.compliance.escalation.metrics import HEARTBEAT, Background, metrics
from chengxin.ledger import LedgerEntry

NAME = "武陵市市场监督管理局"
LINK = "https://credit.example/compliance/2026-03/"


def board(department: str, *entries: LedgerEntry, as_of: str = "2026-03-31") -> Scoreboard:
    return scoreboard(department, "2026-03", at(as_of), entries, DUTIES)


def decision_of_row(board: Scoreboard) -> list[Message]:
    return alerts(board, NAME, LINK, DUTIES.calendar)


def late_and_rejected() -> LedgerEntry:
    return entry(
        at("2026-03-12"),
        decision("甲1号", "2026-03-02"),
        decision("甲2号", "2026-03-10"),
        decision("甲3号", "2026-03-02"),
        published_at=at("2026-03-13"),
        rows_rejected=1,
    )


def notice(*boards: Scoreboard, declared: Collection[str] = ()) -> MonthlyNotice:
    return monthly_notice(city_scoreboard("2026-03", at("2026-03-31"), boards), DUTIES, declared)


def test_the_notice_has_the_published_form() -> None:
    register = entry(at("2026-03-03"), decision("甲4号", "2026-03-02", "register"))
    text = notice(board(MARKET, late_and_rejected(), register), board(WATER)).text.splitlines()
    assert text == [
        "2026年3月行政许可和行政处罚等信用信息公示情况通报",
        "一、总体情况",
        "全市2个部门共报送4条，清洗入库3条，退回1条，合规率75%。"
        "按时公示1条，迟报2条，逾期未公示1条，及时率25%，迟报率75%，平均用时7.0个工作日，95%在9个工作日内。",
        "截至2026年3月31日，逾期未公示1件，两个工作日内到期0件。",
        "二、分类情况",
        "（一）administrative-licence。数据质量：报送0条，清洗入库0条，退回0条，合规率—。"
        "时效性：按时公示0条，迟报0条，逾期未公示0条，及时率—，迟报率—。",
        "（二）administrative-penalty。数据质量：报送4条，清洗入库3条，退回1条，合规率75%。"
        "时效性：按时公示1条，迟报2条，逾期未公示0条，及时率33.33%，迟报率66.67%，平均用时7.0个工作日，95%在9个工作日内。",
        "（三）long。数据质量：报送0条，清洗入库0条，退回0条，合规率—。时效性：按时公示0条，迟报0条，逾期未公示0条，及时率—，迟报率—。",
        "（四）accept。数据质量：报送0条，清洗入库0条，退回0条，合规率—。时效性：按时公示0条，迟报0条，逾期未公示0条，及时率—，迟报率—。",
        "三、瞒报、错报核查和异议处理",
        "决定登记册所载决定的上报率0%；登记在册而逾期未公示1件；决定文号断号0个，疑似漏报，请有关部门核对。",
        "更正0条，撤下0条（其中超过法定期限0条），错报率0%。",
        "异议办结0件，其中超过时限0件；未办结0件，其中超过时限0件。",
        "四、通报事项",
        f"迟报率超过50%的部门：{NAME}（75%）。",
        "零报告的部门：无。",
        "未报送且未作零报告的部门：武陵市水务局。",
    ]


def test_a_zero_report_covers_a_month_without_decisions() -> None:
    declaration = decision("2026-03|行政处罚", None, dataset="zero-report", public=False)
    rejected = decision("2026-03|行政许可", None, "rejected_row", dataset="zero-report")
    told = [entry(at("2026-04-02"), declaration, department=WATER), entry(at("2026-04-02"), rejected)]
    found = notice(board(WATER), declared=zero_reports(told, "2026-03", DUTIES))
    assert (found.zero_reports, found.silent) == (("武陵市水务局",), ())
    assert zero_reports(told, "2026-02", DUTIES) == set()


def test_half_late_is_not_yet_named() -> None:
    half = entry(
        at("2026-03-12"),
        decision("甲1号", "2026-03-02"),
        decision("甲2号", "2026-03-10"),
        published_at=at("2026-03-13"),
    )
    assert notice(board(MARKET, half)).named == ()


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    path = Path(__file__).parents[3] / "infra/catalogue/rules/assessment.yaml"
    return Sheet.model_validate(yaml.safe_load(path.read_text()))


def test_the_sheet_is_worth_a_hundred_points_and_ten(sheet: Sheet) -> None:
    assert sum(group.points for group in sheet.groups if not group.bonus) == 100
    assert sum(group.points for group in sheet.groups if group.bonus) == 10


def test_measures_score_by_themselves_and_people_score_the_rest(sheet: Sheet) -> None:
    filled = assess(sheet, board(MARKET, late_and_rejected()), {"organisation": 38, "lists": 5}, {"organisation": 40})
    points = {one.criterion.id: one.points for one in filled.scores}
    assert points["timeliness-double-publicity"] == 1.0
    assert points["effective-entry"] == 4.5
    assert points["disclosure-work"] == 6
    assert (points["organisation"], points["lists"], points["volume"]) == (38, 1, None)
    assert filled.total == 1.0 + 4.5 + 6 + 38 + 1
    assert "volume" in filled.open
    assert filled.scores[0].self_score == 40


def test_from_the_full_mark_on_all_points_are_given(sheet: Sheet) -> None:
    accepted = [decision(f"甲{number}号", "2026-03-10") for number in range(96)]
    nearly = entry(at("2026-03-12"), *accepted, rows_rejected=4)
    points = {one.criterion.id: one.points for one in assess(sheet, board(MARKET, nearly), {}).scores}
    assert points["effective-entry"] == 6


def against(last_received: dict[str, datetime] | None = None, **last_month: Tally) -> Background:
    return Background(DUTIES.calendar, at("2026-03-02"), last_received or {}, last_month)


def test_a_department_has_the_metrics_that_tell_something_and_the_city_its_own_names() -> None:
    overdue = entry(at("2026-03-05"), decision("甲1号", "2026-03-04"), decision("甲2号", "2026-03-24"), rows_rejected=8)
    boards = [board(MARKET, overdue), board(WATER)]
    found = metrics(boards, at("2026-04-01"), against({MARKET: at("2026-03-05")}, water=Tally(accepted=1, rejected=1)))
    by_department = {(m.name, m.dimensions.get("Department")): m.value for m in found}
    assert by_department == {
        ("OverdueDisclosures", MARKET): 1,
        ("DueSoonUnmoved", MARKET): 1,
        ("RejectedShareRise", MARKET): 0.8,
        ("WorkingDaysSinceLastData", MARKET): 19,
        ("OverdueDisclosures", WATER): 0,
        ("WorkingDaysSinceLastData", WATER): 22,
        ("CityOverdueDisclosures", None): 1,
        ("CityDueSoonDisclosures", None): 1,
        ("CityDueSoonUnmoved", None): 1,
        ("CityOldestOverdueWorkingDays", None): 12,
        ("CityRejectedShareRise", None): pytest.approx(0.3),
        ("CityWorkingDaysSinceLastData", None): 19,
        ("CitySilentDepartments", None): 0,
        ("CityRejectingDepartments", None): 1,
        (HEARTBEAT, None): 1,
    }
    assert len(by_department) == len(found)
    assert all(text.isascii() for m in found for text in (m.name, m.unit, *m.dimensions, *m.dimensions.values()))
    assert found[-1].name == HEARTBEAT


def test_what_is_due_soon_has_not_moved_once_a_working_day_is_over() -> None:
    """甲1号 of Friday the 6th is due soon from Friday the 13th on; 甲2号 came on its last day."""
    told = [
        entry(at("2026-03-06"), decision("甲1号", "2026-03-06")),
        entry(at("2026-03-17", 9), decision("甲2号", "2026-03-06"), chunk=1),
    ]
    for day, unmoved in (("2026-03-13", 0), ("2026-03-15", 0), ("2026-03-16", 1), ("2026-03-17", 1), ("2026-03-18", 0)):
        found = metrics([board(MARKET, *told, as_of=day)], at(day), against())
        assert {m.value for m in found if m.name == "CityDueSoonUnmoved"} == {unmoved}, day
        assert [m.value for m in found if m.name == "DueSoonUnmoved"] == [unmoved] * bool(unmoved), day


def test_few_rows_make_no_rise() -> None:
    for rejected, rise in ((9, 0), (10, 1)):
        found = metrics([board(MARKET, entry(at("2026-03-05"), rows_rejected=rejected))], at("2026-03-31"), against())
        assert {m.value for m in found if m.name == "CityRejectedShareRise"} == {rise}
        assert {m.value for m in found if m.name == "CityRejectingDepartments"} == {rise}


def test_a_department_that_is_silent_for_more_than_a_month_is_counted() -> None:
    for day, silent in (("2026-04-14", 0), ("2026-04-15", 1)):
        found = metrics([board(MARKET), board(WATER)], at(day), against({WATER: at("2026-04-01")}))
        assert {m.value for m in found if m.name == "CitySilentDepartments"} == {silent}, day


def test_a_message_names_department_count_oldest_number_and_link() -> None:
    told = entry(at("2026-03-05"), decision("武市监罚〔2026〕64号", "2026-03-03"), decision("甲2号", "2026-03-04"))
    found = decision_of_row(board(MARKET, told, as_of="2026-03-16"))
    assert [one.audience for one in found] == ["operations"]
    assert found[0].subject == f"【诚信公示】{NAME}有2件决定逾期未公示"
    assert found[0].text == (
        f"{NAME}有2件决定逾期未公示。最早一件为武市监罚〔2026〕64号，2026年3月3日作出，"
        f"公示期限为2026年3月12日，已逾期2个工作日。详见 {LINK}"
    )


def test_messages_escalate_with_time() -> None:
    told = entry(at("2026-03-05"), decision("甲1号", "2026-03-04"))
    days = ["2026-03-10", "2026-03-11", "2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18"]
    assert [[m.audience for m in decision_of_row(board(MARKET, told, as_of=day))] for day in days] == [
        [],
        ["department"],
        ["department"],
        ["operations"],
        ["operations"],
        ["operations", "office"],
    ]
    assert recovered(board(MARKET), NAME, LINK).text == f"{NAME}逾期未公示的决定已全部公示。详见 {LINK}"


def test_a_provisional_deadline_says_so() -> None:
    told = entry(at("2026-12-24"), decision("甲1号", "2026-12-24"))
    late = scoreboard(MARKET, "2027-01", at("2027-01-06"), [told], DUTIES)
    assert "公示期限为2027年1月4日（暂按周末推算，以国务院节假日通知为准）" in decision_of_row(late)[0].text


def test_holidays_are_no_silence_and_a_newcomers_counts_from_when_watching_began() -> None:
    last = {WATER: at("2026-02-13")}
    for day, days in (("2026-02-14", 1), ("2026-02-23", 1), ("2026-02-24", 2)):
        found = metrics([board(WATER)], at(day), Background(DUTIES.calendar, at("2026-01-01"), last))
        assert {one.value for one in found if one.name.endswith("SinceLastData")} == {days}
    found = metrics([board(WATER)], at("2026-03-04"), against())
    assert {one.value for one in found if one.name.endswith("SinceLastData")} == {2}
