"""The one seam between Chalice and the views.

A view takes `Services` and its parameters' model and answers a pydantic model. The seam reads and checks parameters,
maps every error to a problem, serialises, and sets the headers; it remembers each operation, from which `openapi.py`
makes the document.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

from chalice.app import Chalice, Response
from pydantic import BaseModel

from chengxin.credentials import authenticate

from . import requests, responses
from .pages import HTML, wants_page
from .params import Params
from .problems import MethodNotAllowedError, RouteNotFoundError
from .services import Services

PREFIX = "/v1"
JSON = "application/json"
REVALIDATE = "public, no-cache"
"""May be kept, must be asked about each time: a publication or a withdrawal shows at once."""
HOURLY = "public, max-age=3600"
NO_STORE = "no-store"

View = Callable[..., BaseModel]
V = TypeVar("V", bound=View)
Page = Callable[[Services, Any, Any], str]
"""From the parameters and a view's answer to the page that a browser gets in its place."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with all that its documentation needs.

    `answer` is the view's return type, `errors` the statuses it may answer beside 200 (400 comes of itself). Where
    there is a `page`, browsers get it, errors too. One that takes a department's `credential` gives its view the
    department as a third argument.
    """

    method: str
    path: str
    view: View
    params: type[Params]
    answer: Any
    summary: str
    tag: str
    cache: str
    errors: tuple[int, ...] = ()
    credential: bool = False
    page: Page | None = None

    @property
    def id(self) -> str:
        """`get_subjects_code_records`: stable, one word."""
        return "_".join([self.method.lower(), *re.findall(r"\w+", self.path.removeprefix(PREFIX))])

    @property
    def path_names(self) -> tuple[str, ...]:
        """The names in the path's braces."""
        return tuple(re.findall(r"{(\w+)}", self.path))


@dataclass(frozen=True, slots=True)
class Resource:
    """The operations of one resource: one file, one tag."""

    tag: str
    operations: list[Operation] = field(default_factory=list)

    def get(
        self,
        path: str,
        summary: str,
        *,
        cache: str,
        errors: tuple[int, ...] = (),
        credential: bool = False,
        page: Page | None = None,
    ) -> Callable[[V], V]:
        """Declares the view for GET on a path below `/v1`; parameters and answer come from its annotations."""

        def declare(view: V) -> V:
            hints = get_type_hints(view)
            params, answer = hints["params"], hints["return"]
            operation = Operation(
                "GET", PREFIX + path, view, params, answer, summary, self.tag, cache, errors, credential, page
            )
            self.operations.append(operation)
            return view

        return declare


class Api(Chalice):
    """A Chalice app of resources. Call it with an API Gateway REST proxy event; it always answers, never raises."""

    def __init__(self, services: Services, resources: Iterable[Resource]) -> None:
        super().__init__("chengxin", configure_logs=False, env={})
        self.services = services
        self.operations = [operation for resource in resources for operation in resource.operations]
        for operation in self.operations:
            self._mount(operation)

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """Answers an event: what Chalice would refuse in its own words is refused in ours beforehand."""
        event = requests.normal(event)
        path, method = event["requestContext"]["resourcePath"], event["requestContext"]["httpMethod"]
        if path not in self.routes:
            return responses.failure(RouteNotFoundError("没有这个地址，可查的地址见 /v1/openapi.json。")).to_dict()
        methods = self.routes[path]
        asked = "GET" if method == "HEAD" else method
        if asked not in methods:
            refused = responses.failure(MethodNotAllowedError(f"该地址只支持 {'、'.join(methods)}。"))
            refused.headers["Allow"] = ", ".join([*methods, *(["HEAD"] if "GET" in methods else [])])
            return refused.to_dict()
        event["requestContext"]["httpMethod"] = asked
        answer = super().__call__(event, context)
        return {**answer, "body": ""} if method == "HEAD" else answer

    def run(self, operation: Operation) -> Response:
        """Answers the current request with an operation's view."""
        request = self.current_request
        assert request is not None
        known = request.headers.get("if-none-match")
        page = operation.page if wants_page(request.headers.get("accept")) else None
        try:
            asking = self._department(operation, request.headers.get("authorization"))
            params = requests.read(operation.params, operation.path_names, request)
            body = operation.view(self.services, params, *asking)
            if page:
                answer = responses.success(page(self.services, params, body), HTML, operation.cache, known)
            else:
                answer = responses.success(body.model_dump_json(by_alias=True), JSON, operation.cache, known)
        except Exception as error:
            answer = responses.failure(error, self.services.pages if page else None)
        if operation.page:
            answer.headers["Vary"] = "Accept"
        return answer

    def _department(self, operation: Operation, authorization: str | None) -> tuple[str, ...]:
        """The department that asks, where an operation wants to know."""
        if not operation.credential:
            return ()
        return (authenticate(self.services.credentials, authorization, self.services.clock.now()),)

    def _mount(self, operation: Operation) -> None:
        def view(**_: str) -> Response:
            return self.run(operation)

        self.route(operation.path, methods=[operation.method], name=operation.id, content_types=["*/*"])(view)
