"""The rules told a second time, row by row in plain Python, to hold the column path to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chengxin.catalogue import CodeValue, Dataset
from chengxin.celltypes import CellContext, CellError, cell_type, read_cell
from chengxin.findings import FindingKind
from chengxin.findings import rows as kinds
from chengxin.formats.model import Column
from chengxin.identifiers import document_number
from chengxin.normalise.model import Context
from chengxin.normalise.redaction import FREE_TEXT
from chengxin.normalise.rules.party_names import SEPARATORS, split_parties
from chengxin.privacy.names import looks_personal, public_name
from chengxin.privacy.scan import redact


@dataclass
class Row:
    """One row as the plain rules see it: what is right to say about it, and its cells."""

    cells: dict[str, str] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    findings: set[tuple[str, str]] = field(default_factory=set)
    accepted: bool = True

    def tell(self, name: str, kind: FindingKind) -> None:
        self.findings.add((name, kind.code))
        self.accepted = self.accepted and kind.level != "error"

    def missing(self, name: str) -> bool:
        return name not in self.cells and name not in self.faulty


@dataclass
class Case:
    """A row before one rule."""

    row: Row
    parameters: dict[str, Any]
    dataset: Dataset
    context: Context
    given: set[str]
    optional: set[str]
    party: str | None

    def values(self, name: str) -> dict[str, CodeValue]:
        return {v.code: v for v in self.context.catalogue.code_list(self.dataset.by_name[name].code_list or "").values}


def judge_row(texts: Sequence[str], columns: Sequence[Column], context: Context, layout: str, dataset: Dataset) -> Row:
    """Cleans cell by cell, then applies the dataset's rules in their order. `dataset` is as the layout states it."""
    row = Row()
    given = {column.field for column in columns if column.field}
    for text, column in zip(texts, columns, strict=True):
        if column.field:
            _clean(row, text, column, dataset, context)
    for one in dataset.fields:
        if one.constraints.required and row.missing(one.name):
            row.tell(one.name, kinds.REQUIRED_MISSING)
    optional = set(chosen.optional) if (chosen := context.dataset.layout(layout)) else set()
    party = _party_type(row, given, dataset)
    for rule in dataset.rules:
        _RULES[rule.name](Case(row, dict(rule.parameters), dataset, context, given, optional, party))
    if party and "party_type" in dataset.by_name:
        row.cells["party_type"] = party
    for one in dataset.fields:
        if one.sensitivity == "public" and one.cell in FREE_TEXT and one.name in row.cells:
            hidden = redact(row.cells[one.name])
            if hidden != row.cells[one.name]:
                row.tell(one.name, kinds.PERSONAL_DATA_IN_TEXT)
                row.cells[one.name + "__original"], row.cells[one.name] = row.cells[one.name], hidden
    _mask_owner(row, dataset, party)
    return row


def _mask_owner(row: Row, dataset: Dataset, party: str | None) -> None:
    """A sole trader under the owner's own name: nowhere to be read in public."""
    name = row.cells.get("party_name", "")
    shown = public_name(name, party, dataset.disclosure.natural_persons)
    if party != "sole_trader" or shown == name or dataset.disclosure.access != "public":
        return
    for one in dataset.fields:
        text = row.cells.get(one.name, "")
        if one.sensitivity == "public" and one.cell in FREE_TEXT and name in text:
            row.cells.setdefault(one.name + "__original", text)
            row.cells[one.name] = text.replace(name, shown)


def _clean(row: Row, text: str, column: Column, dataset: Dataset, context: Context) -> None:
    one = dataset.by_name[column.field or ""]
    given = CellContext(context.today, context.catalogue, column.unit or one.unit)
    try:
        cleaned = read_cell(text, one, given, cell_type(one.cell), dataset.null_words(one))
    except CellError as error:
        row.faulty.add(one.name)
        row.tell(one.name, error.kind)
        return
    if cleaned.value:
        row.cells[one.name] = cleaned.value
    for note in cleaned.notes:
        row.tell(one.name, note.kind)


