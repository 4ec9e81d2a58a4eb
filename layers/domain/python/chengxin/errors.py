"""Errors a caller may meet: each carries a stable code, an HTTP status and a title (RFC 9457)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb


class ChengxinError(Exception):
    """Base of the platform's own errors. `detail` is for people and never holds personal data."""

    code = "internal-error"
    status = 500
    title = "内部错误"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title


class NotFoundError(ChengxinError):
    code, status, title = "not-found", 404, "没有找到"


class GoneError(ChengxinError):
    """What was public once and was lawfully taken down; `detail` states the public reason."""

    code, status, title = "gone", 410, "已撤下"


class InvalidRequestError(ChengxinError):
    code, status, title = "invalid-request", 400, "请求有误"


class PartsFailedError(ChengxinError):
    """Some parts of a step failed; everything else was done. `detail` names each part, the fault and its place."""

    code, title = "parts-failed", "部分工作未完成"


@dataclass(slots=True)
class Part:
    """A part of a step's work."""

    failed: bool = False


class Failures:
    """What failed of a step that does many things for many departments: one part's fault stops no other.

    What is told of a fault is its kind and its place in the code: an exception's own words may quote a row.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Does a part of the work; a fault ends the part and no more."""
        part = Part()
        try:
            yield part
        except Exception as error:
            part.failed = True
            *_, frame = extract_tb(error.__traceback__)
            self.parts.append(f"{name}: {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")

    def raise_any(self) -> None:
        """Raises `PartsFailedError` where any part failed."""
        if self.parts:
            raise PartsFailedError("; ".join(self.parts))
