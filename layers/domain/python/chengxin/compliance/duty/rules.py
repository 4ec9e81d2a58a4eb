"""The rules by which a decision is a duty: which datasets are under a clock, and what stops it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from chengxin.catalogue.model import Catalogue
from chengxin.compliance.duty.clocks import Moments, clock_for, discharged_at
from chengxin.compliance.duty.timeliness import EXEMPT, Timeliness, timeliness
from chengxin.deadlines import Calendar
from chengxin.identifiers import document_number
from chengxin.ledger import Decision
from chengxin.times import local_date


@dataclass(frozen=True)
class Duties:
    """What verdicts depend on beside the ledger. One instance serves any number of departments and days."""

    calendar: Calendar
    catalogue: Catalogue

    @cached_property
    def clocked(self) -> frozenset[str]:
        """Datasets whose rows are under a clock."""
        return frozenset(one.id for one in self.catalogue.datasets if one.disclosure.clock)

    @cached_property
    def disclosed(self) -> frozenset[str]:
        """Datasets of decisions that have to be disclosed in time."""
        return frozenset(one.id for one in self.catalogue.datasets if one.purpose == "record") & self.clocked

    @cached_property
    def registered(self) -> frozenset[str]:
        """Datasets that tell of decisions without being their disclosure."""
        return frozenset(one.id for one in self.catalogue.datasets if one.purpose == "register") & self.clocked

    @cached_property
    def withdrawing(self) -> frozenset[str]:
        """Datasets of notices that take a decision down."""
        return frozenset(one.id for one in self.catalogue.datasets if one.purpose == "withdrawal")

    @cached_property
    def objected(self) -> frozenset[str]:
        """Datasets of objections that a department received, and of what became of them."""
        return frozenset(one.id for one in self.catalogue.datasets if one.purpose == "objection")

    @cached_property
    def declaring(self) -> frozenset[str]:
        """Datasets of declarations that a month was without decisions."""
        return frozenset(one.id for one in self.catalogue.datasets if one.purpose == "zero_report")

    @cached_property
    def _exempt_since(self) -> dict[tuple[str, str], date]:
        found = self.catalogue.exemptions
        return {(one.department, document_number.normal(one.document_number)): one.approved_on for one in found}

    def exempts(self, department: str, document_key: str, now: datetime) -> bool:
        """Whether a decision is exempt by law at `now`: from the day on which that was approved."""
        since = self._exempt_since.get((department, document_key))
        return since is not None and since <= local_date(now)

    def exempted(self, department: str, now: datetime) -> list[str]:
        """The document keys of a department's decisions that are exempt at `now`."""
        day = local_date(now)
        return [key for (owner, key), since in self._exempt_since.items() if owner == department and since <= day]

    def starts(self, decision: Decision) -> bool:
        """Whether a decision starts a clock. An accepted row does by its dataset's clock; a rejected one only where it
        tells of a decision to disclose: a withdrawal notice that can't be read has to be sent again in any case."""
        if decision.source == "record":
            return decision.dataset in self.clocked
        return decision.dataset in self.disclosed or decision.dataset in self.registered

    def judge(
        self,
        dataset_id: str,
        decision_date: date | None,
        now: datetime,
        *,
        public: bool = True,
        accepted_at: datetime | None = None,
        published_at: datetime | None = None,
        handled_on: date | None = None,
        exempt: bool = False,
    ) -> Timeliness:
        """The verdict on one decision from the moments of its states; `exempt` as `exempts` says of it.

        It counts by the notices that were public at its discharge, or are at `now` while it is open: a revision moves
        open deadlines, and what was done keeps the calendar by which it was done.
        """
        if exempt:
            return EXEMPT
        clock = clock_for(self.catalogue, dataset_id, decision_date)
        moments = Moments(accepted_at, published_at, handled_on)
        moment = discharged_at(clock, moments, public=public) if clock else None
        settled = moment if moment is not None and moment <= now else now
        return timeliness(decision_date, moment, now, self.calendar.known_on(local_date(settled)), clock)
