"""The business clock of a scheduled run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chengxin.errors import InvalidRequestError
from chengxin.ports import Clock
from chengxin.times import parse_rfc3339, shanghai


def business_clock(event: Mapping[str, Any], clock: Clock) -> tuple[datetime, dict[str, Any]]:
    """The `now` of a job, and what its result says of a run by hand.

    It is the schedule's time where that can be read (an emulator sends the placeholder as it stands), else the wall
    clock. A time given by hand that can't be read is an error: guessing would publish or count under a wrong day.
    """
    text, by_hand = str(event.get("time", "")), bool(event.get("by_hand"))
    try:
        return parse_rfc3339(text), ({"by_hand": True} if by_hand else {})
    except ValueError:
        if by_hand:
            raise InvalidRequestError(f"AT must be a time such as 2026-03-02T10:00:00+08:00, not {text!r}") from None
        return shanghai(clock.now()), {}
