"""Every number of a board leads to what it counts."""

from hypothesis import given, settings
from hypothesis import strategies as some
from infra.local.synthetic import citizen_id
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, at, decision, entry

from chengxin.compliance.board.duty_list import LISTED, SHOWN
from chengxin.compliance.board.evidence import Evidence, evidence_of
from chengxin.compliance.board.scoreboard import city_scoreboard, scoreboard
from chengxin.compliance.escalation.messages import alerts
from chengxin.ledger import LedgerEntry


def lists(*entries: LedgerEntry, day: str = "2026-03-31", department: str = MARKET) -> dict[str, Evidence]:
    return evidence_of(scoreboard(department, "2026-03", at(day), entries, DUTIES))


def numbers(found: Evidence) -> list[str]:
    return [item["document_number"] for item in found.items]


def test_each_number_has_its_list() -> None:
    found = lists(
        entry(
            at("2026-03-12"),
            decision("甲〔2026〕1号", "2026-03-02"),
            decision("甲〔2026〕2号", "2026-03-11"),
            decision("甲〔2026〕6号", "2026-03-11", public=False),
            published_at=at("2026-03-13"),
        ),
        entry(at("2026-03-12"), decision("甲〔2026〕3号", "2026-03-02", "rejected_row"), rows_rejected=2),
        entry(at("2026-03-27"), decision("甲〔2026〕7号", "2026-03-23")),
    )
    assert {name: (one.total, numbers(one)) for name, one in found.items()} == {
        "accepted": (4, ["甲〔2026〕7号", "甲〔2026〕1号", "甲〔2026〕2号", "甲〔2026〕6号"]),
        "rejected": (2, ["甲〔2026〕3号"]),
        "published": (2, ["甲〔2026〕1号", "甲〔2026〕2号"]),
        "on_time": (2, ["甲〔2026〕6号", "甲〔2026〕2号"]),
        "late": (1, ["甲〔2026〕1号"]),
        "due_soon": (1, ["甲〔2026〕7号"]),
        "overdue": (1, ["甲〔2026〕3号"]),
        "exempt": (0, []),
        "concealed": (0, []),
        "corrected": (0, []),
        "revised": (0, []),
        "withdrawn": (0, []),
        "objections_handled": (0, []),
        "objections_open": (0, []),
        "suspected_missing": (2, ["甲〔2026〕4—5号"]),
    }
    late = found["late"].items[0]
    assert (late["timeliness"], late["deadline"], late["working_days_late"]) == ("late", "2026-03-11", 2)


def test_what_was_concealed_corrected_or_withdrawn_has_its_list() -> None:
    found = lists(
        entry(at("2026-03-03"), decision("甲1号", "2026-03-02", "register")),
        entry(at("2026-03-12"), decision("甲2号", "2026-03-02", outcome="correction"), chunk=1),
        entry(at("2026-03-13"), decision("甲3号", "2026-03-09", dataset="withdrawal", public=False), chunk=2),
    )
    shown = {name: (found[name].total, numbers(found[name])) for name in ("concealed", "corrected", "withdrawn")}
    assert shown == {"concealed": (1, ["甲1号"]), "corrected": (1, ["甲2号"]), "withdrawn": (1, ["甲3号"])}
    assert found["withdrawn"].items[0]["timeliness"] == "late"


def test_only_a_public_record_has_a_page() -> None:
    told = (decision("甲1号", "2026-03-11"), decision("甲2号", "2026-03-11", public=False))
    waiting, shown = (
        lists(entry(at("2026-03-12"), *told, published_at=published)) for published in (None, at("2026-03-13"))
    )
    assert [item["record_id"] for item in waiting["accepted"].items] == [None, None]
    assert [item["record_id"] for item in shown["accepted"].items] == ["record of 甲1号", None]


def test_a_persons_number_typed_in_the_wrong_column_is_not_shown() -> None:
    person = citizen_id("王伟")
    told = entry(at("2026-03-05"), decision(person, "2026-03-04", "rejected_row"))
    assert numbers(lists(told)["overdue"]) == ["〔身份证号已隐去〕"]
    board = scoreboard(MARKET, "2026-03", at("2026-03-31"), [told], DUTIES)
    assert person not in str(board.as_json())
    assert person not in str(alerts(board, "某局", "", DUTIES.calendar))


def test_long_lists_are_cut_and_counted_in_full() -> None:
    found = lists(entry(at("2026-03-03"), *(decision(f"甲{n}号", "2026-03-02") for n in range(LISTED + 100))))
    assert (found["overdue"].total, len(found["overdue"].items)) == (LISTED + 100, LISTED)


@settings(deadline=None)
@given(some.lists(some.tuples(some.sampled_from([MARKET, WATER]), some.integers(1, 40)), max_size=30))
def test_the_citys_lists_hold_its_departments(told: list[tuple[str, int]]) -> None:
    entries = [
        entry(at("2026-03-03"), decision(f"甲{n}号", "2026-03-02"), department=department, chunk=place)
        for place, (department, n) in enumerate(told)
    ]
    boards = [scoreboard(name, "2026-03", at("2026-03-31"), entries, DUTIES) for name in (MARKET, WATER)]
    city = evidence_of(city_scoreboard("2026-03", at("2026-03-31"), boards))
    for name, found in city.items():
        assert found.total == sum(evidence_of(board)[name].total for board in boards)
        assert found.items == [item for board in boards for item in evidence_of(board)[name].items][:SHOWN]
