"""The whole catalogue, and every part of it by name."""

from datetime import date
from functools import cached_property

from pydantic import Field as Setting

from chengxin.catalogue.authorities import Authorities
from chengxin.catalogue.base import Model
from chengxin.catalogue.dataset import (
    Constraints,
    Dataset,
    Disclosure,
    Field,
    FieldType,
    Layout,
    PartyType,
    Purpose,
    Role,
    Rule,
    Sensitivity,
)
from chengxin.catalogue.legal import Clock, Exemption, Period
from chengxin.catalogue.registers import CodeList, CodeValue, CreditList, Department, Review

__all__ = [
    "Catalogue",
    "Clock",
    "CodeList",
    "CodeValue",
    "Constraints",
    "CreditList",
    "Dataset",
    "Department",
    "Disclosure",
    "Exemption",
    "Field",
    "FieldType",
    "Layout",
    "PartyType",
    "Period",
    "Purpose",
    "Review",
    "Role",
    "Rule",
    "Sensitivity",
]


class Catalogue(Model):
    """Everything the platform knows as data."""

    datasets: tuple[Dataset, ...]
    departments: tuple[Department, ...]
    code_lists: tuple[CodeList, ...] = ()
    lists: tuple[CreditList, ...] = ()
    clocks: tuple[Clock, ...] = ()
    periods: tuple[Period, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    reviews: tuple[Review, ...] = ()
    calendars: tuple[dict[str, object], ...] = Setting(default=())
    sheets: tuple[dict[str, object], ...] = Setting(default=())
    """Score sheets for assessments; `chengxin.compliance.board.assessment.Sheet` is their model."""

    @cached_property
    def _datasets(self) -> dict[str, Dataset]:
        return {d.id: d for d in self.datasets}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {d.id: d for d in self.departments}

    @cached_property
    def _code_lists(self) -> dict[str, CodeList]:
        return {c.id: c for c in self.code_lists}

    def dataset(self, dataset_id: str) -> Dataset | None:
        """A dataset by its id."""
        return self._datasets.get(dataset_id)

    def department(self, department_id: str) -> Department | None:
        """A department by its id."""
        return self._departments.get(department_id)

    def district_of(self, department: Department) -> Department | None:
        """The district that a department governs or is a body of; None for one of the city."""
        seen: Department | None = department
        while seen and not seen.district:
            seen = self.department(seen.parent) if seen.parent else None
        return seen

    def code_list(self, code_list_id: str) -> CodeList:
        """A code list by its id; KeyError is a fault of the catalogue, which its tests exclude."""
        return self._code_lists[code_list_id]

    def kind_title(self, kind: str) -> str:
        """A kind of record in Chinese: by the code list `record-kind`, else the title of the first dataset of it."""
        listed = self._code_lists.get("record-kind")
        known = {value.code: value.label for value in listed.values} if listed else {}
        return known.get(kind) or next((one.title for one in self.datasets if one.kind == kind), kind)

    @cached_property
    def _annulments(self) -> dict[str, str]:
        notices = (one for one in self.datasets if one.purpose == "withdrawal")
        lists = {field.code_list for one in notices if (field := one.role("reason")) and field.code_list}
        values = (value for one in lists for value in self.code_list(one).values)
        return {value.code: value.label for value in values if value.effect == "annulled"}

    def public_reason(self, withdrawn: str | None) -> str | None:
        """What the public is told of the end of a record that was taken down for a reason: that its decision was
        annulled (行政处罚法 art. 48), and nothing of any other end."""
        return self._annulments.get(withdrawn or "")

    def credit_list(self, list_id: str) -> CreditList | None:
        """A red or black list by its id."""
        return next((one for one in self.lists if one.id == list_id), None)

    def is_adverse(self, dataset: Dataset) -> bool:
        """Whether a dataset's records speak against somebody: 失信信息."""
        listed = self.credit_list(dataset.list_id) if dataset.list_id else None
        return dataset.adverse or (listed is not None and listed.adverse)

    def has_basis(self, dataset: Dataset) -> bool:
        """Whether the basis of a dataset lets its records be public; one that is adverse needs a settled one."""
        listed = self.credit_list(dataset.list_id) if dataset.list_id else None
        review = self.review_of(listed.id) if listed else None
        if review and review.decision == "off":
            return False
        settled = dataset.disclosure.settled and (listed is None or self.is_on(listed))
        return settled or not self.is_adverse(dataset)

    def review_of(self, list_id: str) -> Review | None:
        """What an operator last decided on a list."""
        return next((one for one in reversed(self.reviews) if one.list == list_id), None)

    def is_on(self, listed: CreditList) -> bool:
        """Whether a list is published: where an operator decided, as decided, else where its basis is settled."""
        review = self.review_of(listed.id)
        return review.decision == "on" if review else listed.settled

    def lists_on(self) -> list[CreditList]:
        """The lists that are published, in the catalogue's order."""
        return [one for one in self.lists if self.is_on(one)]

    def clock(self, clock_id: str) -> Clock | None:
        """A statutory clock by its id."""
        return next((one for one in self.clocks if one.id == clock_id), None)

    def period(self, period_id: str) -> Period | None:
        """A publicity period by its id."""
        return next((one for one in self.periods if one.id == period_id), None)

    def department_named(self, name: str) -> Department | None:
        """The department that bears a name, a short name or an alias, whatever its width and white space.

        An abolished department answers to its own names; `in_force` leads on to its successor.
        """
        return self.authorities.named(name)

    @cached_property
    def authorities(self) -> Authorities:
        """Who may report which dataset, and in whose name."""
        return Authorities(self.departments)

    def in_force(self, department: Department, day: date) -> Department:
        """The department itself while it exists on `day`, afterwards its successor, or the successor's."""
        while department.successor and department.valid_to and department.valid_to < day:
            department = self._departments[department.successor]
        return department
