"""The rules told a second time, row by row in plain Python, to hold the column path to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chengxin.catalogue import CodeList, CodeValue, Dataset
from chengxin.celltypes import CellContext, CellError, cell_type, read_cell
from chengxin.findings import FindingKind
from chengxin.findings import rows as kinds
from chengxin.formats.model import Column
from chengxin.identifiers import document_number
from chengxin.normalise.model import Context
from chengxin.normalise.redaction import FREE_TEXT, naming_fields
from chengxin.normalise.rules.content_rules import contradictions, omitted_kinds
from chengxin.normalise.rules.party_agreement import is_person_as_firm
from chengxin.normalise.rules.party_names import parties_in, split_parties
from chengxin.normalise.rules.party_rules import are_several
from chengxin.normalise.rules.penalty_content import stated_sums
from chengxin.normalise.rules.penalty_rules import kinds_of_note
from chengxin.privacy.mentions import public_name, public_words, speaks_of
from chengxin.privacy.names import looks_personal
from chengxin.privacy.scan import kinds_of_naming, redact


@dataclass
class Row:
    """One row as the plain rules see it: what is right to say about it, and its cells."""

    written: dict[str, str] = field(default_factory=dict)
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

    def code_list(self, name: str) -> CodeList:
        return self.context.catalogue.code_list(self.dataset.by_name[name].code_list or "")

    def values(self, name: str) -> dict[str, CodeValue]:
        return {value.code: value for value in self.code_list(name).values}


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
    party = row.cells.get("party_type") if _is_stated(row, dataset, given) else _inferred(row)
    for rule in dataset.rules:
        _RULES[rule.name](Case(row, dict(rule.parameters), dataset, context, given, optional, party))
    if party and "subject_type" in dataset.roles:
        row.cells["party_type"] = party
    _hide_numbers(row, dataset)
    if dataset.disclosure.access == "public":
        _mask_people(row, dataset, party)
    return row


def _hide_numbers(row: Row, dataset: Dataset) -> None:
    for name in naming_fields(dataset):
        if kinds_of_naming(row.cells.get(name, "")):
            row.tell(name, kinds.PERSONAL_DATA_IN_KEY)
    for one in dataset.fields:
        if one.sensitivity == "public" and one.cell in FREE_TEXT and one.name in row.cells:
            hidden = redact(row.cells[one.name])
            if hidden != row.cells[one.name]:
                row.tell(one.name, kinds.PERSONAL_DATA_IN_TEXT)
                row.cells[one.name + "__original"], row.cells[one.name] = row.cells[one.name], hidden


def _is_stated(row: Row, dataset: Dataset, given: set[str]) -> bool:
    """Whether the file says what kind of party it is, or has to."""
    required = "party_type" in given and dataset.by_name["party_type"].constraints.required
    return required or ("party_type" in given and not row.missing("party_type"))


def _mask_people(row: Row, dataset: Dataset, party: str | None) -> None:
    """People whom the party's name or an unpublished column of names tells of: nowhere to be read."""
    role, allowed = dataset.roles.get("subject_name"), dataset.disclosure.natural_persons
    people = [row.cells[name] for name in dataset.people if name in row.cells]
    name = row.cells.get(role or "", "")
    hidden = party == "natural_person" and allowed != "masked"
    shown = name if hidden else public_name(name, party, allowed, people)
    for one in dataset.fields:
        text, own = row.cells.get(one.name, ""), one.name == role
        noted = one.cell == "code-list" and "-" in text
        spoken = (own or one.cell != "name") and speaks_of(text, people)
        if one.sensitivity == "public" and (one.cell in FREE_TEXT or noted) and (shown != name or spoken):
            public = public_words(text, own, name, shown, people)
            if public != text:
                row.cells.setdefault(one.name + "__original", text)
                row.cells[one.name] = public


def _clean(row: Row, text: str, column: Column, dataset: Dataset, context: Context) -> None:
    one = dataset.by_name[column.field or ""]
    given = CellContext(context.today, context.catalogue, column.unit or one.unit)
    row.written[one.name] = text
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


def _inferred(row: Row) -> str:
    code = row.cells.get("party_code")
    if code:
        return "sole_trader" if code.startswith("92") else "legal_person"
    people = all(map(looks_personal, split_parties(row.cells.get("party_name", ""))))
    if "organisation_code" in row.cells or not people:
        return "legal_person"
    return "sole_trader" if "registration_number" in row.cells else "natural_person"


def _party_agreement(case: Case) -> None:
    name, code = case.row.cells.get("party_name"), case.row.cells.get("party_code")
    if case.party == "legal_person" and name and is_person_as_firm(name, code) and "party_code" not in case.row.faulty:
        case.row.tell("party_name", kinds.PERSON_AS_LEGAL_PERSON)
    if not code:
        return
    wrong = case.party == ("sole_trader" if code[:2] != "92" else "legal_person")
    if wrong and "party_type" in case.given and "party_type" in case.row.cells:
        case.row.tell("party_type", kinds.PARTY_KIND_CONTRADICTED)
    if name and ((name.endswith("公司") and code[:2] != "91") or (name.endswith("局") and code[0] == "9")):
        case.row.tell("party_code", kinds.PARTY_NAME_DOUBT)


