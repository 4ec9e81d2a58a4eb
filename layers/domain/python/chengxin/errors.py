"""Errors a caller may meet: each carries a stable code, an HTTP status and a title (RFC 9457)."""


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
