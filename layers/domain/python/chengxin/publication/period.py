"""How long a record is public: the publicity period of its dataset, in the version its own date calls for."""

import calendar
from datetime import date, datetime

from chengxin.catalogue import Catalogue
from chengxin.catalogue.legal import PeriodClass, PeriodVersion
from chengxin.records import RecordVersion
from chengxin.times import local_date

HEAVIEST_KIND = "heaviest_kind"


def visible_until(version: RecordVersion, published_at: datetime, catalogue: Catalogue) -> date | None:
    """The last day a record is shown, None for no end.

    The rule in force on the decision date governs (that of publication where the record has none); of the record's own
    end and the rule's months the earlier counts.
    """
    dataset = catalogue.dataset(version.dataset)
    period = catalogue.period(dataset.disclosure.period) if dataset and dataset.disclosure.period else None
    if dataset is None or period is None:
        return None
    published = local_date(published_at)
    rule = period.on(version.decision_date or published)
    severity_field = dataset.role("severity")
    stated = version.content.get(severity_field.name) if severity_field else None
    ends = [version.valid_until] if period.until else []
    if rule:
        start = published if period.counts_from == "publication" else version.decision_date or published
        months = _class_of(rule, stated, version.content.get(HEAVIEST_KIND)).months
        ends.append(add_months(start, months) if months else None)
    return min((end for end in ends if end), default=None)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _class_of(rule: PeriodVersion, stated: str | None, heaviest: str | None) -> PeriodClass:
    """The class that the department stated, else that of the heaviest kind of penalty, else the rule's default."""
    classes: dict[str, PeriodClass] = dict(rule.classes.items())
    severity = stated if stated in classes else rule.kinds.get(heaviest or "", rule.default)
    return classes.get(severity, PeriodClass())
