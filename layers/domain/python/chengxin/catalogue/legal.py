"""Legal rules by date: the clocks that departments run against, and for how long a record is public.

A rule is never edited when the law changes: the version in force gets a `validTo`, a new version is added. Which
version governs a record follows from the record's own date.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field as Setting

from chengxin.catalogue.base import Model, Statement
from chengxin.catalogue.dataset import PartyType

Severity = Literal["minor", "general", "serious"]


class ClockVersion(Statement):
    """A clock as it stood from `valid_from` to `valid_to` (both included, `None`: open).

    `discharged_by`: what fulfils the duty, publication on the platform, acceptance of the record by it, or what the
    department did on a day that it tells of.
    """

    valid_from: date
    valid_to: date | None = None
    working_days: int
    discharged_by: Literal["publication", "acceptance", "handling"] = "publication"
    source: str


class Clock(Model):
    """A statutory time limit in working days; the day of the event itself is not counted (Civil Code art. 201)."""

    id: str
    title: str
    counts_from: Literal["decision_date", "annulment_date", "objection_date"] = "decision_date"
    versions: tuple[ClockVersion, ...]

    def on(self, day: date) -> ClockVersion | None:
        """The version that governs an event of `day`; None where no duty existed yet."""
        return next(
            (v for v in self.versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None
        )


class Exemption(Model):
    """A decision that by law is not disclosed: whose, which, on what ground, who approved it and since when.

    It holds for whatever tells of the decision; taking the entry out brings the duty back.
    """

    department: str
    document_number: str = Setting(min_length=1)
    legal_ground: str = Setting(min_length=1)
    approver: str = Setting(min_length=1)
    approved_on: date


class PeriodClass(Model):
    """What one class of severity means: published at all, for how many months at most, repairable after how many.

    `months` None: no end of its own. A class that isn't published is where its department says that it must be, with
    its ground, for `months_on_ground`.
    """

    publish: bool = True
    months: int | None = None
    repair_after_months: int | None = None
    months_on_ground: int | None = None


class FineClass(Statement):
    """How the authority of a sector grades fines, in 元: below `minor_below` minor, from `serious_from` on serious.

    `departments` empty: every department's; `party_types` empty: every kind of party. Only a settled one grades, and
    only where `kind` is the heaviest a small fine makes a decision minor.
    """

    kind: str = "罚款"
    departments: tuple[str, ...] = ()
    party_types: tuple[PartyType, ...] = ()
    minor_below: Decimal | None = None
    serious_from: Decimal | None = None
    source: str

    @property
    def limits(self) -> list[Decimal]:
        """The amounts at which a fine's class changes."""
        return [limit for limit in (self.minor_below, self.serious_from) if limit is not None]


class PeriodVersion(Statement):
    """A publicity rule as it stood from `valid_from` to `valid_to` (both included).

    `kinds` gives the class of a penalty kind (code of the code list); a record with several kinds takes the
    heaviest class, one with none of them `default`. `simplified` is the class of what a simplified procedure imposed,
    `fines` are the amounts that move a fine to another class. A department may set the class itself (role `severity`).
    """

    valid_from: date
    valid_to: date | None = None
    source: str
    classes: dict[Severity, PeriodClass]
    kinds: dict[str, Severity] = Setting(default={})
    default: Severity = "general"
    simplified: Severity | None = None
    fines: tuple[FineClass, ...] = ()


class Period(Model):
    """How long a record is public.

    `counts_from` is the day the months run from; with `until` the record is public until that date of its own,
    and no longer. The version that governs is the one in force on the decision date. `later_rule` is the operator's
    policy for records decided before the rule of today: it `caps` them, so that none is shown for longer than a
    decision of today would be, or is `ignored`. `simplified_words` tell a simplified procedure in a record's kinds
    and document number.
    """

    id: str
    title: str
    counts_from: Literal["decision_date", "publication"] = "decision_date"
    until: Literal["valid_until"] | None = None
    later_rule: Literal["caps", "ignored"] = "ignored"
    simplified_words: tuple[str, ...] = ()
    versions: tuple[PeriodVersion, ...]

    def governing(self, decided: date, today: date) -> list[PeriodVersion]:
        """The versions of which the shortest counts: that of the decision's day and, where it caps, today's."""
        days = [decided, today] if self.later_rule == "caps" else [decided]
        found = [version for day in days if (version := self.on(day))]
        return found[:1] if found[:1] == found[1:] else found

    def on(self, day: date) -> PeriodVersion | None:
        """The version that governs a decision of `day`; None before the first rule."""
        return next(
            (v for v in self.versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None
        )