def _merge_kinds(case: Case) -> None:
    row, fields, values = case.row, case.parameters["fields"], case.values(case.parameters["fields"][0])
    parts: list[str] = []
    for name in fields:
        parts += [part for part in row.cells.pop(name, "").split(";") if part and part not in parts]
    for name in case.parameters["notes"]:
        words = row.cells.pop(name, "")
        if redact(words) != words:
            row.tell(name, kinds.PERSONAL_DATA_IN_TEXT)
        parts += kinds_of_note(words, case.code_list(fields[0])) if words else []
    parts = list(dict.fromkeys(parts))
    telling = [part for part in parts if not (part in values and values[part].note)] or parts
    if telling:
        ranks = [(values[p.split("-")[0]].rank if p.split("-")[0] in values else 0) for p in telling]
        ordered = [part for _, _, part in sorted(zip(ranks, range(len(ranks)), telling, strict=True))]
        row.cells[fields[0]], row.cells["heaviest_kind"] = ";".join(ordered), ordered[-1].split("-")[0]


def _single_party(case: Case) -> None:
    name, head = case.parameters["field"], case.row.cells.get(case.dataset.roles.get("representative", ""))
    if name not in case.row.faulty and are_several(parties_in(case.row.written.get(name, "")), case.party, head):
        case.row.tell(name, kinds.SEVERAL_PARTIES)


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
    if fined and case.parameters["positive"] and Decimal(case.row.cells.get(amount, "1")) == 0:
        case.row.tell(amount, kinds.FINE_ZERO)


def _kinds_stated(case: Case) -> None:
    cell, content = (case.row.cells.get(case.parameters[key]) for key in ("kind", "content"))
    if cell and content and omitted_kinds(content, cell, case.code_list(case.parameters["kind"])):
        case.row.tell(case.parameters["kind"], kinds.KIND_OMITTED)


def _amounts_stated(case: Case) -> None:
    names = case.parameters["fine"], case.parameters["confiscated"]
    fine, taken = (Decimal(case.row.cells.get(name, "0")) for name in names)
    sums = stated_sums(case.row.cells.get(case.parameters["content"], ""))
    for name, _, _ in contradictions(sums, fine, taken, *names):
        case.row.tell(name, kinds.AMOUNT_CONTRADICTED)


def _dates_in_order(case: Case) -> None:
    first, last = case.row.cells.get(case.parameters["earlier"]), case.row.cells.get(case.parameters["later"])
    if first and last and last < first:
        case.row.tell(case.parameters["later"], kinds.DATES_OUT_OF_ORDER)


def _number_year(case: Case) -> None:
    number, date = case.row.cells.get(case.parameters["number"]), case.row.cells.get(case.parameters["date"])
    stated = re.search("〔((?:19|20)[0-9]{2})〕", document_number.normal(number or ""))
    if number and date and stated and not any(str(int(date[:4]) - ago) in number for ago in (0, 1)):
        case.row.tell(case.parameters["number"], kinds.DOCUMENT_NUMBER_YEAR)


def _decided_under_duty(case: Case) -> None:
    catalogue, name = case.context.catalogue, case.parameters["date"]
    decided, clock = case.row.cells.get(name), catalogue.clock(case.context.dataset.disclosure.clock or "")
    if decided and clock and all(date.fromisoformat(decided) < version.valid_from for version in clock.versions):
        case.row.tell(name, kinds.DECIDED_BEFORE_DUTY)


def _required_with(case: Case) -> None:
    name, given = case.parameters["field"], case.parameters["given"]
    if given in case.row.cells and case.row.missing(name):
        case.row.tell(name, kinds.REQUIRED_WITH)


def _authority_agreement(case: Case) -> None:
    name, authorities = case.row.cells.get("authority_name"), case.context.catalogue.authorities
    owner = authorities.owner(name) if name else None
    if name and owner is None:
        case.row.tell("authority_name", kinds.AUTHORITY_UNKNOWN)
    if owner and not authorities.acts_for(case.context.department, owner):
        case.row.tell("authority_name", kinds.AUTHORITY_OF_OTHERS)


_RULES = {
    "authority_agreement": _authority_agreement,
    "required_with": _required_with,
    "party_agreement": _party_agreement,
    "merge_kinds": _merge_kinds,
    "single_party": _single_party,
    "party_identity": _party_identity,
    "note_required": _note_required,
    "kinds_stated": _kinds_stated,
    "fine_required": _fine_required,
    "amounts_stated": _amounts_stated,
    "decided_under_duty": _decided_under_duty,
    "dates_in_order": _dates_in_order,
    "number_year": _number_year,
}
