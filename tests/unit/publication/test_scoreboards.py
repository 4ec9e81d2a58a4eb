"""The month's scoreboard, as table, chart and files."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import yaml
from openpyxl import load_workbook
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, PORTAL, city, renderer, report, scoreboard

from chengxin.catalogue.legal import Exemption
from chengxin.compliance.board.assessment import Sheet, assess
from chengxin.compliance.board.evidence import Evidence
from chengxin.compliance.board.indicators import INDICATORS
from chengxin.compliance.board.scoreboard import Scoreboard
from chengxin.publication import scoreboards
from chengxin.publication.charts import heat_map
from chengxin.publication.renderer import Renderer

CATALOGUE_DIRECTORY = Path(__file__).parents[3] / "infra" / "catalogue"


def month() -> dict[str, bytes]:
    history = [city("2026-01"), city("2026-02"), city()]
    files = scoreboards.month_files(renderer(), report(city()), history, NOW)
    return {f.key.removeprefix("compliance/2026-03/"): f.body for f in files}


def evidence_pages(pages: Renderer | None = None, **lists: Evidence) -> dict[str, bytes]:
    """What people see of the lists behind the numbers of market regulation, by the files' suffixes."""
    whole = report(city())
    found = {**whole.evidence["market-regulation"](), **lists}
    files = scoreboards.evidence_pages(pages or renderer(), whole.city["month"], "market-regulation", found)
    return {f.key.rpartition(".")[2]: f.body for f in files}


def test_data_and_page_hold_the_same_departments() -> None:
    files = month()
    assert list(files) == [
        "data.json",
        "data.csv",
        "data.xlsx",
        "assessment.json",
        "assessment.html",
        "notice.html",
        "index.html",
    ]
    names = ["武汉市市场监督管理局", "武汉市住房和城市更新局"]
    rows = list(csv.DictReader(io.StringIO(files["data.csv"].decode("utf-8-sig"), newline="")))
    assert [row["部门"] for row in rows] == names
    sheet = load_workbook(io.BytesIO(files["data.xlsx"])).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == names  # type: ignore[union-attr]
    assert [one["department"] for one in json.loads(files["data.json"])["departments"]] == [
        "market-regulation",
        "housing",
    ]
    assert all(name in Shape(files["index.html"]).text for name in names)


def test_numbers_are_numbers_and_a_rate_of_nothing_is_blank() -> None:
    sheet = load_workbook(io.BytesIO(month()["data.xlsx"])).active
    header, first, second = sheet.iter_rows(values_only=True)  # type: ignore[union-attr]
    at = header.index("及时率")
    assert (first[at], second[at]) == (1, None)
    assert first[header.index("超期")] == 1


def test_the_page_names_who_is_late_more_than_half_the_time() -> None:
    late = scoreboard("housing", rates={"reporting": 1, "compliance": 1, "timeliness": 0.4, "lateness": 0.6})
    board = city() | {"departments": [late]}
    page = list(scoreboards.month_files(renderer(), report(board), [board], NOW))[-1]
    assert "迟报过半" in Shape(page.body).text


def test_the_table_needs_no_script_and_tells_what_is_overdue() -> None:
    shape = Shape(month()["index.html"])
    assert "武市监罚〔2026〕9号" in shape.text
    assert "决定登记" in shape.text
    assert shape.elements["caption"] == shape.elements["table"]
    assert shape.attributes["th", "scope"] == shape.elements["th"]
    assert shape.elements["svg"] == 2


def test_the_heat_map_tells_no_data_from_bad() -> None:
    heat = heat_map([city()], ["market-regulation", "housing", "unknown"])
    assert [[cell.level for cell in cells] for _, _, cells in heat.rows] == [[5], [0], [0]]


def test_months_are_listed_newest_first() -> None:
    links = Shape(scoreboards.index_file(renderer(), ["2025-12", "2026-03", "2026-01"]).body).links
    assert [link[:7] for link in links if link.startswith("20")] == ["2026-03", "2026-01", "2025-12"]


def test_a_number_leads_to_what_it_counts_where_there_is_a_list() -> None:
    links = Shape(month()["index.html"]).links
    for name in scoreboards.EVIDENCE_TITLES:
        assert (f"market-regulation.html#{name}" in links) == bool(scoreboard("market-regulation")[name])
    assert "market-regulation.html#accepted" in links
    assert not [link for link in links if link.startswith("housing.html")]
    assert {"notice.html", "assessment.html", "city.html"} <= set(links)


def test_the_lists_stand_below_the_numbers_that_lead_to_them() -> None:
    page = Shape(evidence_pages()["html"])
    assert {*scoreboards.EVIDENCE_TITLES, "rates"} <= set(page.ids)
    assert page.text.count("武市监罚〔2026〕9号") == len(scoreboards.EVIDENCE_TITLES)
    whole = report(city())
    data = json.loads(
        scoreboards.evidence_data("2026-03", "market-regulation", whole.evidence["market-regulation"]()).body
    )
    assert data["lists"]["overdue"]["total"] == 1
    assert data["lists"]["overdue"]["items"][0]["document_number"] == "武市监罚〔2026〕9号"


