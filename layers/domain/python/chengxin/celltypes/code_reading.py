"""Reading the spellings of a code list's values, for `code_list`."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from chengxin.catalogue import CodeList, CodeValue

_SEPARATORS = re.compile(r"([;,、/+|。 ]+)")
_NUMBERED = re.compile(r"([0-9]{1,3})[-.、:)]?(?=[^0-9])")
_NOTED = re.compile(r"([^-:(]{1,40})(?:[-:—]+(.{1,200})|\((.{1,200})\))")
_AND = re.compile("并处以|并处|并且|并|以及|及其|及|和|与|同时|另处|另|且|暨|加处|加")
"""What joins two values in one wording: 没收违法所得并处罚款."""
_PLACEHOLDER = r"(?:需|请|需要)?注明|[*_]+|详?见(?:处罚|许可)?类别[2二](?:栏|列)?|同上"
_NO_NOTE = re.compile(_PLACEHOLDER)
_UNNOTED = re.compile(rf"[-:—]*\((?:{_PLACEHOLDER})\)$")
_BRACKETS = re.compile("[()]")
_LONGEST_JOIN, _LONGEST_WORDING = 8, 60
_LIKE = 0.6
"""How alike a text and a label are where one is taken for a slip of the other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a code list with the note that was written to it."""

    value: CodeValue
    note: str = ""

    @property
    def canonical(self) -> str:
        """`code`, or `code-note`; a note never holds the separator `;`."""
        return f"{self.value.code}-{self.note}" if self.note else self.value.code

    @property
    def label(self) -> str:
        """How the value is offered to people: `罚款`, `其他-责令改正`."""
        return f"{self.value.label}-{self.note}" if self.note else self.value.label


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """Every spelling of every value of a code list: those it names, and those it gives a pattern for."""

    spellings: dict[str, CodeValue]
    words: dict[str, CodeValue]
    """The spellings that can stand in a wording with others: no numbers."""
    patterns: tuple[tuple[re.Pattern[str], CodeValue], ...]
    other: CodeValue | None
    """The value that stands for whatever the list doesn't name, with a note that says what."""

    def get(self, key: str) -> CodeValue | None:
        """The value that a text in comparable form spells."""
        named = self.spellings.get(key)
        return named or next((value for pattern, value in self.patterns if pattern.fullmatch(key)), None)


