"""What DynamoDB charges an item for: the developer guide's "item sizes and formats"."""

from collections.abc import Mapping
from typing import Any

WRITE_UNIT, READ_UNIT = 1024, 4096
"""Bytes that one unit covers, started ones counting whole."""


def item_size(item: Mapping[str, Mapping[str, Any]]) -> int:
    """Bytes: each attribute's name and value in UTF-8."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "B":
        return len(content)
    if kind == "N":
        return 1 + (len(content) + 1) // 2
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value(inner) for name, inner in content.items())
    raise AssertionError(f"the platform stores no {kind}")
