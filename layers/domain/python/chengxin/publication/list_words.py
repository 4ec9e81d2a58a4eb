"""A list and its totals in words, the same on the site's pages and on the API's."""

from chengxin.catalogue.model import Catalogue
from chengxin.catalogue.registers import CreditList
from chengxin.publication.labels import PARTY_TYPES, department_name
from chengxin.read_model.list_members import PARTIES, Totals

_FEN = 100
Pairs = list[tuple[str, str]]


def money(totals: Totals) -> str:
    """The amount of totals in 元, as an exact decimal."""
    whole, rest = divmod(totals["amount"], _FEN)
    return f"{whole}.{rest:02d}"


def measure_pairs(totals: Totals) -> Pairs:
    """Totals with their units; what there is none of is left out, but never how many stand there."""
    units = {party: "辆" if party == "vehicle" else "个" for party in PARTIES}
    units["natural_person"] = "人"
    told = [("在列", f"{totals['members']} 条"), ("案件（文书）", f"{totals['cases']} 件" if totals["cases"] else "")]
    told += [(PARTY_TYPES[one], f"{totals[one]} {units[one]}" if totals[one] else "") for one in PARTIES]
    return [*told, ("涉及金额", f"{money(totals)} 元" if totals["amount"] else "")]


def list_facts(listed: CreditList, catalogue: Catalogue) -> Pairs:
    """The law of a list, and who stood up for it."""
    item, review = listed.catalogue_item, catalogue.review_of(listed.id) or listed.confirmed
    numbered = f"{item.edition} {item.number} {item.title}" if item else ""
    return [
        ("认定依据", listed.legal_basis),
        ("目录条目", numbered),
        ("依据核定", f"{review.by}，{review.on}" if review else ""),
        ("认定机关", department_name(catalogue, listed.authority)),
        ("适用主体", "、".join(PARTY_TYPES[one] for one in listed.subject_types)),
        ("列入条件", listed.entry),
        ("移出条件", listed.exit),
        ("救济途径", listed.remedy),
    ]
