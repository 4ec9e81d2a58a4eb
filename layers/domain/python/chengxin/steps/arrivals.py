"""From an "object created" event to the drop that it means."""

from dataclasses import dataclass

from chengxin.ports import Inbox, Submissions
from chengxin.records import Drop


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an event says of a dropped object. Some senders leave out the version."""

    event_id: str
    key: str
    version_id: str | None
    etag: str | None
    size: int | None


def is_file(drop: Drop) -> bool:
    """Whether a drop is more than the marker of a folder, which some tools put."""
    return not (drop.size == 0 and drop.key.endswith("/"))


def drop_of_event(arrival: Arrival, inbox: Inbox, submissions: Submissions) -> Drop | None:
    """The drop that an event means; None for a folder marker, an object that is gone, or one event too many.

    The same bytes dropped again under the same key can't be told apart without the version: each event then takes
    the oldest such drop that no other event has taken, so that as many drops are processed as there were events.
    """
    found = inbox.candidates(arrival.key, arrival.version_id, arrival.etag, arrival.size)
    files = [drop for drop in found if is_file(drop)]
    if arrival.version_id:
        return files[0] if files else None
    return next((d for d in files if submissions.claim_drop(d.submission_id, arrival.event_id)), None)
