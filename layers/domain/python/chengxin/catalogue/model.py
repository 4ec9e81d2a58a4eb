"""What a catalogue file may say.

Dataset files use the Frictionless Table Schema vocabulary (`fields`, `type`, `format`, `constraints`,
`primaryKey`, `missingValues`); every other key here is one of our documented extensions.
"""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field as Setting
from pydantic.alias_generators import to_camel

FieldType = Literal["string", "date", "datetime", "number", "integer", "boolean"]
Sensitivity = Literal["public", "internal", "personal"]
PartyType = Literal["legal_person", "natural_person", "sole_trader", "vehicle", "other"]
Purpose = Literal["record", "register", "withdrawal", "zero_report", "enterprise", "crosswalk"]
Role = Literal[
    "subject_name",
    "subject_code",
    "subject_type",
    "subject_registration_number",
    "subject_organisation_code",
    "subject_identity_number",
    "document_number",
    "decision_date",
    "valid_until",
    "authority_name",
    "authority_code",
    "severity",
    "reason",
    "month",
]


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )


class Constraints(_Model):
    """Frictionless constraints; lengths in characters."""

    required: bool = False
    unique: bool = False
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: str | int | float | None = None
    maximum: str | int | float | None = None
    enum: tuple[str, ...] | None = None


class Field(_Model):
    """One column of a dataset.

    `name` is the English key used in JSON; `code` the standard's field code (`XK_WSH`); `title` the Chinese
    label of the blank template; `aliases` further header spellings. `cell` names the cell type that cleans
    the value (module `chengxin.celltypes.<cell>`); `unit` is the unit a bare number is written in.
    """

    name: str
    title: str
    type: FieldType = "string"
    format: str | None = None
    description: str = ""
    example: str | None = None
    constraints: Constraints = Constraints()
    code: str | None = None
    aliases: tuple[str, ...] = ()
    cell: str = "text"
    code_list: str | None = None
    multiple: bool = False
    unit: Literal["yuan", "wan_yuan"] | None = None
    sensitivity: Sensitivity = "public"
    options: dict[str, str | int | float | bool] = {}


class Layout(_Model):
    """A template that departments use for a dataset: the header of each column, in order, and its field.

    A column of `fields` may be empty (read, kept in the receipt, otherwise ignored).
    """

    id: str
    title: str
    description: str = ""
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    units: dict[str, Literal["yuan", "wan_yuan"]] = {}


class Rule(_Model):
    """A cross-field rule by the name it has in `chengxin.normalise.rules`, with its parameters."""

    name: str
    parameters: dict[str, str | int | bool | tuple[str, ...]] = {}


class Disclosure(_Model):
    """Who may see the dataset, for how long, and which statutory clock runs.

    `access`: `public` (anyone), `government` (departments only), `restricted` (the person concerned).
    `natural_persons`: may records on natural persons be public? Only where `legal_basis` says so.
    `clock` names a clock in `rules/clocks.yaml`; `period` a publicity-period rule in `rules/periods.yaml`.
    """

    access: Literal["public", "government", "restricted"] = "public"
    natural_persons: Literal["public", "masked", "never"] = "never"
    legal_basis: str = ""
    clock: str | None = None
    period: str | None = None


class Dataset(_Model):
    """One dataset, whole. `roles` tells which field plays which part of a record's envelope."""

    id: str
    title: str
    description: str = ""
    version: str = "1"
    kind: str
    purpose: Purpose = "record"
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    missing_values: tuple[str, ...] = ("",)
    layouts: tuple[Layout, ...] = ()
    roles: dict[Role, str] = {}
    subject_type: PartyType | None = None
    rules: tuple[Rule, ...] = ()
    disclosure: Disclosure = Disclosure()
    list_id: str | None = None

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by name."""
        return {f.name: f for f in self.fields}

    def role(self, role: Role) -> Field | None:
        """The field that plays a part of the envelope, if the dataset has one."""
        name = self.roles.get(role)
        return self.by_name[name] if name else None


class CodeValue(_Model):
    """A value of a code list: `code` as the standard writes it, `label` in Chinese, other spellings in `aliases`."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    rank: int = 0
    note: bool = False
    """True where the value needs a note, written `其他-补办`."""


class CodeList(_Model):
    id: str
    title: str
    source: str = ""
    values: tuple[CodeValue, ...]


class Department(_Model):
    """A reporting department. Mergers are history: an abolished one keeps its id, `valid_to` and `successor`."""

    id: str
    name: str
    short_name: str = ""
    code: str | None = None
    """Unified social credit code, when known."""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    reports: bool = True
    """Whether it has a duty to report; others only own aliases and history."""
    contact: str | None = None


class CreditList(_Model):
    """A red or black list and the law behind it."""

    id: str
    title: str
    colour: Literal["red", "black", "grey"]
    subject_types: tuple[PartyType, ...]
    legal_basis: str
    authority: str
    period: str | None = None
    entry: str = ""
    exit: str = ""
    remedy: str = ""


class Catalogue(_Model):
    """Everything the platform knows as data."""

    datasets: tuple[Dataset, ...]
    departments: tuple[Department, ...]
    code_lists: tuple[CodeList, ...] = ()
    lists: tuple[CreditList, ...] = ()
    rules: dict[str, object] = {}
    calendars: tuple[dict[str, object], ...] = Setting(default=())

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

    def code_list(self, code_list_id: str) -> CodeList:
        """A code list by its id; KeyError is a fault of the catalogue, which its tests exclude."""
        return self._code_lists[code_list_id]
