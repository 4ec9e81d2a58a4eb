from collections.abc import Sequence
from datetime import datetime

from tests.unit.compliance.stories import DUTIES, MARKET, WATER, City, at, decision, entry
from tests.unit.deadlines.calendars import calendar

from chengxin.compliance.duty.obligations import Obligation, obligations
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.sweep import DocumentQuery, sweep


def numbers(found: object) -> list[str]:
    assert isinstance(found, list | tuple)
    return [one.line.decision.document_number for one in found if isinstance(one, Obligation)]


def nothing(asked: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
    return {}


def test_each_source_starts_the_clock() -> None:
    told = [
        entry(at("2026-03-03"), decision("甲1号", "2026-03-02")),
        entry(at("2026-03-03"), decision("甲2号", "2026-03-02", "register")),
        entry(at("2026-03-03"), decision("甲3号", "2026-03-02", "rejected_row")),
    ]
    swept = sweep(told, at("2026-03-12"), DUTIES, nothing)
    assert [(one.source, one.verdict.working_days_late) for one in swept.overdue] == [
        ("record", 1),
        ("register", 1),
        ("rejected_row", 1),
    ]
    assert swept.oldest_overdue_working_days == 1
    assert numbers(sweep(told, at("2026-03-09"), DUTIES, nothing).due_soon) == ["甲1号", "甲2号", "甲3号"]
    assert numbers(sweep(told, at("2026-03-06"), DUTIES, nothing).due_soon) == []


def test_a_document_told_by_several_sources_is_one_duty() -> None:
    register = entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register"))
    rejected = entry(at("2026-03-04"), decision("甲1号", "2026-03-02", "rejected_row"))
    record = entry(at("2026-03-05"), decision("甲1号", "2026-03-02"))
    now = at("2026-03-20")
    for told, source in (
        ([register, rejected], "rejected_row"),
        ([register, record], "record"),
        ([rejected, record], "record"),
        ([register, rejected, record], "record"),
    ):
        assert [one.source for one in sweep(told, now, DUTIES, nothing).overdue] == [source]


def test_the_same_number_of_another_department_is_another_document() -> None:
    told = [
        entry(at("2026-03-03"), decision("1号", "2026-03-02", "register")),
        entry(at("2026-03-03"), decision("1号", "2026-03-02"), department=WATER),
    ]
    assert len(sweep(told, at("2026-03-20"), DUTIES, nothing).overdue) == 2


def test_each_party_of_a_document_is_disclosed_by_itself() -> None:
    one = decision("甲1号", "2026-03-02", record_id="first party")
    other = decision("甲1号", "2026-03-02", record_id="second party")
    assert len(sweep([entry(at("2026-03-03"), one, other)], at("2026-03-20"), DUTIES, nothing).overdue) == 2


def test_a_mended_row_and_a_disclosed_register_line_are_closed_with_the_records_moment() -> None:
    city = City()
    city.drop(
        entry(
            at("2026-03-03"),
            decision("甲1号", "2026-03-02", "rejected_row"),
            decision("甲2号", "2026-03-02", "rejected_row"),
        ),
        entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register")),
    )
    city.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-02")))
    assert city.sweep(at("2026-03-05", 11)).closures == []
    city.publish(at("2026-03-06"))
    swept = city.sweep(at("2026-03-12"))
    assert [dict(closed) for _, closed in swept.closures] == [{0: at("2026-03-06")}, {0: at("2026-03-06")}]
    assert numbers(swept.overdue) == ["甲2号"]
    assert len(city.open()) == 1


def test_a_correction_of_an_old_record_is_no_new_duty() -> None:
    correction = decision("甲1号", "2026-01-05", outcome="correction")
    repeated = decision("甲2号", "2026-01-05", outcome="unchanged")
    told = [entry(at("2026-03-03"), correction, repeated)]
    assert sweep(told, at("2026-03-20"), DUTIES, nothing).overdue == []


def test_acceptance_discharges_what_may_not_be_public() -> None:
    hidden = decision("甲1号", "2026-03-02", public=False)
    told = [entry(at("2026-03-03"), hidden, decision("甲2号", "2026-03-02"))]
    assert [one.verdict.status for one in obligations(told, at("2026-03-20"), DUTIES)] == ["on_time", "overdue"]


def test_it_asks_for_documents_of_open_lines_only_and_once_each() -> None:
    asked: list[DocumentQuery] = []

    def find(wanted: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
        asked.extend(wanted)
        return {}

    told = [
        entry(at("2026-03-03"), decision("甲1号", "2026-03-02")),
        entry(
            at("2026-03-03"),
            decision("甲2号", "2026-03-02", "register"),
            decision("甲3号", "2026-03-02", "register"),
            closed={1: at("2026-03-04")},
        ),
        entry(at("2026-03-04"), decision("甲2号", "2026-03-02", "rejected_row")),
    ]
    sweep(told, at("2026-03-20"), DUTIES, find)
    assert asked == [DocumentQuery(MARKET, "甲2号")]


def test_a_rejected_withdrawal_notice_starts_no_clock_and_leaves_the_open_index() -> None:
    city = City()
    city.drop(entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "rejected_row", dataset="withdrawal")))
    assert city.sweep(at("2026-03-20")).overdue == []
    assert city.open() == []


def test_a_register_line_without_a_date_is_never_overdue() -> None:
    told = [entry(at("2026-03-03"), decision("甲1号", None, "register"))]
    assert sweep(told, at("2036-03-20"), DUTIES, nothing).overdue == []


def test_a_calendar_revision_moves_open_deadlines() -> None:

    told = [entry(at("2020-01-21"), decision("甲1号", "2020-01-20"))]
    before = Duties(calendar(at("2020-01-26").date()), DUTIES.catalogue)
    assert len(sweep(told, at("2020-02-05"), before, nothing).overdue) == 1
    swept = sweep(told, at("2020-02-05"), DUTIES, nothing)
    assert (swept.overdue, len(swept.due_soon)) == ([], 1)
    assert swept.due_soon[0].verdict.calendar_version == "2020@2020-01-27"


def test_what_is_disclosed_after_the_business_clock_is_not_disclosed_yet() -> None:
    told = [entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register"))]
    swept = sweep(told, at("2026-03-12"), DUTIES, lambda asked: dict.fromkeys(asked, at("2026-03-13")))
    assert (len(swept.overdue), swept.closures) == (1, [])
