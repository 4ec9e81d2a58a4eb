"""Number formats that show another number than the one stored, or a unit (ECMA-376 part 1, 18.8.31).

`#,##0.00"元"` shows a unit; `0"."0,"万元"`, which spreadsheet programs offer for 万元, shows 5000 as 0.5万元: a comma
at the end divides by a thousand, a point in quotes stands before the last digits.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from chengxin.formats.table.stated_unit import unit_shown
from chengxin.formats.workbook.cells import number_text

LONGEST = 255
"""Characters of a format that spreadsheet programs keep."""
_MORE = re.compile(r"[^\x00-\x7f]|,(?![#0?])|[\"\\!][^;]*\.|\$")
_TOKEN = re.compile(r'"([^"]*)"?|[\\!](.)|[_*].|\[([^\]]*)\]?|([0#?]|General)|([,.])|(.)', re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?[0-9.]{1,20})")
_SECTION = re.compile(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]?|[^;])*')
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_THOUSAND = 3


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format: when it holds, by how many powers of ten it divides, and the unit it shows."""

    condition: tuple[str, Decimal] | None
    powers: int
    unit: str

    @classmethod
    def of(cls, code: str) -> "Section":
        """A section by its code."""
        condition, before, behind, commas, after_point, point = None, "", "", 0, 0, False
        for quoted, escaped, bracketed, digit, mark, other in _TOKEN.findall(code):
            literal = quoted or escaped or (other if not bracketed else _currency(bracketed))
            if found := _CONDITION.fullmatch(bracketed.strip()):
                condition = found[1], _decimal(found[2])
            elif digit:
                before, behind = before + behind, ""
                commas, after_point = 0, after_point + point
            elif mark == ",":
                commas += 1
            elif literal == ".":
                point, after_point = True, 0
            behind += literal
        stated = unit_shown(behind) or unit_shown(before)
        return cls(condition, _THOUSAND * commas + after_point, stated.shown if stated else "")


def shows_more(code: str) -> bool:
    """Whether a format may show more than the number; most don't."""
    return _MORE.search(code[:LONGEST]) is not None


def shown_number(raw: str, code: str) -> str:
    """The number that a person sees, exact, with its unit of money where one is shown: `0.5万元`."""
    text = number_text(raw)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    section = _section(value, _sections(code[:LONGEST]))
    if section.powers:
        scaled = f"{value.scaleb(-section.powers):f}"
        text = scaled.rstrip("0").rstrip(".") if "." in scaled else scaled
    return f"{text}{section.unit}"


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[Section, ...]:
    return tuple(Section.of(part) for part in _SECTION.findall(code)[:6:2]) or (Section.of(""),)


def _section(value: Decimal, sections: tuple[Section, ...]) -> Section:
    """The section for a value: the first whose condition holds; without conditions positive, negative, zero."""
    if any(section.condition for section in sections):
        held = (one for one in sections if not one.condition or _COMPARE[one.condition[0]](value, one.condition[1]))
        return next(held, sections[-1])
    if value < 0:
        return sections[min(1, len(sections) - 1)]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _currency(bracketed: str) -> str:
    """`$¥-804` shows ¥."""
    return bracketed[1:].partition("-")[0] if bracketed.startswith("$") else ""


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
