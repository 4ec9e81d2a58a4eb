"""Telling those who have to act: once when a level is reached, at most one message a level and day.

A rehearsal, which is a run by hand at another time than now, tells operations alone what it would tell, and remembers
nothing: neither may a contact act on it, nor may it keep a message of the real day back.

What was told is remembered, so a run that is repeated tells nothing twice. A message is claimed before it is sent: two
runs at once can't both send it. A run that dies between the two has lost it until the next digest; one that can't send
gives the claim back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chengxin.catalogue import Catalogue
from chengxin.compliance.board.scoreboard import Scoreboard
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.escalation.messages import Level, Message, alerts, digest, recovered, rehearsed
from chengxin.times import local_date, shanghai

DIGEST_HOUR = 9
NotificationKey = tuple[str, Level]
"""(department, level)"""


class Notifier(Protocol):
    """How a message reaches its audience."""

    def send(self, message: Message) -> None:
        """Hands a message over to whatever delivers it."""


class NotificationMemory(Protocol):
    """When each department was last told at each level."""

    def told(self) -> Mapping[NotificationKey, datetime]:
        """All that is remembered."""

    def claim(self, place: NotificationKey, now: datetime) -> bool:
        """Remembers `now`, unless the place was claimed on the same day or a later one: then it answers False."""

    def restore(self, place: NotificationKey, at: datetime | None) -> None:
        """Remembers what was remembered before a claim; None for nothing."""


@dataclass(frozen=True, slots=True)
class Announcer:
    """`site` is the public site's address, without a slash at its end."""

    catalogue: Catalogue
    duties: Duties
    notifier: Notifier
    memory: NotificationMemory
    site: str

    def tell(self, city: Scoreboard, now: datetime) -> int:
        """Sends what is new in the city's board of the current month; answers how many messages were sent."""
        told = self.memory.told()
        return sum(self._send(message, told, now) for message in self._due(city, told, now))

    def rehearse(self, city: Scoreboard, now: datetime) -> int:
        """Shows operations what would be sent at `now`; answers how many messages that are."""
        told = {place: at for place, at in self.memory.told().items() if at <= now}
        messages = [rehearsed(message, now) for message in self._due(city, told, now)]
        for message in messages:
            self.notifier.send(message)
        return len(messages)

    def _due(self, city: Scoreboard, told: Mapping[NotificationKey, datetime], now: datetime) -> Iterator[Message]:
        names = {one.id: one.name for one in self.catalogue.departments}
        folder = f"{self.site}/compliance/{city.month}"
        calendar = self.duties.calendar.known_on(local_date(now))
        for board in city.departments:
            name, link = names.get(board.department, board.department), f"{folder}/{board.department}.html"
            for message in alerts(board, name, link, calendar):
                last = told.get((board.department, message.level))
                if last is None or message.since > last:
                    yield message
            if not board.overdue and self._unanswered(board, told):
                yield recovered(board, name, link)
        if shanghai(now).hour >= DIGEST_HOUR and calendar.is_working_day(local_date(now)):
            daily = digest(city, names, f"{folder}/index.html")
            yield from [daily] if daily else []

    def _unanswered(self, board: Scoreboard, told: Mapping[NotificationKey, datetime]) -> bool:
        """Whether the last that operations heard of a department is that something was overdue."""
        overdue, over = told.get((board.department, "overdue")), told.get((board.department, "recovered"))
        return overdue is not None and overdue <= board.as_of and (over is None or over < overdue)

    def _send(self, message: Message, told: Mapping[NotificationKey, datetime], now: datetime) -> bool:
        place: NotificationKey = (message.department, message.level)
        if not self.memory.claim(place, now):
            return False
        try:
            self.notifier.send(message)
        except BaseException:
            self.memory.restore(place, told.get(place))
            raise
        return True
