"""Name, code and stated kind of a party are those of one subject, or the row says so."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.identifiers import uscc
from chengxin.normalise.rules.parameters import Parameters
from chengxin.normalise.rules.party_rules import PARTY_TITLES
from chengxin.privacy.names import looks_personal

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Explain, Table

BUSINESS = "9"
"""Registered with the market regulator: such a code's subject may be a person's business."""


def party_agreement(table: "Table", parameters: Parameters) -> None:
    """What the party's code says of it (92 a sole trader, 91 an enterprise, 11 an organ …) agrees with the rest.

    A kind that contradicts it, and a person's name behind which stands no organ or association, are errors; a name that
    only looks like another kind of subject's is a warning.
    """
    name, code = table.role("subject_name"), table.role("subject_code")
    if name is None or not table.has_column(name):
        return
    names, codes, types = table.values(name), table.values(code), table.party_types
    told = _told(names, codes, types)
    stated = table.role("subject_type")
    if stated and table.has_column(stated):
        sole = codes.str.starts_with(uscc.SOLE_TRADER)
        wrong = ((types == "legal_person") & sole) | ((types == "sole_trader") & ~sole)
        table.report(kinds.PARTY_KIND_CONTRADICTED, stated, wrong & ~table.empty(stated), told)
    _people(table, name, code)
    if code and table.has_column(code):
        table.report(kinds.PARTY_NAME_DOUBT, code, _unlike(names, codes), told)


def _told(names: "pl.Series", codes: "pl.Series", types: "pl.Series") -> "Explain":
    def told(i: int) -> dict[str, str]:
        prefix = (codes[i] or "")[:2]
        kind, party = uscc.CLASSES.get(prefix, "其他组织"), PARTY_TITLES.get(types[i] or "", "")
        return {"prefix": prefix, "class_": kind, "party": party, "party_name": names[i] or ""}

    return told


def _people(table: "Table", name: str, code: str | None) -> None:
    """Names of persons among legal persons."""
    names, codes = table.values(name), table.values(code)
    suspects = (table.party_types == "legal_person") & table.short_names
    if code:
        suspects = suspects & ~table.faulty(code)
    found = [i for i in suspects.arg_true().to_list() if is_person_as_firm(names[i], codes[i])]
    table.report_at(kinds.PERSON_AS_LEGAL_PERSON, name, {i: {} for i in found})


def is_person_as_firm(name: str, code: str | None) -> bool:
    """Whether a name reads as a person's and the code, if there is one, is that of a business."""
    return looks_personal(name) and (code is None or code.startswith(BUSINESS))


def _unlike(names: "pl.Series", codes: "pl.Series") -> "pl.Series":
    company, bureau = names.str.ends_with("公司"), names.str.ends_with("局")
    return (company & ~codes.str.starts_with(uscc.ENTERPRISE)) | (bureau & codes.str.starts_with(BUSINESS))
