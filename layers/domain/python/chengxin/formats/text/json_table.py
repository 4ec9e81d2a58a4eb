"""Where the records of a JSON text are: an array of objects, one inside an object, or objects one after the other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chengxin.findings.files import JSON_SHAPE, UNREADABLE_FILE, RefusedError
from chengxin.formats.text.json_source import Damaged, JsonObject, JsonSource, array_items, decoded, objects

LOOKED_THROUGH = 1 << 20
"""Characters around an array within an object, before it and behind it."""
KNOWN_KEYS = 2
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"\s*:?|[\[\]{}]', re.DOTALL)
_OBJECT = re.compile(r"\s*\{")

Known = Callable[[str], bool]
"""Whether a key names a column of the dataset."""


@dataclass(frozen=True, slots=True)
class _Outline:
    """The beginning of an object: its own keys, and where arrays of objects begin within it."""

    keys: tuple[str, ...]
    arrays: tuple[int, ...]


def table_items(start: Callable[[], JsonSource], known: Known) -> Iterator[Any]:
    """The items of a JSON text, one a record; raises RefusedError where no table can be told, or two can."""
    source = start()
    if source.next_character() != "{":
        yield from _arrays(source)
        return
    head = source.head(LOOKED_THROUGH)
    outline = _outline(head)
    named = {at: _columns_named(head, at, known) for at in outline.arrays}
    if not named or sum(map(known, outline.keys)) >= max(KNOWN_KEYS, *named.values()):
        yield from objects(source)
        return
    telling = [at for at, count in named.items() if count >= KNOWN_KEYS] or list(named)
    if len(telling) > 1:
        raise RefusedError(JSON_SHAPE, found=f"含有{len(telling)}个数组的对象")
    source.advance(telling[0])
    yield from array_items(source)
    behind = source.head(LOOKED_THROUGH + 1)
    more = (at for at in _outline(behind).arrays if _columns_named(behind, at, known) >= KNOWN_KEYS)
    if len(behind) > LOOKED_THROUGH or any(True for _ in more):
        raise RefusedError(JSON_SHAPE, found="含有几个数组的对象")


def _arrays(source: JsonSource) -> Iterator[Any]:
    """The items of one array after the other: files put together have several."""
    while character := source.next_character():
        if character != "[":
            raise RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误")
        yield from array_items(source)


def _outline(text: str) -> _Outline:
    keys, arrays, depth, inside = [], [], [], 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "[{":
            depth.append(token)
            if token == "[" and not inside and _OBJECT.match(text, found.end()):
                arrays.append(found.start())
            inside += token == "["
        elif token in "]}":
            inside -= bool(depth) and depth.pop() == "["
        elif len(depth) == 1 and token.endswith(":"):
            keys.append(token[:-1].rstrip()[1:-1])
    return _Outline(tuple(keys), tuple(arrays))


def _columns_named(text: str, at: int, known: Known) -> int:
    """How many of the dataset's columns the first object of an array names; two for one that goes beyond the text."""
    first = JsonSource(iter([text[at + 1 :].encode()]))
    try:
        value = first.value() if first.next_character() else Damaged()
    except RefusedError:
        return KNOWN_KEYS
    return sum(map(known, value)) if isinstance(value, JsonObject) else 0


def is_lines(start: Callable[[], JsonSource]) -> bool:
    """Whether a text that begins with an object has one on each line, though the first line may be damaged."""
    lines = [line for line in start().head(LOOKED_THROUGH).split("\n") if line.strip()]
    if len(lines) == 1 or not lines:
        return False
    return isinstance(decoded(lines[0]), JsonObject) or lines[1].lstrip().startswith("{")
