"""Time as the platform means it: aware datetimes in Asia/Shanghai, dates as the calendar of that zone."""

from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "+08:00")


def shanghai(moment: datetime) -> datetime:
    """The same moment in Asia/Shanghai; a naive one is refused because its zone would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the domain")
    return moment.astimezone(SHANGHAI)


def local_date(moment: datetime) -> date:
    """The calendar date in Asia/Shanghai (midnight there is 16:00 UTC)."""
    return shanghai(moment).date()


def rfc3339(moment: datetime) -> str:
    """`2026-03-02T10:00:00+08:00`, seconds kept, fractions dropped."""
    return shanghai(moment).replace(microsecond=0).isoformat()


def parse_rfc3339(text: str) -> datetime:
    """Reads what `rfc3339` wrote, and `Z` times; raises ValueError for anything without a zone."""
    return shanghai(datetime.fromisoformat(text))


def utc(moment: datetime) -> datetime:
    """The same moment in UTC, for callers that talk to AWS."""
    return moment.astimezone(UTC)
