"""One file a resource: its parameters, its answers, its views."""

from ..seam import Resource
from . import compliance, departments, disclosures, documents, health, lists, records, subjects, submissions

ALL: tuple[Resource, ...] = (
    health.resource,
    subjects.resource,
    records.resource,
    disclosures.resource,
    lists.resource,
    departments.resource,
    compliance.resource,
    submissions.resource,
    documents.resource,
)
