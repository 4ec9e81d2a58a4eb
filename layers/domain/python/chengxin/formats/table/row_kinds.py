"""Rows that are not data: blank rows, notes, what stands between a header and the first record, totals, page ends."""

import re
from collections.abc import Sequence

BLANKS = " \t\r\n\x0b\x0c\x1a\xa0\u3000\u200b\ufeff"
"""With Ctrl-Z, which ended files under DOS."""
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
    "制表时间",
    "打印日期",
    "打印时间",
    "导出日期",
    "导出时间",
    "复核人",
    "单位负责人",
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

LONGEST_END = 40
"""Characters of a cell in a row that ends a page."""
_BLANK = r"(?:[ \t]|　)*"
_SUM = rf"(?:合|总|小|共|累){_BLANK}计"
_NUMBER = rf"{_BLANK}(?:[0-9]|一|二|三|四|五|六|七|八|九|十)+{_BLANK}"
_LINE = r"(?:[-=*~_#]|—|–|―|─|※|…|·)"
_CLOSED = r"(?=[\s\",]|\Z)"
_NO_MORE = rf"(?:以下空白|以下无正文|此页无正文|完毕|完|结束|END|End|end|EOF){_BLANK}(?:{_LINE}|\)|）|】)*{_CLOSED}"
_BEHIND_LINE = rf"{_LINE}*(?:{_BLANK}{_NO_MORE}|{_NUMBER}{_LINE}+{_CLOSED}|[\s\",]*(?:\n|\Z))"
ENDS = {
    "合总小累": rf"{_BLANK}计",
    "共": rf"(?:{_BLANK}计|{_NUMBER}(?:页|/|条|行|笔|件))",
    "本": rf"(?:页|表|月|期|年){_SUM}",
    "以": rf"(?:上{_SUM}|下(?:空白|无正文){_BLANK}{_CLOSED})",
    "第": rf"{_NUMBER}(?:页|/)",
    "Pp": rf"(?i:age){_BLANK}[0-9]",
    "完": rf"毕?{_BLANK}{_CLOSED}",
    "结": rf"束{_BLANK}{_CLOSED}",
    "此": rf"页无正文{_BLANK}{_CLOSED}",
    "Ee": rf"(?:ND|nd|OF){_BLANK}{_CLOSED}",
    "-=*~_#—–―─※…·": _BEHIND_LINE,
    "(（【": rf"{_BLANK}(?:{_NO_MORE}|[0-9]+ (?:rows?|行))",
    "0123456789": r"[0-9]* (?:rows?\b|行受)",
}
"""How rows begin that end a page or a table: by any of these characters, and what follows, a pattern that means the
same to text and to its bytes as UTF-8."""
_END = re.compile("|".join(f"[{re.escape(heads)}]{rest}" for heads, rest in ENDS.items()))
_TOTAL = re.compile(
    rf"(?:本[页表月期年]|以上)?{_SUM}(?:金额|罚款|数量?|件数|笔数|人数)?\s*(?:[(（].{{0,8}}[)）])?\s*[:：]?(?P<rest>.*)",
    re.DOTALL,
)
_BESIDE_END = re.compile(r"[\s0-9:：/.\-年月日时分秒]*")
_IN_WORDS = "[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟元圆角分整正]+"
_COUNT = re.compile(rf"[¥￥]?[\s0-9.,，%+\-—/]*(?:件|条|笔|起|家|户|人|次|项|个|万?元)?|{_IN_WORDS}")


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


def ends_page(cells: Sequence[str], first: str) -> bool:
    """Totals, page numbers, marks that nothing follows, lines of dashes: `first` is the row's first text.

    A total holds numbers beside its word and nothing else; beside the others stands nothing but their kind and dates.
    """
    if not _END.match(first):
        return False
    filled = [text for cell in cells if (text := cell.strip(BLANKS))]
    if total := _TOTAL.fullmatch(first):
        return all(_COUNT.fullmatch(text) for text in (total["rest"], *filled[1:]))
    return len(first) <= LONGEST_END and all(_BESIDE_END.fullmatch(text) or _is_end(text) for text in filled[1:])


def _is_end(text: str) -> bool:
    """Whether a cell beside the end of a page is of that kind too, or a signature."""
    return len(text) <= LONGEST_END and (_END.match(text) is not None or text.startswith(_NOTES))


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
