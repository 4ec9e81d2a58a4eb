"""What a dataset file may say.

Dataset files use the Frictionless Table Schema vocabulary (`fields`, `type`, `format`, `constraints`,
`primaryKey`, `missingValues`); every other key here is one of our documented extensions.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field as Setting

from chengxin.catalogue.base import Model, Statement
from chengxin.catalogue.money_unit import MoneyUnit

FieldType = Literal["string", "date", "datetime", "number", "integer", "boolean"]
Sensitivity = Literal["public", "internal", "personal"]
PartyType = Literal["legal_person", "natural_person", "sole_trader", "vehicle", "other"]
Purpose = Literal["record", "register", "withdrawal", "zero_report", "enterprise", "crosswalk", "objection"]
Role = Literal[
    "subject_name",
    "subject_code",
    "subject_type",
    "subject_registration_number",
    "subject_organisation_code",
    "subject_identity_number",
    "representative",
    "document_number",
    "decision_date",
    "valid_until",
    "authority_name",
    "authority_code",
    "severity",
    "kinds",
    "fine",
    "must_publish",
    "reason",
    "month",
    "handled_on",
]


_INSIDE = "[^()（）\\[\\]【】〔〕]*"
_STATED_UNIT = re.compile(rf"[(（\[【〔]{_INSIDE}(?:[元圆]|yuan|rmb|cny|[¥￥]){_INSIDE}[)）\]】〕]", re.IGNORECASE)


class Constraints(Model):
    """Frictionless constraints; lengths in characters."""

    required: bool = False
    unique: bool = False
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: str | int | float | None = None
    maximum: str | int | float | None = None
    enum: tuple[str, ...] | None = None


class Field(Model):
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
    unit: MoneyUnit | None = None
    sensitivity: Sensitivity = "public"
    options: dict[str, str | int | float | bool] = Setting(default={})
    missing_values: tuple[str, ...] | None = None
    """Null words of this field; they replace the dataset's (Frictionless: field-level `missingValues`)."""
    legacy: bool = False
    """Only older templates have it: read where it comes, left out of the blank template."""

    @property
    def public_title(self) -> str:
        """What a canonical value stands under where people read it: an amount is kept in 元, whatever unit the
        template's column is in."""
        return f"{_STATED_UNIT.sub('', self.title)}（元）" if self.cell == "money" else self.title


class Layout(Model):
    """A template that departments use for a dataset: the header of each column, in order, and its field.

    A column of `fields` may be empty (read, kept in the receipt, otherwise ignored). `optional` names fields that
    the dataset requires but this older template doesn't have or doesn't demand; `code_lists` replaces the code list
    of a field where the older template numbered its values differently.
    """

    id: str
    title: str
    description: str = ""
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    units: dict[str, MoneyUnit] = Setting(default={})
    optional: tuple[str, ...] = ()
    code_lists: dict[str, str] = Setting(default={})

    def apply(self, field: Field) -> Field:
        """A field as this template states it."""
        relaxed = field.constraints.model_copy(update={"required": False})
        return field.model_copy(
            update={
                "unit": self.units.get(field.name, field.unit),
                "code_list": self.code_lists.get(field.name, field.code_list),
                "constraints": relaxed if field.name in self.optional else field.constraints,
            }
        )


class Rule(Model):
    """A cross-field rule by the name it has in `chengxin.normalise.rules.registry`, with its parameters."""

    name: str
    parameters: dict[str, str | int | bool | tuple[str, ...]] = Setting(default={})


class Disclosure(Statement):
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


class Dataset(Model):
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
    roles: dict[Role, str] = Setting(default={})
    summary: tuple[str, ...] = ()
    """The public fields that tell in a line what a record is about, the most telling first."""
    subject_type: PartyType | None = None
    rules: tuple[Rule, ...] = ()
    disclosure: Disclosure = Disclosure()
    list_id: str | None = None
    adverse: bool = False
    """Whether its records speak against somebody (失信信息), as those of a black list always do: published only on a
    settled basis."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The fields that name people, or may, without publishing it: representatives, owners, who filled it in."""
        return tuple(f.name for f in self.fields if f.cell == "name" and f.sensitivity != "public")

    def role(self, role: Role) -> Field | None:
        """The field that plays a part of the envelope, if the dataset has one."""
        name = self.roles.get(role)
        return self.by_name[name] if name else None

    def day(self, role: Role, content: Mapping[str, str]) -> date | None:
        """The date that a record's content holds in a part of the envelope, if the dataset has it and it is filled."""
        field = self.role(role)
        written = content.get(field.name) if field else None
        return date.fromisoformat(written) if written else None

    def null_words(self, field: Field) -> frozenset[str]:
        """The texts that mean "nothing" in a field, its own or else the dataset's."""
        return frozenset(self.missing_values if field.missing_values is None else field.missing_values)

    def layout(self, layout_id: str) -> Layout | None:
        """A layout by its id."""
        return next((layout for layout in self.layouts if layout.id == layout_id), None)

    def in_layout(self, layout_id: str | None) -> "Dataset":
        """The dataset as a template states it: its units and code lists, and required only what it demands."""
        return self._in_layouts.get(layout_id or "", self)

    @cached_property
    def _in_layouts(self) -> dict[str, "Dataset"]:
        # Not model_copy, which would carry the cached `by_name` of the other fields along.
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        stated = {layout.id: tuple(map(layout.apply, self.fields)) for layout in self.layouts}
        return {id_: Dataset.model_construct(**{**parts, "fields": fields}) for id_, fields in stated.items()}
