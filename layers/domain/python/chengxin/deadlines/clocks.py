"""Which clock runs for a decision: by the dataset's rule in the catalogue and the day of the decision."""

from datetime import date, datetime

from chengxin.catalogue.legal import ClockVersion
from chengxin.catalogue.model import Catalogue


def clock_for(catalogue: Catalogue, dataset_id: str, day: date | None) -> ClockVersion | None:
    """The clock that governs a decision of `day` in a dataset.

    None where no duty runs: an unknown dataset, one without a clock, no readable date, or a day before the duty.
    """
    dataset = catalogue.dataset(dataset_id)
    clock = catalogue.clock(dataset.disclosure.clock) if dataset and dataset.disclosure.clock else None
    return clock.on(day) if clock and day else None


def discharged_at(
    clock: ClockVersion, *, public: bool, accepted_at: datetime | None, published_at: datetime | None
) -> datetime | None:
    """The moment that stops the clock: publication, or acceptance where the rule or the law of the record says so.

    A record that may lawfully not be public (`public` False) has done its duty once it is accepted.
    """
    return accepted_at if not public or clock.discharged_by == "acceptance" else published_at
