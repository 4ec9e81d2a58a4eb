"""Unified social credit code (统一社会信用代码), GB 32100-2015.

Eighteen characters: registering authority, type, six of division, nine of organisation code (GB 11714) and a check
character. Village collectives (`N…`), army units (`A…`) and others (`Y…`) have a letter in front. The codes of Fujian's
pilot of 2014 and 2015 (`35` in the division, an organisation code that begins with `M000`) were given out with check
characters of their own and are in force as they are.
"""

import re
from collections.abc import Iterator
from typing import Literal

from chengxin.identifiers import division, organisation_code
from chengxin.identifiers.division import NATIONAL, PROVINCES
from chengxin.identifiers.spelling import compact

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
TYPES: dict[str, str] = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129", "8": "19",
    "9": "123", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip
"""The types each registering authority gives out."""

CLASSES: dict[str, str] = {
    "11": "机关", "12": "事业单位", "13": "群众团体", "31": "律师事务所", "32": "公证处", "33": "基层法律服务所",
    "34": "司法鉴定机构", "35": "仲裁委员会", "51": "社会团体", "52": "民办非企业单位", "53": "基金会",
    "71": "宗教活动场所", "81": "基层工会", "91": "企业", "92": "个体工商户", "93": "农民专业合作社", "A1": "军队单位",
    "N1": "组级集体经济组织", "N2": "村级集体经济组织", "N3": "乡镇级集体经济组织",
}  # fmt: skip
"""What the first two characters say of the subject."""
SOLE_TRADER, ENTERPRISE = "92", "91"

_VALUES = {c: v for v, c in enumerate(ALPHABET)}
_SHAPE = re.compile(f"[{ALPHABET}]{{18}}")
_NOT_IN_ALPHABET = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "UWY"}
_ALIKE = {"0": "DQ", "D": "0", "Q": "0", "1": "L7", "L": "1", "7": "1", "8": "B", "B": "8", "2": "7", "5": "6",
          "6": "5G", "G": "6", "U": "W", "W": "U", "M": "N", "N": "M", "X": "Y", "Y": "X", "3": "8", "C": "G",
          "E": "F", "F": "E", "P": "R", "R": "P", "J": "T", "T": "J", "H": "N", "K": "X"}  # fmt: skip

Problem = Literal["length", "character", "organisation", "check"]
Doubt = Literal["pilot", "organisation", "authority", "division"]


def normal(text: str) -> str:
    """The characters in a row, upper-case, half-width, without hyphens."""
    return compact(text).replace("-", "")


def check_character(body: str) -> str:
    """The check character of the first seventeen; KeyError outside the alphabet."""
    return ALPHABET[-sum(_VALUES[c] * w for c, w in zip(body, WEIGHTS, strict=True)) % 31]


def organisation_code_of(code: str) -> str:
    """Characters 9 to 17: the subject's organisation code."""
    return code[8:17]


def is_pilot(code: str) -> bool:
    """Whether a code of the right shape is one of Fujian's pilot, whose check characters follow no published rule."""
    return code[2:4] == "35" and code[8:12] == "M000"


def problem(code: str) -> Problem | None:
    """What is wrong with a code in normal form.

    Where the check character disagrees, the organisation code tells the part: `organisation` for characters 9 to
    17, `check` for characters 1 to 8 or the last.
    """
    if len(code) != 18:
        return "length"
    if not _SHAPE.fullmatch(code):
        return "character"
    if check_character(code[:17]) == code[17] or is_pilot(code):
        return None
    return "organisation" if organisation_code.problem(organisation_code_of(code)) else "check"


def doubt(code: str) -> Doubt | None:
    """What is odd about a valid code. Tables of authorities and divisions lag behind, and about one real code in
    600 has an organisation part that fails GB 11714, so none of it proves a fault.
    """
    odd = organisation_code.problem(organisation_code_of(code)) is not None
    if odd or check_character(code[:17]) != code[17]:
        return "pilot" if is_pilot(code) else "organisation"
    if code[1] not in TYPES.get(code[0], ""):
        return "authority"
    return None if code[2:4] in PROVINCES or code[2:8] == NATIONAL else "division"


def suggestion(code: str) -> str | None:
    """The only valid code that one usual slip of the hand away explains a wrong one, None where there are several.

    Slips: a letter outside the alphabet, a look-alike, two neighbours exchanged, a character doubled, the last lost.
    """
    found = {candidate for candidate in _candidates(code) if _likely(candidate)}
    return found.pop() if len(found) == 1 else None


def _likely(code: str) -> bool:
    place = code[2:8]
    known = place == NATIONAL or division.problem(place) is None
    return known and problem(code) is None and doubt(code) is None


def _candidates(code: str) -> Iterator[str]:
    if len(code) == 17 and not set(code) - set(ALPHABET):
        yield code + check_character(code)
    elif len(code) == 19:
        yield from (code[:i] + code[i + 1 :] for i in range(19))
    elif len(code) == 18:
        spellings = [""]
        for c in code:
            spellings = [s + r for s in spellings for r in _NOT_IN_ALPHABET.get(c, c)][:81]
        yield from spellings
        yield from (code[:i] + r + code[i + 1 :] for i, c in enumerate(code) for r in _ALIKE.get(c, ""))
        yield from (code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(17))
