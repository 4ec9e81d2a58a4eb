"""The monthly bill follows the template."""

from dataclasses import replace

from infra.bench.month import BEFORE, City, bill, made, report
from tests.unit.template.stack import of_type
from tests.unit.template.test_dashboard import put

CITY = City()


def test_it_counts_what_the_template_makes() -> None:
    alarms = of_type("AWS::CloudWatch::Alarm").values()
    found = made(CITY)
    assert (found.alarms, found.query_alarms) == (
        sum("Metrics" not in one for one in alarms),
        sum("Metrics" in one for one in alarms),
    )
    assert found.city_metrics == len([dimensions for _, dimensions in put() if "Department" not in dimensions])


def test_alarms_and_metrics_cost_less_than_a_third_of_what_they_did() -> None:
    before, after = bill(BEFORE, CITY), bill(made(CITY), CITY)
    assert before["metrics"] + before["alarms"] > 250
    assert after["metrics"] + after["alarms"] < 90
    assert sum(after.values()) < sum(before.values()) / 2


def test_a_department_more_costs_less_than_a_dollar() -> None:
    more = replace(CITY, departments=CITY.departments + 1)
    assert 0 < sum(bill(made(more), more).values()) - sum(bill(made(CITY), CITY).values()) < 1


def test_the_report_has_every_line_and_the_sum() -> None:
    text = report()
    assert all(f"| {name} |" in text for name in bill(BEFORE, CITY))
    assert "| in all |" in text
