"""Answers: a model as JSON with its caching, or an error as a problem."""

import hashlib
import traceback

from chalice.app import Response

from chengxin.errors import ChengxinError

from .observability import logger
from .pages import HTML, Pages
from .problems import CONTENT_TYPE, problem

Headers = dict[str, str | list[str]]
_ALWAYS: Headers = {"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"}


def success(text: str, content_type: str, cache: str, if_none_match: str | None) -> Response:
    """200 with an entity tag, or 304 where the client has it already."""
    headers: Headers = {**_ALWAYS, "Cache-Control": cache}
    if cache != "no-store":
        headers["ETag"] = tag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        if if_none_match and _matches(if_none_match, tag):
            return Response(body="", status_code=304, headers=headers)
    return Response(body=text, status_code=200, headers={**headers, "Content-Type": content_type})


def failure(error: Exception, pages: Pages | None = None) -> Response:
    """The problem for an error of ours; anything else is a 500 that tells nothing and is logged without its message.

    Where `pages` are given it is told as one.
    Messages of foreign exceptions may quote a row or a query, so the log gets their type and the places only.
    """
    if not isinstance(error, ChengxinError) or error.status >= 500:
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        logger.error("unhandled error", extra={"error": type(error).__name__, "places": places})
        error = ChengxinError("服务内部出错，已记录，请稍后再试。")
    told = problem(error)
    body = pages.render("problem.html", problem=told) if pages else told.model_dump_json()
    content_type = HTML if pages else CONTENT_TYPE
    headers: Headers = {**_ALWAYS, "Cache-Control": "no-store", "Content-Type": content_type}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(body=body, status_code=error.status, headers=headers)


def _matches(if_none_match: str, tag: str) -> bool:
    """RFC 9110 weak comparison of a list of entity tags."""
    given = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in given or tag.removeprefix("W/") in given
