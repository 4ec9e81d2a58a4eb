"""The dashboard draws what is put, and says so in words."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.unit.compliance.stories import DUTIES, MARKET, at, decision, entry
from tests.unit.template.stack import of_type

from chengxin.compliance.board.scoreboard import scoreboard
from chengxin.compliance.escalation.metrics import NAMESPACE, Background, metrics
from chengxin.receipts.submission import RowCounts
from chengxin.steps import progress
from chengxin.steps.reconcile import reconciliation_metrics

OF_AWS = {
    "AWS/States": {f"Executions{how}" for how in ("Started", "Succeeded", "Failed", "Aborted", "TimedOut")},
    "AWS/ApiGateway": {"Count", "5XXError"},
}
Line = tuple[str, str, frozenset[str]]
"""Namespace, metric, names of its dimensions."""


def widgets() -> list[dict[str, Any]]:
    (dashboard,) = of_type("AWS::CloudWatch::Dashboard").values()
    body = re.sub(r"\$\{[\w:]+\}", "x", dashboard["DashboardBody"]["Fn::Sub"])
    found: list[dict[str, Any]] = json.loads(body)["widgets"]
    return found


def drawn(widget: dict[str, Any]) -> Iterator[Line]:
    """The lines of a widget, with what `.` stands for filled in, and those that an expression searches for."""
    before: list[str] = []
    for line in widget["properties"]["metrics"]:
        names = [one for one in line if isinstance(one, str)]
        if not names:
            yield from searched(line[0]["expression"])
            continue
        before = [before[at] if one == "." else one for at, one in enumerate(names)]
        yield before[0], before[1], frozenset(before[2::2])


def searched(expression: str) -> Iterator[Line]:
    for schema, name in re.findall(r"SEARCH\('\{([^}]*)\} MetricName=\"(\w+)\"'", expression):
        namespace, *dimensions = schema.split(",")
        yield namespace, name, frozenset(dimensions)


def put() -> set[tuple[str, frozenset[str]]]:
    """All that the platform puts."""
    told = entry(at("2026-03-05"), decision("甲1号", "2026-03-04"), decision("甲2号", "2026-03-24"), rows_rejected=8)
    now = at("2026-04-01")
    board = scoreboard(MARKET, "2026-03", now, [told], DUTIES)
    swept = metrics([board], now, Background(DUTIES.calendar, at("2026-03-02")))
    came = [
        *progress.rows_received(2),
        *progress.rows_processed("water", RowCounts(2, 2)),
        *progress.publication_completed(2),
    ]
    answered = {("ServerErrors", frozenset({"service"}))}
    return answered | {
        (one.name, frozenset(one.dimensions)) for one in (*swept, *reconciliation_metrics(0, 0, 0), *came)
    }


def test_every_line_is_a_metric_that_is_put() -> None:
    lines = [line for widget in widgets() for line in drawn(widget)]
    ours = {(name, dimensions) for namespace, name, dimensions in lines if namespace == NAMESPACE}
    assert ours
    assert ours <= put()
    for namespace, name, _ in lines:
        assert namespace == NAMESPACE or name in OF_AWS[namespace]


def test_no_metric_is_put_that_nothing_reads() -> None:
    """Each has its price, month by month."""
    seen = {(name, dimensions) for widget in widgets() for namespace, name, dimensions in drawn(widget)}
    for alarm in of_type("AWS::CloudWatch::Alarm").values():
        if "MetricName" in alarm:
            seen.add((alarm["MetricName"], frozenset(one["Name"] for one in alarm.get("Dimensions", []))))
        for query in alarm.get("Metrics", []):
            (name,) = re.findall(r"MAX\((\w+)\)", query["Expression"])
            seen.add((name, frozenset({"Department"})))
    assert put() - seen == set()
    assert len(put()) > 20


def test_it_tells_how_far_files_are_and_what_became_of_their_rows() -> None:
    lines = {name for widget in widgets() for _, name, _ in drawn(widget)}
    came = [
        *progress.rows_received(2),
        *progress.rows_processed("water", RowCounts(2, 2)),
        *progress.publication_completed(2),
    ]
    assert {one.name for one in came} <= lines


def test_expressions_use_lines_of_their_own_widget() -> None:
    for widget in widgets():
        ids = {
            line[-1]["id"]
            for line in widget["properties"]["metrics"]
            if isinstance(line[-1], dict) and "id" in line[-1]
        }
        for line in widget["properties"]["metrics"]:
            used = re.findall(r"FILL\((\w+)", line[0].get("expression", "")) if isinstance(line[0], dict) else []
            assert set(used) <= ids


def test_widgets_have_titles_and_do_not_cover_each_other() -> None:
    places = [
        (one["x"] + dx, one["y"] + dy) for one in widgets() for dx in range(one["width"]) for dy in range(one["height"])
    ]
    assert len(set(places)) == len(places)
    assert max(x for x, _ in places) < 24
    assert all(re.search(r"[一-鿿]", one["properties"]["title"]) for one in widgets())


def test_no_metric_of_a_files_way_has_a_dimension_without_an_end() -> None:
    assert {dimension for _, dimensions in put() for dimension in dimensions} == {"Department", "service"}
