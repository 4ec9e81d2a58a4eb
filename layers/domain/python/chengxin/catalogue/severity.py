"""Severity: in which class (轻微, 一般, 严重) a publicity rule puts a record, and what that class means for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chengxin.catalogue.dataset import Dataset, Role
from chengxin.catalogue.legal import FineClass, Period, PeriodClass, PeriodVersion, Severity

HEAVIEST_KIND = "heaviest_kind"
"""The derived field of a record's content that its kinds are counted under."""
YES = "true"
_RANKS: dict[Severity, int] = {"minor": 1, "general": 2, "serious": 3}


@dataclass(frozen=True, slots=True)
class SeverityFacts:
    """What of a record decides its class: `stated` by the department, its heaviest kind, whether a simplified procedure
    imposed it, its fine in 元, who decided on whom, and whether the department says that it must be published."""

    stated: str | None = None
    heaviest: str | None = None
    simplified: bool = False
    fine: Decimal | None = None
    department: str = ""
    party_type: str = ""
    must_publish: bool = False


def facts_of(
    dataset: Dataset, period: Period, content: Mapping[str, str], number: str | None, department: str, party_type: str
) -> SeverityFacts:
    """The facts of a record as its content tells them."""

    def told(role: Role) -> str | None:
        field = dataset.role(role)
        return content.get(field.name) if field else None

    fine, kinds = told("fine"), told("kinds") or ""
    return SeverityFacts(
        stated=told("severity"),
        heaviest=content.get(HEAVIEST_KIND),
        simplified=any(word in kinds or word in (number or "") for word in period.simplified_words),
        fine=Decimal(fine) if fine else None,
        department=department,
        party_type=party_type,
        must_publish=told("must_publish") == YES,
    )


def severity(rule: PeriodVersion, facts: SeverityFacts) -> Severity:
    """The class that the department states, else that of the heaviest kind, moved by procedure and amount."""
    for known in rule.classes:
        if facts.stated == known:
            return known
    found = rule.kinds.get(facts.heaviest or "", rule.default)
    if facts.simplified and rule.simplified and _RANKS[found] < _RANKS["serious"]:
        return rule.simplified
    for fine in rule.fines:
        if facts.fine is not None and _grades(fine, facts):
            found = _graded(fine, facts.fine, facts.heaviest, found)
    return found


def _grades(fine: FineClass, facts: SeverityFacts) -> bool:
    concerned = not fine.departments or facts.department in fine.departments
    return fine.settled and concerned and (not fine.party_types or facts.party_type in fine.party_types)


def _graded(fine: FineClass, amount: Decimal, heaviest: str | None, found: Severity) -> Severity:
    """A large fine is never less than serious; a small one is minor where it is the heaviest that was imposed."""
    if fine.serious_from is not None and amount >= fine.serious_from:
        return "serious"
    small = fine.minor_below is not None and amount < fine.minor_below
    return "minor" if small and heaviest == fine.kind else found


def class_of(rule: PeriodVersion, facts: SeverityFacts) -> PeriodClass:
    """What the record's class means for it; a class that isn't published is on its department's ground."""
    found = rule.classes.get(severity(rule, facts), PeriodClass())
    if found.publish or not facts.must_publish or found.months_on_ground is None:
        return found
    return found.model_copy(update={"publish": True, "months": found.months_on_ground})
