"""The table that `make run` ends with."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from infra.local.samples import Sample
from infra.local.stack import Stack

HEADER = ("file", "department", "dataset", "status", "rows", "accepted", "rejected", "unchanged", "warned")


def show(
    stack: Stack, outcomes: Sequence[tuple[Sample, dict[str, Any]]], published: dict[str, Any], complied: dict[str, Any]
) -> None:
    """Prints what became of each file, what was published, who is overdue, and where to look."""
    print()
    for line in table([HEADER, *(_line(sample, receipt) for sample, receipt in outcomes)]):
        print(line)
    print(f"\npublished   {published['published']} records by this run")
    print(f"overdue     {complied['overdue']} decisions, due soon {complied['due_soon']}")
    print(f"alarm       {stack.outputs['OverdueAlarmName']}: {stack.alarm_state()}")
    print(f"\nportal      {stack.outputs['SiteUrl']}")
    print(f"API         {stack.outputs['ApiUrl']}/v1/health")
    print(f"search      {stack.outputs['ApiUrl']}/v1/subjects?q=武汉")
    print(f"outputs     {stack.must_be_local('the samples are made up').outputs_file}")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned lines; a Chinese character takes two columns."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return [lines[0], "  ".join("─" * w for w in widths), *lines[1:]]


def _line(sample: Sample, receipt: dict[str, Any]) -> tuple[str, ...]:
    rows = receipt["rows"]
    counts = (str(rows[name]) for name in ("total", "accepted", "rejected", "unchanged", "warned"))
    return (sample.path.name, sample.department, sample.dataset, receipt["status"], *counts)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
