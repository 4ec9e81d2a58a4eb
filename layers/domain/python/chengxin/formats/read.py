"""The one entry: a file becomes a Reading, whatever it holds."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import EMPTY_FILE, FILE_TOO_LARGE, NO_DATA_ROWS, UNREADABLE_FILE, RefusedError
from chengxin.formats.container import archive, decryption, sniff
from chengxin.formats.model import Chunk, Limits, Reading
from chengxin.formats.text import delimited, json_file
from chengxin.formats.workbook import xls, xlsx

_READERS = {
    "text": delimited.read_delimited,
    "json": json_file.read_json,
    "xlsx": xlsx.read_xlsx,
    "xls": xls.read_xls,
}


def read(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits) -> Reading:
    """Reads a local file as `dataset`. Never raises for what the file holds: that ends in `errors`.

    The file must stay in place until `chunks` is consumed. What only shows on the way (a damaged end, too many
    rows) is added to `errors` then, and the chunks end: look at `errors` again after the last one.
    """
    reading = Reading()
    try:
        if path.stat().st_size > limits.file_bytes:
            raise RefusedError(FILE_TOO_LARGE, limit=str(limits.file_bytes >> 20))
        if not path.stat().st_size:
            raise RefusedError(EMPTY_FILE)
        _open(path, dataset, catalogue, limits, reading)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a native reader's panic derives from BaseException
        reading.errors.append(_finding(error))
    reading.chunks = _primed(reading)
    return reading


def _open(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    kind = sniff.sniff(path)
    if kind in ("zip", "gz"):
        archive.read_archive(path, kind, dataset, catalogue, limits, reading, _open)
    elif kind == "encrypted":
        decryption.read_encrypted(path, dataset, catalogue, limits, reading, _open)
    else:
        _READERS[kind](path, dataset, catalogue, limits, reading)


def _primed(reading: Reading) -> Iterator[Chunk]:
    """The chunks with the first one made already, so that a file without data is refused at once."""
    if reading.errors:
        return iter(())
    chunks = _guarded(reading.chunks, reading)
    first = next(chunks, None)
    if first is None:
        if not reading.errors:
            reading.errors.append(Finding(NO_DATA_ROWS))
        return iter(())
    return chain([first], chunks)


def _guarded(chunks: Iterator[Chunk], reading: Reading) -> Iterator[Chunk]:
    try:
        yield from chunks
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # as above
        reading.errors.append(_finding(error))


def _finding(error: BaseException) -> Finding:
    if isinstance(error, RefusedError):
        return error.finding
    return Finding(UNREADABLE_FILE, params={"reason": type(error).__name__})
