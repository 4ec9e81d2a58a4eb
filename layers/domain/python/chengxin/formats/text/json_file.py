"""JSON arrays of objects, alone or within an object, and JSON Lines; keys are matched like headers."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings.files import (
    DUPLICATE_COLUMN,
    DUPLICATE_KEY,
    INVALID_JSON,
    JSON_KEYS,
    JSON_SHAPE,
    NESTED_VALUE,
    NO_DATA_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_FAULTS,
    TOO_MANY_ROWS,
    UNREADABLE_FILE,
    RefusedError,
)
from chengxin.formats.model import Column, Limits, Reading
from chengxin.formats.table.chunk_writer import FAULTS, ChunkWriter
from chengxin.formats.table.header import Header, better_dataset, columns_of, refusal, stated_units
from chengxin.formats.table.header_vocabulary import Vocabulary
from chengxin.formats.table.row import Fault, Row
from chengxin.formats.table.row_kinds import is_blank
from chengxin.formats.text.encoding import TextFile, detect
from chengxin.formats.text.json_source import Damaged, JsonObject, JsonSource, decoded
from chengxin.formats.text.json_table import is_lines, table_items
from chengxin.formats.text.lines import Lines
from chengxin.formats.workbook.cells import text_of

_NESTED = frozenset((JsonObject, list))
Items = Callable[[], Iterator[tuple[int, Any]]]
"""A new pass through the items, each with its number."""


def read_json(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """Fills the reading from JSON or JSON Lines; raises RefusedError for what can't be read.

    Row numbers count the items, in JSON Lines the lines.
    """
    text = detect(path)
    reading.encoding = text.encoding
    vocabulary, start = Vocabulary(dataset), partial(_source, text)
    outermost = start().next_character()
    lines = outermost == "{" and is_lines(start)
    reading.format = "jsonl" if lines else "json"
    items = partial(_line_items, text) if lines else partial(_items, start, vocabulary)
    keys = _keys(items, limits)
    header = _header(keys, vocabulary)
    if refused := _refusal(keys, header, dataset, catalogue, alone=outermost == "{" and not lines):
        raise refused
    assert header is not None
    reading.layout = header.match.layout
    reading.columns, warnings = columns_of(header, dataset, limits)
    reading.findings += [one for one in warnings if one.kind is not DUPLICATE_COLUMN]
    rows = _rows(items(), keys, header, reading.columns)
    reading.chunks = ChunkWriter(reading, limits).chunks(rows, reading.columns)


def _source(text: TextFile) -> JsonSource:
    return JsonSource(text.blocks())


def _items(start: Callable[[], JsonSource], vocabulary: Vocabulary) -> Iterator[tuple[int, Any]]:
    return enumerate(table_items(start, vocabulary.recognises), 1)


def _line_items(text: TextFile) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(Lines(text.blocks()), 1):
        if line.strip():
            yield number, decoded(line.decode())


def _keys(items: Items, limits: Limits) -> list[str]:
    """All keys in their order: a first pass, which finds that the file is whole before any row is let through."""
    keys: dict[str, None] = {}
    others: list[Any] = []
    for number, item in items():
        if number > limits.lines:
            raise RefusedError(TOO_MANY_ROWS, limit=str(limits.lines))
        if not isinstance(item, JsonObject):
            others.append(item)
            if len(others) > FAULTS:
                raise RefusedError(TOO_MANY_FAULTS, limit=str(FAULTS))
            continue
        keys.update(dict.fromkeys(item))
        if len(keys) > limits.columns:
            raise RefusedError(TOO_MANY_COLUMNS, limit=str(limits.columns))
    if not keys:
        raise _without_keys(others)
    return list(keys)


def _without_keys(others: Sequence[Any]) -> RefusedError:
    if not others:
        return RefusedError(NO_DATA_ROWS)
    if any(isinstance(item, Damaged) for item in others):
        return RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误")
    return RefusedError(JSON_SHAPE, found="不含对象的数组")


def _header(keys: Sequence[str], vocabulary: Vocabulary) -> Header | None:
    match = vocabulary.match(keys)
    if not any(match.fields):
        return None
    header = Header(0, tuple(keys), match)
    return replace(header, units=stated_units(header, (), (), vocabulary.dataset))


def _refusal(
    keys: Sequence[str], header: Header | None, dataset: Dataset, catalogue: Catalogue, *, alone: bool
) -> RefusedError | None:
    """Why objects with these keys can't be read as this dataset; `alone` tells that one object is all there is."""
    other = better_dataset([Row(0, list(keys))], header, dataset, catalogue)
    if header or other:
        return refusal(header, other, dataset)
    if alone:
        return RefusedError(JSON_SHAPE, found="对象")
    expected = [f.title for f in dataset.fields if f.constraints.required] or [f.title for f in dataset.fields[:5]]
    return RefusedError(JSON_KEYS, dataset=dataset.title, expected="、".join(expected))


def _rows(
    items: Iterable[tuple[int, Any]], keys: Sequence[str], header: Header, columns: Sequence[Column]
) -> Iterator[Row]:
    """Each item as a row. An item of few keys takes little time, and one of all keys in their order hardly more."""
    first = {name: at for at, name in reversed(list(enumerate(header.match.fields))) if name}
    names = dict(zip(keys, header.match.fields, strict=True))
    places = {key: first.get(name or "", at) for at, (key, name) in enumerate(names.items())}
    apart = len(set(places.values())) == len(places)
    for number, item in items:
        if not isinstance(item, JsonObject):
            yield Row(number, [], [Fault(INVALID_JSON)])
            continue
        texts = _texts(list(item.values()))
        if is_blank(texts):
            continue
        row = Row(number, texts, _faults(item, places, columns))
        yield row if apart and list(item) == keys else _placed(row, item, places)


def _placed(row: Row, keys: Iterable[str], places: Mapping[str, int]) -> Row:
    """The row in its columns. Keys that mean the same column share its cell, unless they contradict each other."""
    cells = [""] * len(places)
    for key, text in zip(keys, row.cells, strict=True):
        place = places[key]
        if text and cells[place].strip() and cells[place] != text:
            row.faults.append(Fault(DUPLICATE_KEY, place, params={"key": key}))
        cells[place] = cells[place] or text
    row.cells = cells
    return row


def _faults(item: JsonObject, places: Mapping[str, int], columns: Sequence[Column]) -> list[Fault]:
    """What is wrong with an object's keys and values, as far as they are columns of the dataset."""
    faults = [Fault(DUPLICATE_KEY, places[key], params={"key": key}) for key in sorted(item.repeated)]
    if not _NESTED.isdisjoint(map(type, item.values())):
        faults += [Fault(NESTED_VALUE, places[key]) for key, value in item.items() if type(value) in _NESTED]
    return [fault for fault in faults if columns[fault.cell or 0].field]


def _texts(values: list[Any]) -> list[str]:
    """Values as the texts of cells; half of a character is none."""
    texts = [value if type(value) is str else _text(value) for value in values]
    whole = "".join(texts)
    if "\r" in whole:
        texts = [text_of(text) for text in texts]
    if not (whole.isascii() or whole.isprintable()):
        texts = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
    return texts


def _text(value: Any) -> str:
    """A value that is no text; what is nested stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
