"""Loading a new year's notice, as an operator does it."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.deadlines.calendars import DIRECTORY, entries

from chengxin.deadlines import Calendar
from chengxin.deadlines.__main__ import load
from chengxin.deadlines.notices import NoticeError, read_year, write_year

NEXT_YEAR: dict[str, Any] = {
    "year": 2027,
    "issued": "2026-11-10",
    "paper": "https://www.gov.cn/example",
    "holidays": {
        "元旦": {"rest": ["2026-12-31/2027-01-03"], "work": ["2027-01-09"]},
        "春节": {"rest": ["2027-02-05/2027-02-11"], "work": ["2027-01-31", "2027-02-13"]},
        "清明节": {"rest": ["2027-04-03/2027-04-05"]},
        "劳动节": {"rest": ["2027-05-01/2027-05-03"]},
        "端午节": {"rest": ["2027-06-09"]},
        "中秋节": {"rest": ["2027-09-15"]},
        "国庆节": {"rest": ["2027-10-01/2027-10-07"], "work": ["2027-09-26"]},
    },
}


def notice(directory: Path, **changes: Any) -> Path:
    path = directory / "notice.yaml"
    path.write_text(yaml.safe_dump({**NEXT_YEAR, **changes}, allow_unicode=True))
    return path


@pytest.fixture
def calendars(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DIRECTORY, tmp_path / "calendars"))


def calendar(directory: Path) -> Calendar:
    return Calendar(yaml.safe_load(path.read_text()) for path in directory.glob("*.yaml"))


def test_a_new_year_ends_the_provisional_deadlines(calendars: Path, tmp_path: Path) -> None:
    decided = date(2026, 12, 24)
    assert calendar(calendars).deadline(decided).provisional
    assert "年度安排" in load(notice(tmp_path), calendars)
    deadline = calendar(calendars).deadline(decided)
    assert (deadline.date, deadline.provisional) == (date(2027, 1, 6), False)
    assert deadline.calendar_version == "2026@2025-11-04+2027@2026-11-10"


def test_loading_a_notice_again_changes_nothing(calendars: Path, tmp_path: Path) -> None:
    load(notice(tmp_path), calendars)
    before = (calendars / "2027.yaml").read_text()
    assert "此前已收录" in load(notice(tmp_path), calendars)
    assert (calendars / "2027.yaml").read_text() == before


def test_a_revision_becomes_a_version_and_keeps_the_rest_of_the_year(calendars: Path, tmp_path: Path) -> None:
    load(notice(tmp_path), calendars)
    revised = {"劳动节": {"rest": ["2027-05-01/2027-05-05"], "work": ["2027-04-25"]}}
    assert "调整" in load(notice(tmp_path, issued="2027-03-20", holidays=revised), calendars)
    now = calendar(calendars)
    assert not now.is_working_day(date(2027, 5, 5))
    assert not now.is_working_day(date(2027, 10, 1))
    assert now.version_for(date(2027, 5, 5)) == "2027@2027-03-20"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"holidays": {"元旦": {"rest": ["2027-01-01"]}}}, "缺少法定节日：春节"),
        ({"holidays": NEXT_YEAR["holidays"] | {"元旦": {"rest": ["2028-01-01"]}}}, "2028-01-01 不在 2027 年"),
        ({"holidays": NEXT_YEAR["holidays"] | {"元旦": {"work": ["2027-01-04"]}}}, "2027-01-04 不是星期六或星期日"),
        ({"holidays": NEXT_YEAR["holidays"] | {"元旦": {"rest": ["2027-02-13"]}}}, "2027-02-13 既放假又上班"),
        ({"holidays": NEXT_YEAR["holidays"] | {"元旦": {"rest": ["2027-02-30"]}}}, "holidays.元旦.rest"),
        ({"issued": "2026-13-01"}, "issued"),
        ({"paper": "口头通知"}, "paper"),
        ({"year": "明年"}, "year"),
    ],
)
def test_a_faulty_notice_is_refused_with_its_reason(
    calendars: Path, tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(NoticeError, match=says):
        load(notice(tmp_path, **changes), calendars)
    assert not (calendars / "2027.yaml").exists()


def test_an_older_notice_cannot_follow_a_newer_one(calendars: Path, tmp_path: Path) -> None:
    load(notice(tmp_path), calendars)
    with pytest.raises(NoticeError, match="先后"):
        load(notice(tmp_path, issued="2026-11-09"), calendars)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry["year"]))
def test_our_files_are_as_the_command_writes_them(entry: dict[str, Any]) -> None:
    assert write_year(read_year(entry)) == (DIRECTORY / f"{entry['year']}.yaml").read_text()


def test_the_command_refuses_in_chinese_with_a_status(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("")
    run = subprocess.run(
        [sys.executable, "-m", "chengxin.deadlines", str(tmp_path / "empty.yaml"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(DIRECTORY.parents[2] / "layers/domain/python"), "PYTHONIOENCODING": "utf-8"},
    )
    assert run.returncode == 1
    assert run.stderr.startswith("节假日通知有误：empty.yaml 不是通知")