def _party_type(row: Row, given: set[str], dataset: Dataset) -> str | None:
    """As stated; inferred where nothing is, unless the file must state it."""
    stated = dataset.by_name.get("party_type")
    required = stated and stated.constraints.required and "party_type" in given
    return row.cells.get("party_type") if required or not row.missing("party_type") else _inferred(row)


def _inferred(row: Row) -> str:
    code = row.cells.get("party_code")
    if code:
        return "sole_trader" if code.startswith("92") else "legal_person"
    if "registration_number" in row.cells or "organisation_code" in row.cells:
        return "legal_person"
    people = re.split(SEPARATORS, row.cells.get("party_name", ""))
    return "natural_person" if all(map(looks_personal, people)) else "legal_person"


def _merge_kinds(case: Case) -> None:
    row, fields, values = case.row, case.parameters["fields"], case.values(case.parameters["fields"][0])
    parts: list[str] = []
    for name in fields:
        parts += [part for part in row.cells.pop(name, "").split(";") if part and part not in parts]
    telling = [part for part in parts if not (part in values and values[part].note)] or parts
    if telling:
        ranks = [(values[p.split("-")[0]].rank if p.split("-")[0] in values else 0) for p in telling]
        ordered = [part for _, _, part in sorted(zip(ranks, range(len(ranks)), telling, strict=True))]
        row.cells[fields[0]], row.cells["heaviest_kind"] = ";".join(ordered), ordered[-1].split("-")[0]


def _single_party(case: Case) -> None:
    if len(split_parties(case.row.cells.get(case.parameters["field"], ""))) > 1:
        case.row.tell(case.parameters["field"], kinds.SEVERAL_PARTIES)


def _party_identity(case: Case) -> None:
    row, codes, representative = case.row, case.parameters["codes"], case.parameters["representative"]
    identity = [case.parameters["identity_type"], case.parameters["identity_number"]]
    if case.party == "legal_person":
        accepted = [name for name in (codes[:1] if "party_type" in case.given else codes) if name in case.given]
        if accepted and all(row.missing(name) for name in accepted):
            row.tell(accepted[0], kinds.LEGAL_PERSON_WITHOUT_CODE)
    required = identity if case.party == "natural_person" else [representative] if case.party else []
    for name in required:
        if name in case.given and name not in case.optional and row.missing(name):
            row.tell(name, kinds.REQUIRED_FOR_PARTY)
    for name in [*codes, representative] if case.party == "natural_person" else []:
        if name in row.cells:
            row.tell(name, kinds.MUST_BE_BLANK)


def _note_required(case: Case) -> None:
    name = case.parameters["field"]
    needing = {code for code, value in case.values(name).items() if value.note}
    if needing.intersection(case.row.cells.get(name, "").split(";")):
        case.row.tell(name, kinds.NOTE_MISSING)


def _fine_required(case: Case) -> None:
    amount, written = case.parameters["amount"], case.row.cells.get(case.parameters["kind"], "")
    fined = set(case.parameters["kinds"]).intersection(written.split(";"))
    if fined and amount in case.given and case.row.missing(amount):
        case.row.tell(amount, kinds.FINE_MISSING)


def _dates_in_order(case: Case) -> None:
    first, last = case.row.cells.get(case.parameters["earlier"]), case.row.cells.get(case.parameters["later"])
    if first and last and last < first:
        case.row.tell(case.parameters["later"], kinds.DATES_OUT_OF_ORDER)


def _number_year(case: Case) -> None:
    number, date = case.row.cells.get(case.parameters["number"]), case.row.cells.get(case.parameters["date"])
    stated = re.search("〔((?:19|20)[0-9]{2})〕", document_number.normal(number or ""))
    if number and date and stated and not any(str(int(date[:4]) - ago) in number for ago in (0, 1)):
        case.row.tell(case.parameters["number"], kinds.DOCUMENT_NUMBER_YEAR)


_RULES = {
    "merge_kinds": _merge_kinds,
    "single_party": _single_party,
    "party_identity": _party_identity,
    "note_required": _note_required,
    "fine_required": _fine_required,
    "dates_in_order": _dates_in_order,
    "number_year": _number_year,
}
