"""Publicity: which fields of a row are public, and whether the law lets its record be public at all."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset, Period
from chengxin.catalogue.severity import HEAVIEST_KIND, YES, SeverityFacts, class_of
from chengxin.normalise.redaction import ORIGINAL

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

_NONE = Decimal("-Infinity")


def is_public(dataset: Dataset, name: str) -> bool:
    """Whether a field's values belong to what the public may see; derived fields do, hidden originals don't."""
    definition = dataset.by_name.get(name)
    return definition.sensitivity == "public" if definition else not name.endswith(ORIGINAL)


def may_be_public(table: "Table", positions: Sequence[int]) -> list[bool]:
    """Whether the record of each row may be disclosed at all, by the dataset, its party and the law of its day."""
    dataset, catalogue = table.dataset, table.context.catalogue
    if dataset.disclosure.access != "public" or not catalogue.has_basis(dataset):
        return [False] * len(positions)
    period = catalogue.period(dataset.disclosure.period or "")
    everywhere = period is None or all(c.publish for version in period.versions for c in version.classes.values())
    lawful = [True] * len(positions) if everywhere or period is None else _lawful(table, period, positions)
    if dataset.disclosure.natural_persons != "never":
        return lawful
    people = (table.party_types == "natural_person").gather(positions).to_list()
    return [ok and not person for ok, person in zip(lawful, people, strict=True)]


def _lawful(table: "Table", period: Period, positions: Sequence[int]) -> list[bool]:
    """False for decisions of a class that the rule in force on their date doesn't publish (minor ones)."""
    department = table.context.department.id
    limits = sorted({limit for version in period.versions for fine in version.fines for limit in fine.limits})

    @cache
    def step(fine: str | None) -> Decimal | None:
        """The largest limit that a fine reaches: rules see no other difference, and amounts are many."""
        return max((limit for limit in limits if limit <= Decimal(fine)), default=_NONE) if fine else None

    @cache
    def rule_on(decided: str | None) -> int | None:
        rule = period.on(date.fromisoformat(decided)) if decided else None
        return next((i for i, version in enumerate(period.versions) if version is rule), None)

    @cache
    def lawful(rule: int | None, party_type: str, fine: Decimal | None, *told: str | None) -> bool:
        stated, heaviest, must, simplified = told
        facts = SeverityFacts(stated, heaviest, bool(simplified), fine, department, party_type, must == YES)
        return rule is None or class_of(period.versions[rule], facts).publish

    roles = (table.role("severity"), HEAVIEST_KIND, table.role("must_publish"))
    told = (table.pick(name, positions) for name in roles)
    rules = map(rule_on, table.pick(table.role("decision_date"), positions))
    fines = map(step, table.pick(table.role("fine") if limits else None, positions))
    types = table.party_types.gather(positions).to_list()
    return list(map(lawful, rules, types, fines, *told, _simplified(table, period, positions)))


def _simplified(table: "Table", period: Period, positions: Sequence[int]) -> list[str | None]:
    """A word for each row that tells a simplified procedure, null for the others."""
    words = list(period.simplified_words)
    if not words:
        return [None] * len(positions)
    kinds, number = table.role("kinds"), table.role("document_number")
    found = table.values(number).str.contains_any(words).fill_null(False)
    if kinds:
        noted = table.dictionary(kinds).where(lambda cell: any(word in cell for word in words))
        found = found | noted.fill_null(False)
    return [YES if one else None for one in found.gather(positions).to_list()]
