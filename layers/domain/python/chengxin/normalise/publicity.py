"""Publicity: which fields of a row are public, and whether the law lets its record be public at all."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset
from chengxin.normalise.redaction import ORIGINAL
from chengxin.normalise.rules.penalty_rules import HEAVIEST

if TYPE_CHECKING:
    from chengxin.normalise.table import Table


def is_public(dataset: Dataset, name: str) -> bool:
    """Whether a field's values belong to what the public may see; derived fields do, hidden originals don't."""
    definition = dataset.by_name.get(name)
    return definition.sensitivity == "public" if definition else not name.endswith(ORIGINAL)


def may_be_public(table: "Table", positions: Sequence[int]) -> list[bool]:
    """Whether the record of each row may be disclosed at all, by the dataset, its party and the law of its day."""
    disclosure = table.dataset.disclosure
    if disclosure.access != "public":
        return [False] * len(positions)
    lawful = _lawful(table, positions)
    if disclosure.natural_persons != "never":
        return lawful
    people = (table.party_types == "natural_person").gather(positions).to_list()
    return [ok and not person for ok, person in zip(lawful, people, strict=True)]


def _lawful(table: "Table", positions: Sequence[int]) -> list[bool]:
    """False for decisions of a class that the publicity rule in force on their date doesn't publish (minor ones)."""
    period = table.context.catalogue.period(table.dataset.disclosure.period or "")
    if period is None or all(c.publish for version in period.versions for c in version.classes.values()):
        return [True] * len(positions)

    @cache
    def lawful(decided: str | None, heaviest: str | None, severity: str | None) -> bool:
        version = period.on(date.fromisoformat(decided)) if decided else None
        if version is None:
            return True
        stated = severity if severity in version.classes else version.kinds.get(heaviest or "", version.default)
        return version.classes[stated].publish if stated in version.classes else True

    names = (table.role("decision_date"), HEAVIEST, table.role("severity"))
    return list(map(lawful, *(table.pick(name, positions) for name in names)))
