"""Ambiguous subjects: a warning for each row without a unified code that several published enterprises fit.

Nothing is linked here. Publication links every record without a code afresh each time, so that a registry that
arrives later links what is left open today.
"""

from collections.abc import Sequence
from dataclasses import replace

from chengxin.catalogue import Dataset
from chengxin.catalogue.model import Role
from chengxin.findings import Finding
from chengxin.findings.rows import AMBIGUOUS_SUBJECT
from chengxin.formats.model import Column
from chengxin.normalise.model import ChunkVerdict, CleanRow
from chengxin.privacy.mentions import public_name
from chengxin.read_model.linking import UNNAMED_TYPES, linkable, strongest
from chengxin.read_model.reader import ReadModel

SHOWN = 3
_ROLES: dict[str, Role] = {
    "registration_number": "subject_registration_number",
    "organisation_code": "subject_organisation_code",
}


def with_ambiguity_warnings(
    verdict: ChunkVerdict, dataset: Dataset, columns: Sequence[Column], public: ReadModel
) -> ChunkVerdict:
    """The verdict with a warning for each accepted row that several public enterprises fit."""
    open_rows = [row for row in verdict.accepted if not row.party.code and row.party.type not in UNNAMED_TYPES]
    if not open_rows or dataset.purpose == "withdrawal":
        return verdict
    headers = {column.field: column.header for column in columns if column.field}
    grounds = [_grounds(row, dataset) for row in open_rows]
    codes = public.codes_of({value for stated in grounds for value in stated.items()})
    doubts = [
        found
        for row, stated in zip(open_rows, grounds, strict=True)
        if (found := _doubt(row, dataset, headers, strongest(stated, lambda value: codes.get(value, ()))))
    ]
    return replace(verdict, findings=[*verdict.findings, *doubts])


def _grounds(row: CleanRow, dataset: Dataset) -> dict[str, str]:
    party = row.party
    name = public_name(party.name, party.type, dataset.disclosure.natural_persons)
    return linkable(name, party.registration_number, party.organisation_code)


def _doubt(
    row: CleanRow, dataset: Dataset, headers: dict[str, str], candidates: tuple[str | None, Sequence[str]]
) -> Finding | None:
    ground, codes = candidates
    if ground is None or len(codes) < 2:
        return None
    field = dataset.roles.get(_ROLES.get(ground, "subject_name"))
    shown = "、".join(codes[:SHOWN]) + ("等" if len(codes) > SHOWN else "")
    return Finding(
        AMBIGUOUS_SUBJECT,
        row=row.row,
        column=headers.get(field or ""),
        field=field,
        params={"count": str(len(codes)), "candidates": shown},
    )
