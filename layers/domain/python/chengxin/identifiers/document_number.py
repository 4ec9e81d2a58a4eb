"""Numbers of administrative decisions (决定书文号), GB/T 9704-2012: issuer's short code + 〔year〕 + serial + 号.

Practice knows 188 shapes, so a shape is never a reason to reject, only to warn; and only `normal` may be compared.
"""

import html
import re
import unicodedata
from typing import Literal

from chengxin.identifiers.spelling import compact

_OPEN = "([{<〔【〖﹝〈《⦅"
_CLOSE = ")]}>〕】〗﹞〉》⦆"
_BRACKETS = str.maketrans({**dict.fromkeys(_OPEN, "〔"), **dict.fromkeys(_CLOSE, "〕")})
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Z])0+(?=[0-9])")
_STANDARD = re.compile(r"[^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*号(?:〔[^〔〕]*〕)?")
_YEAR = re.compile(r"〔(?:19|20)[0-9]{2}〕")
_SERIAL_ONLY = re.compile(r"[0-9]{6,32}(?:-[0-9]{1,20})?")

Problem = Literal["bracket", "year", "serial"]


def normal(text: str) -> str:
    """The key a number is compared by: one kind of bracket, no blanks, no 第, no leading zeros, half-width.

    >>> normal("（巴南）食罚〔2017〕第 007 号") == normal("(巴南)食罚[2017]7号")
    True
    """
    bare = compact(unicodedata.normalize("NFKC", html.unescape(text)).translate(_BRACKETS))
    return _LEADING_ZEROS.sub("", bare.replace("第", ""))


def problem(text: str) -> Problem | None:
    """What is unusual about a number: a bracket without its pair, no year in brackets, no serial before 号."""
    key = normal(text)
    if _SERIAL_ONLY.fullmatch(key):
        return None
    if key.count("〔") != key.count("〕") or "〔〕" in key:
        return "bracket"
    if not _YEAR.search(key):
        return "year"
    return None if _STANDARD.fullmatch(key) and re.search(r"[0-9]", key.rpartition("〕")[2] or key) else "serial"
