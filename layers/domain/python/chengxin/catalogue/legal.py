"""Legal rules by date: the clocks that departments run against, and for how long a record is public.

A rule is never edited when the law changes: the version in force gets a `validTo`, a new version is added. Which
version governs a record follows from the record's own date.
"""

from datetime import date
from typing import Literal

from pydantic import Field as Setting

from chengxin.catalogue.base import Evidence, Model

Severity = Literal["minor", "general", "serious"]


class ClockVersion(Model):
    """A clock as it stood from `valid_from` to `valid_to` (both included, `None`: open).

    `discharged_by`: what fulfils the duty, publication on the platform, acceptance of the record by it, or what the
    department did on a day that it tells of.
    """

    valid_from: date
    valid_to: date | None = None
    working_days: int
    discharged_by: Literal["publication", "acceptance", "handling"] = "publication"
    source: str
    evidence: Evidence = "unconfirmed"


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

    `months` None: no end of its own.
    """

    publish: bool = True
    months: int | None = None
    repair_after_months: int | None = None


class PeriodVersion(Model):
    """A publicity rule as it stood from `valid_from` to `valid_to` (both included).

    `kinds` gives the class of a penalty kind (code of the code list); a record with several kinds takes the
    heaviest class, one with none of them `default`. A department may set the class itself (role `severity`).
    """

    valid_from: date
    valid_to: date | None = None
    source: str
    evidence: Evidence = "unconfirmed"
    classes: dict[Severity, PeriodClass]
    kinds: dict[str, Severity] = Setting(default={})
    default: Severity = "general"


class Period(Model):
    """How long a record is public.

    `counts_from` is the day the months run from; with `until` the record is public until that date of its own,
    and no longer. The version that governs is the one in force on the decision date.
    """

    id: str
    title: str
    counts_from: Literal["decision_date", "publication"] = "decision_date"
    until: Literal["valid_until"] | None = None
    versions: tuple[PeriodVersion, ...]

    def on(self, day: date) -> PeriodVersion | None:
        """The version that governs a decision of `day`; None before the first rule."""
        return next(
            (v for v in self.versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None
        )
