"""The law in force on a day decides."""

from datetime import date

import pytest

from chengxin.catalogue import Catalogue, PeriodClass, PeriodVersion


def version(catalogue: Catalogue, day: date) -> PeriodVersion:
    period = catalogue.period("penalty-publicity")
    assert period
    found = period.on(day)
    assert found
    return found


@pytest.mark.parametrize("kind", ["警告", "通报批评"])
def test_warnings_are_not_published_since_may_2023(catalogue: Catalogue, kind: str) -> None:
    def published(day: date) -> bool:
        rule = version(catalogue, day)
        return rule.classes[rule.kinds[kind]].publish

    assert published(date(2023, 4, 30))
    assert not published(date(2023, 5, 1))
    assert not published(date(2026, 4, 1))


def test_a_fine_is_public_for_a_year_under_the_rule_of_2026(catalogue: Catalogue) -> None:
    before, after = version(catalogue, date(2026, 3, 31)), version(catalogue, date(2026, 4, 1))
    assert before.classes[before.kinds["罚款"]].months == 36
    assert after.classes[after.kinds["罚款"]] == PeriodClass(months=12, repair_after_months=3)
    assert after.classes[after.kinds["吊销许可证件"]].months == 36


def test_versions_of_a_rule_follow_each_other_without_gap(catalogue: Catalogue) -> None:
    spans = [[(one.valid_from, one.valid_to) for one in period.versions] for period in catalogue.periods]
    spans += [[(one.valid_from, one.valid_to) for one in clock.versions] for clock in catalogue.clocks]
    for versions in spans:
        starts, ends = zip(*versions, strict=True)
        assert ends[-1] is None
        for end, start in zip(ends[:-1], starts[1:], strict=True):
            assert end
            assert (start - end).days == 1


def test_kinds_of_a_rule_are_kinds_of_the_code_list(catalogue: Catalogue) -> None:
    known = {value.code for value in catalogue.code_list("penalty-kind").values}
    for period in catalogue.periods:
        for one in period.versions:
            assert known.issuperset(one.kinds)
            assert set(one.kinds.values()) | {one.default} <= set(one.classes)


def test_the_clocks(catalogue: Catalogue) -> None:
    days = {clock.id: found.working_days for clock in catalogue.clocks if (found := clock.on(date(2026, 11, 23)))}
    assert days == {
        "double-publicity": 7,
        "market-regulation": 20,
        "government-information": 20,
        "withdrawal": 3,
        "objection": 5,
    }
    clock = catalogue.clock("double-publicity")
    assert clock
    assert clock.on(date(2013, 1, 1)) is None


def test_values_read_as_their_labels(catalogue: Catalogue) -> None:
    assert catalogue.code_list("party-type").label("sole_trader") == "个体工商户"
    assert catalogue.code_list("penalty-kind").label("罚款;其他-责令改正") == "罚款、其他-责令改正"
