"""Registered names: a warning for each row whose code the registry of enterprises knows under other names only.

What the row says is published under that code, so a slip in the code is another firm's penalty.
"""

from collections.abc import Sequence
from dataclasses import replace

from chengxin.catalogue import Dataset
from chengxin.findings import Finding
from chengxin.findings.rows import REGISTERED_NAME_DIFFERS
from chengxin.formats.model import Column
from chengxin.normalise.model import ChunkVerdict, CleanRow
from chengxin.privacy.mentions import public_name
from chengxin.read_model.linking import UNNAMED_TYPES
from chengxin.read_model.reader import ReadModel
from chengxin.search.name_folding import normalise_name

PURPOSES = frozenset({"record"})
"""Of datasets whose rows become public about somebody; the registry itself says what a name is."""


def with_name_warnings(
    verdict: ChunkVerdict, dataset: Dataset, columns: Sequence[Column], public: ReadModel
) -> ChunkVerdict:
    """The verdict with a warning for each accepted row whose code is registered to somebody of another name."""
    coded = [row for row in verdict.accepted if row.party.code and row.party.type not in UNNAMED_TYPES]
    if not coded or dataset.purpose not in PURPOSES:
        return verdict
    registered = public.registered_names(row.party.code for row in coded if row.party.code)
    known = [(row, registered.get(row.party.code or "", row.party.name)) for row in coded]
    differing = [(row, name) for row, name in known if name != row.party.name]
    codes = public.codes_of({("name", name) for row, _ in differing for name in _spellings(row)})
    headers = {column.field: column.header for column in columns if column.field}
    doubts = [
        _doubt(row, name, dataset, headers)
        for row, name in differing
        if not any(row.party.code in codes.get(("name", spelt), ()) for spelt in _spellings(row))
    ]
    return replace(verdict, findings=[*verdict.findings, *doubts])


def _spellings(row: CleanRow) -> set[str]:
    """The row's name as names are compared, in full and as the public may see it."""
    party = row.party
    names = (party.name, public_name(party.name, party.type, "never"))
    return {folded for name in names if (folded := normalise_name(name))}


def _doubt(row: CleanRow, name: str, dataset: Dataset, headers: dict[str, str]) -> Finding:
    field = dataset.roles.get("subject_code")
    return Finding(
        REGISTERED_NAME_DIFFERS,
        row=row.row,
        column=headers.get(field or ""),
        field=field,
        value=row.party.code,
        params={"registered": name, "party_name": row.party.name},
    )
