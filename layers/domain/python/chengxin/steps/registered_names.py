"""Registered names: a warning for each row whose code the registry of enterprises knows under other names only.

What the row says is published under that code, so a slip in the code is another firm's penalty.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chengxin.catalogue import Dataset
from chengxin.findings import Finding
from chengxin.findings.rows import REGISTERED_NAME_DIFFERS
from chengxin.formats.model import Column
from chengxin.normalise.model import ChunkVerdict, CleanRow
from chengxin.privacy.names import public_name
from chengxin.search import PublicIndex
from chengxin.search.linking import UNNAMED_TYPES

PURPOSES = frozenset({"record"})
"""Of datasets whose rows become public about somebody; the registry itself says what a name is."""


def with_name_warnings(
    verdict: ChunkVerdict, dataset: Dataset, columns: Sequence[Column], latest: Callable[[], PublicIndex]
) -> ChunkVerdict:
    """The verdict with a warning for each accepted row whose code is registered to somebody of another name.

    `latest` is asked for the published index only where a row has a code.
    """
    coded = {row.row: row.party.code for row in verdict.accepted if row.party.type not in UNNAMED_TYPES}
    codes = [code for code in coded.values() if code]
    if not codes or dataset.purpose not in PURPOSES:
        return verdict
    index = latest()
    registered = index.registered_names(codes)
    headers = {column.field: column.header for column in columns if column.field}
    known = ((row, registered.get(coded.get(row.row) or "")) for row in verdict.accepted)
    doubts = [_doubt(row, name, dataset, headers) for row, name in known if name and _differs(row, name, index)]
    return replace(verdict, findings=[*verdict.findings, *doubts])


def _differs(row: CleanRow, registered: str, index: PublicIndex) -> bool:
    code, name = row.party.code or "", row.party.name
    shown = public_name(name, row.party.type, "never")
    return name != registered and not (index.goes_by(code, name) or index.goes_by(code, shown))


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
