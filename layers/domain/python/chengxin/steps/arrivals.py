"""From an "object created" event to the drop that it means."""

from dataclasses import dataclass
from datetime import datetime

from chengxin.ports import Inbox, Submissions
from chengxin.records import Drop


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an event says of a dropped object. Some senders leave out the version, or the time of the event."""

    event_id: str
    key: str
    version_id: str | None
    etag: str | None
    size: int | None
    time: datetime | None


def is_file(drop: Drop) -> bool:
    """Whether a drop is more than the marker of a folder, which some tools put."""
    return not (drop.size == 0 and drop.key.endswith("/"))


def drop_of_event(arrival: Arrival, inbox: Inbox, submissions: Submissions, now: datetime) -> Drop | None:
    """The drop that an event means; None for a folder marker, or one event too many.

    The same bytes dropped again under the same key can't be told apart without the version: each event then takes
    the oldest such drop that no other event has taken, so that as many drops are processed as there were events.
    An object that is gone by now was dropped all the same: it is what the event says of it.
    """
    found = inbox.candidates(arrival.key, arrival.version_id, arrival.etag, arrival.size)
    files = [drop for drop in found or [_gone(arrival, inbox.bucket, now)] if is_file(drop)]
    if arrival.version_id or not found:
        return files[0] if files else None
    return next((d for d in files if submissions.claim_drop(d.submission_id, arrival.event_id)), None)


def _gone(arrival: Arrival, bucket: str, now: datetime) -> Drop:
    """A drop whose object was removed before anybody looked; without a version the event stands for it."""
    return Drop(
        bucket=bucket,
        key=arrival.key,
        version_id=arrival.version_id or f"event {arrival.event_id}",
        size=arrival.size or 0,
        etag=arrival.etag or "",
        last_modified=arrival.time or now,
    )
