"""What a department's board counts. The ledger's entries are read one after another, each once, by all that counts:
months after a first load of history are too large to be held as decisions."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from chengxin.compliance.board.duty_list import LISTED, DutyListBuilder, without_siblings
from chengxin.compliance.board.gaps import Gap, Series, gaps
from chengxin.compliance.board.months import before
from chengxin.compliance.board.tally import Tally
from chengxin.compliance.duty.obligations import (
    DutyRegister,
    Obligation,
    in_order,
    ledger_lines,
    newest_dates,
    oldest_decision,
)
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.statements import DocumentKey, LedgerLine, Revision, Statements
from chengxin.compliance.duty.timeliness import Timeliness
from chengxin.ledger import LedgerEntry
from chengxin.times import shanghai


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A line of evidence; with a verdict only where the decision carries a duty that came in the month."""

    line: LedgerLine
    verdict: Timeliness | None = None


class Newest:
    """The newest lines of a number as far as they are listed, entry by entry in drop order."""

    def __init__(self) -> None:
        self._kept: deque[list[LedgerLine]] = deque()
        self._count = 0

    def add(self, lines: list[LedgerLine]) -> list[LedgerEntry]:
        """Takes in what an entry has of them; answers the entries whose lines are no longer listed."""
        dropped: list[LedgerEntry] = []
        if lines:
            self._kept.append(lines[:LISTED])
            self._count += len(self._kept[-1])
        while self._kept and self._count - len(self._kept[0]) >= LISTED:
            oldest = self._kept.popleft()
            self._count -= len(oldest)
            dropped.append(oldest[0].entry)
        return dropped

    def __iter__(self) -> Iterator[LedgerLine]:
        return islice((line for lines in reversed(self._kept) for line in lines), LISTED)


class RowCount:
    """The month's rows as they were handed in, by dataset, and the newest of them. `mine` are the month's entries."""

    def __init__(self, mine: Iterable[LedgerEntry], as_of: datetime, duties: Duties) -> None:
        self._as_of = as_of
        handed_in = ("record", "rejected_row")
        counted = [entry for entry in mine if entry.source in handed_in and entry.dataset in duties.disclosed]
        self._counted = {id(entry) for entry in counted}
        self.tallies = {entry.dataset: Tally() for entry in counted}
        self._newest = {name: Newest() for name in ("accepted", "rejected", "published", "corrected")}
        self._listed: Counter[int] = Counter()
        self._verdicts: dict[int, dict[int, Timeliness]] = {}

    def count(self, entry: LedgerEntry, lines: Sequence[LedgerLine]) -> None:
        """Counts an entry of the month; rows that repeat what was known are left out."""
        if id(entry) not in self._counted:
            return
        fresh = [one for one in lines if one.decision.source == "record" and one.decision.outcome != "unchanged"]
        found = {
            "accepted": fresh,
            "rejected": [one for one in lines if one.decision.source == "rejected_row"],
            "published": [one for one in fresh if one.decision.public] if self._published(entry) else [],
            "corrected": [one for one in fresh if one.decision.outcome == "correction"],
        }
        for name, some in found.items():
            self._list(name, entry, some)
        self.tallies[entry.dataset] += Tally(
            accepted=len(fresh),
            rejected=entry.rows_rejected,
            published=len(found["published"]),
            corrected=len(found["corrected"]),
        )

    def judged(self, one: Obligation) -> None:
        """Remembers the verdict on what may be listed."""
        entry = id(one.line.entry)
        if self._listed[entry]:
            self._verdicts.setdefault(entry, {})[one.line.index] = one.verdict

    @property
    def newest(self) -> dict[str, list[EvidenceLine]]:
        """The newest rows by the names of their numbers. A correction carries no duty, so there is no verdict on it."""
        return {
            name: [EvidenceLine(without_siblings(line), self._verdict(line)) for line in lines]
            for name, lines in self._newest.items()
        }

    def _list(self, name: str, entry: LedgerEntry, lines: list[LedgerLine]) -> None:
        self._listed[id(entry)] += bool(lines)
        for dropped in self._newest[name].add(lines):
            self._listed[id(dropped)] -= 1
            if not self._listed[id(dropped)]:
                self._verdicts.pop(id(dropped), None)

    def _verdict(self, line: LedgerLine) -> Timeliness | None:
        return self._verdicts.get(id(line.entry), {}).get(line.index)

    def _published(self, entry: LedgerEntry) -> bool:
        return entry.published_at is not None and entry.published_at <= self._as_of


