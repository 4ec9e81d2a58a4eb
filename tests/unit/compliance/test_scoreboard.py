import json
from datetime import date

from tests.unit.compliance.stories import CATALOGUE, DUTIES, MARKET, WATER, City, at, decision, entry
from tests.unit.deadlines.calendars import calendar

from chengxin.catalogue.legal import Exemption
from chengxin.compliance.board.scoreboard import Scoreboard, city_scoreboard, scoreboard
from chengxin.compliance.duty.rules import Duties
from chengxin.ledger import LedgerEntry


def board(*entries: LedgerEntry, as_of: str = "2026-03-31", month: str = "2026-03") -> Scoreboard:
    return scoreboard(MARKET, month, at(as_of), entries, DUTIES)


def test_it_has_the_contracts_fields_and_the_further_measures() -> None:
    told = entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "rejected_row"))
    assert board(told, as_of="2026-03-13").as_json() == {
        "department": MARKET,
        "month": "2026-03",
        "as_of": "2026-03-13T10:00:00+08:00",
        "reported": 0,
        "accepted": 0,
        "rejected": 0,
        "published": 0,
        "on_time": 0,
        "late": 0,
        "due_soon": 0,
        "overdue": 1,
        "exempt": 0,
        "suspected_missing": 0,
        "concealed": 0,
        "corrected": 0,
        "revised": 0,
        "withdrawn": 0,
        "error_rate": None,
        "average_working_days": None,
        "p95_working_days": None,
        "objections_handled": 0,
        "objections_late": 0,
        "objections_open": 0,
        "objections_overdue": 0,
        "objections_average_working_days": None,
        "objections_p95_working_days": None,
        "rates": {"reporting": None, "compliance": None, "timeliness": 0.0, "lateness": 1.0},
        "overdue_items": [
            {
                "document_number": "甲1号",
                "decision_date": "2026-03-02",
                "deadline": "2026-03-11",
                "working_days_overdue": 2,
                "source": "rejected_row",
            }
        ],
    }


def test_flows_follow_the_month_of_receipt() -> None:
    found = board(
        entry(
            at("2026-03-03"),
            decision("甲1号", "2026-03-02"),
            decision("甲2号", "2026-02-02"),
            decision("甲3号", "2026-03-02", public=False),
            published_at=at("2026-03-04"),
            rows_rejected=1,
        ),
        entry(at("2026-03-20"), decision("甲4号", "2026-03-19")),
        entry(at("2026-02-28"), decision("甲5号", "2026-02-27"), published_at=at("2026-03-01")),
    )
    shown = found.as_json()
    assert (shown["reported"], shown["accepted"], shown["rejected"]) == (5, 4, 1)
    assert (shown["published"], shown["on_time"], shown["late"]) == (2, 2, 1)
    assert (shown["due_soon"], shown["overdue"]) == (0, 1)
    assert shown["rates"] == {"reporting": None, "compliance": 0.8, "timeliness": 0.5, "lateness": 0.5}


def test_lists_without_a_clock_and_registers_are_not_reports() -> None:
    redlist = entry(at("2026-03-03"), decision("甲1号", "2026-03-02", dataset="redlist"))
    register = entry(at("2026-03-03"), decision("甲2号", "2026-03-02", "register"))
    assert board(redlist, register).total.reported == 0


def test_reporting_is_what_was_handed_in_of_what_the_register_tells() -> None:
    register = entry(
        at("2026-03-03"),
        *(decision(f"甲{n}号", "2026-03-02", "register") for n in (1, 2, 3, 4)),
        closed={3: at("2026-03-09")},
    )
    record = entry(at("2026-03-05"), decision("甲1号", "2026-03-02"))
    rejected = entry(at("2026-03-06"), decision("甲2号", "2026-03-02", "rejected_row"))
    assert board(register, record, rejected).rates["reporting"] == 0.75
    assert board(register, record, rejected, as_of="2026-03-05").rates["reporting"] == 0.25


def test_levels_stand_still_when_the_month_is_over() -> None:
    told = entry(at("2026-03-20"), decision("甲1号", "2026-03-19"), published_at=at("2026-04-02"))
    later = board(told, as_of="2026-04-20")
    assert (later.total.late, len(later.overdue), later.overdue.first[0].verdict.working_days_late) == (1, 1, 1)
    assert (len(board(told, as_of="2026-03-29").due_soon), len(board(told, as_of="2026-03-30").overdue)) == (1, 0)


def test_an_old_duty_stays_on_the_board_of_every_month_until_it_is_done() -> None:
    told = entry(at("2026-01-20"), decision("甲1号", "2026-01-19"))
    assert (len(board(told).overdue), board(told).total.late) == (1, 0)


def test_what_is_not_due_by_law_is_exempt() -> None:
    before_the_duty = entry(at("2026-03-20"), decision("甲1号", "2013-03-19"), published_at=at("2026-03-21"))
    found = board(before_the_duty)
    assert (len(found.exempt), found.total.late, len(found.overdue)) == (1, 0, 0)


def test_gaps_in_a_series_are_suspected() -> None:
    def numbered(*numbers: int) -> LedgerEntry:
        return entry(at("2026-03-03"), *(decision(f"武市监罚〔2026〕{n}号", "2026-03-02") for n in numbers))

    earlier = entry(at("2026-01-29"), *(decision(f"武市监罚〔2026〕{n}号", "2026-01-28") for n in (1, 66)))
    assert board(numbered(64, 65, 68, 69)).suspected_missing == 2
    assert board(numbered(64, 65, 68, 69), earlier).suspected_missing == 1
    assert board(numbered(64, 66)).suspected_missing == 0
    assert board(numbered(1, 2, 900)).suspected_missing == 0
    assert board(numbered(64, 65, 66), earlier).suspected_missing == 0


