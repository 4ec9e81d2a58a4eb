"""Loading tells everything that is wrong; compiling loses nothing; a dataset is one file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chengxin.catalogue import Catalogue
from chengxin.catalogue.__main__ import main
from chengxin.catalogue.load import CatalogueError, compile_to, from_json, load, to_json

NEW_DATASET = """
id: food-grading
title: 餐饮量化分级
kind: rating
primaryKey: [party_name]
roles: {subject_name: party_name}
fields:
  - {name: party_name, title: 单位名称, cell: name, constraints: {required: true}}
  - {name: graded_on, title: 评定日期, type: date, cell: date}
"""


def test_compiling_loses_nothing(catalogue: Catalogue, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "made" / "catalogue.json"
    compile_to(source, target)
    assert from_json(target.read_bytes()) == catalogue
    assert to_json(from_json(target.read_bytes())) == target.read_bytes()


def test_one_more_file_is_one_more_dataset(copied: Path) -> None:
    (copied / "datasets" / "food-grading.yaml").write_text(NEW_DATASET, encoding="utf-8")
    catalogue = load(copied)
    added = catalogue.dataset("food-grading")
    assert added
    assert added.role("subject_name") is added.by_name["party_name"]
    assert catalogue.code_list("dataset").label("food-grading") == "餐饮量化分级"


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(directory: Path) -> None:
        file = directory / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


PENALTY = "datasets/administrative-penalty.yaml"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (change(PENALTY, "subject_name: party_name", "subject_name: parti_name"), "parti_name, which is no field"),
        (change(PENALTY, "codeList: severity", "codeList: severities"), "severity: no code list severities"),
        (change(PENALTY, "primaryKey: [document_number", "primaryKey: [number"), "primary key number is no field"),
        (change(PENALTY, "clock: double-publicity", "clock: seven-days"), "no clock seven-days"),
        (change(PENALTY, "period: penalty-publicity", "period: for-ever"), "no period for-ever"),
        (change(PENALTY, "headers: [行政相对人名称, ", "headers: ["), "layout 790-2018: 29 headers but 30 fields"),
        (
            change(PENALTY, "optional: &old [party_type, ", "optional: &old ["),
            "required field party_type has no column",
        ),
        (change(PENALTY, "{earlier: decision_date", "{earlier: decided_on"), "earlier names decided_on"),
        (change(PENALTY, "aliases: [案件名, ", "aliases: [文号, "), "header 文号 leads to two fields"),
        (change(PENALTY, "- name: remark\n", "- name: remark\n    colour: red\n"), "administrative-penalty.fields"),
        (
            change(PENALTY, "id: administrative-penalty", "id: administrative-licence"),
            "administrative-licence: defined twice",
        ),
        (change(PENALTY, "    unit: wan_yuan\n", ""), "fine_amount: cell money and a unit belong together"),
        (
            change(PENALTY, "title: 罚款金额(万元)", "title: 罚款金额万元"),
            "title states a unit outside",
        ),
        (
            change(PENALTY, "    codeLists: &oldStatus", "    units: {remark: yuan}\n    codeLists: &oldStatus"),
            "layout 2015-new: remark is no amount",
        ),
        (change("departments/former.yaml", "successor: market-regulation", "successor: nobody"), "no successor nobody"),
        (
            change("departments/city.yaml", "shortName: 市民政局", "shortName: 市司法局"),
            "department name 市司法局 belongs to",
        ),
        (change("departments/city.yaml", "id: justice", "id: Justice"), "lower-case ASCII"),
        (
            change("code-lists/penalty-kind.yaml", "covers: [暂扣许可证件", "covers: [暂扣"),
            "暂扣或者吊销许可证件 covers 暂扣, which is no value",
        ),
        (change("code-lists/penalty-kind.yaml", '"降低[', '"降低(['), "降低资质等级: pattern"),
        (
            change("code-lists/severity.yaml", "aliases: [轻微失信", "aliases: [一般失信"),
            "一般失信 stands for two values",
        ),
        (change("lists.yaml", "authority: tax-service", "authority: taxes"), "no department taxes"),
        (change("rules/clocks.yaml", "workingDays: 7", "workingDays: seven"), "clocks double-publicity"),
        (change(PENALTY, "cell: document-number", "cell: document-numbr"), "no cell type document-numbr"),
        (change(PENALTY, "options: {past: true}", "options: {pst: true}"), "cell date knows no option pst"),
        (change(PENALTY, "name: merge_kinds", "name: merge_kindz"), "rule merge_kindz: no code knows it"),
        (change(PENALTY, "{earlier: decision_date", "{erlier: decision_date"), "dates_in_order: no parameter erlier"),
        (change(PENALTY, "{earlier: decision_date, later", "{later"), "parameter earlier is missing"),
        (change("datasets/zero-report.yaml", "purpose: zero_report", "purpose: zero_reprt"), "zero-report.purpose"),
        (change("rules/assessment.yaml", "measure: reporting", "measure: reportin"), "no measure reportin"),
        (change("calendars/2026.yaml", "春节", "过年"), "calendar 2026: 缺少法定节日：春节"),
        (change("lists.yaml", "- id: court-defaulter", "- id: [court-defaulter"), "lists.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(copied: Path, spoil: Callable[[Path], None], told: str) -> None:
    spoil(copied)
    with pytest.raises(CatalogueError) as raised:
        load(copied)
    assert told in str(raised.value)


def test_all_faults_are_told_at_once(copied: Path) -> None:
    change(PENALTY, "clock: double-publicity", "clock: seven-days")(copied)
    change("lists.yaml", "authority: tax-service", "authority: taxes")(copied)
    with pytest.raises(CatalogueError) as raised:
        load(copied)
    assert "seven-days" in str(raised.value)
    assert "taxes" in str(raised.value)


def test_the_command_tells_what_is_wrong_and_fails(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "catalogue.json"
    monkeypatch.setattr("sys.argv", ["chengxin.catalogue", str(copied), str(target)])
    assert main() == 0
    target.unlink()
    change("lists.yaml", "authority: tax-service", "authority: taxes")(copied)
    assert main() == 1
    assert "taxes" in capsys.readouterr().err
    assert not target.exists()
