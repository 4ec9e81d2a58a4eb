"""The portal's pages that change only with the catalogue or the program."""

from collections.abc import Iterator, Sequence
from string import Formatter

from chengxin.findings import Finding, FindingKind
from chengxin.publication.files import PublicFile, json_file
from chengxin.publication.labels import vocabulary
from chengxin.publication.renderer import Renderer

_FROM_API = {"subject": "主体信息", "record": "公示信息"}


def fixed_files(renderer: Renderer, kinds: Sequence[FindingKind]) -> Iterator[PublicFile]:
    """Assets, the script's vocabulary and the pages without data of their own; `kinds` are
    `chengxin.findings.all_kinds()`."""
    catalogue = renderer.catalogue
    yield from renderer.assets()
    yield json_file("vocabulary.json", vocabulary(catalogue))
    yield renderer.page("search/index.html", "search.html")
    for place, title in _FROM_API.items():
        yield renderer.page(f"{place}s/index.html", "from_api.html", place=place, title=title)
    yield renderer.page("glossary/index.html", "glossary.html")
    yield renderer.page("api/index.html", "api.html")
    yield renderer.page("templates/index.html", "templates.html", datasets=catalogue.datasets)
    yield renderer.page("errors/index.html", "errors.html", samples=[_sample(kind) for kind in kinds])


def config_file(api_url: str) -> PublicFile:
    """`config.json`: where the pages' script finds the API (`{apiUrl}/v1/…`)."""
    return json_file("config.json", {"apiUrl": api_url.rstrip("/")})


def _sample(kind: FindingKind) -> Finding:
    """A finding that shows the kind's words with its own example; what only a file can tell is left open."""
    names = (name for _, name, _, _ in Formatter().parse(kind.message + kind.remedy) if name)
    open_words = {name: "……" for name in names if name not in ("column", "value")}
    return Finding(kind, column="某列", value=kind.example or "……", params=open_words)