class DischargeCount:
    """What became of the duties that came in the month."""

    def __init__(self, duties: Duties) -> None:
        self._disclosed, self._decided = duties.disclosed, duties.disclosed | duties.registered
        self._verdicts: dict[str, Counter[Timeliness]] = {}
        self._newest: dict[str, deque[Obligation]] = {"on_time": deque(maxlen=LISTED), "late": deque(maxlen=LISTED)}
        self.exempt, self.withdrawals = DutyListBuilder(), DutyListBuilder(newest=True)
        self.revised = DutyListBuilder(newest=True)

    def count(self, one: Obligation) -> None:
        """Counts a duty."""
        dataset, status = one.line.decision.dataset, one.verdict.status
        if status == "exempt" and dataset in self._decided:
            self.exempt.add(one)
        if dataset not in self._disclosed and one.source == "record":
            self.withdrawals.add(one)
            return
        if dataset not in self._decided:
            return
        if one.revised:
            self.revised.add(one)
        self._verdicts.setdefault(dataset, Counter())[one.verdict] += 1
        if status in self._newest:
            self._newest[status].append(one)

    @property
    def datasets(self) -> list[str]:
        """The datasets whose duties were counted: registers tell of decisions that nobody has sent in yet."""
        return list(self._verdicts)

    def tally(self, dataset: str) -> Tally:
        """The discharged and the overdue duties of a dataset."""
        statuses: Counter[str] = Counter()
        days: Counter[int] = Counter()
        for verdict, count in self._verdicts.get(dataset, {}).items():
            statuses[verdict.status] += count
            if verdict.working_days_taken is not None:
                days[verdict.working_days_taken] += count
        return Tally(on_time=statuses["on_time"], late=statuses["late"], overdue=statuses["overdue"], days=days)

    @property
    def newest(self) -> dict[str, list[EvidenceLine]]:
        """The newest of what was discharged in time or late."""
        return {
            name: [EvidenceLine(without_siblings(one.line), one.verdict) for one in reversed(found)]
            for name, found in self._newest.items()
        }


class LevelCount:
    """The duties that are open at a moment, and how urgent they are."""

    def __init__(self) -> None:
        self.due_soon = DutyListBuilder(key=lambda one: str(one.verdict.deadline))
        self.overdue, self.long_overdue, self.concealed = (DutyListBuilder(key=oldest_decision) for _ in range(3))
        self._next: list[Obligation] = []

    def count(self, found: Iterable[Obligation]) -> None:
        """Counts duties where they stand."""
        for one in found:
            if one.verdict.due_soon:
                self.due_soon.add(one)
                self._next = [min([*self._next, one], key=_urgency)]
            if one.verdict.status == "overdue":
                self.overdue.add(one)
                if one.verdict.long_overdue:
                    self.long_overdue.add(one)
                if one.source == "register":
                    self.concealed.add(one)

    @property
    def next_due(self) -> Obligation | None:
        """The first that will be overdue; of several the first by number."""
        return next((Obligation(without_siblings(one.line), one.verdict) for one in self._next), None)


class RegisterCount:
    """上报率's denominator and numerator: the month's register lines, and those of them handed in by `as_of`."""

    def __init__(self, mine: Iterable[LedgerEntry], as_of: datetime, duties: Duties) -> None:
        self._disclosed = duties.disclosed
        self._done: dict[DocumentKey, bool] = {}
        for one in ledger_lines((entry for entry in mine if entry.source == "register"), as_of):
            self._done[one.document] = self._done.get(one.document, False) or one.closed_by(as_of)

    def count(self, told: Sequence[LedgerLine]) -> None:
        """Notes the lines whose documents an entry hands in."""
        for one in told if self._done else ():
            if one.document in self._done and one.decision.dataset in self._disclosed:
                self._done[one.document] = True

    @property
    def counts(self) -> tuple[int, int]:
        """(lines, handed in)"""
        return len(self._done), sum(self._done.values())


