"""Temporary files that chunks are still read from."""

import tempfile
from collections.abc import Iterator

from chengxin.formats.model import Chunk


def until_done(chunks: Iterator[Chunk], folder: tempfile.TemporaryDirectory[str]) -> Iterator[Chunk]:
    """The chunks; with the last of them the folder goes."""
    with folder:
        yield from chunks
