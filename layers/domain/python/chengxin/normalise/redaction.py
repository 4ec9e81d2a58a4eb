"""What of a row the public may see: hiding personal data in free text, and whole records the law keeps back."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset, Field
from chengxin.findings import rows as kinds
from chengxin.normalise.rules.penalty_rules import HEAVIEST
from chengxin.privacy.names import public_name
from chengxin.privacy.scan import SUSPICIOUS, find_personal, redact

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

ORIGINAL = "__original"
"""Suffix of the private field that keeps what was hidden from a public one."""

LONGEST_NAME = 4
"""Characters of a person's name without `·`; a longer name of a sole trader isn't its owner's own."""

FREE_TEXT = frozenset({"text", "name", "address"})


def hide_personal_data(table: "Table") -> None:
    """Replaces personal numbers in public free text, keeps the original aside and warns the department."""
    import polars as pl

    free = {name: column for name, column in table.cells.items() if _is_free_text(table.dataset.by_name[name])}
    doubtful = [column.doubtful for column in free.values() if len(column.doubtful)]
    if doubtful and pl.concat(doubtful).str.contains(SUSPICIOUS).any():
        for name, column in free.items():
            if column.doubtful.str.contains(SUSPICIOUS).any():
                _hide(table, name)


def hide_names(table: "Table") -> None:
    """Masks names of people in the public text of their rows; the originals are kept aside.

    Of natural persons only where their records may be public at all, of sole traders whose name is the owner's.
    """
    role = table.role("subject_name")
    if not table.has(role) or table.dataset.disclosure.access != "public":
        return
    allowed, names = table.dataset.disclosure.natural_persons, table.values(role)
    people = (names.str.len_chars() <= LONGEST_NAME) | names.str.contains("·", literal=True)
    people = people & (table.parties == "sole_trader")
    if allowed == "masked":
        people = people | (table.parties == "natural_person")
    shown = {i: public_name(names[i], table.parties[i], allowed) for i in people.arg_true().to_list() if names[i]}
    masked = {i: name for i, name in shown.items() if name != names[i]}
    for name in filter(table.has, (field.name for field in table.dataset.fields if _is_free_text(field))):
        values = table.values(name)
        changed = {i: text.replace(names[i], masked[i]) for i in masked if names[i] in (text := values[i] or "")}
        _keep_aside(table, name, changed)


def _keep_aside(table: "Table", name: str, changed: dict[int, str]) -> None:
    """Puts other texts in some rows of a public field; what stood there stays readable for those entitled to it."""
    if not changed:
        return
    values, aside = table.values(name), table.values(name + ORIGINAL)
    kept = [aside[i] or values[i] for i in changed]
    positions = list(changed)  # `scatter` works in place, hence the clones
    table.derive(name + ORIGINAL, aside.clone().scatter(positions, kept))
    table.derive(name, values.clone().scatter(positions, list(changed.values())))


def _is_free_text(field: Field) -> bool:
    return field.sensitivity == "public" and field.cell in FREE_TEXT


def _hide(table: "Table", name: str) -> None:
    values = table.values(name)
    suspects = values.str.contains(SUSPICIOUS).arg_true().to_list()
    found = {i: matches for i in suspects if (matches := find_personal(values[i]))}
    if not found:
        return
    told = {i: {"kinds": "、".join(dict.fromkeys(match.kind for match in matches))} for i, matches in found.items()}
    table.report_at(kinds.PERSONAL_DATA_IN_TEXT, name, told)
    _keep_aside(table, name, {i: redact(values[i]) for i in found})


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
    people = (table.parties == "natural_person").gather(positions).to_list()
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
