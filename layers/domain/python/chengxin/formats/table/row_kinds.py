"""Rows that are not data: blank rows, notes, and what stands between a header and the first record."""

import re
from collections.abc import Sequence

BLANKS = " \t\r\n\x0b\x0c\xa0\u3000\u200b\ufeff"
NOTES = ("表格说明", "填表说明", "填报说明", "填写说明")
FOOTERS = (
    "注：",
    "注:",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "填报单位",
    "填表单位",
    "填表日期",
    "填报日期",
    "制表日期",
)
_SAMPLES = ("示例", "样例", "填写示例", "填报示例", "(示例)", "（示例）", "【示例】")
_RULE = re.compile(
    r"(?:文本|字符|字符串|字符型|文本型|日期|日期型|日期时间|时间|数值|数值型|数字|整数|年限|金额|代码|字典|C|VARCHAR|NUMBER)"
    r"\s*(?:$|[(（:：\n]|\d+$|如|格式|必填|选填)"
    r"|(?:必填|选填|非必填|必选|可选|可空|不可空|非空|是|否|M|O|C)(?:项)?$"
    r"|必填[,，;；:：(（\n]|选填[,，;；:：(（\n]"
    r"|.{0,12}(?:自然人|法人).{0,12}(?:空白|必填|选填)"
    r"|正常（默认）|正常\(默认\)",
    re.IGNORECASE,
)


_NOTES = NOTES + FOOTERS


def first_text(cells: Sequence[str]) -> str:
    """What the first cell says that holds anything that could be seen; empty for a blank row."""
    for cell in cells:
        if text := cell.strip(BLANKS):
            return text
    return ""


def is_blank(cells: Sequence[str]) -> bool:
    """No cell holds anything that could be seen."""
    return not first_text(cells)


def is_note(cells: Sequence[str], first: str, width: int = 0) -> bool:
    """A note to the form, anywhere in the table: its first text says so; a signature line has few cells.

    `width` is the table's, where rows come without their empty cells at the end.
    """
    if not first.startswith(_NOTES):
        return False
    if first.startswith(NOTES):
        return True
    filled = sum(bool(cell.strip(BLANKS)) for cell in cells)
    return filled <= 4 and filled * 2 < max(len(cells), width)


def is_rule(cells: Sequence[str]) -> bool:
    """A row of filling rules below a header: types and lengths, 必填/选填, column numbers, or a marked sample."""
    filled = [text for cell in cells if (text := cell.strip(BLANKS))]
    if len(filled) < 2:
        return bool(filled) and filled[0].startswith(_SAMPLES)
    ruled = sum(_RULE.match(text) is not None for text in filled)
    return ruled * 2 > len(filled) or _counts(filled) or filled[0].startswith(_SAMPLES)


def _counts(filled: Sequence[str]) -> bool:
    """1, 2, 3 … below the header: the numbers of the columns."""
    if len(filled) < 4:
        return False
    numbers = [text.strip("()（）") for text in filled]
    return numbers == [str(n) for n in range(1, len(numbers) + 1)]
