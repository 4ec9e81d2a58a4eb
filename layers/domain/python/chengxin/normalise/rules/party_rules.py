"""Rules on the party of a decision: what each kind must and mustn't state, and one party per row."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters, text, texts
from chengxin.normalise.rules.party_names import Parties, parties_in
from chengxin.privacy.names import looks_personal

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

PARTY_TITLES = {"legal_person": "法人及非法人组织", "natural_person": "自然人", "sole_trader": "个体工商户"}


def party_identity(table: "Table", parameters: Parameters) -> None:
    """By kind of party, what is required and what must be blank (790 standard, items 2–13).

    A legal person has the first of `codes` or, in older templates, which don't state the kind of party, any of them;
    like a sole trader it has a `representative`. A natural person has neither, but `identity_type` and
    `identity_number`.
    """
    codes, representative = texts(parameters, "codes"), text(parameters, "representative")
    identity = [text(parameters, "identity_type"), text(parameters, "identity_number")]
    _require_code(table, codes)
    _require(table, "legal_person", [representative])
    _require(table, "sole_trader", [representative])
    _require(table, "natural_person", identity)
    _keep_blank(table, "natural_person", [*codes, representative])


def _require_code(table: "Table", codes: list[str]) -> None:
    stated = table.has_column(table.role("subject_type"))
    accepted = [name for name in (codes[:1] if stated else codes) if table.has_column(name)]
    if not accepted:
        return
    without = table.party_types == "legal_person"
    for name in accepted:
        without = without & table.missing(name)
    names = table.values(table.role("subject_name"))
    titles = "、".join(table.dataset.by_name[name].title for name in accepted)
    table.report(
        kinds.LEGAL_PERSON_WITHOUT_CODE, accepted[0], without, lambda i: {"party_name": names[i] or "", "codes": titles}
    )


def _require(table: "Table", kind: str, names: list[str]) -> None:
    rows = table.party_types == kind
    for name in names:
        if table.has_column(name) and name not in table.optional:
            missing = rows & table.missing(name)
            table.report(kinds.REQUIRED_FOR_PARTY, name, missing, lambda i: {"party": PARTY_TITLES[kind]})


def _keep_blank(table: "Table", kind: str, names: list[str]) -> None:
    rows = table.party_types == kind
    for name in filter(table.has_column, names):
        filled = rows & ~table.empty(name)
        table.report(kinds.MUST_BE_BLANK, name, filled, lambda i: {"party": PARTY_TITLES[kind]})


def single_party(table: "Table", parameters: Parameters) -> None:
    """One party per row: an enumeration of names that each stand on their own is several parties.

    One more name in brackets is a sole trader's owner, or the party's representative; else it is a party.
    """
    field = text(parameters, "field")
    written, heads = table.raw.get(field), table.values(table.role("representative"))
    if written is None:
        return
    found = {i: parties_in(written[i]) for i in table.plural_names(field).to_list()}
    several = {
        i: {"count": str(len(parties.names)), "split": "｜".join(parties.names)}
        for i, parties in found.items()
        if are_several(parties, table.party_types[i], heads[i]) and not table.cells[field].errors.get(i)
    }
    table.report_at(kinds.SEVERAL_PARTIES, field, several)


def are_several(parties: Parties, party_type: str | None, representative: str | None) -> bool:
    """Whether names in one cell are those of several parties, given the kind of party and its representative."""
    if len(parties.names) < 2 or not parties.bracketed:
        return len(parties.names) > 1
    outside, inside = parties.names
    if representative in parties.names:
        return False
    one_firm = looks_personal(outside) != looks_personal(inside)
    return not (one_firm and party_type in ("sole_trader", "natural_person"))
