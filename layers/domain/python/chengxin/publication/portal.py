"""The portal's own pages: the front page, and those that change only with the catalogue or the program."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from string import Formatter

from chengxin.findings import Finding, FindingKind
from chengxin.publication.files import PublicFile, json_file
from chengxin.publication.labels import vocabulary
from chengxin.publication.record_rows import Record, row_of
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import Scoreboard, by_urgency

LATEST = 10
_FROM_API = {"subject": "主体信息", "record": "公示信息"}


def home_file(
    renderer: Renderer, latest: Sequence[Record], city: Scoreboard | None, days: Iterable[date], now: datetime
) -> PublicFile:
    """`index.html`: search, the newest 10 of `latest` (newest first), the timeliness of departments that are at work.

    `city` is the current month's scoreboard, None before the first run; `days` are those that have pages.
    """
    return renderer.page(
        "index.html",
        "home.html",
        rows=[row_of(record, renderer.catalogue) for record in latest[:LATEST]],
        city=city,
        departments=[one for one in by_urgency(city) if one["reported"] or one["overdue"]] if city else [],
        days=sorted(set(days), reverse=True)[:7],
        now=now,
    )


def fixed_files(renderer: Renderer, kinds: Sequence[FindingKind]) -> Iterator[PublicFile]:
    """Assets, the script's vocabulary and the pages without data of their own; `kinds` are
    `chengxin.findings.all_kinds()`."""
    catalogue = renderer.catalogue
    yield from renderer.assets()
    yield json_file("vocabulary.json", vocabulary(catalogue))
    yield renderer.page("search/index.html", "search.html")
    for place, title in _FROM_API.items():
        yield renderer.page(f"{place}s/index.html", "from_api.html", place=place, title=title)
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
