"""Each audience is told once of what is new at its level, at most once a day, and the office again by a digest."""

from datetime import timedelta

import pytest
from tests.integration.comply.city import ADDRESS, Town
from tests.unit.compliance.stories import MARKET, WATER, at, decision, entry

from chengxin.errors import PartsFailedError

Told = list[tuple[str, str, str]]


def told(town: Town, day: str, hour: int = 10) -> Told:
    """(level, audience, department) of the messages of one run."""
    town.run(at(day, hour))
    return [(one.level, one.audience, one.department) for one in town.post.messages]


def test_messages_escalate_from_the_contact_to_the_office_and_end_with_the_all_clear(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    days = [f"2026-03-{day:02d}" for day in range(9, 22)]
    by_day = {day: found for day in days if (found := told(town, day))}
    assert by_day == {
        "2026-03-11": [("due_soon", "department", MARKET)],
        "2026-03-14": [("overdue", "operations", MARKET)],
        "2026-03-18": [("long_overdue", "office", MARKET), ("digest", "office", "city")],
        "2026-03-19": [("digest", "office", "city")],
        "2026-03-20": [("digest", "office", "city")],
    }
    town.publish(at("2026-03-21", 11))
    assert told(town, "2026-03-21", 12) == [("recovered", "operations", MARKET)]
    assert told(town, "2026-03-23") == []


def test_a_run_that_is_repeated_tells_nothing_twice(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    assert len(told(town, "2026-03-16", 9)) == 1
    assert told(town, "2026-03-16", 9) == []
    assert told(town, "2026-03-16", 10) == []
    assert told(town, "2026-03-13", 10) == [("due_soon", "department", MARKET)]


def test_something_new_is_told_but_not_on_the_same_day(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    assert told(town, "2026-03-16", 9) == [("overdue", "operations", MARKET)]
    town.drop(entry(at("2026-03-16", 11), decision("甲2号", "2026-03-03", "register")))
    assert told(town, "2026-03-16", 12) == []
    assert told(town, "2026-03-17", 8) == [("overdue", "operations", MARKET), ("long_overdue", "office", MARKET)]
    assert "有2件决定逾期未公示。最早一件为甲2号" in town.post.messages[0].text


def test_departments_are_told_of_their_own(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    town.drop(entry(at("2026-03-05"), decision("乙1号", "2026-03-04"), department=WATER))
    assert told(town, "2026-03-11") == [("due_soon", "department", MARKET), ("due_soon", "department", WATER)]
    texts = [one.text for one in town.post.messages]
    assert texts[1] == (
        "武陵市水务局有1件决定即将到期。最早到期的为乙1号，公示期限为2026年3月13日。"
        f"详见 {ADDRESS}/compliance/2026-03/{WATER}.html"
    )
    assert town.public.get(f"compliance/2026-03/{WATER}.html")


def test_the_digest_names_every_department_on_working_days_from_nine(town: Town) -> None:
    for department, number in ((MARKET, "甲1号"), (WATER, "乙1号")):
        town.drop(entry(at("2026-03-05"), decision(number, "2026-03-04"), department=department))
    assert "digest" not in [level for level, _, _ in told(town, "2026-03-20", 8)]
    assert told(town, "2026-03-20", 9) == [("digest", "office", "city")]
    (digest,) = town.post.messages
    assert digest.subject == "【诚信公示】每日汇总：2个部门共2件决定逾期3个工作日以上未公示"
    assert digest.text.splitlines() == [
        "2026年3月20日，2个部门共2件决定逾期3个工作日以上未公示。",
        "武陵市市场监督管理局：1件，最早一件为甲1号，2026年3月4日作出，公示期限为2026年3月13日，已逾期5个工作日。",
        "武陵市水务局：1件，最早一件为乙1号，2026年3月4日作出，公示期限为2026年3月13日，已逾期5个工作日。",
        f"详见 {ADDRESS}/compliance/2026-03/index.html",
    ]
    assert told(town, "2026-03-21", 10) == []


def test_what_could_not_be_sent_is_sent_by_the_next_run(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    town.post.broken = True
    with pytest.raises(PartsFailedError, match="messages: ConnectionError"):
        town.run(at("2026-03-16"))
    assert town.post.figure("ComplianceSweepCompleted") == 1
    town.post.broken = False
    assert told(town, "2026-03-16", 11) == [("overdue", "operations", MARKET)]


def test_many_runs_tell_each_audience_at_most_once_a_day(town: Town) -> None:
    seen: list[tuple[str, str, str]] = []
    for n in range(40):
        now = at("2026-03-02", 8) + timedelta(hours=6 * n)
        if n % 5 == 0:
            number = decision(f"甲{n}号", f"{now - timedelta(days=9):%Y-%m-%d}", "register")
            town.drop(entry(now, number, chunk=n))
        town.run(now)
        seen += [(f"{now:%Y-%m-%d}", one.department, one.level) for one in town.post.messages]
    assert seen
    assert len(seen) == len(set(seen))


def test_a_rehearsal_tells_operations_alone_and_keeps_no_real_message_back(town: Town) -> None:
    town.drop(entry(at("2026-03-05"), decision("甲1号", "2026-03-04")))
    assert town.run(at("2026-03-18"), rehearsal=True)["messages"] == 3
    assert {one.audience for one in town.post.messages} == {"operations"}
    assert all(one.subject.startswith("【演练】【诚信公示】") for one in town.post.messages)
    assert town.post.messages[1].text.splitlines()[0] == (
        "以下通知按业务时间2026年3月18日演练，实际应发给信用办，没有发出。"
    )
    assert town.post.figure("CityOverdueDisclosures") == 1
    assert told(town, "2026-03-11") == [("due_soon", "department", MARKET)]
    assert told(town, "2026-03-18") == [
        ("overdue", "operations", MARKET),
        ("long_overdue", "office", MARKET),
        ("digest", "office", "city"),
    ]
