"""API Gateway REST proxy events, made whole, and read into parameter models."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import unquote

from chalice.app import MultiDict, Request
from pydantic import ValidationError

from chengxin.errors import InvalidRequestError

from .params import Params
from .problems import invalid

P = TypeVar("P", bound=Params)
_NEEDED = ("headers", "multiValueQueryStringParameters", "pathParameters", "body", "stageVariables")


def normal(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event with every key that Chalice takes for granted and path parameters decoded.

    API Gateway hands path parameters on encoded (the local emulator decodes them, which decoding again leaves as
    they are, since no id of ours holds a `%`).
    """
    context = event.get("requestContext") or {}
    return {
        **{name: event.get(name) for name in _NEEDED},
        "pathParameters": {k: unquote(v) for k, v in (event.get("pathParameters") or {}).items()},
        "requestContext": {
            **context,
            "resourcePath": context.get("resourcePath") or "",
            "httpMethod": context.get("httpMethod") or "",
        },
    }


def read(model: type[P], path_names: tuple[str, ...], request: Request) -> P:
    """The request's parameters as their model; raises `InvalidRequestError` that names what is wrong."""
    query = request.query_params or MultiDict(None)
    given: dict[str, str] = {}
    for name in query:
        values = query.getlist(name)
        if len(values) > 1 or name in path_names:
            raise InvalidRequestError(f"{name}：只能给一个值")
        given[name] = values[0]
    given |= {name: (request.uri_params or {})[name] for name in path_names}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise invalid(error) from None
