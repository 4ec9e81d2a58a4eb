"""The sample files are what departments would send, and the same bytes all day long."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from infra.local.samples import Cells, Sample, render, weekday
from python_calamine import CalamineWorkbook

SOURCES = Path(__file__).parents[3] / "events" / "samples"
MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return render(SOURCES, tmp_path_factory.mktemp("samples"), MONDAY)


def text_of(sample: Sample) -> str:
    data = sample.path.read_bytes()
    if sample.path.suffix == ".csv":
        return data.decode("gb18030" if data[:3] != b"\xef\xbb\xbf" else "utf-8-sig")
    rows = CalamineWorkbook.from_path(str(sample.path)).get_sheet_by_index(0).to_python()
    return "\n".join(",".join(map(str, row)) for row in rows)


def test_the_same_day_gives_the_same_bytes(samples: list[Sample], tmp_path: Path) -> None:
    again = render(SOURCES, tmp_path, MONDAY)
    assert [(s.key, s.path.read_bytes()) for s in again] == [(s.key, s.path.read_bytes()) for s in samples]


def test_five_departments_files_and_a_register(samples: list[Sample]) -> None:
    assert len({s.key for s in samples}) == 6
    assert {s.dataset for s in samples} == {
        "administrative-licence",
        "administrative-penalty",
        "enterprise-registry",
        "decision-register",
    }


def test_the_gb18030_file_needs_gb18030(samples: list[Sample]) -> None:
    data = samples[0].path.read_bytes()
    assert "𬭎" in data.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("gbk")


def test_the_old_template_is_a_real_xls_with_a_rule_row(samples: list[Sample]) -> None:
    assert samples[1].path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    sheet = CalamineWorkbook.from_path(str(samples[1].path)).get_sheet_by_index(0).to_python()
    assert len(sheet[0]) == 22
    assert str(sheet[1][0]) == "文本(128个字符)"


def test_the_licences_have_serial_dates_below_merged_titles(samples: list[Sample]) -> None:
    sheet = CalamineWorkbook.from_path(str(samples[2].path)).get_sheet_by_index(0)
    assert ((0, 0), (0, 27)) in (sheet.merged_cell_ranges or [])
    header, first = sheet.to_python(skip_empty_area=False)[2:4]
    serial = first[header.index("许可决定日期")]
    assert isinstance(serial, float)
    assert date(1899, 12, 30) + timedelta(days=int(serial)) == Cells(MONDAY, weekday).day(-5, "wd")


def test_every_firm_that_a_file_names_by_code_is_registered(samples: list[Sample]) -> None:
    registry = text_of(samples[4])
    assert registry.count("\n") == 200
    named = re.findall(r"<code ([^<>]+)>", "".join(p.read_text("utf-8") for p in SOURCES.glob("*.yaml")))
    assert named
    assert all(name in registry for name in named)


def test_overdue_rows_stay_overdue_over_the_longest_holiday() -> None:
    """The week of National Day has no working day: the dates step over it when the calendar says so."""

    def working_day(day: date) -> bool:
        return weekday(day) and not date(2026, 10, 1) <= day <= date(2026, 10, 8)

    assert Cells(date(2026, 10, 12), working_day).day(-2, "wd") == date(2026, 9, 30)
    assert Cells(date(2026, 10, 12), working_day).day(-12, "wd") == date(2026, 9, 16)


def test_sources_and_readme_tell_the_same_outcome(samples: list[Sample]) -> None:
    table = (SOURCES / "README.md").read_text("utf-8")
    for path in sorted(SOURCES.glob("*.yaml")):
        expect = yaml.safe_load(path.read_text("utf-8"))["expect"]
        assert re.search(rf"\| `{path.name}` \|.*\| {expect['accepted']} \| {expect['rejected']} \|", table), path.name


@pytest.mark.parametrize(
    ("cell", "filled"),
    [
        ("<-1wd>", date(2026, 2, 27)),
        ("<+3d>", date(2026, 3, 5)),
        ("〔<-2wd %Y>〕7号", "〔2026〕7号"),
        ("no placeholder", "no placeholder"),
        (None, None),
        (7, 7),
    ],
)
def test_placeholders(cell: str | int | None, filled: object) -> None:
    assert Cells(MONDAY, weekday).fill(cell) == filled
