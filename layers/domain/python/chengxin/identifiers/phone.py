"""Telephone numbers of mainland China (电信网编号计划, 2017): mobile, fixed with area code, 400/800, short service."""

import re
from typing import Literal

from chengxin.identifiers.spelling import compact

Kind = Literal["mobile", "fixed", "service"]

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FIXED = re.compile(r"(0(?:10|2[0-57-9]|[3-9][0-9]{2}))-?([2-8][0-9]{6,7})(?:(?:-|转|EXT\.?|X)([0-9]{1,6}))?")
_SERVICE = re.compile(r"[48]00[0-9]{7}|1[0-9]{2}|1[0-9]{4}|9[56][0-9]{3,4}")
_COUNTRY = re.compile(r"(?:\+|00)86-?")


def normal(text: str) -> str:
    """Mobile and service numbers as digits, fixed ones as `0710-3456789`, extensions as `-12`; no country code."""
    number = compact(text).replace("(", "").replace(")", "-")
    number = _COUNTRY.sub("", number, count=1) if _COUNTRY.match(number) else number
    digits = number.replace("-", "")
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    fixed = _FIXED.fullmatch(number)
    return "-".join(part for part in fixed.groups() if part) if fixed else number


def kind(number: str) -> Kind | None:
    """What a number in normal form is; None for what can't be dialled."""
    if _MOBILE.fullmatch(number):
        return "mobile"
    if _FIXED.fullmatch(number):
        return "fixed"
    return "service" if _SERVICE.fullmatch(number) else None


def problem(number: str) -> str | None:
    """`shape` where the number can't be dialled."""
    return None if kind(number) else "shape"