def fold(text: str) -> str:
    """Half-width in one line, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=64)
def code_index(code_list: CodeList) -> CodeIndex:
    """Every spelling of every value; a code wins over a label, a label over an alias, an alias over a pattern."""
    spellings = [(alias, v) for v in code_list.values for alias in v.aliases]
    spellings += [(v.label, v) for v in code_list.values]
    spellings += [(v.code, v) for v in code_list.values]
    keyed = {_key(text): value for text, value in spellings}
    return CodeIndex(
        keyed,
        {key: value for key, value in keyed.items() if len(key) > 1 and not key.isascii()},
        tuple((re.compile(v.pattern), v) for v in code_list.values if v.pattern),
        next((v for v in code_list.values if v.note), None),
    )


def read_code(text: str, index: CodeIndex, with_note: bool = True) -> Reading | None:
    """The value that a folded text names: code, label or alias, numbered (`1、警告`), a float (`1.0`) or noted."""
    text = _UNNOTED.sub("", text)
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


def read_codes(text: str, index: CodeIndex) -> list[tuple[str, list[Reading]]]:
    """The parts of a folded text, each with the values that it names: one, several (`没收并罚款`), or none."""
    return [(part, _named(part, index)) for _, part in _parts(text, index)]


def read_notes(text: str, index: CodeIndex) -> list[Reading]:
    """What a folded text in a column for notes says: values where it names some, the rest in notes to `index.other`.

    Neighbouring parts that name no value are one note, as they were written.
    """
    readings: list[Reading] = []
    named = [(before, part, _named(part, index)) for before, part in _parts(text, index)]
    for known, run in groupby(named, key=lambda one: bool(one[2])):
        parts = list(run)
        if known:
            readings += [reading for _, _, found in parts for reading in found]
        elif index.other and (note := _note("".join(before + part for before, part, _ in parts))):
            readings.append(Reading(index.other, note))
    return readings


def offer(parts: Sequence[tuple[str, list[Reading]]], index: CodeIndex) -> str | None:
    """A cell as it was probably meant, with every part of it; None where nothing in it names a value.

    A slip gets the label it is nearest to, what is left becomes a note to the value that takes notes.
    """
    read = [(part, named or _slip_of(part, index)) for part, named in parts]
    if not any(readings for _, readings in read):
        return None
    kept = [(part, readings or _as_note(part, index)) for part, readings in read]
    if not all(readings for _, readings in kept):
        return None
    return ";".join(dict.fromkeys(reading.label for _, readings in kept for reading in readings))


def _slip_of(part: str, index: CodeIndex) -> list[Reading]:
    """The value whose label a text misspells by one character or cuts short; a character that other labels hold is no
    slip (`罚没款`)."""
    values = list(dict.fromkeys(index.spellings.values()))
    meant = set().union(*(value.label for value in values))
    alike = []
    for value in values:
        matched = SequenceMatcher(None, part, value.label)
        kept = {at for block in matched.get_matching_blocks() for at in range(block.a, block.a + block.size)}
        left = [one for at, one in enumerate(part) if at not in kept]
        if len(left) <= 1 and not meant.intersection(left):
            alike.append((matched.ratio(), value.label, value))
    best = max(alike, default=None, key=lambda one: one[:2])
    return [Reading(best[2])] if best and best[0] >= _LIKE else []


def _as_note(part: str, index: CodeIndex) -> list[Reading]:
    note = _note(part)
    return [Reading(index.other, note)] if index.other and note else []


def _parts(text: str, index: CodeIndex) -> list[tuple[str, str]]:
    """The parts of a folded text, as few as possible, each after its separator: a label may hold separators itself
    (`许可证/执照`)."""
    tokens = _SEPARATORS.split(text.strip(";,、/+|。 "))
    parts, start = [], 0
    while start < len(tokens):
        ends = range(min(len(tokens), start + 2 * _LONGEST_JOIN - 1), start, -2)
        known = (end for end in ends if read_code("".join(tokens[start:end]), index, with_note=False))
        end = next(known, start + 1)
        parts.append((tokens[start - 1] if start else "", "".join(tokens[start:end])))
        start = end + 1
    return parts


def _named(part: str, index: CodeIndex) -> list[Reading]:
    reading = read_code(part, index)
    if reading:
        return [reading]
    key = _key(part)
    return [Reading(value) for value in _joint(key, index) or _joint(_BRACKETS.sub("", key), index)]


def _joint(key: str, index: CodeIndex) -> list[CodeValue]:
    """The values of a joint wording that names nothing else: the words of each, with and without 并, 和, 及 between."""
    words = index.words
    ways: dict[int, list[CodeValue]] = {len(key): []} if len(key) <= _LONGEST_WORDING else {}
    for start in range(len(key) - 1, -1, -1) if ways else ():
        joined = _AND.match(key, start) if start else None
        begins = (start, joined.end()) if joined else (start,)
        spans = ((begin, end) for begin in begins for end in sorted(ways, reverse=True) if end > begin)
        found = next(((words[key[begin:end]], end) for begin, end in spans if key[begin:end] in words), None)
        if found:
            ways[start] = [found[0], *ways[found[1]]]
    return ways.get(0, [])


def _note(text: str) -> str:
    """A note without the separators around it, empty for a placeholder such as 需注明."""
    note = text.replace(";", ",").strip(" -:—,、/+|。")
    return "" if _NO_NOTE.fullmatch(note) else note


def _key(text: str) -> str:
    return fold(text).replace(" ", "").upper()


def _numbered(key: str, index: CodeIndex) -> CodeValue | None:
    """`1、警告` where 警告 is in the list, and 1 isn't the code of something else."""
    found = _NUMBERED.match(key)
    value = index.get(key[found.end() :]) if found else None
    return value if found and value and (index.get(found[1]) or value) is value else None
