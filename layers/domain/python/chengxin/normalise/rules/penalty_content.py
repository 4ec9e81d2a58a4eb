"""What the content of a penalty (处罚内容) says in words: the sums that it imposes, and the kinds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from chengxin.catalogue import CodeList
from chengxin.celltypes import numbers_in_words

REMEMBERED = 50_000
MOST_SUMS = 6
"""Of more sums than these any could be added to any."""

_MULTIPLES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNITS = {"千元": 10**3, "万元": 10**4, "亿元": 10**8}
_NUMERALS = "零〇○一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億两貳參陸"
_FOLDED = str.maketrans({**dict.fromkeys("圆圓块", "元"), "萬": "万", "億": "亿", "整": "", "\n": "", " ": ""})
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_SUM = re.compile(
    r"(?<![0-9.])(?:人民币|RMB|CNY)?:?(?P<sign>¥)?:?"
    r"(?:(?P<digits>[0-9]{1,15}(?:\.[0-9]{1,6})?)(?:(?P<multiple>亿|千万|百万|十万|万|千|百)元?|(?P<unit>元)|(?!\d))"
    rf"|(?P<words>[{_NUMERALS}]{{1,30}}元(?:[{_NUMERALS}]角)?(?:零?[{_NUMERALS}]分)?))"
)
_KEYWORDS = re.compile(
    r"(?P<confiscated>没收[^,;。]{0,16}?(?:所得|收入)|没收)|(?P<total>合计|共计|总计|罚没)|(?P<fine>(?<!加处)罚款)"
    r"|(?P<other>价值|货值|案值|加处|滞纳|税款|保证金|退还|退赔|赔偿|成本|售价|所得|收入|缴纳|每|倍)"
)
_REPEATED = re.compile(r"\((?:即|大写|小写|人民币|:)*$")
_FINED_BEFORE = re.compile(r"(?:\([^()]{0,30}\))?的?(?:行政)?罚款")
_RANGE = re.compile(r"以上|以下|以内|至|[-~]")
_GOODS = re.compile(r"没收(?![^,;。]{0,12}(?:所得|收入))")
_REACH = 15
"""Characters between a keyword and its sum."""
_NOT_IMPOSED = re.compile(r"(?:不予|免予|免于|免除|不再|不给予|撤销)[^,;。]{0,6}$")


@dataclass(frozen=True)
class Sums:
    """The sums that a content states, in 元: fines, what is confiscated, and totals of either.

    `goods`: things are confiscated too, and what they are worth need not be said.
    """

    fines: tuple[Decimal, ...] = ()
    confiscated: tuple[Decimal, ...] = ()
    totals: tuple[Decimal, ...] = ()
    goods: bool = False

    @property
    def any(self) -> bool:
        """Whether any sum is stated."""
        return bool(self.fines or self.confiscated or self.totals)

    def contradicted_fine(self, fine: Decimal, confiscated: Decimal) -> Decimal | None:
        """A fine that is stated where neither it, nor any together, is this one; None where they agree."""
        if fine in together(self.fines) or self._is_total(fine, confiscated):
            return None
        return next(iter(self.fines), None)

    def contradicted_confiscation(self, confiscated: Decimal, fine: Decimal) -> Decimal | None:
        """The same of what is confiscated, which goods may raise, but never by a power of ten."""
        agreeing = together(self.confiscated)
        if confiscated in agreeing or self._is_total(confiscated, fine):
            return None
        if self.goods and not any(likely_unit(confiscated, one) for one in agreeing):
            return None
        return next(iter(self.confiscated), None)

    def _is_total(self, amount: Decimal, other: Decimal) -> bool:
        many = len(self.fines) > MOST_SUMS or len(self.confiscated) > MOST_SUMS
        return many or amount in self.totals or amount + other in self.totals


def likely_unit(amount: Decimal, stated: Decimal) -> tuple[str, str] | None:
    """The unit in which an amount was probably written, and the one it was read in; None where no unit explains it."""
    for unit, size in _UNITS.items():
        if amount == stated * size:
            return "元", unit
        if amount * size == stated:
            return unit, "元"
    return None


@lru_cache(maxsize=REMEMBERED)
def together(sums: tuple[Decimal, ...]) -> frozenset[Decimal]:
    """Every sum, and every sum of several."""
    few = sums[:MOST_SUMS]
    return frozenset(sum(some, Decimal(0)) for count in range(1, len(few) + 1) for some in combinations(few, count))


@lru_cache(maxsize=REMEMBERED)
def stated_sums(content: str) -> Sums:
    """The sums that a content imposes, each by the word beside it (罚款, 没收, 合计).

    A sum said again in brackets counts once; sums that a law allows (`500元以上`), values of goods and daily surcharges
    are none.
    """
    found: dict[str, list[Decimal]] = {"fine": [], "confiscated": [], "total": []}
    for clause in re.split("[;。]", _folded(content)):
        for kind, amount in _sums_of(clause):
            found[kind].append(amount)
    goods = _GOODS.search(_folded(content)) is not None
    return Sums(tuple(found["fine"]), tuple(found["confiscated"]), tuple(found["total"]), goods)


def _sums_of(clause: str) -> Iterator[tuple[str, Decimal]]:
    end = 0
    for hit in _SUM.finditer(clause):
        if not (hit["words"] or hit["sign"] or hit["multiple"] or hit["unit"]):
            continue
        before, after, end = clause[end : hit.start()], clause[hit.end() :], hit.end()
        amount = _amount(hit)
        if not amount or _REPEATED.search(before) or _RANGE.match(after):
            continue
        kind = _kind_of_sum(before, after)
        if kind in ("fine", "confiscated", "total"):
            yield kind, amount


def _kind_of_sum(before: str, after: str) -> str | None:
    last = max(_KEYWORDS.finditer(before), key=lambda one: one.start(), default=None)
    near = last if last and len(before) - last.end() <= _REACH else None
    if near and near.lastgroup != "other":
        return near.lastgroup
    return "fine" if _FINED_BEFORE.match(after) and not (near and near[0] in ("每", "加处")) else None


def _amount(hit: re.Match[str]) -> Decimal | None:
    if hit["words"]:
        return numbers_in_words.amount(hit["words"])
    return Decimal(hit["digits"]) * _MULTIPLES.get(hit["multiple"], 1)


def stated_kinds(content: str, code_list: CodeList) -> frozenset[str]:
    """The codes of the kinds that a content imposes in so many words."""
    folded = _folded(content)
    return frozenset(
        value.code
        for value in code_list.values
        if value.mention
        and any(word in folded for word in value.mention.words)
        and _imposed(re.finditer(value.mention.pattern, folded), folded)
    )


def _imposed(hits: Iterable[re.Match[str]], folded: str) -> bool:
    return any(not _NOT_IMPOSED.search(folded[: hit.start()]) for hit in hits)


def _folded(content: str) -> str:
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", content).translate(_FOLDED))
