"""From judged columns to rows: records of the accepted ones, what is left to know of the rejected ones."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import orjson

from chengxin.identifiers import document_number
from chengxin.normalise.model import CleanRow, RejectedRow
from chengxin.normalise.publicity import is_public, may_be_public
from chengxin.normalise.redaction import ORIGINAL
from chengxin.records import Party

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

Texts = Sequence[str | None]
KEY_SEPARATOR = "|"
_IN_NORMAL_FORM = re.compile("[一-笫笭-鿿]{2,12}〔20[0-9]{2}〕[1-9][0-9]{0,7}号")
"""What `document_number.normal` leaves as it is (第 would go): almost every number in practice."""


def accepted_rows(table: "Table") -> list[CleanRow]:
    """The records of the rows that stand, one per row."""
    positions = [i for i in range(table.height) if i not in table.rejected]
    department = table.context.department
    contents, privates = _dicts(table, positions, public=True), _dicts(table, positions, public=False)
    digests = [_digest(content, private) for content, private in zip(contents, privates, strict=True)]
    numbers, decided, until, names, codes = (
        table.pick(table.role(role), positions)
        for role in ("document_number", "decision_date", "valid_until", "authority_name", "authority_code")
    )
    return list(
        map(
            CleanRow,
            [table.numbers[i] for i in positions],
            _parties(table, positions),
            _identities(table, positions),
            numbers,
            _keys(table, positions, numbers),
            _dates(decided),
            _dates(until),
            [name or department.name for name in names],
            [code or department.code for code in codes],
            contents,
            privates,
            digests,
            may_be_public(table, positions),
        )
    )


def rejected_rows(table: "Table") -> list[RejectedRow]:
    """The rejected rows, with the document number and the decision date where those can be read."""
    positions = sorted(table.rejected)
    numbers = table.pick(table.role("document_number"), positions)
    decided = _dates(table.pick(table.role("decision_date"), positions))
    keys = [document_number.normal(number) if number else None for number in numbers]
    return list(map(RejectedRow, [table.numbers[i] for i in positions], numbers, keys, decided))


def _dicts(table: "Table", positions: Sequence[int], *, public: bool) -> list[dict[str, str]]:
    """The values of each row by field. Full columns are zipped, sparse ones added cell by cell."""
    names = [name for name in table.filled() if is_public(table.dataset, name) is public]
    columns = {name: table.pick(name, positions) for name in names}
    full = [name for name in names if not table.values(name).null_count()]
    rows = zip(*(columns[name] for name in full), strict=True) if full else (() for _ in positions)
    dicts = [dict(zip(full, row)) for row in rows]  # noqa: B905 - strict costs a third of the time
    for name in names:
        if name not in full:
            for row, value in zip(dicts, columns[name], strict=True):
                if value is not None:
                    row[name] = value
    return dicts


def _digest(content: dict[str, str], private: dict[str, str]) -> str:
    """SHA-256 over the row as JSON with sorted keys, cut to 128 bits."""
    return hashlib.sha256(orjson.dumps((content, private), option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def _dates(texts: Texts) -> list[date | None]:
    return [date.fromisoformat(text) if text else None for text in texts]


def _keys(table: "Table", positions: Sequence[int], numbers: Texts) -> list[str]:
    """The normal form of the document number, else the primary key's values in one text."""
    forms = _normal_forms(numbers)
    if None not in numbers:
        return [forms[number] for number in numbers if number]
    rows = zip(*(table.pick(name, positions) for name in table.dataset.primary_key), strict=True)
    return [
        forms[number] if number else KEY_SEPARATOR.join(value or "" for value in row)
        for number, row in zip(numbers, rows, strict=True)
    ]


def _normal_forms(numbers: Texts) -> dict[str, str]:
    """The normal form of each document number; the standard shape is its own."""
    return {
        number: number if _IN_NORMAL_FORM.fullmatch(number) else document_number.normal(number)
        for number in set(numbers)
        if number
    }


def _parties(table: "Table", positions: Sequence[int]) -> list[Party]:
    """The parties under their full names, which are not for the public where the content's is masked."""
    roles = ("subject_name", "subject_code", "subject_registration_number", "subject_organisation_code")
    names, *codes = (table.pick(table.role(role), positions) for role in roles)
    if (masked := f"{table.role('subject_name')}{ORIGINAL}") in table.derived:
        names = [original or name for original, name in zip(table.pick(masked, positions), names, strict=True)]
    types = table.party_types.gather(positions).to_list()
    return [
        Party(name or "", code, kind, registration, organisation)
        for name, kind, code, registration, organisation in zip(names, types, *codes, strict=True)
    ]


def _identities(table: "Table", positions: Sequence[int]) -> list[str | None]:
    """Identity numbers of natural persons only: another row's may be its representative's."""
    numbers = table.pick(table.role("subject_identity_number"), positions)
    people = (table.party_types == "natural_person").gather(positions).to_list()
    return [number if person else None for number, person in zip(numbers, people, strict=True)]