class NumberSeries:
    """Gaps in the series of the decisions told of in the month, up to those told of in the month before. What is known
    otherwise is not missing: decisions of older months, those that a notice takes back, those that are exempt."""

    def __init__(self, department: str, month: str, at: datetime, duties: Duties) -> None:
        self._at, self._withdrawing = at, duties.withdrawing
        self._others = Series(duties.exempted(department, at))
        self._received = {month: Series(), before(month): Series()}

    def count(self, entry: LedgerEntry, told: Sequence[LedgerLine]) -> None:
        """Notes the numbers that an entry tells of."""
        if entry.received_at > self._at:
            return
        came = self._received.get(f"{shanghai(entry.received_at):%Y-%m}", self._others)
        # What is closed by then is told of under its own number, or was a mistake.
        for one in (line for line in told if line.decision.source != "rejected_row" or not line.closed_by(self._at)):
            (self._others if one.decision.dataset in self._withdrawing else came).add(one.decision.document_key)

    @property
    def gaps(self) -> list[Gap]:
        """What the series lack."""
        received, earlier = self._received.values()
        return gaps(received, earlier, self._others)


class MonthCount:
    """All that a board counts, of the entries `mine` that came in its month and of those that were open then.

    `moments` are that of the board and that of its levels, which stand still at the month's end.
    """

    def __init__(
        self,
        department: str,
        month: str,
        mine: Sequence[LedgerEntry],
        moments: tuple[datetime, datetime],
        duties: Duties,
    ) -> None:
        self._as_of, self._level_at = moments
        self._duties, self._mine = duties, {id(entry) for entry in mine}
        self.revised: dict[str, Revision] = {}
        self.rows = RowCount(mine, self._as_of, duties)
        self.lines = RegisterCount(mine, self._as_of, duties)
        self.numbers = NumberSeries(department, month, self._level_at, duties)
        self.flows, self.levels = DischargeCount(duties), LevelCount()

    def read(self, known: Iterable[LedgerEntry], revised: Mapping[str, Revision]) -> None:
        """Counts the entries, those of the month among them. `revised` are the newest decision dates that are known;
        the entries may tell of newer ones, which `revised` of the count has then."""
        entries = [entry for entry in in_order(known, self._as_of) if entry.dataset in self._duties.clocked]
        now = then = DutyRegister(self._as_of, self._duties, entries, revised)
        if self._level_at < self._as_of:
            then = DutyRegister(self._level_at, self._duties, entries, revised)
        statements = Statements()
        for entry, lines in statements.read(entries):
            told = [line for line in lines if self._duties.starts(line.decision)]
            self.rows.count(entry, told)
            self.lines.count(told)
            self.numbers.count(entry, told)
            carried = now.record_duties(told)
            self._flow(now, carried)
            if entry.received_at <= self._level_at:
                carried = carried if then is now else then.record_duties(told)
                if not _discharged(entry, self._level_at):
                    self.levels.count(map(then.obligation, carried))
        self._flow(now, now.other_duties())
        self.levels.count(map(then.obligation, then.other_duties()))
        self.revised = newest_dates(revised, statements.revised)

    def _flow(self, judge: DutyRegister, carried: Iterable[LedgerLine]) -> None:
        for one in (judge.obligation(told) for told in carried if id(told.entry) in self._mine):
            self.flows.count(one)
            self.rows.judged(one)


def _discharged(entry: LedgerEntry, at: datetime) -> bool:
    """Whether all records of an entry are discharged, by publication or where they may not be public by acceptance."""
    return entry.published_at is not None and max(entry.accepted_at, entry.published_at) <= at


def _urgency(one: Obligation) -> tuple[str, str]:
    return str(one.verdict.deadline), one.line.decision.document_key
