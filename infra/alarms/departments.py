"""Four alarms for every department with a duty to report, as a CloudFormation template of one line each.

They stand in a template of their own, since 500 resources are all that one may hold. Alarms on single metrics with a
department dimension cost what a query over all departments would, name the department in the message, and are known
to every region and to the emulator, which queries are not.
"""

import json
from dataclasses import dataclass
from typing import Any

from chengxin.catalogue import Catalogue, Department
from chengxin.compliance.escalation.metrics import DIMENSION, NAMESPACE

MOST_RESOURCES = 500
SILENT_WORKING_DAYS = 30
"""A month brings decisions or a zero report, due by the 10th of the next."""
RISE = 0.1


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of alarm; `name` is also its page in the runbook, `what` follows the department's name."""

    name: str
    metric: str
    threshold: float
    what: str
    hours: int = 1


FAMILIES = (
    Family("overdue-disclosures", "OverdueDisclosures", 0, "有决定超过法定期限仍未公示"),
    Family("due-soon", "DueSoonUnmoved", 0, "有决定即将到期，已满一个工作日没有办理"),
    Family(
        "no-data",
        "WorkingDaysSinceLastData",
        SILENT_WORKING_DAYS,
        f"超过{SILENT_WORKING_DAYS}个工作日没有报送任何文件，也没有零报告",
    ),
    Family("rejected-share", "RejectedShareRise", RISE, f"本月退回的比例比上月高出{RISE:.0%}以上，连续三小时", hours=3),
)

HEAD = """\
# Made by `make docs` from infra/catalogue/departments; edit the registry or infra/alarms/departments.py, not this.
AWSTemplateFormatVersion: "2010-09-09"
Description: The alarms of each department of Chengxin.

Parameters:
  Platform: { Type: String, Description: "Name of the platform's stack, which the alarms' names begin with." }
  Site: { Type: String, Description: Address of the public site. }
  Period: { Type: Number, Description: Seconds between two sweeps. }
  Topic: { Type: String, Description: Who is told; empty for nobody. }

Conditions:
  Told: !Not [!Equals [!Ref Topic, ""]]

Resources:
"""


def nested_template(catalogue: Catalogue) -> str:
    """The template's text; ValueError where the registry has outgrown one template."""
    departments = [one for one in catalogue.departments if one.reports]
    if len(departments) * len(FAMILIES) > MOST_RESOURCES:
        raise ValueError(f"{len(departments)} departments need a second template of alarms")
    lines = [
        f"  {logical_id(family, one)}: {json.dumps(alarm(family, one), ensure_ascii=False)}\n"
        for one in departments
        for family in FAMILIES
    ]
    return HEAD + "".join(lines)


def logical_id(family: Family, department: Department) -> str:
    """`OverdueDisclosuresWater`."""
    return "".join(word.capitalize() for word in f"{family.name}-{department.id}".split("-"))


def alarm(family: Family, department: Department) -> dict[str, Any]:
    """The resource of one alarm."""
    told = {"Fn::If": ["Told", [{"Ref": "Topic"}], {"Ref": "AWS::NoValue"}]}
    where = f"明细见 ${{Site}}/compliance/index.html。处置见 docs/runbook/{family.name}.md"
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": {"Fn::Sub": f"${{Platform}}-{family.name}-{department.id}"},
            "AlarmDescription": {"Fn::Sub": f"{department.name}{family.what}。{where}"},
            "Namespace": NAMESPACE,
            "MetricName": family.metric,
            "Dimensions": [{"Name": DIMENSION, "Value": department.id}],
            "Statistic": "Maximum",
            "Period": {"Ref": "Period"},
            "EvaluationPeriods": family.hours,
            "DatapointsToAlarm": family.hours,
            "Threshold": family.threshold,
            "ComparisonOperator": "GreaterThanThreshold",
            # A sweep that did not run turns nothing green or red; that it did not run has an alarm of its own.
            "TreatMissingData": "ignore",
            "AlarmActions": told,
            "OKActions": told,
        },
    }
