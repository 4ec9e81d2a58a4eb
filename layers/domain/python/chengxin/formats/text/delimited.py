"""CSV, TSV and their kin: the delimiter by content, the plain part of the file without touching its cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset
from chengxin.celltypes.mojibake import is_mojibake
from chengxin.findings.files import GARBLED_FILE, TOO_MANY_ROWS, UNKNOWN_DELIMITER, RefusedError
from chengxin.formats.model import Chunk, Limits, Reading
from chengxin.formats.table.chunk_writer import ChunkWriter
from chengxin.formats.table.data_rows import DataRows
from chengxin.formats.table.header import (
    HEAD_ROWS,
    Header,
    better_dataset,
    columns_of,
    find_header,
    missing_required,
    refusal,
)
from chengxin.formats.table.header_vocabulary import Vocabulary
from chengxin.formats.table.row import Row
from chengxin.formats.text.careful_csv import QUOTED_LINES, CarefulCsv
from chengxin.formats.text.encoding import TextFile, detect
from chengxin.formats.text.fast_csv import FastCsv
from chengxin.formats.text.lines import Lines
from chengxin.formats.text.row_widths import RowWidths
from chengxin.formats.text.separator import separator_of
from chengxin.formats.text.wrapped_lines import WrappedLines, is_wrapped

DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class _Sniffed:
    """A text, what stands between its cells, its first rows and the header among them."""

    text: TextFile | WrappedLines
    delimiter: str
    head: list[Row]
    header: Header | None


def read_delimited(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """Fills the reading; raises RefusedError where the file can't be this dataset."""
    text = detect(path)
    reading.encoding = text.encoding
    if text.lines - text.quotes // 2 * QUOTED_LINES > limits.lines:
        raise RefusedError(TOO_MANY_ROWS, limit=str(limits.lines))
    vocabulary = Vocabulary(dataset)
    sniffed = _sniffed(text, vocabulary, limits)
    delimiter, header = sniffed.delimiter, sniffed.header
    reading.format = "tsv" if delimiter == "\t" else "csv"
    if header is None and any(is_mojibake(cell) for row in sniffed.head for cell in row.cells):
        raise RefusedError(GARBLED_FILE)
    if refused := refusal(header, better_dataset(sniffed.head, header, dataset, catalogue), dataset):
        raise refused
    assert header is not None
    reading.layout = header.match.layout
    reading.columns, warnings = columns_of(header, dataset, limits)
    reading.findings += warnings
    records = CarefulCsv(Lines(sniffed.text.blocks()), delimiter, limits)
    widths = RowWidths(header, delimiter, lambda: Lines(sniffed.text.blocks()))
    reading.chunks = _chunks(records, header, vocabulary, widths, reading, limits, sound=text.sound)


def _sniffed(text: TextFile, vocabulary: Vocabulary, limits: Limits) -> _Sniffed:
    """The text by its delimiter; unwrapped where each line is one quoted cell, or by what stands between its titles.

    Raises RefusedError for titles with more than one character between them.
    """
    usual = _cut(text, DELIMITERS, vocabulary, limits)
    if usual.header and not missing_required(usual.header, vocabulary.dataset):
        below = [row for row in usual.head if row.number > usual.header.row]
        return _cut(WrappedLines(text, limits), ",", vocabulary, limits) if is_wrapped(below, ",") else usual
    if is_wrapped(_head(text, ",", limits), DELIMITERS):
        return _better(usual, _cut(WrappedLines(text, limits), DELIMITERS, vocabulary, limits))
    lines = (line.decode() for line in islice(Lines(text.blocks()), HEAD_ROWS))
    separator = separator_of(lines, vocabulary.dataset)
    if usual.header or separator is None or separator in DELIMITERS:
        return usual
    if len(separator) > 1:
        raise RefusedError(UNKNOWN_DELIMITER, separator=separator)
    return _better(usual, _cut(text, separator, vocabulary, limits))


def _better(usual: _Sniffed, other: _Sniffed) -> _Sniffed:
    known = usual.header.match.score if usual.header else 0
    return other if other.header and other.header.match.score > known else usual


def _head(text: TextFile | WrappedLines, delimiter: str, limits: Limits) -> list[Row]:
    return list(islice(CarefulCsv(Lines(text.blocks()), delimiter, limits), HEAD_ROWS))


def _cut(text: TextFile | WrappedLines, delimiters: Iterable[str], vocabulary: Vocabulary, limits: Limits) -> _Sniffed:
    """The delimiter under which the first rows name the most columns (none at all: the one that cuts the most)."""
    best = (-1, -1)
    chosen = _Sniffed(text, "", [], None)
    for delimiter in delimiters:
        rows = _head(text, delimiter, limits)
        widths = [len(row.cells) for row in rows]
        header = find_header(rows, vocabulary) if max(widths, default=0) >= best[0] else None
        rank = (header.match.score if header else 0, sum(widths))
        if rank > best:
            best, chosen = rank, _Sniffed(text, delimiter, rows, header)
    return chosen


def _chunks(
    records: CarefulCsv,
    header: Header,
    vocabulary: Vocabulary,
    widths: RowWidths,
    reading: Reading,
    limits: Limits,
    *,
    sound: bool,
) -> Iterator[Chunk]:
    """Rows in plain blocks wherever they are plain, with care elsewhere."""
    data, plain, batches = (
        DataRows(header, vocabulary),
        FastCsv(header, records.delimiter, limits, widths, sound=sound),
        ChunkWriter(reading, limits, widths.fits),
    )
    if any(data.is_data(row.number, row.cells) for row in records):
        records.put_back()
    while True:
        while not data.below_header and (block := plain.take(records.lines)):
            if block.data:
                yield batches.chunk(records.number + 1, block.rows, block.data, numbered=False)
            records.number += block.rows
            records.check()
        before = records.number
        some = islice(records, limits.chunk_rows)
        yield from batches.chunks((row for row in some if data.is_data(row.number, row.cells)), reading.columns)
        if records.number == before:
            reading.findings += data.left_out()
            return
        records.check()
