"""Recognising header cells: every spelling of a dataset's columns, and the layout that explains a header best."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from chengxin.catalogue import Dataset, Layout
from chengxin.catalogue.money_unit import MoneyUnit
from chengxin.formats.table.stated_unit import folded, without_unit

STANDARD = "standard"
_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*★☆•:_\-—–~·]+")
_DUTY = re.compile(r"[(\[【][^()\[\]【】]{0,6}(?:必填|选填|必选|可选|必录|选录|可空|非空)[^()\[\]【】]{0,6}[)\]】]")
_NOTE = re.compile(r"[(\[【〔<〈《{「『][^()\[\]【】〔〕]*[)\]】〕>〉》}」』]")
_OPEN_NOTE = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*$")
_BRACKETS = re.compile(r"[()\[\]【】〔〕<>〈〉《》{}「」『』]")
_NUMBERING = re.compile(r"^\(?\d{1,3}[.、)](?=\D)")
_CODE = re.compile(r"[a-z]{1,4}_[a-z0-9_]*[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A header cell's comparable forms: `full` keeps what stands in brackets, `short` drops it, `unitless` drops the
    unit of money at its end as well."""

    full: str
    short: str
    unitless: str
    codes: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=1 << 16)
    def of(cls, header: str) -> "Spelling":
        """NFKC, without case, blanks, asterisks, numbering and notes such as （必填）."""
        text = _DUTY.sub("", folded(header[:200]))
        codes = tuple(_CODE.findall(text))
        text = _NUMBERING.sub("", text.strip())
        short = _NOTE.sub("", text)
        return cls(_bare(text), _bare(short), _bare(without_unit(_OPEN_NOTE.sub("", short))), codes)


def _bare(text: str) -> str:
    return _NOISE.sub("", _BRACKETS.sub("", text))


@dataclass(frozen=True, slots=True)
class Match:
    """What a row would mean as a header. `fields` has one entry per cell: a field, "" (known but not ours), or None."""

    layout: str
    fields: tuple[str | None, ...]
    units: dict[str, MoneyUnit]

    @property
    def score(self) -> int:
        """How many different columns were recognised."""
        return len({f for f in self.fields if f}) + self.fields.count("")


class Vocabulary:
    """All header spellings of one dataset, its layouts' included."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._full: dict[str, str] = {}
        self._short: dict[str, str | None] = {}
        for field in dataset.fields:
            names = [field.title, field.name, *field.aliases] + ([field.code] if field.code else [])
            for spelling in map(Spelling.of, names):
                self._full.setdefault(spelling.full, field.name)
                known = self._short.setdefault(spelling.short, field.name)
                if known != field.name:
                    self._short[spelling.short] = None
        self._codes = {field.code.casefold(): field.name for field in dataset.fields if field.code}

    @cached_property
    def _layouts(self) -> list[tuple[Layout, list[Spelling]]]:
        return [(layout, [Spelling.of(header) for header in layout.headers]) for layout in self.dataset.layouts]

    def field(self, spelling: Spelling) -> str | None:
        """The field that a header cell names by title, name, alias or code."""
        if not spelling.full:
            return None
        coded = next((self._codes[code] for code in spelling.codes if code in self._codes), None)
        return coded or self._named(spelling.full) or self._named(spelling.short) or self._of_money(spelling.unitless)

    def _named(self, text: str) -> str | None:
        return (self._full.get(text) or self._short.get(text)) if text else None

    def _of_money(self, text: str) -> str | None:
        name = self._named(text)
        return name if name and self.dataset.by_name[name].unit else None

    def match(self, cells: Sequence[str]) -> Match:
        """The best reading of a row as this dataset's header: a layout where it explains no less than the
        dataset's own titles, which are `standard`."""
        spellings = [Spelling.of(cell) for cell in cells]
        plain = tuple(self.field(spelling) for spelling in spellings)
        best, most = Match(STANDARD, plain, {}), sum(s.full in self._titles for s in spellings)
        for layout, headers in self._layouts:
            named = _by_layout(layout, headers, spellings)
            hits = sum(name is not None for name in named)
            better = hits > most or (hits == most and best.layout == STANDARD)
            if better and hits * 2 > len(headers):
                fields = tuple(own if own is not None else other for own, other in zip(named, plain, strict=True))
                best, most = Match(layout.id, fields, dict(layout.units)), hits
        return best

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(Spelling.of(field.title).full for field in self.dataset.fields)

    def recognises(self, text: str) -> bool:
        """Whether a single cell could be a header of any of the layouts."""
        spelling = Spelling.of(text)
        return bool(self.field(spelling)) or (bool(spelling.full) and spelling.full in self._layout_headers)

    @cached_property
    def _layout_headers(self) -> frozenset[str]:
        return frozenset(header.full for _, headers in self._layouts for header in headers)


def _by_layout(layout: Layout, headers: list[Spelling], cells: list[Spelling]) -> list[str | None]:
    """Headers that a layout repeats (several columns 代码) are given out in its order."""
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for header, name in zip(headers, layout.fields, strict=True):
        full[header.full].append(name)
        if header.short != header.full:
            short[header.short].append(name)
    found: list[str | None] = []
    for cell in cells:
        stocks = [full.get(cell.full), short.get(cell.full), full.get(cell.short)]
        if cell.unitless != cell.short:
            stocks += [full.get(cell.unitless), short.get(cell.unitless)]
        stock = next((one for one in stocks if one), None) if cell.full else None
        found.append(stock.pop(0) if stock else None)
    return found
