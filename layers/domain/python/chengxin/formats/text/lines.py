"""A text as lines, whatever ends them, or as blocks of whole lines."""

from collections.abc import Iterator

from chengxin.findings.files import LINE_TOO_LONG, RefusedError

LONGEST_LINE = 16 << 20
AT_ONCE = 1 << 16
UNENDED = 1 << 20
"""Without a LF in so many bytes, CR may be what ends the lines."""


class Lines:
    """UTF-8 lines one at a time, without their LF, CRLF or CR; or many as they stand. Either can be put back."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._ready: list[bytes] = []
        self._data = b""
        self._at = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> bytes:
        if not self._ready and not self._fill():
            raise StopIteration
        return self._ready.pop()

    def put_back(self, lines: list[bytes]) -> None:
        """The lines will come next, in their order."""
        self._ready += reversed(lines)

    def take(self, size: int) -> bytes:
        """About `size` bytes of whole lines, each with its end (a LF, where CR alone doesn't count); one at least.

        Empty at the end of the text, and where no LF comes within 16 MB.
        """
        data = b"".join([*(line + b"\n" for line in reversed(self._ready)), self._data[self._at :]])
        self._ready.clear()
        end = (data.rfind(b"\n", 0, size) + 1 or data.find(b"\n", size) + 1) if len(data) >= size else 0
        self._data, self._at = data, end
        return data[:end] if end else self._gathered(size)

    def _gathered(self, size: int) -> bytes:
        """What is at hand and blocks up to the size; only the last of them is looked into, and all copied once."""
        parts, length = [self._data], len(self._data)
        while length < LONGEST_LINE and (block := next(self._blocks, None)):
            length += len(block)
            end = block.rfind(b"\n") + 1 if length >= size else 0
            if end:
                self._data, self._at = block[end:], 0
                return b"".join([*parts, block[:end]])
            parts.append(block)
        self._data = b"".join(parts)
        if length >= LONGEST_LINE:
            return b""
        last, self._data = self._data, b""
        return last + b"\n" if last and not last.endswith(b"\n") else last

    def give_back(self, data: bytes) -> None:
        """What `take` gave will come next, or the end of it that wasn't used."""
        self._data, self._at = data + self._data[self._at :], 0

    def _fill(self) -> bool:
        """Makes lines ready, last one first; raises RefusedError for a line without an end."""
        while not self._ready:
            near = self._at + AT_ONCE
            end = self._data.rfind(b"\n", self._at, near) + 1 or self._data.find(b"\n", near) + 1
            if end:
                lines = _without_returns(self._data[self._at : end - 1].split(b"\n"))
                self._at = end
            elif block := next(self._blocks, None):
                self._data, self._at = self._data[self._at :] + block, 0
                lines = self._cut_at_returns() if len(self._data) > UNENDED and b"\n" not in block else []
                if len(self._data) > LONGEST_LINE and b"\n" not in self._data:
                    raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_LINE >> 20} MB")
            else:
                lines = self._last()
                if not lines:
                    return False
            lines.reverse()
            self._ready = lines
        return True

    def _last(self) -> list[bytes]:
        rest, self._data, self._at = self._data[self._at :], b"", 0
        return rest.removesuffix(b"\r").split(b"\r") if rest else []

    def _cut_at_returns(self) -> list[bytes]:
        """Lines of a file that knows CR only; a CR at the very end may belong to a LF still to come."""
        head, mark, tail = self._data[:-1].rpartition(b"\r")
        if not mark:
            return []
        self._data = tail + self._data[-1:]
        return head.split(b"\r")


def _without_returns(lines: list[bytes]) -> list[bytes]:
    if b"\r" not in b"".join(lines):
        return lines
    cut = [line[:-1] if line[-1:] == b"\r" else line for line in lines]
    if b"\r" in b"".join(cut):
        return [part for line in cut for part in line.split(b"\r")]
    return cut
