"""Numbers of administrative decisions (决定书文号), GB/T 9704-2012: issuer's short code + 〔year〕 + serial + 号.

Practice knows 188 shapes, so a shape is never a reason to reject, only to warn; and only `normal` may be compared.
"""

import re
from typing import Literal

from chengxin.identifiers.spelling import compact

_BRACKETS = str.maketrans({**dict.fromkeys("([{<〔【〖〈《⦅", "〔"), **dict.fromkeys(")]}>〕】〗〉》⦆", "〕")})
_ORDINAL = re.compile(r"第(?<![0-9]第)|第(?![0-9])")
"""第, but for one between two numbers, which it keeps apart: `2017第3号` is not `20173号`."""
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Z.])0+(?=[0-9])")
_YEAR = re.compile(r"〔(?:19|20)[0-9]{2}〕")
_AFTER_YEAR = re.compile(r"[^〔〕0-9]*[0-9][^〔〕]*号(?:〔[^〔〕]*〕)?")
_SERIAL_ONLY = re.compile(r"[0-9]{6,32}(?:-[0-9]{1,20})?")

Problem = Literal["bracket", "year", "serial"]


def normal(text: str) -> str:
    """The key a number is compared by: one kind of bracket, no blanks, no needless 第 or leading zeros, half-width.

    >>> normal("（巴南）食罚〔2017〕第 007 号")
    '〔巴南〕食罚〔2017〕7号'
    """
    return _LEADING_ZEROS.sub("", _ORDINAL.sub("", compact(text.replace("&nbsp;", " ")).translate(_BRACKETS)))


def problem(text: str) -> Problem | None:
    """What is unusual about a number: a bracket without its pair, no year in brackets, no serial before 号.

    Numbers of digits alone, as the traffic police give them out, are usual.
    """
    key = normal(text)
    if _SERIAL_ONLY.fullmatch(key):
        return None
    if key.count("〔") != key.count("〕"):
        return "bracket"
    year = _YEAR.search(key)
    if year is None:
        return "year"
    return None if _AFTER_YEAR.fullmatch(key, year.end()) else "serial"
