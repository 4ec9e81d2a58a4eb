"""Every department of the registry with a duty to report has its four alarms, by the committed template itself."""

import json
import re
from functools import cache
from typing import Any

import pytest
import yaml
from infra.alarms.departments import FAMILIES, MOST_RESOURCES, nested_template
from tests.support.alarm_evaluator import ROOT

from chengxin.catalogue.load import load
from chengxin.compliance.escalation.metrics import DIMENSION, NAMESPACE

CATALOGUE = load(ROOT / "infra" / "catalogue")
REPORTING = {one.id: one for one in CATALOGUE.departments if one.reports}
PATH = ROOT / "infra" / "alarms" / "departments.yaml"
NAME = re.compile(r"\$\{Platform\}-(?P<family>overdue-disclosures|due-soon|no-data|rejected-share)-(?P<department>.+)")


@cache
def properties() -> dict[tuple[str, str], dict[str, Any]]:
    """The alarms by family and department."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!", lambda _, suffix, node: None)  # type: ignore[attr-defined]
    found = {}
    for resource in yaml.load(PATH.read_text("utf-8"), loader)["Resources"].values():
        name = NAME.fullmatch(resource["Properties"]["AlarmName"]["Fn::Sub"])
        assert name
        found[name["family"], name["department"]] = resource["Properties"]
    return found


def test_the_committed_template_is_what_the_registry_makes() -> None:
    assert PATH.read_text("utf-8") == nested_template(CATALOGUE), "run `make docs`"


def test_every_reporting_department_has_every_alarm_and_no_other_has_any() -> None:
    assert set(properties()) == {(family.name, one) for family in FAMILIES for one in REPORTING}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.name)
def test_alarms_of_a_family_differ_in_the_department_alone(family: Any) -> None:
    rules = set()
    for (name, department), one in properties().items():
        if name != family.name:
            continue
        assert one["Dimensions"] == [{"Name": DIMENSION, "Value": department}]
        assert department.isascii()
        rules.add(
            json.dumps({k: v for k, v in one.items() if k not in ("AlarmName", "AlarmDescription", "Dimensions")})
        )
    (rule,) = map(json.loads, rules)
    assert (rule["Namespace"], rule["TreatMissingData"]) == (NAMESPACE, "ignore")
    assert (
        rule["AlarmActions"] == rule["OKActions"] == {"Fn::If": ["Told", [{"Ref": "Topic"}], {"Ref": "AWS::NoValue"}]}
    )


def test_a_message_names_the_department_where_to_look_and_what_to_do() -> None:
    for (family, department), one in properties().items():
        text = one["AlarmDescription"]["Fn::Sub"]
        assert text.startswith(REPORTING[department].name)
        assert "${Site}/compliance/index.html" in text
        assert f"docs/runbook/{family}.md" in text
        assert len(text) < 900


def test_a_registry_that_outgrows_one_template_is_told() -> None:
    many = CATALOGUE.departments * (MOST_RESOURCES // len(REPORTING))
    with pytest.raises(ValueError, match="second template"):
        nested_template(CATALOGUE.model_copy(update={"departments": many}))
