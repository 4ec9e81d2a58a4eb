"""What a city pays a month, line by line: what the template makes, times what a city does, times a price.

Prices are those of us-east-1 in 2025, on demand and without the free tier; what a city does is an assumption that
stands here to be replaced. `BEFORE` is the template before alarms were worth their price, for comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
MILLION = 1_000_000
DRAWN = 7
"""Metrics of the city and of the query interface that the dashboard draws and no alarm watches."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of ten million inhabitants."""

    departments: int = 91
    departments_with_something: float = 0.1
    """The share for which a figure that is put only while it is not 0 is put."""
    files: int = 1_320
    """Sixty on each working day."""
    rows: int = 400_000
    records_stored: int = 11 * MILLION
    questions: int = 3 * MILLION
    """Requests to the query interface."""
    answered_at_the_edge: float = 0.3
    pages: int = 5 * MILLION
    gigabytes_out: float = 60
    gigabytes_kept: float = 40


@dataclass(frozen=True, slots=True)
class Made:
    """What a template makes that has a price by the month."""

    alarms: int
    query_alarms: int
    department_metrics: float
    """Metrics that each department has, on an average."""
    city_metrics: int
    gateway_metrics: int
    keys: int
    secrets: int
    cached_questions: bool
    """Whether the query interface stands behind the site's distribution."""


BEFORE = Made(
    alarms=385,
    query_alarms=0,
    department_metrics=8,
    city_metrics=18,
    gateway_metrics=55,
    keys=0,
    secrets=2,
    cached_questions=False,
)


def made(city: City, template: Path = TEMPLATE) -> Made:
    """What the template as it stands makes."""
    resources = _resources(template)
    kinds = [one["Type"] for one in resources.values()]
    alarms = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::CloudWatch::Alarm"]
    queries = [one for one in alarms if "Metrics" in one]
    always = 1 + 1  # what is overdue, and for how long nothing came: hardly ever 0
    routes = resources["ApiFunction"]["Properties"]["Events"]
    detailed = any(one["MetricsEnabled"] for one in resources["Api"]["Properties"]["MethodSettings"])
    return Made(
        alarms=len(alarms) - len(queries),
        query_alarms=len(queries),
        department_metrics=always + (len(queries) - always) * city.departments_with_something,
        city_metrics=len({one["MetricName"] for one in alarms if one.get("Namespace") == "Chengxin"}) + DRAWN,
        gateway_metrics=len(routes) * 5 if detailed else 0,
        keys=kinds.count("AWS::KMS::Key"),
        secrets=kinds.count("AWS::SecretsManager::Secret"),
        cached_questions="Site" in resources and resources["Site"]["Type"] == "AWS::CloudFormation::Stack",
    )


def bill(what: Made, city: City) -> Mapping[str, float]:
    """US dollars a month by line."""
    metrics = what.city_metrics + what.gateway_metrics + what.department_metrics * city.departments
    watched = what.department_metrics * city.departments if what.query_alarms else 0.0
    questions = city.questions * (1 - city.answered_at_the_edge if what.cached_questions else 1)
    at_the_edge = city.pages + (city.questions if what.cached_questions else 0)
    seconds = {"publish": 4_320 * 12 * 2.94, "comply": 720 * 25 * 2.94, "api": questions * 0.06 * 0.5}
    gigabyte_seconds = sum(seconds.values()) + city.rows * 0.001 * 1.73
    log_gigabytes = (questions * 2.2 + city.files * 40 + 8_000 * 4) / MILLION
    return {
        "metrics": metrics * 0.30,
        "alarms": what.alarms * 0.10 + watched * 0.10,
        "logs": log_gigabytes * 0.53,
        "gateway": questions / MILLION * 3.50,
        "distribution": at_the_edge / 10_000 * 0.01 + city.gigabytes_out * 0.085,
        "functions": gigabyte_seconds * 0.0000166667 + questions / MILLION * 0.20,
        "tables": city.rows / MILLION * 1.1 * 2 * 0.625 + 60 * 0.125 + city.records_stored * 0.9e-6 * 0.45,
        "objects": city.gigabytes_kept * 0.023 + 4_320 * 300 / 1_000 * 0.005,
        "state machine": city.files * 8 / 1_000 * 0.025,
        "keys and secrets": what.keys * 1.0 + what.secrets * 0.40,
        "traces": questions * 0.05 / MILLION * 5,
    }


def report(city: City | None = None) -> str:
    """The bill before and after, as Markdown."""
    one = city or City()
    before, after = bill(BEFORE, one), bill(made(one), one)
    lines = ["| a month, US dollars | before | now |", "|---|--:|--:|"]
    lines += [f"| {name} | {before[name]:,.2f} | {after[name]:,.2f} |" for name in after]
    lines += [f"| in all | {sum(before.values()):,.2f} | {sum(after.values()):,.2f} |"]
    return "\n".join(lines)


def _resources(template: Path) -> dict[str, dict[str, Any]]:
    """A template's resources, what its short forms refer to left out."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!", lambda _, suffix, node: None)  # type: ignore[attr-defined]
    found: dict[str, dict[str, Any]] = yaml.load(template.read_text("utf-8"), loader)["Resources"]
    return found
