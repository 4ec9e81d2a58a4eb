"""Pages for people: what a browser is answered at the address where a program gets JSON."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chengxin.publication.renderer import Renderer

HTML = "text/html; charset=utf-8"


class Pages:
    """Renders the portal's templates. The renderer is made with the first page: programs never pay for it."""

    def __init__(self, renderer: "Callable[[], Renderer]", root: str) -> None:
        self._make, self._root = renderer, root
        self._renderer: Renderer | None = None

    def render(self, template: str, **variables: Any) -> str:
        """The page; links to the rest of the site start from `root`."""
        if self._renderer is None:
            self._renderer = self._make()
        return self._renderer.html(template, self._root, "v1/", **variables)


def wants_page(accept: str | None) -> bool:
    """Whether who asks is a browser: it names HTML, and before JSON where it names both (RFC 9110, 12.5.1)."""
    weights = dict(_weighed(part) for part in (accept or "").lower().split(","))
    html = weights.get("text/html", 0.0)
    return html > 0 and html >= weights.get("application/json", 0.0)


def _weighed(part: str) -> tuple[str, float]:
    kind, *parameters = (text.strip() for text in part.split(";"))
    weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0
