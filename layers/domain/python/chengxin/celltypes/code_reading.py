"""Reading the spellings of a code list's values, for `code_list`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from chengxin.catalogue import CodeList, CodeValue

Index = Mapping[str, CodeValue]

_SEPARATORS = re.compile(r"([;,、/+|。 ]+)")
_NUMBERED = re.compile(r"([0-9]{1,3})[-.、:)]?(?=[^0-9])")
_NOTED = re.compile(r"([^-:(]{1,40})(?:[-:—]+(.{1,200})|\((.{1,200})\))")
_NO_NOTES = frozenset(["需注明", "请注明", "注明", "需要注明", "**", "*", "_"])
_LONGEST_JOIN = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a code list with the note that was written to it."""

    value: CodeValue
    note: str = ""

    @property
    def canonical(self) -> str:
        """`code`, or `code-note`; a note never holds the separator `;`."""
        return f"{self.value.code}-{self.note}" if self.note else self.value.code


def fold(text: str) -> str:
    """Half-width in one line, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=64)
def code_index(code_list: CodeList) -> Index:
    """Every spelling of every value; a code wins over a label, a label over an alias."""
    spellings = [(alias, v) for v in code_list.values for alias in v.aliases]
    spellings += [(v.label, v) for v in code_list.values]
    spellings += [(v.code, v) for v in code_list.values]
    return {_key(text): value for text, value in spellings}


def read_code(text: str, index: Index, with_note: bool = True) -> Reading | None:
    """The value that a folded text names: code, label or alias, numbered (`1、警告`), a float (`1.0`) or noted."""
    key = _key(text)
    value = index.get(key) or index.get(key.removesuffix(".0")) or _numbered(key, index)
    if value:
        return Reading(value)
    noted = _NOTED.fullmatch(text) if with_note else None
    if not noted:
        return None
    base, note = index.get(_key(noted[1])) or _numbered(_key(noted[1]), index), _note(noted[2] or noted[3])
    if base is None or not base.note:
        return None
    return Reading(base, note)


def split_codes(text: str, index: Index) -> list[str]:
    """The parts of a folded text, as few as possible: a label may hold separators itself (`许可证/执照`)."""
    tokens = _SEPARATORS.split(text.strip(";,、/+|。 "))
    parts, start = [], 0
    while start < len(tokens):
        ends = range(min(len(tokens), start + 2 * _LONGEST_JOIN - 1), start, -2)
        known = (end for end in ends if read_code("".join(tokens[start:end]), index, with_note=False))
        end = next(known, start + 1)
        parts.append("".join(tokens[start:end]))
        start = end + 1
    return parts


def nearest(text: str, code_list: CodeList) -> str | None:
    """The label nearest to a text that names no value, if one is near at all."""
    near = get_close_matches(text, [v.label for v in code_list.values], n=1, cutoff=0.6)
    return near[0] if near else None


def _note(text: str) -> str:
    """A note without the separators around it, empty for a placeholder such as 需注明."""
    note = text.replace(";", ",").strip(" -:—,、/+|。")
    return "" if note in _NO_NOTES else note


def _key(text: str) -> str:
    return fold(text).replace(" ", "").upper()


def _numbered(key: str, index: Index) -> CodeValue | None:
    """`1、警告` where 警告 is in the list, and 1 isn't the code of something else."""
    found = _NUMBERED.match(key)
    value = index.get(key[found.end() :]) if found else None
    return value if found and value and index.get(found[1], value) is value else None
