"""Loads a new notice: `python -m chengxin.deadlines NOTICE.yaml CALENDAR_DIR`.

NOTICE.yaml holds `{year, issued, paper, holidays}` as `chengxin.deadlines.notices` describes them. The notice is
checked together with what the directory has of its year, then added as a version; loading it again changes nothing.
"""

import sys
from pathlib import Path
from typing import Any

import yaml

from chengxin.deadlines.notices import NoticeError, Year, read_version, read_year, write_year


def load(notice: Path, directory: Path) -> str:
    """Adds a notice to its year's file and answers, in Chinese, what it changed; raises NoticeError."""
    content = _mapping(notice)
    name = content.pop("year", None)
    version = read_version(content)
    path = directory / f"{name}.yaml"
    known = read_year(_mapping(path)).versions if path.exists() else ()
    if version in known:
        return f"{name} 年的这份通知此前已收录，未作改动。"
    year = read_year({"year": name, "versions": [*known, version]})
    path.write_text(_heading(path) + write_year(year), encoding="utf-8")
    return _summary(year)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise NoticeError(f"{path.name} 无法读取：{error}") from None
    if not isinstance(content, dict):
        raise NoticeError(f"{path.name} 不是通知：应含 year、issued、paper、holidays")
    return content


def _heading(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return "".join(line for line in lines if line.startswith("#"))


def _summary(year: Year) -> str:
    latest = year.versions[-1]
    rest = sorted(day for holiday in latest.holidays.values() for day in holiday.rest)
    work = sorted(day for holiday in latest.holidays.values() for day in holiday.work)
    kind = "年度安排" if len(year.versions) == 1 else f"第 {len(year.versions)} 版（调整）"
    listed = "、".join(map(str, work)) or "无"
    return f"已收录 {year.year} 年{kind}，版本 {year.name(latest)}：放假 {len(rest)} 天，调休上班 {listed}。"


def main(arguments: list[str]) -> int:
    """Exit status 0 when the notice is in the directory, 1 when it was refused, 2 on wrong use."""
    if len(arguments) != 2:
        print("用法：python -m chengxin.deadlines 通知.yaml 日历目录", file=sys.stderr)
        return 2
    try:
        print(load(Path(arguments[0]), Path(arguments[1])))
    except NoticeError as error:
        print(f"{error.title}：{error.detail}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
