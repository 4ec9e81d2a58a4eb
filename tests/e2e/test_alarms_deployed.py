"""Ops find an alarm of every kind for every department that has to report, and it says whose it is."""

from tests.e2e.conftest import City

KINDS = ("overdue-disclosures", "due-soon", "no-data", "rejected-share")


def test_every_department_with_a_duty_has_its_alarms(city: City) -> None:
    departments = {one["id"]: one["name"] for one in city.get("/departments").json["items"] if one["reports"]}
    pages = city.stack.aws("cloudwatch").get_paginator("describe_alarms").paginate()
    alarms = {one["AlarmName"]: one for page in pages for one in page["MetricAlarms"]}
    for department, name in departments.items():
        for kind in KINDS:
            alarm = alarms[f"{city.stack.config.stack}-{kind}-{department}"]
            assert alarm["Dimensions"] == [{"Name": "Department", "Value": department}]
            assert alarm["AlarmDescription"].startswith(name)
            assert "/compliance/index.html" in alarm["AlarmDescription"]


def test_a_look_puts_every_departments_figures_under_its_own_name(city: City) -> None:
    found = city.stack.aws("cloudwatch").list_metrics(Namespace="Chengxin", MetricName="OverdueDisclosures")["Metrics"]
    told = {one["Value"] for metric in found for one in metric["Dimensions"]}
    assert told == {one["id"] for one in city.get("/departments").json["items"] if one["reports"]}
