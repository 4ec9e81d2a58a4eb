"""Chinese numerals, everyday (一万二千) and financial (壹万贰仟)."""

import re
from decimal import Decimal

_SPELLINGS = ("零〇○", "一壹弌", "二贰弍两貳", "三叁弎參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS = {c: value for value, spellings in enumerate(_SPELLINGS) for c in spellings}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NUMERAL = "".join([*_DIGITS, *_SMALL, *_LARGE])
_AMOUNT = re.compile(rf"([{_NUMERAL}]{{1,40}})[元圆圓块](?:([{_NUMERAL}])角)?(?:[零〇]?([{_NUMERAL}])分)?[整正]?")
YEAR_DIGITS = str.maketrans({**{c: str(v) for c, v in _DIGITS.items()}, "O": "0", "o": "0"})


def whole_number(words: str) -> int | None:
    """The number that numerals spell, None where they spell none: `三万零五百` is 30500, `廿` isn't used here."""
    total = section = 0
    digit: int | None = None
    last_unit = 10**5
    for c in words:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _SMALL:
            if _SMALL[c] >= last_unit:
                return None
            last_unit = _SMALL[c]
            section += (1 if digit is None else digit) * last_unit
            digit = None
        else:
            total, section, digit, last_unit = (total + section + (digit or 0)) * _LARGE[c], 0, None, 10**5
    return total + section + (digit or 0)


def amount(words: str) -> Decimal | None:
    """The amount in 元 that words such as `壹万贰仟元叁角整` spell; None for anything else."""
    found = _AMOUNT.fullmatch(words)
    if not found:
        return None
    yuan = whole_number(found[1])
    tenths, hundredths = (_DIGITS.get(c or "零") for c in found.groups()[1:])
    if yuan is None or tenths is None or hundredths is None:
        return None
    return yuan + Decimal(tenths * 10 + hundredths) / 100
