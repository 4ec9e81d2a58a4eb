"""JSON text value by value: what is damaged costs its own item, and the next one is found again."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from chengxin.findings.files import LINE_TOO_LONG, UNREADABLE_FILE, RefusedError

LONGEST_ITEM = 4 << 20
"""Characters of one item."""
PLAIN_EXPONENT = 30
LONGEST_TOKEN = 12
"""Characters that make sense together only: `false`, two escapes of one character."""
LONGEST_GAP = 1_000
"""Blanks between two objects."""
_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_END = re.compile(r"\]\s*(?:,[^\[\]{}]*)?[\]}\s]*\Z")
_SPACE = re.compile(r"\s*")


class JsonObject(dict[str, Any]):
    """An object with the keys that it holds more than once; numbers are texts, as written."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs] if len(self) < len(pairs) else []
        self.repeated = {key for at, key in enumerate(keys) if key in keys[:at]}


class Damaged:
    """Stands for an item that is not JSON."""


def _number(written: str) -> str:
    """A number without its exponent, where that takes few zeros."""
    number = Decimal(written)
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < PLAIN_EXPONENT else written


_DECODER = json.JSONDecoder(
    object_pairs_hook=JsonObject, parse_float=_number, parse_int=str, parse_constant=str, strict=False
)


def _is_placed(error: Exception) -> bool:
    """Whether the parser knows where it failed: of a string without an end it knows the beginning."""
    return isinstance(error, json.JSONDecodeError) and not error.msg.startswith("Unterminated string")


def decoded(text: str) -> Any:
    """The value of a text that holds one and nothing else, `Damaged` where it doesn't."""
    try:
        start = _SPACE.match(text).end()  # type: ignore[union-attr]
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return Damaged()
    return value if _SPACE.fullmatch(text, end) else Damaged()


class JsonSource:
    """A text with a place in it, of which so much is in memory as the value at the place takes."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._at = 0
        self._ended = False

    def next_character(self) -> str:
        """The first character that is neither blank nor a comma, where the place then is; empty at the end."""
        while True:
            self._at = _BETWEEN.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def advance(self, characters: int) -> None:
        """Goes so many characters on."""
        self._at += characters

    def value(self) -> Any:
        """The value at the place, which then is behind it; `Damaged` for what is none, up to the next object.

        Raises RefusedError for a value of more than 4 MB, and where the text breaks off.
        """
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
            except (json.JSONDecodeError, RecursionError) as error:
                place = getattr(error, "pos", self._at)
                if not self._breaks_off(error) or self._has_next_beyond_measure():
                    return self._damaged(place)
                if not self._more():
                    return self._last_damaged(place if _is_placed(error) else len(self._text))
            else:
                return value

    def head(self, characters: int) -> str:
        """What follows the place, so many characters where there are."""
        while len(self._text) - self._at < characters and self._more():
            pass
        return self._text[self._at : self._at + characters]

    def _breaks_off(self, error: Exception) -> bool:
        """Whether the value may go on beyond what is in memory."""
        if self._ended or not isinstance(error, json.JSONDecodeError):
            return False
        return not _is_placed(error) or error.pos >= len(self._text) - LONGEST_TOKEN

    def _has_next_beyond_measure(self) -> bool:
        """Whether a quote left open has swallowed more than an item may take, other objects among it."""
        return len(self._text) - self._at > LONGEST_ITEM and _NEXT.search(self._text, self._at + 1) is not None

    def _damaged(self, error: int) -> Damaged:
        """Goes on to the object that begins where the fault shows, or to the next behind it.

        The last one takes the rest, up to the bracket that ends it all.
        """
        if error > self._at and self._text.startswith("{", error):
            self._at = error
            return Damaged()
        fault = error - self._at
        ahead = max(fault, 1)
        while not (found := _NEXT.search(self._text, self._at + ahead)):
            ahead = max(ahead, len(self._text) - self._at - LONGEST_GAP)
            if not self._more():
                return self._last_damaged(self._at + fault)
        self._at = found.end()
        return Damaged()

    def _last_damaged(self, error: int) -> Damaged:
        """Goes on to the bracket that ends it all; raises RefusedError where the text breaks off instead."""
        found = _END.search(self._text, max(error, self._at))
        if not found:
            raise RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误")
        self._at = found.start()
        return Damaged()

    def _more(self) -> bool:
        """Takes in one more block; raises RefusedError where the value at the place is too long already."""
        if len(self._text) - self._at > LONGEST_ITEM:
            raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_ITEM >> 20} MB")
        block = next(self._blocks, None)
        self._ended = block is None
        if block is None:
            return False
        self._text, self._at = self._text[self._at :] + self._decoder.decode(block), 0
        return True


def array_items(source: JsonSource) -> Iterator[Any]:
    """The items of the array whose bracket is at the place; raises RefusedError where it isn't closed."""
    source.advance(1)
    while (character := source.next_character()) != "]":
        if not character:
            raise RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误")
        yield source.value()
    source.advance(1)


def objects(source: JsonSource) -> Iterator[Any]:
    """One value after the other, to the end; raises RefusedError for a bracket that closes none."""
    while character := source.next_character():
        if character in "]}":
            raise RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误")
        yield source.value()
