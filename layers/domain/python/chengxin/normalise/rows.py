"""From judged columns to rows: records of the accepted ones, what is left to know of the rejected ones."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import orjson

from chengxin.findings import rows as kinds
from chengxin.identifiers import document_number
from chengxin.normalise.disclosure import is_public, may_be_public
from chengxin.normalise.model import CleanRow, RejectedRow
from chengxin.records import Party

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

Texts = Sequence[str | None]
KEY_SEPARATOR = "|"


def accepted_rows(table: "Table") -> list[CleanRow]:
    """The records of the rows that stand, one per row; a row identical to an earlier one carries a warning."""
    positions = [i for i in range(table.height) if i not in table.rejected]
    pick = _picker(table, positions)
    department = table.context.department
    contents, privates = _dicts(table, pick, public=True), _dicts(table, pick, public=False)
    digests = [_digest(content, private) for content, private in zip(contents, privates, strict=True)]
    _warn_of_duplicates(table, positions, digests)
    number = pick(table.role("document_number"))
    return list(
        map(
            CleanRow,
            [table.numbers[i] for i in positions],
            _parties(table, pick, positions),
            _identities(table, pick, positions),
            number,
            _keys(table, pick, number),
            _dates(pick(table.role("decision_date"))),
            _dates(pick(table.role("valid_until"))),
            [name or department.name for name in pick(table.role("authority_name"))],
            [code or department.code for code in pick(table.role("authority_code"))],
            contents,
            privates,
            digests,
            may_be_public(table).gather(positions).to_list(),
        )
    )


def rejected_rows(table: "Table") -> list[RejectedRow]:
    """The rejected rows, with the document number and the decision date where those can be read."""
    positions = sorted(table.rejected)
    pick = _picker(table, positions)
    numbers, decided = pick(table.role("document_number")), _dates(pick(table.role("decision_date")))
    keys = [document_number.normal_form(number) if number else None for number in numbers]
    return list(map(RejectedRow, [table.numbers[i] for i in positions], numbers, keys, decided))


Picker = Callable[[str | None], list[str | None]]


def _picker(table: "Table", positions: Sequence[int]) -> Picker:
    def pick(name: str | None) -> list[str | None]:
        values = table.values(name)
        return (values if len(positions) == table.height else values.gather(positions)).to_list()

    return pick


def _dicts(table: "Table", pick: Picker, *, public: bool) -> list[dict[str, str]]:
    """The values of each row by field, in the order of the names so that equal rows are equal texts."""
    names = sorted(name for name in table.filled() if is_public(table.dataset, name) is public)
    rows = zip(*map(pick, names), strict=True) if names else ((),) * len(pick(None))
    return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]


def _digest(content: dict[str, str], private: dict[str, str]) -> str:
    return hashlib.sha256(orjson.dumps((content, private))).hexdigest()[:32]


def _dates(texts: Texts) -> list[date | None]:
    return [date.fromisoformat(text) if text else None for text in texts]


def _keys(table: "Table", pick: Picker, numbers: Texts) -> list[str]:
    """The normal form of the document number, else the primary key's values in one text."""
    forms = {number: document_number.normal_form(number) for number in set(numbers) if number}
    if len(forms) and None not in numbers:
        return [forms[number] for number in numbers if number]
    joined = zip(*map(pick, table.dataset.primary_key), strict=True)
    return [
        forms[number] if number else KEY_SEPARATOR.join(value or "" for value in key)
        for number, key in zip(numbers, joined, strict=True)
    ]


def _parties(table: "Table", pick: Picker, positions: Sequence[int]) -> list[Party]:
    names = [name or "" for name in pick(table.role("subject_name"))]
    roles = ("subject_registration_number", "subject_organisation_code")
    return list(
        map(
            Party,
            names,
            pick(table.role("subject_code")),
            table.parties.gather(positions).to_list(),
            *(pick(table.role(role)) for role in roles),
        )
    )


def _identities(table: "Table", pick: Picker, positions: Sequence[int]) -> list[str | None]:
    """Identity numbers of natural persons only: another row's may be its representative's."""
    numbers = pick(table.role("subject_identity_number"))
    kinds_of_party = table.parties.gather(positions).to_list()
    return [n if kind == "natural_person" else None for n, kind in zip(numbers, kinds_of_party, strict=True)]


def _warn_of_duplicates(table: "Table", positions: Sequence[int], digests: Sequence[str]) -> None:
    first: dict[str, int] = {}
    anchor = table.role("document_number") or table.dataset.primary_key[0]
    for position, digest in zip(positions, digests, strict=True):
        earlier = first.setdefault(digest, position)
        if earlier != position:
            table.add(kinds.DUPLICATE_ROW, position, anchor, {"first": str(table.numbers[earlier])})
