"""The inbox's object key: `{department}/{dataset}/{file name}`."""

from dataclasses import dataclass
from datetime import date

from chengxin.catalogue import Catalogue, Dataset, Department
from chengxin.findings import Finding
from chengxin.findings.files import (
    BAD_OBJECT_KEY,
    DATASET_OF_OTHERS,
    DEPARTMENT_ABOLISHED,
    UNKNOWN_DATASET,
    UNKNOWN_DEPARTMENT,
)
from chengxin.privacy.gate import Reader, Written, shown

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ObjectKey:
    """The parts of a key as written. A missing part reads `unknown`, so that even then a receipt has a place."""

    department: str
    dataset: str
    file_name: str
    complete: bool

    @classmethod
    def parse(cls, key: str) -> "ObjectKey":
        """Cuts a raw key; a file name may hold further slashes, spaces, `+`, `%` and any Unicode."""
        parts = key.split("/", 2)
        if len(parts) == 3 and all(parts):
            return cls(parts[0], parts[1], parts[2], complete=True)
        named = [part for part in parts if part]
        return cls(named[0] if len(named) > 1 else UNKNOWN, UNKNOWN, named[-1] if named else UNKNOWN, complete=False)


@dataclass(frozen=True, slots=True)
class Address:
    """Who dropped what; where one of `department` and `dataset` is None, or both don't fit, `errors` says why."""

    department: Department | None
    dataset: Dataset | None
    errors: tuple[Finding, ...]


def resolve_address(key: ObjectKey, catalogue: Catalogue, today: date) -> Address:
    """Looks both up in the catalogue; the department is matched exactly, never by alias: it is an address."""
    if not key.complete:
        return Address(
            None, None, (Finding(BAD_OBJECT_KEY, value=shown(key.file_name, Written.FILE_NAME, Reader.DEPARTMENT)),)
        )
    department, dataset = catalogue.department(key.department), catalogue.dataset(key.dataset)
    errors = []
    if department is None:
        errors.append(Finding(UNKNOWN_DEPARTMENT, value=key.department))
    elif department.valid_to and department.valid_to < today:
        successor = catalogue.department(department.successor) if department.successor else None
        errors.append(
            Finding(
                DEPARTMENT_ABOLISHED,
                value=department.name,
                params={
                    "department": department.name,
                    "since": department.valid_to.isoformat(),
                    "successor": successor.name if successor else "",
                    "successor_id": successor.id if successor else "",
                },
            )
        )
    if dataset is None:
        errors.append(Finding(UNKNOWN_DATASET, value=key.dataset))
    elif department and not errors and not catalogue.authorities.may_report(department, dataset.id):
        errors.append(_not_theirs(department, dataset, catalogue))
    return Address(department, dataset, tuple(errors))


def _not_theirs(department: Department, dataset: Dataset, catalogue: Catalogue) -> Finding:
    owners = "、".join(one.name for one in catalogue.authorities.owners_of(dataset.id))
    told = {"department": department.name, "dataset": dataset.title, "owners": owners}
    return Finding(DATASET_OF_OTHERS, value=dataset.id, params=told)
