"""Rules on the party of a decision: what each kind must and mustn't state, and one party per row."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.party_types import PARTY_TITLES
from chengxin.privacy.names import is_organisation, looks_personal

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

Parameters = Mapping[str, str | int | bool | tuple[str, ...]]

_CODE_ROLES = ("subject_code", "subject_registration_number", "subject_organisation_code")
_SEPARATORS = r"[，,、；;/\n]"
_ET_AL = re.compile(r"(?<=.{2})等[0-9一二三四五六七八九十百]*(?:人|家|户|名|个)?$")


def party_identity(table: "Table", parameters: Parameters) -> None:
    """By kind of party, what is required and what must be blank (790 standard, items 2–13).

    Parameters name the fields: `codes` (all codes of an organisation, the first being the unified one),
    `representative`, `identity_type`, `identity_number`. A layout without the kind of party is an older one: there
    any one of the codes will do, and the identity number of a legal person's row is its representative's.
    """
    codes = [name for name in _names(table, parameters, "codes", _CODE_ROLES) if table.has(name)]
    representative = _name(parameters, "representative", "representative")
    identity = [_name(parameters, "identity_type", "identity_type"), _name(parameters, "identity_number", "")]
    identity = [name or table.role("subject_identity_number") or "" for name in identity]
    person = table.parties == "natural_person"
    legal = table.parties == "legal_person"
    if person.any():
        _blank(table, "natural_person", person, [*codes, representative])
        _required(table, "natural_person", person, identity)
    _codes_of_legal_persons(table, legal, codes)
    if table.states_party:
        _blank(table, "legal_person", legal, identity)
        _required(table, "legal_person", legal, [representative])
        _required(table, "sole_trader", table.parties == "sole_trader", [representative])


def _codes_of_legal_persons(table: "Table", legal: "pl.Series", codes: list[str]) -> None:
    accepted = codes[:1] if table.states_party else codes
    if not accepted:
        return
    without = legal
    for name in accepted:
        without = without & table.missing(name)
    names = table.values(table.role("subject_name"))
    titles = "、".join(table.header(name).split("\n")[0] for name in accepted)
    table.report(
        kinds.LEGAL_PERSON_WITHOUT_CODE, accepted[0], without, lambda i: {"party_name": names[i] or "", "codes": titles}
    )


def _blank(table: "Table", kind: str, rows: "pl.Series", names: list[str]) -> None:
    for name in filter(table.has, names):
        where = rows & table.values(name).is_not_null()
        table.report(kinds.MUST_BE_BLANK, name, where, lambda i: {"party": PARTY_TITLES[kind]})


def _required(table: "Table", kind: str, rows: "pl.Series", names: list[str]) -> None:
    for name in filter(table.has, names):
        where = rows & table.missing(name)
        table.report(kinds.REQUIRED_FOR_PARTY, name, where, lambda i: {"party": PARTY_TITLES[kind]})


def single_party(table: "Table", parameters: Parameters) -> None:
    """One party per row: an enumeration of names that each stand on their own is several parties."""
    name = str(parameters.get("field") or table.role("subject_name"))
    names = table.values(name)
    split = {i: split_parties(names[i]) for i in (names.str.contains(_SEPARATORS + "|等")).arg_true().to_list()}
    several = {i: parts for i, parts in split.items() if len(parts) > 1}
    for position, parts in several.items():
        table.add(kinds.SEVERAL_PARTIES, position, name, {"count": str(len(parts)), "split": "｜".join(parts)})


def split_parties(name: str) -> list[str]:
    """The parties that a cell enumerates, or the name alone where its separators belong to it.

    `北京、上海联合咨询有限公司` is one party because `北京` is none.
    """
    bare = _ET_AL.sub("", name)
    parts = [part.strip() for part in re.split(_SEPARATORS, bare) if part.strip()]
    if len(parts) > 1 and all(is_organisation(part) or looks_personal(part) for part in parts):
        return parts
    if bare != name and (is_organisation(bare) or looks_personal(bare)):
        return [bare, name[len(bare) :]]
    return [name]


def _name(parameters: Parameters, key: str, default: str) -> str:
    return str(parameters.get(key, default))


def _names(table: "Table", parameters: Parameters, key: str, roles: tuple[str, ...]) -> list[str]:
    given = parameters.get(key)
    if isinstance(given, tuple):
        return list(given)
    return [name for role in roles if (name := table.role(role))]
