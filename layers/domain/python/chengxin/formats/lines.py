"""A text as lines, whatever ends them."""

from collections.abc import Iterator

from chengxin.findings.files import LINE_TOO_LONG, RefusedError
from chengxin.formats.encoding import BLOCK

LONGEST_LINE = 16 << 20


class Lines:
    """Lines as UTF-8 bytes without their LF, CRLF or CR, one at a time or many, with room to put some back."""

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
        """Makes lines ready, last one first; raises RefusedError for a line without an end."""
        while not self._ready:
            block = next(self._blocks, None)
            if block is None:
                self._ready, self._carry = self._last(), b""
                return bool(self._ready)
            lines = (self._carry + block).split(b"\n")
            self._carry = lines.pop()
            if b"\r" in block:
                lines = _without_returns(lines)
                if len(self._carry) > BLOCK:
                    lines += self._cut_at_returns()
            if len(self._carry) > LONGEST_LINE:
                raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_LINE >> 20} MB")
            lines.reverse()
            self._ready = lines
        return True

    def _last(self) -> list[bytes]:
        lines = self._carry.removesuffix(b"\r").split(b"\r") if self._carry else []
        return lines[::-1]

    def _cut_at_returns(self) -> list[bytes]:
        """Lines of a file that knows CR only; a CR at the very end may belong to a LF still to come."""
        head, mark, tail = self._carry[:-1].rpartition(b"\r")
        if not mark:
            return []
        self._carry = tail + self._carry[-1:]
        return head.split(b"\r")


def _without_returns(lines: list[bytes]) -> list[bytes]:
    cut = [line[:-1] if line[-1:] == b"\r" else line for line in lines]
    if b"\r" in b"".join(cut):
        return [part for line in cut for part in line.split(b"\r")]
    return cut
