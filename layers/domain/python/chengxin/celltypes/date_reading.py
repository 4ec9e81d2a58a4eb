"""Reading dates in the shapes that departments write them, for `dates`."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from chengxin.celltypes.numbers_in_words import YEAR_DIGITS, whole_number
from chengxin.times import SHANGHAI

OPEN_END = date(2099, 12, 31)
"""How the standard writes 长期 (发改办财金〔2018〕790号)."""
YEARS = range(1900, 2100)

_OPEN_END_WORDS = frozenset(["长期", "长期有效", "永久", "永久有效", "无期限", "无固定期限", "不限"])
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(25569, 80000)
"""Serial numbers from 1970 on: smaller ones, such as 20180, are rather slips of the hand."""

_CLOCK = (
    r"(?:上午|下午|AM|PM)? ?(?P<hour>[0-9]{1,2})[:时](?P<minute>[0-9]{1,2})[:分]?(?:[0-9]{1,2}(?:[.-][0-9]{1,9})?秒?)?"
)
_TIME = rf"(?:[T ]?{_CLOCK} ?(?:AM|PM)?(?P<zone>Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
_SEPARATED = re.compile(
    r"(?P<y>[0-9]{4}|[0-9]{2}(?=[-年])) ?[-/,年] ?(?P<m>[0-9]{1,2}) ?[-/,月] ?(?P<d>[0-9]{1,2}) ?[日号]?" + _TIME
)
_SOLID = re.compile(rf"(?P<y>[0-9]{{4}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})(?:[0-9]{{6}}|{_TIME})")
_NUMERAL = "0-9〇○零O元正一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
_IN_WORDS = re.compile(rf"([{_NUMERAL}]{{4}}) ?年 ?([{_NUMERAL}]{{1,3}}) ?月 ?([{_NUMERAL}廿卅]{{1,3}}) ?[日号]")
_LETTER_AMONG_DIGITS = re.compile("[0-9]O|O[0-9]")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]{1,15})?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")
_MENTIONED = re.compile(r"(?<![0-9A-Z])([0-9]{4})[-/年]([0-9]{1,2})[-/月]([0-9]{1,2})(?![0-9A-SU-Z])")
_LIKE_DIGITS = str.maketrans({**dict.fromkeys("O〇○", "0"), **dict.fromkeys("IL|", "1"), "Z": "2", "S": "5", "B": "8"})
_MONTH = re.compile(r"([0-9]{4}) ?[-/,年] ?([0-9]{1,2}) ?月?|([0-9]{4})([0-9]{2})")
_OF_DAYS = str.maketrans({"元": "一", "正": "一", "O": "零"})
_SEPARATORS = str.maketrans(
    {**dict.fromkeys(".。．", "-"), **dict.fromkeys("−–—", "-"), "，": ",", "：": ":", "／": "/"}
)


class ImpossibleDateError(ValueError):
    """It reads as a date, but there is no such day, or none that the platform could mean."""


class EndlessDateError(ValueError):
    """It says that there is no end."""


def fold(text: str) -> str:
    """Half-width, upper-case, dots as hyphens (those of fractions too), single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SEPARATORS).upper().split())


def read_date(text: str) -> date | None:
    """The day that a text names, None where it names none.

    Raises `EndlessDateError` for 长期, 9999-12-31 and 2099-12-31, `ImpossibleDateError` for 30 February.
    """
    folded = fold(text)
    if folded in _OPEN_END_WORDS:
        raise EndlessDateError
    if found := _SEPARATED.fullmatch(folded) or _SOLID.fullmatch(folded):
        return _from_numbers(found)
    if (found := _IN_WORDS.fullmatch(folded)) and not _LETTER_AMONG_DIGITS.search(folded):
        return _from_words(found)
    found = _SERIAL.fullmatch(text.strip())
    if found and int(found[1]) in _EXCEL_DAYS:
        return _day(*(_EXCEL_EPOCH + timedelta(days=int(found[1]))).timetuple()[:3])
    return None


def read_month(text: str) -> str | None:
    """`2026-03` from a year and month in any shape, or from the first of a month as spreadsheets make of it."""
    found = _MONTH.fullmatch(fold(text))
    if found:
        year, month = (found[1] or found[3]), int(found[2] or found[4])
        return f"{year}-{month:02}" if int(year) in YEARS and 1 <= month <= 12 else None
    try:
        day = read_date(text)
    except ValueError:
        return None
    return day.isoformat()[:7] if day and day.day == 1 else None


def likely_date(text: str) -> str | None:
    """What a text probably means that can't be accepted: a day with letters that look like digits, the only day it
    mentions, or day or month written first."""
    folded = fold(text)
    digits = folded.translate(_LIKE_DIGITS)
    if digits != folded and (found := _SEPARATED.fullmatch(digits) or _SOLID.fullmatch(digits)):
        readings = {_iso(*_numbers(found))}
    elif found := _DAY_FIRST.fullmatch(folded):
        first, second, year = map(int, found.groups())
        readings = {_iso(year, second, first), _iso(year, first, second)}
    else:
        readings = {_iso(int(y), int(m), int(d)) for y, m, d in _MENTIONED.findall(folded)}
    readings.discard(None)
    return readings.pop() if len(readings) == 1 else None


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    year = int(found["y"]) if len(found["y"]) == 4 else 2000 + int(found["y"])
    return year, int(found["m"]), int(found["d"])


def _from_numbers(found: re.Match[str]) -> date:
    year, month, day = _numbers(found)
    if year == 9999:
        raise EndlessDateError
    result = _day(year, month, day)
    if found["hour"] and (int(found["hour"]) > 24 or int(found["minute"]) > 59):
        raise ImpossibleDateError
    return _in_shanghai(result, found) if found["zone"] else result


def _in_shanghai(day: date, found: re.Match[str]) -> date:
    zone = found["zone"].replace("Z", "+00:00")
    clock = f"{int(found['hour']) % 24:02}:{int(found['minute']):02}:00{zone}"
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").astimezone(SHANGHAI).date()


def _from_words(found: re.Match[str]) -> date:
    year, month, day = found.groups()
    digits = year.translate(YEAR_DIGITS)
    numbers = [_number(month), _number(day)]
    if not digits.isdigit() or None in numbers:
        raise ImpossibleDateError
    return _day(int(digits), numbers[0] or 0, numbers[1] or 0)


def _number(words: str) -> int | None:
    """A month's or a day's number in numerals, `二十` as well as `二〇`, or in digits."""
    number = whole_number(words.translate(_OF_DAYS).replace("廿", "二十").replace("卅", "三十"))
    digits = words.translate(YEAR_DIGITS)
    return int(digits) if number is None and digits.isdigit() else number


def _day(year: int, month: int, day: int) -> date:
    try:
        result = date(year, month, day)
    except ValueError:
        raise ImpossibleDateError from None
    if result == OPEN_END:
        raise EndlessDateError
    if year not in YEARS:
        raise ImpossibleDateError
    return result


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return _day(year, month, day).isoformat()
    except ValueError:
        return None
