"""How long a record is public: the publicity period of its dataset, in the version its own date calls for."""

import calendar
from datetime import date, datetime, timedelta

from chengxin.catalogue import Catalogue
from chengxin.catalogue.severity import class_of, facts_of
from chengxin.records import RecordVersion
from chengxin.times import local_date

_DAY = timedelta(days=1)


def visible_until(
    version: RecordVersion, published_at: datetime, catalogue: Catalogue, today: date | None = None
) -> date | None:
    """The last day a record is shown, None for no end; a day before it was published where it may not be shown.

    The rule in force on the decision date governs (that of publication where the record has none), and where the
    period says so the rule of `today` (else of publication) caps it. Of the record's own end and the rules' months the
    earliest counts. A record that speaks against somebody is shown only on a settled basis.
    """
    dataset, published = catalogue.dataset(version.dataset), local_date(published_at)
    if dataset is None:
        return None
    if not catalogue.has_basis(dataset):
        return published - _DAY
    period = catalogue.period(dataset.disclosure.period) if dataset.disclosure.period else None
    if period is None:
        return None
    decided = version.decision_date or published
    facts = facts_of(dataset, period, version.content, version.document_number, version.department, version.party.type)
    start = published if period.counts_from == "publication" else decided
    ends = [version.valid_until] if period.until else []
    for rule in period.governing(decided, today or published):
        found = class_of(rule, facts)
        if not found.publish:
            return published - _DAY
        ends.append(add_months(start, found.months) if found.months else None)
    return min((end for end in ends if end), default=None)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
