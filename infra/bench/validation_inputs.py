"""What the cases of the validation benchmark have in common."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from chengxin.catalogue.load import load
from chengxin.normalise.model import Context
from chengxin.times import SHANGHAI
from infra.bench.penalty_rows import HEADERS, TODAY, Fault, write_penalties

ROOT = Path(__file__).parents[2]
SEED, DEPARTMENT, DATASET = 20261123, "武汉市市场监督管理局", "administrative-penalty"
SHORT = 1_000
"""Rows of the file that every case goes through first."""
DATE_SHAPES = r"(?:\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?(?: 00:00:00(?:\.0)?)?|长期)"
PARTY_TYPES = ["法人及非法人组织", "个体工商户", "自然人"]


@cache
def context() -> Context:
    """The catalogue's penalty dataset as received on the generator's last day."""
    catalogue = load(ROOT / "infra" / "catalogue")
    dataset, department = catalogue.dataset(DATASET), catalogue.department_named(DEPARTMENT)
    if dataset is None or department is None:
        raise LookupError(DATASET)
    moment = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)
    return Context(catalogue, dataset, department, TODAY, moment)


def write_file(path: Path, rows: int) -> list[Fault]:
    """Writes a file of penalties and a short one beside it; answers the faults planted in the first."""
    write_penalties(short_file(path), SHORT, SEED + 1, DEPARTMENT)
    return write_penalties(path, rows, SEED, DEPARTMENT)


def short_file(path: Path) -> Path:
    """Where the short file lies."""
    return path.with_name("short.csv")


def field_names() -> list[str]:
    """The catalogue's field names in the order of the generated columns."""
    names = {field.code: field.name for field in context().dataset.fields}
    return [names[code] for code in HEADERS]


def frictionless_schema() -> Any:
    """The same dataset for frictionless: required fields, lengths, numbers, and shapes for dates and codes.

    Dates are texts of a permissive shape: with `type: date` every second shape that departments use is an error.
    Frictionless knows neither check characters nor rules across fields, and cleans nothing.
    """
    from frictionless import Schema

    return Schema.from_descriptor({"fields": [_descriptor(name, title) for name, title in _titles()]})


def _titles() -> list[tuple[str, str]]:
    return list(zip(field_names(), HEADERS.values(), strict=True))


def _descriptor(name: str, title: str) -> dict[str, Any]:
    field = context().dataset.by_name[name]
    constraints: dict[str, Any] = {"required": field.constraints.required}
    kind = "number" if field.cell == "money" else "string"
    if kind == "string" and field.constraints.max_length:
        constraints["maxLength"] = field.constraints.max_length
    if field.cell == "date":
        constraints["pattern"] = DATE_SHAPES
    if field.cell == "uscc":
        constraints["pattern"] = r"\s*[0-9A-Za-z０-９Ａ-Ｚ]{18}\s*"
    if name == "party_type":
        constraints["enum"] = PARTY_TYPES
    return {"name": title, "type": kind, "constraints": constraints}
