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
    graded = any(version.fines for version in period.versions)

    @cache
    def lawful(decided: str | None, party_type: str, *told: str | None) -> bool:
        rule = period.on(date.fromisoformat(decided)) if decided else None
        stated, heaviest, must, fine, simplified = told
        facts = SeverityFacts(
            stated, heaviest, bool(simplified), Decimal(fine) if fine else None, department, party_type, must == YES
        )
        return rule is None or class_of(rule, facts).publish

    roles = (table.role("severity"), HEAVIEST_KIND, table.role("must_publish"), table.role("fine") if graded else None)
    types = table.party_types.gather(positions).to_list()
    columns = [table.pick(name, positions) for name in (table.role("decision_date"), *roles)]
    return list(map(lawful, columns[0], types, *columns[1:], _simplified(table, period, positions)))


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
