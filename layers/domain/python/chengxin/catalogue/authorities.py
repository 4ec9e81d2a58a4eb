"""Authorities: who may report which dataset and in whose name, as the registry of departments says."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from chengxin.catalogue.base import name_key
from chengxin.catalogue.registers import Department

SHORTEST_PREFIX = 6
"""Characters of a full name that a body below it may carry in front of its own: `武汉市公安局江岸区分局`."""


@dataclass
class Authorities:
    """The registry, asked who acts for whom. Names are compared whatever their width and white space."""

    departments: tuple[Department, ...]
    _known: dict[str, Department | None] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)

    def may_report(self, department: Department, dataset_id: str) -> bool:
        """Whether a department may report a dataset: its own, or one that is nobody's."""
        owners = self.owners_of(dataset_id)
        return not owners or department.id in {one.id for one in owners}

    def owners_of(self, dataset_id: str) -> list[Department]:
        """The departments that alone report a dataset; none where everybody may."""
        return [one for one in self.departments if dataset_id in one.datasets]

    def named(self, name: str) -> Department | None:
        """The department that bears a name, a short name or an alias."""
        return self._spellings.get(name_key(name))

    def owner(self, name: str) -> Department | None:
        """The department that a name is of: by any of its spellings, else by the full name that it begins with."""
        key = name_key(name)
        if key not in self._known:
            self._known[key] = self._spellings.get(key) or self._above(key)
        return self._known[key]

    def acts_for(self, reporter: Department, owner: Department) -> bool:
        """Whether a department reports in another's name: its own, of a body above, below or before it, of one that
        bears its name in front of its own, or of one that it files for."""
        return owner.id in self._in_whose_name(reporter) or reporter.parent == owner.id

    def filers_for(self, owner: Department) -> list[Department]:
        """The departments that do report in the name of one."""
        return [one for one in self.departments if one.reports and owner.id in self._in_whose_name(one)]

    def _in_whose_name(self, reporter: Department) -> frozenset[str]:
        if reporter.id not in self._named:
            bodies = (one.id for one in self.departments if one.name.startswith(reporter.name))
            found, new = set[str | None](), [*bodies, *reporter.files_for]
            while new:
                found.update(new)
                new = [one.id for one in self.departments if _leads_to(one, found) and one.id not in found]
            self._named[reporter.id] = frozenset(filter(None, found))
        return self._named[reporter.id]

    def _above(self, key: str) -> Department | None:
        """The department whose full name is the longest beginning of this one."""
        found = [name for name in self._full_names if key.startswith(name)]
        return self._full_names[max(found, key=len)] if found else None

    @cached_property
    def _spellings(self) -> dict[str, Department]:
        return {key: one for one in self.departments for key in one.name_keys()}

    @cached_property
    def _full_names(self) -> dict[str, Department]:
        named = ((name_key(one.name), one) for one in self.departments)
        return {key: one for key, one in named if len(key) >= SHORTEST_PREFIX}


def _leads_to(department: Department, found: Collection[str | None]) -> bool:
    return department.parent in found or department.successor in found
