"""Chinese numerals, everyday (一万二千) and financial (壹万贰仟)."""

import re
from decimal import Decimal

_DIGITS = ("零〇○", "一壹弌", "二贰弍两貳", "三叁弎參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_PLAIN = {
    **{c: str(value) for value, spellings in enumerate(_DIGITS) for c in spellings},
    "拾": "十",
    "佰": "百",
    "仟": "千",
    "萬": "万",
    "億": "亿",
}
_TABLE = str.maketrans(_PLAIN)
_NUMERAL = "".join(_PLAIN) + "十百千万亿"
_AMOUNT = re.compile(rf"([{_NUMERAL}]{{1,40}})元(?:([{_NUMERAL}])角)?(?:[零〇]?([{_NUMERAL}])分)?[整正]?")
_SECTION = re.compile(r"(?:([1-9])千)?0?(?:([1-9])百)?0?(?:([1-9]?)(十))?(0?)([1-9])?")
YEAR_DIGITS = str.maketrans({**_PLAIN, "O": "0", "o": "0"})


def whole_number(words: str) -> int | None:
    """The number that numerals spell, `三万零五百` is 30500; None for nonsense.

    `三万五` is nonsense too: some mean 30005 by it and some 35000.
    """
    return _whole(words.translate(_TABLE))


def amount(words: str) -> Decimal | None:
    """The amount in 元 that words such as `壹万贰仟元叁角整` spell; None for anything else."""
    found = _AMOUNT.fullmatch(words)
    yuan = whole_number(found[1]) if found else None
    if found is None or yuan is None:
        return None
    tenths, hundredths = (whole_number(c or "零") for c in found.groups()[1:])
    if tenths is None or hundredths is None or max(tenths, hundredths) > 9:
        return None
    return yuan + Decimal(tenths * 10 + hundredths) / 100


def _whole(words: str) -> int | None:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = words.rpartition(unit)
        if found:
            high, low = _whole(head), _whole(tail) if tail else 0
            colloquial = len(tail) == 1 and tail != "十"
            return high * size + low if high and low is not None and low < size and not colloquial else None
    return _below_ten_thousand(words)


def _below_ten_thousand(words: str) -> int | None:
    if words in ("", "0"):
        return 0 if words else None
    found = _SECTION.fullmatch(words)
    if not found:
        return None
    thousands, hundreds, tens, ten, zero, ones = found.groups()
    if ones and (thousands or hundreds) and not ten and not zero and "0" not in words:
        return None
    return sum(
        int(digit or 0) * size
        for digit, size in ((thousands, 1000), (hundreds, 100), (tens or (ten and "1"), 10), (ones, 1))
    )
