"""The days that have disclosures, and where each lies: `/disclosures/{yyyy}/{mm}/{dd}/`."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

import orjson

from chengxin.publication.files import PublicFile, json_file
from chengxin.publication.renderer import Renderer

COUNTS_KEY = "disclosures/index.json"


def day_prefix(day: date) -> str:
    """`disclosures/2026/03/02/`."""
    return f"disclosures/{day:%Y/%m/%d}/"


def index_file(renderer: Renderer, days: Mapping[date, int | None]) -> PublicFile:
    """`disclosures/index.html`: every day that has pages with its number of records, newest first, by month."""
    newest_first = sorted(days.items(), reverse=True)
    months = [
        (month, list(group))
        for month, group in groupby(newest_first, key=lambda one: f"{one[0].year}年{one[0].month}月")
    ]
    return renderer.page("disclosures/index.html", "disclosures.html", months=months)


def counts_file(days: Mapping[date, int | None]) -> PublicFile:
    """`disclosures/index.json`: the same for programs, oldest first; null where a day's number isn't known."""
    told = [{"date": f"{day}", "records": days[day], "path": day_prefix(day)} for day in sorted(days)]
    return json_file(COUNTS_KEY, {"days": told})


def read_counts(body: bytes | None) -> dict[date, int | None]:
    """The days of a stored `disclosures/index.json`; none where there is no such file yet."""
    days = orjson.loads(body)["days"] if body else ()
    return {date.fromisoformat(one["date"]): one["records"] for one in days}
