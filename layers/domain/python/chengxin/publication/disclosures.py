"""The days that have disclosures, and where each lies: `/disclosures/{yyyy}/{mm}/{dd}/`."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer


def day_prefix(day: date) -> str:
    """`disclosures/2026/03/02/`."""
    return f"disclosures/{day:%Y/%m/%d}/"


def index_file(renderer: Renderer, days: Iterable[date]) -> PublicFile:
    """`disclosures/index.html`: every day that has pages, newest first, by month."""
    newest_first = sorted(set(days), reverse=True)
    months = [(month, list(group)) for month, group in groupby(newest_first, key=lambda d: f"{d.year}年{d.month}月")]
    return renderer.page("disclosures/index.html", "disclosures.html", months=months)
