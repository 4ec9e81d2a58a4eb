"""JSON arrays of objects and JSON Lines; keys are matched like headers."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings.files import (
    INVALID_JSON,
    LINE_TOO_LONG,
    TOO_MANY_COLUMNS,
    TOO_MANY_FAULTS,
    TOO_MANY_ROWS,
    UNREADABLE_FILE,
    RefusedError,
)
from chengxin.formats.model import Limits, Reading
from chengxin.formats.table.chunk_writer import FAULTS, ChunkWriter
from chengxin.formats.table.header import Header, better_dataset, columns_of, refusal
from chengxin.formats.table.header_vocabulary import Vocabulary
from chengxin.formats.table.row import Fault, Row
from chengxin.formats.table.row_kinds import is_blank
from chengxin.formats.text.encoding import TextFile, detect
from chengxin.formats.text.lines import Lines
from chengxin.formats.workbook.cells import text_of

Items = Iterator[tuple[int, Any]]
DEPTH = 1_000
READ = 16_384
LONGEST_ITEM = 4 << 20


class _Bad:
    """Stands for an item that is not JSON."""


def read_array(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """A JSON array, streamed; raises RefusedError for what can't be read."""
    reading.format = "json"
    text = detect(path)
    reading.encoding = text.encoding
    _read(partial(_array_items, text), dataset, catalogue, limits, reading)


def read_lines(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """JSON Lines: an object a line, blank lines left out, row numbers are line numbers."""
    reading.format = "jsonl"
    text = detect(path)
    reading.encoding = text.encoding
    _read(partial(_line_items, text), dataset, catalogue, limits, reading)


def _read(items: Any, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """Two passes: the first finds all keys, and that the file is whole, before any row is let through."""
    keys: dict[str, int] = {}
    others = 0
    for number, item in items():
        if number > limits.lines:
            raise RefusedError(TOO_MANY_ROWS, limit=str(limits.lines))
        if not isinstance(item, Mapping):
            others += 1
            if others > FAULTS:
                raise RefusedError(TOO_MANY_FAULTS, limit=str(FAULTS))
        else:
            for key in item:
                keys.setdefault(key, len(keys))
            if len(keys) > limits.columns:
                raise RefusedError(TOO_MANY_COLUMNS, limit=str(limits.columns))
    vocabulary = Vocabulary(dataset)
    head = Row(0, list(keys))
    match = vocabulary.match(head.cells)
    header = Header(0, tuple(keys), match) if any(match.fields) else None
    if refused := refusal(header, better_dataset([head], header, dataset, catalogue), dataset):
        raise refused
    assert header is not None
    reading.layout = match.layout
    reading.columns, warnings = columns_of(header, dataset, limits)
    reading.findings += warnings
    reading.chunks = ChunkWriter(reading, limits).chunks(_rows(items(), keys), reading.columns)


def _rows(items: Items, keys: Mapping[str, int]) -> Iterator[Row]:
    """Each item as a row; `keys` has the column of each key. An item of few keys takes little time."""
    for number, item in items:
        if not isinstance(item, Mapping):
            yield Row(number, [], [Fault(INVALID_JSON)])
            continue
        texts = [(keys[key], _text(value)) for key, value in item.items()]
        if is_blank([text for _, text in texts]):
            continue
        row = Row(number, [""] * len(keys))
        for place, text in texts:
            row.cells[place] = text
        yield row


def _text(value: Any) -> str:
    """A value as the text of a cell; what is nested stays JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping | list):
        import orjson

        return orjson.dumps(value, default=str).decode()
    return str(value)


def _line_items(text: TextFile) -> Items:
    import orjson

    for number, line in enumerate(Lines(text.blocks()), 1):
        if not line.strip():
            continue
        try:
            item = orjson.loads(line)
        except orjson.JSONDecodeError:
            item = _Bad()
        yield number, item


def _array_items(text: TextFile) -> Items:
    import ijson  # type: ignore[import-untyped]

    try:
        source = _Metered(text.blocks())
        for number, item in enumerate(ijson.items(source, "item", buf_size=READ), 1):
            source.new_item()
            yield number, item
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(UNREADABLE_FILE, reason="JSON 不完整或有语法错误") from error


class _Metered:
    """The text as a file, that ends the reading of an item too long or too deep (the parser's time is quadratic in
    depth)."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._left = b""
        self._length = self._open = 0

    def new_item(self) -> None:
        """What was read so far belonged to items that are done."""
        self._length = self._open = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; raises RefusedError where one item alone has taken 4 MB or opened 1,000 brackets."""
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._left = block
        part, self._left = self._left[:size], self._left[size:]
        self._length += len(part)
        opened = part.count(b"[") + part.count(b"{") - part.count(b"]") - part.count(b"}")
        self._open = max(self._open + opened, 0)
        if self._length > LONGEST_ITEM:
            raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_ITEM >> 20} MB")
        if self._open > DEPTH:
            raise RefusedError(UNREADABLE_FILE, reason="JSON 嵌套过深")
        return part
