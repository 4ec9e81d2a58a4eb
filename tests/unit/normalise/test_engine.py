"""What a department sees of the normaliser: verdicts, reasons at the right cell, records in one clean form."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from infra.bench.penalty_rows import HEADERS, penalties, write_penalties

from chengxin.catalogue.load import load
from chengxin.findings import Finding, FindingKind
from chengxin.findings.files import INVALID_JSON, SHEET_WITHOUT_HEADER
from chengxin.formats.model import Chunk, Column
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, CleanRow, Context
from chengxin.times import SHANGHAI

ROOT = Path(__file__).parents[3]
SYNTHETIC_ID = "360426199101010071"
FIRM: dict[str, str] = {
    "CF_XDR_MC": "武汉江汉百货有限公司",
    "CF_XDR_LB": "法人及非法人组织",
    "CF_XDR_SHXYM": "914201007071167872",
    "CF_FRDB": "张伟",
    "CF_WSH": "武市监罚〔2026〕64号",
    "CF_WFXW": "超期销售",
    "CF_SY": "货架上有超过保质期的糕点12盒。",
    "CF_YJ": "《中华人民共和国食品安全法》第一百二十四条",
    "CF_CFLB": "罚款",
    "CF_NR": "罚款12000元。",
    "CF_NR_FK": "1.2",
    "CF_JDRQ": "2026/03/02",
    "CF_YXQ": "长期",
    "CF_CFJG": "武汉市市场监督管理局",
    "CF_CFJGDM": "11420000MB15291767",
    "CF_SJLY": "武汉市市场监督管理局",
    "CF_SJLYDM": "11420000MB15291767",
}
PERSON = {
    **FIRM,
    "CF_XDR_MC": "李娜",
    "CF_XDR_LB": "自然人",
    "CF_XDR_SHXYM": "",
    "CF_FRDB": "",
    "CF_XDR_ZJLX": "身份证",
    "CF_XDR_ZJHM": SYNTHETIC_ID,
}


@cache
def context(dataset_id: str = "administrative-penalty", reporter: str = "market-regulation") -> Context:
    catalogue = load(ROOT / "infra" / "catalogue")
    dataset, department = catalogue.dataset(dataset_id), catalogue.department(reporter)
    assert dataset
    assert department
    moment = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    return Context(catalogue, dataset, department, moment.date(), moment)


def chunk(rows: Sequence[Sequence[str]], *, first: int = 2, numbered: bool = True) -> Chunk:
    text = io.StringIO(newline="")
    numbers = [[str(first + i)] if numbered else [] for i in range(len(rows))]
    csv.writer(text, lineterminator="\n").writerows([*n, *row] for n, row in zip(numbers, rows, strict=True))
    return Chunk(0, first, len(rows), text.getvalue().encode(), numbered=numbered)


def columns() -> list[Column]:
    names = {one.code: one.name for one in context().dataset.fields}
    return [Column(i, header, names[code]) for i, (code, header) in enumerate(HEADERS.items())]


def judged(*rows: Mapping[str, str], reader: Sequence[Finding] = (), numbered: bool = True) -> ChunkVerdict:
    cells = [[row.get(code, "") for code in HEADERS] for row in rows]
    return normalise_chunk(chunk(cells, numbered=numbered), columns(), context(), "790-2018", reader)


def only(verdict: ChunkVerdict) -> CleanRow:
    assert [f.as_json() for f in verdict.findings if f.kind.level == "error"] == []
    return verdict.accepted[0]


def codes(verdict: ChunkVerdict) -> list[tuple[int | None, str | None, str]]:
    return [(f.row, f.field, f.kind.code) for f in verdict.findings]


def test_a_clean_row_becomes_a_record() -> None:
    row = only(judged(FIRM))
    assert (row.party.name, row.party.code, row.party.type) == (
        "武汉江汉百货有限公司",
        "914201007071167872",
        "legal_person",
    )
    assert (row.document_key, row.decision_date, row.valid_until) == (
        "武市监罚〔2026〕64号",
        date(2026, 3, 2),
        date(2099, 12, 31),
    )
    assert row.content["fine_amount"] == "12000.00"
    assert row.content["heaviest_kind"] == "罚款"
    assert row.private == {"legal_representative": "张伟"}
    assert row.public
    assert row.identity is None


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"CF_SY": "无"}, "violation_facts", "required-missing"),
        ({"CF_XDR_SHXYM": ""}, "party_code", "legal-person-without-code"),
        ({"CF_FRDB": "/"}, "legal_representative", "required-for-party"),
        ({"CF_NR_FK": ""}, "fine_amount", "fine-missing"),
        ({"CF_CFLB": "罚款;没收违法所得"}, "confiscated_amount", "fine-missing"),
        ({"CF_YXQ": "2025-03-01"}, "valid_until", "dates-out-of-order"),
        ({"CF_XDR_MC": "江汉百货有限公司，王伟，陈黎"}, "party_name", "several-parties"),
        ({"CF_CFLB": "其他"}, "penalty_kind", "note-missing"),
    ],
)
def test_a_wrong_row_is_rejected_at_the_right_cell(change: dict[str, str], field: str, code: str) -> None:
    verdict = judged(FIRM, {**FIRM, **change})
    assert codes(verdict) == [(3, field, code)]
    assert [r.row for r in verdict.rejected] == [3]


def test_a_fine_that_looks_like_yuan_in_a_column_of_wan_yuan_is_doubted() -> None:
    firm, fines = (
        {**FIRM, "CF_NR": "处以罚款。"},
        ({"CF_NR_FK": "20000"}, {"CF_NR_FK": "20000元"}, {"CF_NR_WFFF": "3000"}),
    )
    verdict = judged(*({**firm, "CF_WSH": f"武市监罚〔2026〕{n}号", **fine} for n, fine in enumerate(fines, 1)))
    assert codes(verdict) == [(2, "fine_amount", "money-unit-doubt"), (4, "confiscated_amount", "money-unit-doubt")]
    assert [row.content["fine_amount"] for row in verdict.accepted] == ["200000000.00", "20000.00", "12000.00"]
    assert "请改填“2”" in verdict.findings[0].remedy


def test_a_natural_person_keeps_codes_blank_and_shows_an_identity() -> None:
    verdict = judged(PERSON, {**PERSON, "CF_XDR_SHXYM": "914201007071167872"}, {**PERSON, "CF_XDR_ZJHM": ""})
    assert codes(verdict) == [(3, "party_code", "must-be-blank"), (4, "party_id_number", "required-for-party")]
    person = verdict.accepted[0]
    assert person.identity == SYNTHETIC_ID
    assert SYNTHETIC_ID not in str(person.content)
    assert not person.public


def test_the_message_is_the_officers() -> None:
    finding = judged({**FIRM, "CF_XDR_MC": "江汉百货有限公司，王伟"}).findings[0].as_json()
    assert finding["column"] == "行政相对人名称"
    assert finding["suggestion"] == "请拆成2行，每行一个相对人：江汉百货有限公司｜王伟。"


def test_no_finding_shows_an_identity_number() -> None:
    wrong = SYNTHETIC_ID[:-1] + "2"
    verdict = judged(
        {**PERSON, "CF_XDR_ZJHM": wrong},
        {**FIRM, "CF_XDR_SHXYM": SYNTHETIC_ID},
        {**FIRM, "CF_SY": f"当事人身份证{SYNTHETIC_ID}"},
    )
    told = str([f.as_json() for f in verdict.findings])
    assert len(verdict.findings) == 3
    assert SYNTHETIC_ID not in told
    assert wrong not in told


def test_personal_data_is_hidden_from_the_public_and_kept_aside() -> None:
    text = f"当事人（身份证{SYNTHETIC_ID}，电话13800138000）售假。"
    verdict = judged({**FIRM, "CF_SY": text})
    assert codes(verdict) == [(2, "violation_facts", "personal-data-in-text")]
    row = verdict.accepted[0]
    assert row.content["violation_facts"] == "当事人（身份证〔身份证号已隐去〕，电话〔手机号已隐去〕）售假。"
    assert row.private["violation_facts__original"] == text


@pytest.mark.parametrize(
    ("field", "written", "shown"),
    [
        ("CF_WSH", f"武市监罚〔2026〕{SYNTHETIC_ID}号", "武市监罚〔2026〕〔身份证号已隐去〕号"),
        ("CF_WSH", SYNTHETIC_ID, "〔身份证号已隐去〕"),
        ("CF_WSH", "武市监罚〔2026〕1号手机138-0013-8000", "武市监罚〔2026〕1号手机〔手机号已隐去〕"),
        ("CF_XDR_MC", f"武汉江汉百货有限公司{SYNTHETIC_ID}", "武汉江汉百货有限公司〔身份证号已隐去〕"),
        ("CF_XDR_MC", "武汉江汉百货有限公司13800138000", "武汉江汉百货有限公司〔手机号已隐去〕"),
    ],
)
def test_what_names_a_record_holds_no_persons_number(field: str, written: str, shown: str) -> None:
    verdict = judged({**FIRM, field: written})
    (told,) = [one for one in verdict.findings if one.kind.code == "personal-data-in-key"]
    assert told.value == shown
    assert not verdict.accepted


@pytest.mark.parametrize(
    "number",
    ["420106202603020018", "420102202603021236", "4201061900123452", "鄂武交罚第13800138000号", "武市监罚〔2026〕15号"],
)
def test_numbers_made_of_division_day_and_sequence_name_documents(number: str) -> None:
    told = {one.kind.code for one in judged({**FIRM, "CF_WSH": number}).findings}
    assert "personal-data-in-key" not in told


@pytest.mark.parametrize(
    ("kind", "decided", "public"),
    [("警告", "2026-04-01", False), ("警告", "2022-01-05", True), ("罚款", "2026-04-01", True)],
)
def test_minor_penalties_are_accepted_but_not_published_under_the_rule_of_their_day(
    kind: str, decided: str, public: bool
) -> None:
    assert only(judged({**FIRM, "CF_CFLB": kind, "CF_JDRQ": decided})).public is public


def test_kinds_are_ordered_and_the_heaviest_named() -> None:
    row = only(judged({**FIRM, "CF_CFLB": "责令停产停业；罚款、警告"}))
    assert (row.content["penalty_kind"], row.content["heaviest_kind"]) == ("警告;罚款;责令停产停业", "责令停产停业")


def test_rejected_rows_keep_what_can_be_read_of_the_decision() -> None:
    verdict = judged(
        {**FIRM, "CF_SY": "", "CF_WSH": "武市监罚[2026]第064号"}, {**FIRM, "CF_SY": "", "CF_JDRQ": "2026-02-30"}
    )
    first, second = verdict.rejected
    assert (first.document_key, first.decision_date) == ("武市监罚〔2026〕64号", date(2026, 3, 2))
    assert (second.document_key, second.decision_date) == ("武市监罚〔2026〕64号", None)


def test_an_identical_row_is_kept_with_a_warning() -> None:
    verdict = judged(FIRM, PERSON, {**FIRM, "CF_JDRQ": "2026年3月2日", "CF_XDR_MC": " 武汉江汉百货有限公司"})
    assert codes(verdict) == [(4, "document_number", "duplicate-row")]
    assert len({row.digest for row in verdict.accepted}) == 2


@pytest.mark.parametrize("kind", [INVALID_JSON, SHEET_WITHOUT_HEADER])
def test_of_a_row_that_could_not_be_read_nothing_more_is_missing(kind: FindingKind) -> None:
    verdict = judged(FIRM, {}, FIRM | {"CF_WSH": ""}, reader=[Finding(kind, row=3)])
    assert [row.row for row in verdict.accepted] == [2]
    assert codes(verdict) == [(4, "document_number", "required-missing")]


def test_what_the_reader_found_rejects_the_row() -> None:
    bad = FindingKind("invalid-bytes", "error", "", "", "")
    hidden = FindingKind("hidden-row", "warning", "", "", "")
    verdict = judged(FIRM, FIRM, PERSON, reader=[Finding(bad, row=3), Finding(hidden, row=2), Finding(bad)])
    assert [row.row for row in verdict.rejected] == [3]
    assert verdict.total == 3


def test_rows_count_from_the_first_where_lines_are_not_numbered() -> None:
    assert [row.row for row in judged(FIRM, PERSON, numbered=False).accepted] == [2, 3]


@pytest.mark.parametrize(
    "line",
    [b"2,\xe6\xad\xa6", b'2,"a\nb",c,d' + b"," * 40, b'2,a"b', b"2" + b"," * 30 + b"\r"],
    ids=["too few cells", "too many cells", "stray quote", "carriage return"],
)
def test_a_ragged_line_is_a_rejected_row_and_nothing_worse(line: bytes) -> None:
    verdict = normalise_chunk(Chunk(0, 2, 1, line + b"\n"), columns(), context(), "790-2018", ())
    assert (verdict.total, len(verdict.rejected)) == (1, 1)


def test_every_planted_fault_is_named_at_its_cell_and_no_clean_row_rejected(tmp_path: Path) -> None:
    path = tmp_path / "penalties.csv"
    planted = write_penalties(path, 3000, 4, "武汉市市场监督管理局")
    rows = [[row.get(code, "") for code in HEADERS] for row in penalties(3000, 4, "武汉市市场监督管理局")]
    verdict = normalise_chunk(chunk(rows), columns(), context(), "790-2018", ())
    names = {one.code: one.name for one in context().dataset.fields}
    found = [(f.row, f.field, f.kind.code) for f in verdict.findings if f.kind.level == "error"]
    assert found == [(fault.row, names[fault.field], fault.code) for fault in planted]


def test_headers_of_the_generator_are_the_templates() -> None:
    assert {one.code: one.title for one in context().dataset.fields if one.code} == HEADERS


def test_a_dataset_without_document_numbers_is_keyed_by_its_primary_key() -> None:
    dataset = context("enterprise-registry").dataset
    names = [field.name for field in dataset.fields]
    cells = {"code": "91440300192181490G", "name": "万科企业股份有限公司"}
    given = [Column(i, name, name) for i, name in enumerate(names)]
    verdict = normalise_chunk(chunk([[cells.get(name, "") for name in names]]), given, context("enterprise-registry"))
    assert only(verdict).document_key == "|".join(cells[name] for name in dataset.primary_key)


def test_a_sole_traders_own_name_is_masked_wherever_it_stands() -> None:
    trader = {"CF_XDR_MC": "王小明", "CF_XDR_LB": "个体工商户", "CF_XDR_SHXYM": "", "CF_FRDB": "王小明"}
    row = only(judged({**FIRM, **trader, "CF_SY": "王小明销售过期食品。"}))
    assert (row.content["party_name"], row.content["violation_facts"]) == ("王**", "王**销售过期食品。")
    assert (row.party.name, row.private["party_name__original"]) == ("王小明", "王小明")
    assert row.public


@pytest.mark.parametrize("allowed", ["public", "masked", "never"])
def test_people_on_a_list_are_shown_as_its_legal_basis_says(allowed: str) -> None:
    given = context("court-defaulter", "court-intermediate")
    disclosure = given.dataset.disclosure.model_copy(update={"natural_persons": allowed})
    given = replace(given, dataset=given.dataset.model_copy(update={"disclosure": disclosure}))
    cells = {one.name: one.example or "" for one in given.dataset.fields if one.constraints.required}
    name, code, kind = (given.dataset.roles[role] for role in ("subject_name", "subject_code", "subject_type"))
    cells |= {name: "王小明", code: "", kind: ""}
    heads = [Column(i, one, one) for i, one in enumerate(cells)]
    row = normalise_chunk(chunk([list(cells.values())]), heads, given).accepted[0]
    assert row.party.type == "natural_person"
    assert row.public is (allowed != "never")
    assert row.content[name] == ("王**" if allowed == "masked" else "王小明")
