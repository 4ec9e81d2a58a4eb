"""The catalogue: datasets, departments, lists, code lists, legal rules and calendars, as versioned data."""

from chengxin.catalogue.legal import Clock, ClockVersion, Period, PeriodClass, PeriodVersion
from chengxin.catalogue.model import (
    Catalogue,
    CodeList,
    CodeValue,
    CreditList,
    Dataset,
    Department,
    Disclosure,
    Field,
    Layout,
    Rule,
)

__all__ = [
    "Catalogue",
    "Clock",
    "ClockVersion",
    "CodeList",
    "CodeValue",
    "CreditList",
    "Dataset",
    "Department",
    "Disclosure",
    "Field",
    "Layout",
    "Period",
    "PeriodClass",
    "PeriodVersion",
    "Rule",
]
