"""What a record is about, in a line: the fields that its dataset's `summary` names, each as its label and value."""

from chengxin.catalogue.model import Catalogue, Field
from chengxin.publication.labels import display_value

MOST_CHARACTERS = 60
"""Of one field; the whole text stands in the record."""


def summary_text(catalogue: Catalogue, field: Field, value: str) -> str:
    """`罚款金额：20,000.00 元` or `处罚类别：警告、罚款` from a canonical value; nothing for nothing."""
    if not value:
        return ""
    if field.cell == "money":
        return f"{field.public_title.removesuffix('（元）')}：{grouped(value)} 元"
    shown = display_value(catalogue, field, value)
    return f"{field.public_title}：{shortened(shown)}"


def grouped(number: str) -> str:
    """`1,234,567.80` for `1234567.80`; the digits stay as they are."""
    whole, point, rest = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}" if digits.isdecimal() else number


def shortened(text: str) -> str:
    """A text in one line, cut with an ellipsis where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"
