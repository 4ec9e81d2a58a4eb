"""Errors as the world sees them: RFC 9457 `application/problem+json`, one shape for all."""

from pydantic import BaseModel, Field, ValidationError

from chengxin.errors import ChengxinError, InvalidRequestError, NotFoundError

CONTENT_TYPE = "application/problem+json"
_MESSAGES = {
    "missing": "缺少参数",
    "extra_forbidden": "没有这个参数",
    "too_long": "过长",
    "string_too_long": "过长",
    "string_too_short": "过短",
    "greater_than_equal": "过小",
    "less_than_equal": "过大",
    "string_pattern_mismatch": "格式不对",
    "date_from_datetime_parsing": "不是有效日期",
    "date_parsing": "不是有效日期",
}


class Problem(BaseModel):
    """What went wrong. `code` is stable and for programs; `title` and `detail` are for people."""

    type: str = Field(description="`urn:problem-type:chengxin:` 加 `code`")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str


class MethodNotAllowedError(ChengxinError):
    code, status, title = "method-not-allowed", 405, "不支持该方法"


class RouteNotFoundError(NotFoundError):
    code, title = "route-not-found", "没有这个地址"


def problem(error: ChengxinError) -> Problem:
    """The body for an error."""
    return Problem(
        type=f"urn:problem-type:chengxin:{error.code}",
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
    )


def invalid(error: ValidationError) -> InvalidRequestError:
    """The error for parameters that fail their model: names each parameter and what is wrong, never its value."""
    faults = []
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        name = ".".join(map(str, fault["loc"]))
        message = _MESSAGES.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        faults.append(f"{name}：{message}" if name else message)
    return InvalidRequestError("；".join(faults))
