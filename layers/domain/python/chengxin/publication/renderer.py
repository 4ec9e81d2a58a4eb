"""From a template and its variables to a page; every text that enters is escaped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chengxin.catalogue.model import Catalogue
from chengxin.publication import labels as words
from chengxin.publication.files import CSS, HTML, JAVASCRIPT, SVG, PublicFile
from chengxin.publication.record_html import record_row

_ASSET_TYPES = {".css": CSS, ".js": JAVASCRIPT, ".svg": SVG}


class Renderer:
    """Renders the portal's pages from a directory with `templates/*.html` and `assets/*`.

    Links between pages are relative and end in `index.html`: the site is served below a path as well as at a root.
    """

    def __init__(self, directory: Path, catalogue: Catalogue, api_url: str = "") -> None:
        """`api_url` is where the API is; empty where it has the site's own host."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.catalogue = catalogue
        self._directory = directory
        self._api = f"{api_url.rstrip('/')}/v1/" if api_url else ""
        self._environment = Environment(
            loader=FileSystemLoader(directory / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            moment=words.moment,
            percent=words.percent,
            long_date=words.long_date,
            month_title=words.month_title,
            record_row=record_row,
            department_name=lambda department_id: words.department_name(catalogue, department_id),
            dataset_title=lambda dataset_id: words.dataset_title(catalogue, dataset_id),
            exemption_ground=lambda item: words.exemption_ground(
                catalogue, item["department"], item["document_number"]
            ),
        )

    def page(self, key: str, template: str, **variables: Any) -> PublicFile:
        """The page to be stored under `key`; templates see `root`, the way from it up to the site's top."""
        html = self.html(template, "../" * key.count("/"), key, **variables)
        return PublicFile(key, html.encode(), HTML)

    def html(self, template: str, root: str, key: str, **variables: Any) -> str:
        """A page's text; `root` leads to the site's top, `key` tells which part of the site it belongs to."""
        return self._environment.get_template(template).render(
            root=root, key=key, api=self._api or f"{root}v1/", **variables
        )

    def assets(self) -> Iterator[PublicFile]:
        """The style sheet, the script and the pictures, below `assets/`."""
        for path in sorted((self._directory / "assets").iterdir()):
            yield PublicFile(f"assets/{path.name}", path.read_bytes(), _ASSET_TYPES[path.suffix])