def test_a_gap_between_two_months_is_suspected_in_the_second() -> None:
    def numbered(received: str, *numbers: int) -> LedgerEntry:
        return entry(at(received), *(decision(f"武市监罚〔2026〕{n}号", "2026-02-02") for n in numbers))

    february, march = numbered("2026-02-10", 1, 2, 5), numbered("2026-03-10", 8, 9)
    assert [gap.title for gap in board(february, march).gaps] == ["武市监罚〔2026〕6—7号"]
    assert [gap.title for gap in board(february, march, month="2026-02").gaps] == ["武市监罚〔2026〕3—4号"]
    assert board(february, march, numbered("2026-03-12", 6, 7)).gaps == []
    assert board(numbered("2026-01-10", 1, 2, 5), march).gaps == []


def test_a_withdrawal_notice_tells_of_a_number_but_makes_no_gap() -> None:
    def numbered(*numbers: int, **more: object) -> LedgerEntry:
        chunk, told = numbers[0], (decision(f"武市监罚〔2026〕{n}号", "2026-03-02", **more) for n in numbers)  # type: ignore[arg-type]
        return entry(at("2026-03-03"), *told, chunk=chunk)

    notice = {"dataset": "withdrawal", "public": False}
    assert board(numbered(1, 2, 3), numbered(20, **notice)).suspected_missing == 0
    assert board(numbered(1, 2), numbered(4, **notice)).suspected_missing == 0
    assert board(numbered(1, 2, 4), numbered(3, **notice)).suspected_missing == 0


def test_what_is_exempt_by_law_is_not_missing() -> None:
    secret = Exemption(
        department=MARKET,
        document_number="武市监罚（2026）第2号",
        legal_ground="法",
        approver="法规处",
        approved_on=date(2026, 3, 20),
    )
    duties = Duties(calendar(), CATALOGUE.model_copy(update={"exemptions": (secret,)}))
    told = entry(at("2026-03-03"), *(decision(f"武市监罚〔2026〕{n}号", "2026-03-02") for n in (1, 3, 4)))
    for day, missing in (("2026-03-19", 1), ("2026-03-20", 0)):
        assert scoreboard(MARKET, "2026-03", at(day), [told], duties).suspected_missing == missing


def test_the_oldest_overdue_are_shown_and_all_are_counted() -> None:
    told = entry(at("2026-03-03"), *(decision(f"甲{n:03d}号", "2026-03-02") for n in range(300)))
    shown = board(told).as_json()
    assert (shown["overdue"], len(shown["overdue_items"])) == (300, 200)


def test_corrections_and_days_taken_are_told() -> None:
    found = board(
        entry(
            at("2026-03-05"),
            decision("甲1号", "2026-03-02"),
            decision("甲2号", "2026-03-04"),
            decision("甲3号", "2026-01-04", outcome="correction"),
            published_at=at("2026-03-05", 11),
        )
    )
    total = found.total
    assert (total.average_days, total.percentile_days(95), total.percentile_days(50)) == (2.0, 3, 1)
    shown = found.as_json()
    assert (shown["corrected"], shown["withdrawn"], shown["error_rate"]) == (1, 0, 0.3333)
    assert (shown["average_working_days"], shown["p95_working_days"]) == (2.0, 3)


def test_a_withdrawal_has_a_clock_of_its_own_and_discloses_nothing() -> None:
    register = entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register"))
    withdrawal = decision("甲1号", "2026-03-09", dataset="withdrawal", public=False)
    found = board(register, entry(at("2026-03-13"), withdrawal))
    assert [one.source for one in found.overdue.first] == ["register"]
    assert (found.as_json()["concealed"], found.as_json()["withdrawn"]) == (1, 1)
    assert [(one.verdict.status, one.verdict.working_days_late) for one in found.withdrawals.first] == [("late", 1)]
    assert (found.total.reported, found.rates["reporting"]) == (0, 0.0)


def test_the_city_adds_up_its_departments() -> None:
    market = entry(at("2026-03-03"), decision("甲1号", "2026-03-02"))
    water = entry(at("2026-03-05"), decision("乙1号", "2026-03-04"), department=WATER, published_at=at("2026-03-06"))
    now = at("2026-03-31")
    boards = [scoreboard(department, "2026-03", now, [market, water], DUTIES) for department in (MARKET, WATER)]
    city = city_scoreboard("2026-03", now, boards).as_json()
    assert (city["department"], city["reported"], city["overdue"], city["on_time"]) == ("city", 2, 1, 1)
    assert city["rates"]["timeliness"] == 0.5
    assert [one["department"] for one in city["departments"]] == [MARKET, WATER]
    assert city["overdue_items"] == city["departments"][0]["overdue_items"]


def test_an_empty_city_has_a_board() -> None:
    assert City().live("2026-03") == []
    assert city_scoreboard("2026-03", at("2026-03-31"), []).as_json()["departments"] == []


def test_the_citys_board_fits_the_item_that_keeps_it() -> None:
    numbers = [f"武市市场监督管理综合行政执法支队罚〔2026〕{n}号" for n in range(300)]
    decisions = [decision(number, "2026-03-02") for number in numbers]
    boards = []
    for name in (f"department-with-a-long-name-{n}" for n in range(100)):
        told = entry(at("2026-03-03"), *decisions, department=name)
        boards.append(scoreboard(name, "2026-03", at("2026-03-31"), [told], DUTIES))
    city = city_scoreboard("2026-03", at("2026-03-31"), boards).as_json()
    assert city["overdue"] == 30_000
    assert len(json.dumps(city, ensure_ascii=False).encode()) < 400_000
