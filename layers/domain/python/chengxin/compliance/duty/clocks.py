"""Which clock runs for a decision: by the dataset's rule in the catalogue and the day of the decision."""

from dataclasses import dataclass
from datetime import date, datetime, time

from chengxin.catalogue.legal import ClockVersion
from chengxin.catalogue.model import Catalogue
from chengxin.times import SHANGHAI


def clock_for(catalogue: Catalogue, dataset_id: str, day: date | None) -> ClockVersion | None:
    """The clock that governs a decision of `day` in a dataset.

    None where no duty runs: an unknown dataset, one without a clock, no readable date, or a day before the duty.
    """
    dataset = catalogue.dataset(dataset_id)
    clock = catalogue.clock(dataset.disclosure.clock) if dataset and dataset.disclosure.clock else None
    return clock.on(day) if clock and day else None


@dataclass(frozen=True, slots=True)
class Moments:
    """What happened to a record, and the day on which the department says that it did what the record is about."""

    accepted_at: datetime | None = None
    published_at: datetime | None = None
    handled_on: date | None = None


def discharged_at(clock: ClockVersion, moments: Moments, *, public: bool) -> datetime | None:
    """The moment that stops the clock: publication, or acceptance where the rule or the law of the record says so, or
    the beginning of the day on which it was handled.

    A record that may lawfully not be public (`public` False) has done its duty once it is accepted.
    """
    if clock.discharged_by == "handling":
        day = moments.handled_on
        return datetime.combine(day, time.min, SHANGHAI) if day else None
    return moments.accepted_at if not public or clock.discharged_by == "acceptance" else moments.published_at
