"""Personal data in free text: found, named and hidden.

Unified social credit codes, numbers of documents and licences, amounts and an authority's own phone stay. Digits may
be of any script, in Chinese numerals, and broken up by blanks, hyphens or dots.
"""

import re
from dataclasses import dataclass

from chengxin.privacy.numbers import ACCOUNT, BANK_CARD, IDENTITY, LANDLINE, MOBILE, may_be_a_documents, numbers
from chengxin.privacy.particulars import BIRTH, HOME, MESSENGER, WORDS, particulars
from chengxin.privacy.spelling import fold

__all__ = [
    "ACCOUNT",
    "BANK_CARD",
    "BIRTH",
    "HOME",
    "IDENTITY",
    "LANDLINE",
    "MESSENGER",
    "MOBILE",
    "SUSPICIOUS",
]

NAMING = frozenset({IDENTITY, BANK_CARD, MOBILE})
"""Kinds that may not stand in what identifies a record: its number and its party's name."""

SUSPICIOUS = (
    r"\d(?:[ \t\n\-./·_()（）\u00a0\u2000-\u206f\u3000\u00ad－−]{0,2}\d){9}"
    r"|[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖](?:[ \-]?[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]){9}"
    r"|[①-⑳⓪]{9}|(?:电话|座机|宅电|固话|[账帐卡]号|账户|帐户|银行卡|存折)[^0-9，。]{0,8}[0-9]{7}"
    rf"|{WORDS}"
)
"""Any text without a match is clean: the column path tests only this. The pattern means the same to `re` and to
polars."""

SHORTEST = 6
"""Characters that a text with personal data has at least."""

_suspicious = re.compile(SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """Personal data found at `text[start:end]`; `kind` is its Chinese name."""

    kind: str
    start: int
    end: int


def find_personal(text: str) -> list[PersonalNumber]:
    """Personal data in a text, in order: citizen IDs (GB 11643), bank cards (ISO/IEC 7812), accounts, phones,
    messenger accounts, home addresses, birth dates."""
    if len(text) < SHORTEST or not _suspicious.search(text):
        return []
    folded = fold(text)
    found = numbers(folded.text)
    for kind, start, end in particulars(folded.text):
        if not any(start < other_end and other < end for _, other, other_end in found):
            found.append((kind, start, end))
    spans = [(kind, *folded.span(start, end)) for kind, start, end in found]
    return [PersonalNumber(*one) for one in sorted(spans, key=lambda one: one[1])]


def kinds_of_personal(text: str) -> str:
    """The kinds of personal data in a text, each once: `身份证号、手机号`; empty for a clean text."""
    return "、".join(dict.fromkeys(match.kind for match in find_personal(text)))


def kinds_of_naming(text: str) -> str:
    """The kinds among them that no number of a document and no party's name may hold.

    Here doubt goes to the document: a day of filing in the place of the birth date is no reason to refuse.
    """
    found = (one for one in find_personal(text) if one.kind in NAMING)
    sure = (one.kind for one in found if not may_be_a_documents(text[one.start : one.end], one.kind))
    return "、".join(dict.fromkeys(sure))


def redact(text: str) -> str:
    """The text with all personal data replaced, e.g. by `〔身份证号已隐去〕`; a clean text as it is."""
    for match in reversed(find_personal(text)):
        text = f"{text[: match.start]}〔{match.kind}已隐去〕{text[match.end :]}"
    return text
