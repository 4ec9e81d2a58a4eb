"""Personal numbers in free text.

A checksum or a statutory shape decides, never length alone: unified social credit codes, document numbers, licence
numbers and amounts stay. Digits may be full-width and broken up by spaces or hyphens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from chengxin.identifiers import bank_card, citizen_id, registration_number, uscc

IDENTITY, BANK_CARD, MOBILE, LANDLINE = "身份证号", "银行卡号", "手机号", "电话号码"

SUSPICIOUS = r"[0-9０-９](?:[ \-‐－　\u00a0()（）]{0,2}[0-9０-９]){9}"
"""Any text without ten digits in one run, however broken up, is clean: the column path tests only this.
The pattern means the same to `re` and to polars."""

SHORTEST = 10
"""Characters that the pattern takes at least."""

_FOLD = str.maketrans("０１２３４５６７８９ＸｘＡＢＣＤＥＦＧＨ－‐　\u00a0（）", "0123456789XXABCDEFGH--  ()")
_APART = r"(?<![0-9A-Za-z.])"
_END = r"(?![0-9A-Za-z]|\.[0-9]|[ ]?(?:万|亿)?元)"
_NUMBER_OF = re.compile(r"(?:第|[〕】\])）])\s?$")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personal number found at `text[start:end]`; `kind` is its Chinese name."""

    kind: str
    start: int
    end: int


def _identity(number: str, before: str) -> bool:
    """A checked number, or one that the text itself calls an ID number; 15 digits may be a firm's registration."""
    if "身份证" in before:
        return True
    if len(number) == 15 and registration_number.problem(number) is None:
        return False
    return citizen_id.problem(number) is None


def _bank_card(number: str, before: str) -> bool:
    return bank_card.problem(number) is None and uscc.problem(number) is not None


def _always(number: str, before: str) -> bool:
    return True


_Test = Callable[[str, str], bool]
_KINDS: tuple[tuple[str, "re.Pattern[str]", _Test], ...] = (
    (IDENTITY, re.compile(_APART + r"[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx]" + _END), _identity),
    (BANK_CARD, re.compile(_APART + r"[3-69][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?" + _END), _bank_card),
    (IDENTITY, re.compile(_APART + r"[1-9](?:[ -]?[0-9]){14}" + _END), _identity),
    (MOBILE, re.compile(_APART + r"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}" + _END), _always),
    (
        LANDLINE,
        re.compile(_APART + r"(?:\(0[1-9][0-9]{1,2}\)|0[1-9][0-9]{1,2}[ -])[ -]?[1-9][0-9]{6,7}" + _END),
        _always,
    ),
    (LANDLINE, re.compile(r"(?<=电话)[:： 为是]{0,2}(0[1-9][0-9]{1,2}[1-9][0-9]{6,7})" + _END), _always),
)
_suspicious = re.compile(SUSPICIOUS)


def find_personal(text: str) -> list[PersonalNumber]:
    """Personal numbers in a text, in order: citizen IDs (GB 11643), bank cards (ISO/IEC 7812), phones."""
    if len(text) < SHORTEST or not _suspicious.search(text):
        return []
    folded = text.translate(_FOLD)
    found: list[PersonalNumber] = []
    for kind, pattern, test in _KINDS:
        for hit in pattern.finditer(folded):
            start, end = hit.span(1) if hit.lastindex else hit.span()
            before = folded[max(0, start - 12) : start]
            if any(start < m.end and m.start < end for m in found) or _is_document(before, folded[end : end + 1]):
                continue
            if test(re.sub(r"[ -]", "", folded[start:end]).upper(), before):
                found.append(PersonalNumber(kind, start, end))
    return sorted(found, key=lambda m: m.start)


def kinds_of_personal(text: str) -> str:
    """The kinds of personal numbers in a text, each once: `身份证号、手机号`; empty for a clean text."""
    return "、".join(dict.fromkeys(match.kind for match in find_personal(text)))


def redact(text: str) -> str:
    """The text with every personal number replaced, e.g. by `〔身份证号已隐去〕`; a clean text as it is."""
    for match in reversed(find_personal(text)):
        text = f"{text[: match.start]}〔{match.kind}已隐去〕{text[match.end :]}"
    return text


def _is_document(before: str, after: str) -> bool:
    return after == "号" and _NUMBER_OF.search(before) is not None
