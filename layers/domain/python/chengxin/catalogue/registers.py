"""What the registers hold: code lists, departments, red and black lists."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field as Setting

from chengxin.catalogue.base import Model, Statement, name_key
from chengxin.catalogue.dataset import PartyType

End = Literal["annulled", "repaired", "removed", "shielded", "not_public"]
"""What ends a record. Only `annulled` (行政处罚法 art. 48) is told to the public, with its reason; after the others
nobody can tell that there was a record."""


class Mention(Model):
    """How running text states a value: where one of `words` stands in it and `pattern`, a regular expression, is found.

    The words only spare most texts the pattern; the fewer of them hold one, the better.
    """

    words: tuple[str, ...]
    pattern: str


class CodeValue(Model):
    """A value of a code list: `code` as the standard writes it, `label` in Chinese, other spellings in `aliases`."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    pattern: str | None = None
    """Further spellings, too many to list, as a regular expression over the text without blanks."""
    rank: int = 0
    note: bool = False
    """True where the value needs a note, written `其他-补办`."""
    covers: tuple[str, ...] = ()
    """Codes of values that this one leaves open or takes in."""
    mention: Mention | None = None
    effect: End | None = None
    """What it means for a record that it is taken down for."""


class CodeList(Model):
    """A closed list of values. Clean cells hold `code`: the standard's own word where it has one, else a key.

    Notes follow a hyphen (`其他-补办`); several values are joined by `;`.
    """

    id: str
    title: str
    source: str = ""
    values: tuple[CodeValue, ...]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {value.code: value.label for value in self.values}

    def label(self, cell: str) -> str:
        """What a clean cell reads in Chinese, several values joined by `、`."""
        return "、".join(map(self._one_label, cell.split(";")))

    def _one_label(self, part: str) -> str:
        if part in self._labels:
            return self._labels[part]
        code, hyphen, note = part.partition("-")
        return self._labels.get(code, code) + hyphen + note


class Department(Model):
    """A reporting department. Mergers are history: an abolished one keeps its id, `valid_to` and `successor`."""

    id: str
    name: str
    short_name: str = ""
    code: str | None = None
    """Unified social credit code, when known."""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    district: bool = False
    """Whether it governs a district: it, and the bodies below it, are the district's."""
    reports: bool = True
    """Whether it has a duty to report; others only own aliases and history."""
    datasets: tuple[str, ...] = ()
    """Datasets that only it, and whoever else names them, may report; what nobody names everybody may."""
    files_for: tuple[str, ...] = ()
    """Departments in whose name it reports too, beside itself, the bodies below it and those it succeeded."""
    contact: str | None = None

    def name_keys(self) -> frozenset[str]:
        """Every spelling it answers to, in comparable form."""
        return frozenset(name_key(text) for text in (self.name, self.short_name, *self.aliases) if text)


class Review(Model):
    """An operator's decision on a list, by name and date: of several the last in the file holds."""

    list: str
    decision: Literal["on", "off"]
    by: str = Setting(min_length=1)
    on: date
    ground: str = ""


class CatalogueItem(Model):
    """An item of 全国公共信用信息基础目录 or of the local supplement to it."""

    edition: str
    number: str
    title: str


class CreditList(Statement):
    """A red or black list and the law behind it; `evidence` is of its basis and of `entry`, `exit` and `remedy`.

    `calendar` says how often a batch of it is published, `amount` names the field whose sums its totals tell.
    """

    id: str
    title: str
    colour: Literal["red", "black", "grey"]
    subject_types: tuple[PartyType, ...]
    legal_basis: str
    authority: str
    period: str | None = None
    entry: str = ""
    exit: str = ""
    remedy: str = ""
    calendar: Literal["monthly", "quarterly", "yearly"] = "monthly"
    amount: str | None = None
    catalogue_item: CatalogueItem | None = None

    @property
    def adverse(self) -> bool:
        """Whether standing on it speaks against somebody."""
        return self.colour != "red"
