"""A run by hand at another time shows that time and leaves no trace in what the city was really told."""

from tests.integration.comply.city import Town
from tests.unit.compliance.stories import MARKET, WATER, at, decision, entry


def test_a_past_day_is_shown_as_it_was_though_all_is_discharged_since(town: Town) -> None:
    town.drop(entry(at("2026-01-20"), decision("甲1号", "2026-01-19")))
    town.drop(entry(at("2026-01-20"), decision("甲2号", "2026-01-19", "register"), chunk=1))
    then = town.run(at("2026-03-10"))
    town.publish(at("2026-03-12"))
    town.drop(entry(at("2026-03-12"), decision("甲2号", "2026-01-19"), chunk=2))
    town.publish(at("2026-03-12", 11))
    assert town.run(at("2026-03-13"))["overdue"] == 0
    again = town.run(at("2026-03-10"), rehearsal=True)
    assert (then["overdue"], again["overdue"]) == (2, 2)
    assert again["overdue_by_department"] == {MARKET: 2}


def test_a_rehearsal_of_the_past_does_not_replace_a_newer_board(town: Town) -> None:
    town.drop(entry(at("2026-03-02"), decision("甲1号", "2026-03-02")))
    town.run(at("2026-03-20"))
    before = town.board("2026-03", "city")
    page = town.public.get("compliance/2026-03/index.html")
    town.run(at("2026-03-10"), rehearsal=True)
    assert town.board("2026-03", "city") == before
    assert town.public.get("compliance/2026-03/index.html") == page


def test_a_rehearsal_is_shown_as_one_until_a_real_run_takes_its_place(town: Town) -> None:
    town.drop(entry(at("2026-03-02"), decision("甲1号", "2026-03-02")))
    town.run(at("2026-03-03"))
    town.run(at("2026-03-20"), rehearsal=True)
    assert (town.board("2026-03", "city")["overdue"], town.board("2026-03")["rehearsal"]) == (1, True)
    assert "演练" in (town.public.get("compliance/2026-03/index.html") or b"").decode()
    town.run(at("2026-03-04"))
    assert town.board("2026-03", "city")["overdue"] == 0
    assert "rehearsal" not in town.board("2026-03", "city")
    assert "演练" not in (town.public.get("compliance/2026-03/index.html") or b"").decode()


def test_a_rehearsal_of_another_year_does_not_tell_since_when_silence_counts(town: Town) -> None:
    town.run(at("2025-03-02"), rehearsal=True)
    town.run(at("2026-03-02"))
    town.run(at("2026-03-04"))
    assert town.post.figure("WorkingDaysSinceLastData", WATER) == 2
