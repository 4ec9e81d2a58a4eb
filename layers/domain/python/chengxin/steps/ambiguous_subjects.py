"""Ambiguous subjects: a warning for each row without a unified code that several published enterprises fit.

Nothing is linked here. Publication links every record without a code afresh each time, so that a registry that
arrives later links what is left open today.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chengxin.catalogue import Dataset
from chengxin.catalogue.model import Role
from chengxin.findings import Finding
from chengxin.findings.rows import AMBIGUOUS_SUBJECT
from chengxin.formats.model import Column
from chengxin.normalise.model import ChunkVerdict, CleanRow
from chengxin.privacy.names import public_name
from chengxin.search import PublicIndex
from chengxin.search.linking import UNNAMED_TYPES

SHOWN = 3
_ROLES: dict[str, Role] = {
    "registration_number": "subject_registration_number",
    "organisation_code": "subject_organisation_code",
}


def with_ambiguity_warnings(
    verdict: ChunkVerdict, dataset: Dataset, columns: Sequence[Column], latest: Callable[[], PublicIndex]
) -> ChunkVerdict:
    """The verdict with a warning for each accepted row that several enterprises fit.

    `latest` is asked for the published index only where a row needs it.
    """
    open_rows = [row for row in verdict.accepted if not row.party.code and row.party.type not in UNNAMED_TYPES]
    if not open_rows or dataset.purpose == "withdrawal":
        return verdict
    headers = {column.field: column.header for column in columns if column.field}
    index = latest()
    doubts = [found for row in open_rows if (found := _doubt(row, dataset, headers, index))]
    return replace(verdict, findings=[*verdict.findings, *doubts])


def _doubt(row: CleanRow, dataset: Dataset, headers: dict[str, str], index: PublicIndex) -> Finding | None:
    party = row.party
    name = public_name(party.name, party.type, dataset.disclosure.natural_persons)
    ground, codes = index.candidates(name, party.registration_number, party.organisation_code)
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
