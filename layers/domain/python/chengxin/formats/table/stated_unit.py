"""Units of money as headers, title lines and number formats state them: （人民币元）, 【万元】, /元, 单位：千元."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from chengxin.catalogue.money_unit import BY_LABEL, LABELS, MoneyUnit

_MULTIPLE = "[十拾百佰千仟万萬亿億]{0,3}"
_YUAN = f"{_MULTIPLE}[元圆圓]"
_CURRENCY = "(?:人民币|rmb|cny|¥)"
_CURRENCY_WORD = re.compile("人民币|rmb|cny")
_UNIT = re.compile(rf"{_CURRENCY}?({_YUAN}|{_MULTIPLE}yuan|[十百千万亿]{{1,2}}|[分角]|¥){_CURRENCY}?整?")
_FOREIGN = re.compile(
    rf"{_MULTIPLE}(?:[美港欧日韩澳加新台]|马克|英|卢)(?:元|圆|币|镑|布|金)|usd|hkd|eur|jpy|gbp|\$|€|£|us\$|hk\$"
)
_AFTERTHOUGHT = re.compile(
    r"^(?:金额|货币|计量|计价|币种)?(?:单位|币种|货币)?(?:[:为是]|以|按)*|(?:为单位|计|计价|表示)$"
)
_BRACKETED = re.compile(r"[(\[【〔〈<《{「『]([^()\[\]【】〔〕〈〉<>《》{}「」『』]{1,60})(?:[)\]】〕〉>》}」』]|$)")
_TAIL = re.compile(rf"(?:[/\\|:_\-–—,、;·.\s]+|单位:?)({_CURRENCY}?{_YUAN}|[十百千万亿]{{1,2}}|¥|{_CURRENCY})$")
_GLUED = re.compile(rf"(?<=[额款金值本数费])({_CURRENCY}?{_YUAN}|¥|{_CURRENCY})$")
_MENTIONED = re.compile(rf"单位(?:[:为是]|以|按)*({_CURRENCY}?{_MULTIPLE}[^\s,;。)]{{0,6}}[元圆圓])")
_OF_A_TABLE = re.compile(
    r"(填报|填表|报送|制表|来源|处罚|执法|)((?:金额|货币|计量|计价)?单位)\s*:\s*(.{1,30}?)(?=\S{0,2}单位|\Z|.{30})"
)
_LIKE_A_UNIT = re.compile(
    r"[元圆圓¥$€£₩币]|单位[:为是]|^[十百千万亿拾佰仟萬億kwm分角]+$|usd|hkd|eur|jpy|gbp|rmb|cny|yuan|dollar"
)
_MANY = re.compile("[十百千万亿]{1,2}")
_STRANGE = re.compile(rf"[元圆圓]|{_FOREIGN.pattern}")
_NEITHER = re.compile(r"大写|小写|必填|选填|非空|可空|小数|数字|数值|阿拉伯|精确|示例|格式")
_STANDARD = str.maketrans("拾佰仟萬億圆圓", "十百千万亿元元")
_SEPARATOR = re.compile(r"[,、;/|+及或和]")


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """What was written for a unit; `unit` is None where no unit is known by that."""

    written: str
    unit: MoneyUnit | None

    @property
    def shown(self) -> str:
        """The unit as it stands behind a number; 万 alone may count anything."""
        return LABELS[self.unit] if self.unit and "元" in self.written.translate(_STANDARD) else self.written


def folded(text: str) -> str:
    """Half-width, lower-case."""
    return unicodedata.normalize("NFKC", text).casefold()


def stated_unit(header: str) -> StatedUnit | None:
    """The unit that a header of a column of money states in brackets or at its end; None where it states none."""
    text = folded(header[:200]).strip()
    inside = [found[1].strip() for found in _BRACKETED.finditer(text)]
    stated = [unit for content in inside if (unit := _of_content(content))]
    if not stated:
        found = _TAIL.search(text) or _GLUED.search(text)
        stated = [_read(found[1])] if found else []
    units = {one.unit for one in stated}
    if len(units) > 1:
        return StatedUnit("、".join(one.written for one in stated), None)
    return stated[0] if stated else None


def without_unit(header: str) -> str:
    """A folded header without the unit at its end: 罚款金额/元 is 罚款金额."""
    return _GLUED.sub("", _TAIL.sub("", header.strip()))


def unit_of_rules(text: str) -> StatedUnit | None:
    """The unit that a cell of filling rules mentions: 数值，单位：万元."""
    folded_ = folded(text[:200])
    found = _MENTIONED.search(folded_)
    if found:
        return _read(found[1])
    return stated_unit(text) if _BRACKETED.search(folded_) else None


def unit_of_table(cells: Sequence[str]) -> StatedUnit | None:
    """The unit that a line above a header states for the whole table: 单位：万元. A department may be a 单位 too."""
    text = folded(" ".join(cell.strip() for cell in cells if cell.strip())[:500])
    found: dict[MoneyUnit | None, StatedUnit] = {}
    for line in _OF_A_TABLE.finditer(text):
        for word in re.split(r"[\s,、;/。()]+", line[3].strip()):
            stated = _read(word)
            if not line[1] and (stated.unit or _FOREIGN.fullmatch(word)):
                found[stated.unit] = stated
    if len(found) > 1:
        return StatedUnit("、".join(one.written for one in found.values()), None)
    return next(iter(found.values()), None)


def unit_shown(literals: str) -> StatedUnit | None:
    """The unit in what a number format shows before or behind the digits. A currency alone says nothing of 万."""
    text = _CURRENCY_WORD.sub("", folded(literals)).strip("¥ -+().")
    return _read(text) if _STRANGE.search(text) or _MANY.fullmatch(text) else None


def _of_content(content: str) -> StatedUnit | None:
    """What stands in brackets: a unit, a note, or both; None for a note alone."""
    alone = _CURRENCY_WORD.sub("", content)
    parts = [part for part in _SEPARATOR.split(alone) if _LIKE_A_UNIT.search(part) and not _NEITHER.search(part)]
    read = [_read(part) for part in parts]
    units = {one.unit: one for one in read if one.unit}
    strange = any(one.unit is None and _STRANGE.search(one.written) for one in read)
    if len(units) == 1 and not strange:
        return next(iter(units.values()))
    return StatedUnit(content, None) if read or alone != content else None


def _read(written: str) -> StatedUnit:
    text, before = "".join(written.split()).strip(":"), None
    while text != before:
        before, text = text, _AFTERTHOUGHT.sub("", text)
    found = _UNIT.fullmatch(text)
    if not found:
        return StatedUnit(written, None)
    label = found[1].replace("yuan", "元").translate(_STANDARD)
    label = "元" if label == "¥" else label if label.endswith(("元", "分", "角")) else f"{label}元"
    return StatedUnit(written, BY_LABEL.get(label))
