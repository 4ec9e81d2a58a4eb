"""Ops find the city's alarms, and every department's figures under its own name."""

from tests.e2e.conftest import City

KINDS = ("overdue-disclosures", "due-soon", "no-data", "rejected-share", "silent-departments", "rejecting-departments")


def test_the_citys_alarms_are_there_and_say_what_to_do(city: City) -> None:
    pages = city.stack.aws("cloudwatch").get_paginator("describe_alarms").paginate()
    alarms = {one["AlarmName"]: one for page in pages for one in page["MetricAlarms"]}
    for kind in KINDS:
        alarm = alarms[f"{city.stack.config.stack}-{kind}"]
        assert "docs/runbook/" in alarm["AlarmDescription"]
        assert not alarm.get("Dimensions")
    assert len(alarms) < 40, "one department more is no alarm more"


def test_a_look_puts_every_departments_figures_under_its_own_name(city: City) -> None:
    found = city.stack.aws("cloudwatch").list_metrics(Namespace="Chengxin", MetricName="OverdueDisclosures")["Metrics"]
    told = {one["Value"] for metric in found for one in metric["Dimensions"]}
    assert told == {one["id"] for one in city.get("/departments").json["items"] if one["reports"]}
