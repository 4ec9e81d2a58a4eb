"""Which encoding a text file is in, told from all of its bytes, and its text as blocks of UTF-8.

A file that is UTF-8 but for a few bad bytes stays UTF-8: GB18030 accepts nearly any bytes, so falling back to it
for one bad byte would publish a whole file of mojibake.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from chengxin.findings.files import LINE_TOO_LONG, RefusedError

BLOCK = 1 << 20
LONGEST_LINE = 16 << 20
EVIDENCE = 20_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_LEAD_OF_THREE = bytes(set(range(256)) - set(range(0xE0, 0xF0)))


def _euro_or_mark(error: UnicodeError) -> tuple[str, int]:
    """Code page 936 writes € as a lone 0x80, which GB18030 lacks; anything else bad becomes U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return ("€" if error.object[error.start] == 0x80 else "\ufffd"), error.start + 1


codecs.register_error("chengxin-gb18030", _euro_or_mark)


def detect(path: Path) -> str:
    """`utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be` or `gb18030`; raises RefusedError for an endless line."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    return _utf16_without_bom(head) or _utf8_or_gb18030(path)


def _utf16_without_bom(head: bytes) -> str | None:
    """ASCII delimiters and digits put a NUL at every second byte: on odd places in LE, on even ones in BE."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 50 < len(head) or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf8_or_gb18030(path: Path) -> str:
    """Weighs sequences of three bytes that only UTF-8 makes against sequences it forbids."""
    decoder = codecs.getincrementaldecoder("utf-8")
    strict, lenient = decoder("strict"), decoder("replace")
    three, bad = 0, 0
    for block, last in _blocks(path):
        pending = strict.getstate()
        try:
            text = strict.decode(block, last)
            three += (len(block) - len(text)) // 2
            continue
        except UnicodeDecodeError:
            lenient.setstate(pending)
        text = lenient.decode(block, last)
        strict.setstate(lenient.getstate())
        marks = text.count("\ufffd")
        bad += marks
        three += len(text.encode().translate(None, _NOT_LEAD_OF_THREE)) - marks
        if bad > EVIDENCE and three * 10 < bad:
            return "gb18030"
    if three == 0 and bad:
        return "gb18030" if _bad_in_gb18030(path) <= bad else "utf-8"
    return "utf-8" if three * 3 >= bad else "gb18030"


def _bad_in_gb18030(path: Path) -> int:
    decoder = codecs.getincrementaldecoder("gb18030")("chengxin-gb18030")
    return sum(decoder.decode(block, last).count("\ufffd") for block, last in _blocks(path))


def _blocks(path: Path) -> Iterator[tuple[bytes, bool]]:
    with path.open("rb") as file:
        block = file.read(BLOCK)
        while block:
            following = file.read(BLOCK)
            yield block, not following
            block = following


def utf8_blocks(path: Path, encoding: str) -> Iterator[bytes]:
    """The text as UTF-8 without BOM, every line end as LF, bad sequences as U+FFFD, in blocks of about 1 MB."""
    carry = b""
    for block in _transcoded(path, encoding):
        if carry:
            block = carry + block
        carry = b"\r" if block.endswith(b"\r") else b""
        if b"\r" in block:
            block = block[: len(block) - len(carry)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield block
    if carry:
        yield b"\n"


def _transcoded(path: Path, encoding: str) -> Iterator[bytes]:
    errors = "chengxin-gb18030" if encoding == "gb18030" else "replace"
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "utf-8-sig" else encoding)(errors)
    first = True
    for block, last in _blocks(path):
        text = decoder.decode(block, last)
        yield (text.removeprefix("\ufeff") if first else text).encode("utf-8", "replace")
        first = False


class Lines:
    """The lines of a text as UTF-8 bytes without their LF, one at a time or many, with room to put some back."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._ready: list[bytes] = []
        self._carry = b""

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> bytes:
        if not self._ready and not self._fill():
            raise StopIteration
        return self._ready.pop()

    def take(self, count: int) -> list[bytes]:
        """The next lines, fewer at the end or where they are long (16 MB at least)."""
        taken: list[bytes] = []
        size = 0
        while len(taken) < count and size < LONGEST_LINE and (self._ready or self._fill()):
            some = self._ready[: len(taken) - count - 1 : -1]
            del self._ready[len(taken) - count :]
            size += sum(map(len, some))
            taken += some
        return taken

    def put_back(self, lines: list[bytes]) -> None:
        """The lines will come next, in their order."""
        self._ready += reversed(lines)

    def _fill(self) -> bool:
        while not self._ready:
            block = next(self._blocks, None)
            if block is None:
                if self._carry:
                    self._ready, self._carry = [self._carry], b""
                return bool(self._ready)
            lines = (self._carry + block).split(b"\n")
            self._carry = lines.pop()
            if len(self._carry) > LONGEST_LINE:
                raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_LINE >> 20} MB")
            lines.reverse()
            self._ready = lines
        return True
