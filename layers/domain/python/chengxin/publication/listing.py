"""A member of a list in facts: what the list's totals count and its filters ask for; of a person only a mark.

The district is that of an enterprise's registration (GB 32100-2015, digits 3–8 of its code); persons and vehicles have
none.
"""

from decimal import Decimal
from typing import Any

from chengxin.catalogue import Catalogue
from chengxin.catalogue.registers import CreditList
from chengxin.records import DOCUMENT_LENGTH, PAGE_LENGTH, RecordVersion
from chengxin.search.name_folding import normalise_code, normalise_name

DISTRICTS = "district"


def listing_of(version: RecordVersion, listed: CreditList, catalogue: Catalogue) -> dict[str, Any]:
    """`case`, `party` (a mark that two records of one party share), `type`, `authority`, and where told `amount` (分)
    and `district`."""
    party = version.party
    facts: dict[str, Any] = {
        "case": version.key.record_id[: PAGE_LENGTH + DOCUMENT_LENGTH],
        "party": _mark(version),
        "type": party.type,
        "authority": version.authority_name,
    }
    if amount := version.content.get(listed.amount or ""):
        facts["amount"] = int(Decimal(amount) * 100)
    if party.type not in ("natural_person", "vehicle") and (district := district_of(party.code, catalogue)):
        facts["district"] = district
    return facts


def district_of(code: str | None, catalogue: Catalogue) -> str | None:
    """The city's district in which the bearer of a unified code is registered, by its number."""
    number = normalise_code(code)[2:8] if code else ""
    known = {value.code for one in catalogue.code_lists if one.id == DISTRICTS for value in one.values}
    return number if number in known else None


def _mark(version: RecordVersion) -> str:
    """A person's mark is the part of the record's id that its name and number gave, by a keyed digest."""
    party = version.party
    if party.type == "natural_person":
        return version.key.entry
    return normalise_code(party.code) if party.code else normalise_name(party.name)
