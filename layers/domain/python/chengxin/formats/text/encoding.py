"""Which encoding a text file is in, told from all of its bytes, and its text as blocks of UTF-8.

A file that is UTF-8 but for a few bad bytes stays UTF-8: GB18030 accepts nearly any bytes, so falling back to it
for one bad byte would publish a whole file of mojibake.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HEAD = 1 << 20
BLOCK = 1 << 17
"""So small that a block and its text stay in the processor's cache: decoding takes half the time it does by MB."""
EVIDENCE = 20_000
SAMPLE, SHORT_LINE = 4_096, 64
WIDE = 4_096
"""Bytes of UTF-16 in which a character of one byte, a comma or a digit, is sure to come."""
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARKS = {"utf-16-le": (b"\n\0", b'"\0'), "utf-16-be": (b"\0\n", b'\0"')}
_NOT_LEAD_OF_THREE = bytes(set(range(256)) - set(range(0xE0, 0xF0)))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file and its encoding: `utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be` or `gb18030`.

    `sound` means strictly valid UTF-8 in which no U+FFFD stands; `mark` is a BOM before the text, whatever that is in.
    `lines` and `quotes` are counted where lines are so short that there may be too many of them,
    0 elsewhere.
    """

    path: Path
    encoding: str
    sound: bool = False
    lines: int = 0
    quotes: int = 0
    mark: bytes = b""

    def blocks(self) -> Iterator[bytes]:
        """The text as UTF-8 without BOM, bad sequences as U+FFFD, in blocks of about 128 kB."""
        if self.sound:
            for number, (block, _) in enumerate(_blocks(self.path)):
                yield block if number else block.removeprefix(self.mark)
            return
        errors = "chengxin-gb18030" if self.encoding == "gb18030" else "replace"
        decoder = codecs.getincrementaldecoder(self.encoding.removesuffix("-sig"))(errors)
        for number, (block, last) in enumerate(_blocks(self.path)):
            text = decoder.decode(block if number else block.removeprefix(self.mark), last)
            yield (text.removeprefix("\ufeff") if number == 0 else text).encode("utf-8", "replace")


def detect(path: Path) -> TextFile:
    """Reads the whole file once, unless it is plainly GB18030 or UTF-16."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    mark = next((bom for bom in (codecs.BOM_UTF8, *(bom for bom, _ in _BOMS)) if head.startswith(bom)), b"")
    utf16 = dict(_BOMS).get(mark, "") if b"\0" in head[:WIDE] else ""
    utf16 = utf16 or _utf16_without_bom(head.removeprefix(mark))
    found = TextFile(path, utf16, mark=mark) if utf16 else _utf8_or_gb18030(path, mark)
    return _counted(found) if _has_short_lines(path) else found


def _has_short_lines(path: Path) -> bool:
    """Whether lines are short on the average, by a look at the beginning of every block."""
    size, lines = path.stat().st_size, 0
    with path.open("rb") as file:
        for place in range(0, size, BLOCK):
            file.seek(place)
            lines += file.read(SAMPLE).count(b"\n")
    return lines * SHORT_LINE >= SAMPLE * -(-size // BLOCK)


def _counted(text: TextFile) -> TextFile:
    line, quote = _MARKS.get(text.encoding, (b"\n", b'"'))
    lines = quotes = 0
    for block, _ in _blocks(text.path):
        lines += block.count(line)
        quotes += block.count(quote)
    return replace(text, lines=lines, quotes=quotes)


def _utf16_without_bom(head: bytes) -> str:
    """ASCII delimiters and digits put a NUL at every second byte: on odd places in LE, on even ones in BE."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 50 < len(head) or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf8_or_gb18030(path: Path, mark: bytes) -> TextFile:
    """Weighs the sequences of three bytes that only UTF-8 makes against those that it forbids.

    A BOM is no proof: programs put one before whatever they write.
    """
    decoder = codecs.getincrementaldecoder("utf-8")
    strict, lenient = decoder("strict"), decoder("replace")
    three, bad, marks = 0, 0, False
    for number, (block, last) in enumerate(_blocks(path)):
        block = block if number else block.removeprefix(mark)
        pending = strict.getstate()
        try:
            text = strict.decode(block, last)
        except UnicodeDecodeError:
            lenient.setstate(pending)
            text = lenient.decode(block, last)
            strict.setstate(lenient.getstate())
            found = text.count("\ufffd")
            bad += found
            three += len(text.encode().translate(None, _NOT_LEAD_OF_THREE)) - found
        else:
            marks = marks or "\ufffd" in text
            three += (len(block) - len(text)) // 2
        if bad > EVIDENCE and three * 10 < bad:
            return TextFile(path, "gb18030", mark=mark)
    likely = three * 3 >= bad if three else _bad_in_gb18030(path, mark) > bad
    if bad and not likely:
        return TextFile(path, "gb18030", mark=mark)
    name = "utf-8-sig" if mark == codecs.BOM_UTF8 else "utf-8"
    return TextFile(path, name, sound=not bad and not marks, mark=mark)


def _bad_in_gb18030(path: Path, mark: bytes) -> int:
    file = TextFile(path, "gb18030", mark=mark)
    return sum(block.count("\ufffd".encode()) for block in file.blocks())


def _blocks(path: Path) -> Iterator[tuple[bytes, bool]]:
    """Blocks of a file, each with whether it is the last."""
    with path.open("rb") as file:
        block = file.read(BLOCK)
        while block:
            following = file.read(BLOCK)
            yield block, not following
            block = following


def _euro_or_mark(error: UnicodeError) -> tuple[str, int]:
    """Code page 936 writes € as a lone 0x80, which GB18030 lacks; anything else bad becomes U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return ("€" if error.object[error.start] == 0x80 else "\ufffd"), error.start + 1


codecs.register_error("chengxin-gb18030", _euro_or_mark)
