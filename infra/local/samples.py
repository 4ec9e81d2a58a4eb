"""Renders the sample department files of `events/samples/`, dated relative to the day of the run.

A source is a YAML file (its vocabulary is told in `events/samples/README.md`); what comes out are the bytes a
department would send. The same day gives the same bytes, so that dropping a sample again is a duplicate.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from infra.local.sample_writer import Cell, Sheet, write
from infra.local.synthetic import citizen_id, credit_code, firm, firms

WorkingDay = Callable[[date], bool]
_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_DAY = re.compile(r"(?P<count>[+-]?\d+)(?P<unit>wd|d)(?: (?P<style>.+))?")


@dataclass(frozen=True, slots=True)
class Sample:
    """A rendered file, to be dropped under the key `{department}/{dataset}/{path.name}`."""

    path: Path
    department: str
    dataset: str
    title: str
    expect: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The object key in the inbox."""
        return f"{self.department}/{self.dataset}/{self.path.name}"


def weekday(day: date) -> bool:
    """Monday to Friday: good enough where the State Council's calendar isn't at hand."""
    return day.weekday() < 5


def render(sources: Path, target: Path, today: date, working_day: WorkingDay = weekday) -> list[Sample]:
    """Writes every source's file below `target`, laid out as in the inbox, in the order of the sources' names."""
    paths = sorted(sources.glob("*.yaml"))
    mentioned = _firms_mentioned(paths)
    return [_render(path, target, Cells(today, working_day), mentioned) for path in paths]


class Cells:
    """Fills the placeholders of a source's cells: `<-9wd>`, `<+365d %Y年%m月%d日>`, `<code …>`, `<head …>`,
    `<organ …>`, `<id …>`, `<times 60 …>`."""

    def __init__(self, today: date, working_day: WorkingDay) -> None:
        self._today = today
        self._working_day = working_day

    def fill(self, cell: Cell, words: Mapping[str, Cell] | None = None) -> Cell:
        """The cell as it stands in the file; a cell that is one bare date stays a date."""
        if not isinstance(cell, str):
            return cell
        whole = _PLACEHOLDER.fullmatch(cell)
        if whole:
            return self._value(whole[1], words or {})
        return _PLACEHOLDER.sub(lambda match: str(self._value(match[1], words or {})), cell)

    def day(self, count: int, unit: str) -> date:
        """The date `count` working days (`wd`) or days (`d`) from today; day 0 is today itself."""
        if unit == "d":
            return self._today + timedelta(days=count)
        day, step = self._today, timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self._working_day(day):
                day += step
        return day

    def _value(self, text: str, words: Mapping[str, Cell]) -> Cell:
        if text in words:
            return words[text]
        moment = _DAY.fullmatch(text)
        if moment:
            day = self.day(int(moment["count"]), moment["unit"])
            return day.strftime(moment["style"]) if moment["style"] else day
        kind, _, name = text.partition(" ")
        makers: dict[str, Callable[[str], str]] = {
            "code": lambda name: firm(name).code,
            "organ": lambda name: credit_code(name, "420100", "11"),
            "head": lambda name: firm(name).representative,
            "id": citizen_id,
            "times": lambda words: words.partition(" ")[2] * int(words.partition(" ")[0]),
        }
        return makers[kind](name)


def _firms_mentioned(paths: Sequence[Path]) -> list[str]:
    text = "\n".join(path.read_text("utf-8") for path in paths)
    return sorted(set(re.findall(r"<code ([^<>]+)>", text)))


def _render(path: Path, target: Path, cells: Cells, mentioned: Sequence[str]) -> Sample:
    spec = yaml.safe_load(path.read_text("utf-8"))
    rows = list(_rows(spec, cells, mentioned))
    sheet = Sheet(
        name=spec.get("sheet", "Sheet1"),
        titles=tuple(str(cells.fill(title)) for title in spec.get("titles", ())),
        header=tuple(spec["header"]),
        rules=tuple(spec.get("rules", ())),
        rows=rows,
        footer=tuple(str(cells.fill(line)) for line in spec.get("footer", ())),
    )
    file = target / spec["department"] / spec["dataset"] / spec["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(write(spec["format"], sheet, spec.get("encoding", "utf-8"), spec.get("dates", "%Y-%m-%d")))
    return Sample(file, spec["department"], spec["dataset"], spec["title"], spec["expect"])


def _rows(spec: Mapping[str, Any], cells: Cells, mentioned: Sequence[str]) -> Iterator[list[Cell]]:
    columns = [re.split(r"[(（\n]", header)[0].strip() for header in spec["header"]]
    for row in spec.get("rows", ()):
        yield _line(columns, {**spec.get("defaults", {}), **row}, cells, {})
    for member in firms(spec.get("firms", 0), mentioned):
        words: dict[str, Cell] = {
            "name": member.name,
            "code": member.code,
            "organisation_code": member.organisation_code,
            "district": member.district,
            "address": member.address,
            "head": member.representative,
            "scope": member.scope,
            "founded": member.founded,
            "capital": member.capital_wan_yuan,
        }
        yield _line(columns, spec["defaults"], cells, words)


def _line(columns: Sequence[str], values: Mapping[str, Cell], cells: Cells, words: Mapping[str, Cell]) -> list[Cell]:
    unknown = values.keys() - set(columns)
    if unknown:
        raise ValueError(f"no such column: {sorted(unknown)}")
    return [cells.fill(values.get(column), words) for column in columns]