def test_a_long_list_is_shown_in_part_and_can_be_had_whole() -> None:
    item = report(city()).evidence["market-regulation"]()["late"].items[0]
    many = Evidence(1200, [item | {"document_number": f"武市监罚〔2026〕{n}号"} for n in range(1200)])
    files = evidence_pages(late=many)
    page = Shape(files["html"]).text
    assert ("武市监罚〔2026〕199号" in page, "武市监罚〔2026〕200号" in page) == (True, False)
    assert "迟报，列出 200 项" in page
    rows = [row for row in csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))) if row["项目"] == "迟报"]
    assert [row["文书号或异议编号"] for row in rows] == [one["document_number"] for one in many.items]
    assert (rows[0]["部门"], rows[0]["类别"]) == ("武汉市市场监督管理局", "行政处罚")
    assert (rows[0]["期限"], rows[0]["时效"], rows[0]["逾期工作日"]) == ("2026-02-26", "超期未公示", "2")


def test_the_notice_is_a_page_of_its_own() -> None:
    text = Shape(month()["notice.html"]).text
    assert "2026年3月行政许可和行政处罚等信用信息公示情况通报" in text
    assert "一、总体情况" in text
    assert {f"city.html#{name}" for name in scoreboards.EVIDENCE_TITLES} <= set(Shape(month()["notice.html"]).links)


def test_what_is_exempt_is_listed_with_its_ground_and_who_approved_it() -> None:
    facts = {"department": "market-regulation", "document_number": "武市监罚（2026）9号", "approved_on": "2026-03-02"}
    secret = Exemption.model_validate({**facts, "legal_ground": "《政府信息公开条例》第十四条", "approver": "法规处"})
    pages = Renderer(PORTAL, CATALOGUE.model_copy(update={"exemptions": (secret,)}))
    text = Shape(evidence_pages(pages)["html"]).text
    assert "《政府信息公开条例》第十四条（法规处批准）" in text


def test_departments_of_which_nothing_is_known_are_named_below_the_table_and_kept_in_the_data() -> None:
    silent = scoreboard("water", timely=None) | dict.fromkeys(scoreboards.COUNTS, 0)
    board = city() | {"departments": [*city()["departments"], silent]}
    files = {f.key.rpartition("/")[2]: f.body for f in scoreboards.month_files(renderer(), report(board), [board], NOW)}
    assert "本月没有任何报送的部门：1 个" in Shape(files["index.html"]).text
    assert len(json.loads(files["data.json"])["departments"]) == 3


def test_quality_and_days_taken_stand_on_the_page_and_in_the_data() -> None:
    files = month()
    assert {"market-regulation.html#concealed", "market-regulation.html#on_time"} <= set(
        Shape(files["index.html"]).links
    )
    rows = list(csv.DictReader(io.StringIO(files["data.csv"].decode("utf-8-sig"), newline="")))
    assert (rows[0]["瞒报"], rows[0]["平均用时"], rows[0]["95%用时"]) == ("1", "3.5", "6")


def test_the_score_sheets_are_a_table_of_criteria_and_departments() -> None:
    sheet = Sheet.model_validate(yaml.safe_load((CATALOGUE_DIRECTORY / "rules" / "assessment.yaml").read_text("utf-8")))
    filled = assess(sheet, Scoreboard("market-regulation", "2026-03", NOW), {})
    shown = replace(report(city()), sheets=(filled,))
    files = {f.key.rpartition("/")[2]: f.body for f in scoreboards.month_files(renderer(), shown, [city()], NOW)}
    text = Shape(files["assessment.html"]).text
    assert "武汉市市场监督管理局" in text
    assert "无逾期未公示（6）" in text


def test_the_time_that_objections_took_stands_on_the_page_and_leads_to_them() -> None:
    figures = {"handled": 2, "late": 1, "open": 1, "overdue": 1, "average_working_days": 5.5, "p95_working_days": 8}
    counted = {f"objections_{name}": value for name, value in figures.items()}
    market = scoreboard("market-regulation") | counted
    board = city() | counted | {"departments": [market, city()["departments"][1]]}
    files = {f.key.rpartition("/")[2]: f.body for f in scoreboards.month_files(renderer(), report(board), [board], NOW)}
    page = Shape(files["index.html"])
    assert "异议处理" in page.text
    assert "5.5" in page.text
    assert {f"market-regulation.html#objections_{name}" for name in ("handled", "open")} <= set(page.links)
    row = next(csv.DictReader(io.StringIO(files["data.csv"].decode("utf-8-sig"), newline="")))
    assert (row["异议办结"], row["异议平均用时"], row["异议超时未办结"]) == ("2", "5.5", "1")
    assert "本月没有部门报送异议处理台账" in Shape(month()["index.html"]).text


def test_each_number_is_explained_where_it_is_shown() -> None:
    pages = (month()["index.html"], evidence_pages()["html"])
    assert all(one.title in (text := Shape(body).text) and one.formula in text for body in pages for one in INDICATORS)
