"""Department files with defects at the rates that were counted on real disclosures, each known by cell and finding.

The rates come from 1,561 values labelled as credit codes, 370 rows of a province's 双公示 disclosures and 9,659
decisions of seven provinces. Two files: today's template as CSV in GB18030, a template of 2015 as a workbook.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from chengxin.identifiers import registration_number
from infra.bench.penalty_rows import HEADERS, LEGAL, PERSON, Row, identity_number, penalties

DEPARTMENT = "武汉市市场监督管理局"
Plant = Callable[[Row, Random], str | None]
"""Changes a row by standard code; answers `code:finding` where that is a defect, None where it is only untidy."""
SAME_NUMBER = 82 / 370
"""Rows on one more party of the decision before."""
KIND_ELSEWHERE = 221 / 370
"""Rows of 2015 that say 其他（见处罚类别2） and name the kinds there."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A finding that must come: the row a person sees, the field's standard code (or name), the finding's code."""

    row: int
    field: str
    code: str


def _code(change: Callable[[str, Random], str], finding: str) -> Plant:
    """A change to the party's code, where the party has one."""

    def plant(row: Row, random: Random) -> str | None:
        if row["CF_XDR_LB"] == PERSON:
            return None
        row["CF_XDR_SHXYM"] = change(row["CF_XDR_SHXYM"], random)
        return f"CF_XDR_SHXYM:{finding}" if finding else None

    return plant


def _old_number(code: str, random: Random) -> str:
    """A business registration number of 15 digits (GS 15-2006)."""
    body = "420100" + "".join(random.choices("0123456789", k=8))
    return body + registration_number.check_digit(body)


def _older_number(code: str, random: Random) -> str:
    return "4201" + "".join(random.choices("0123456789", k=9))


def _cut(characters: int) -> Callable[[str, Random], str]:
    """The end lost in typing; zeros at the end would look as if a spreadsheet had made them."""
    return lambda code, random: code[:-characters].rstrip("0").ljust(len(code) - characters, "7")


def _other_check(code: str, random: Random) -> str:
    return code[:-1] + random.choice([c for c in "0123456789ABCDEF" if c != code[-1]])


def _letter(wrong: str) -> Callable[[str, Random], str]:
    """The letter where a digit belongs, after the organisation part began, so that no other check comes first."""
    return lambda code, random: code[:9] + wrong + code[10:]


def _blank_code(row: Row, random: Random) -> str | None:
    legal = row["CF_XDR_LB"] == LEGAL
    row["CF_XDR_SHXYM"] = ""
    return "CF_XDR_SHXYM:legal-person-without-code" if legal else None


def _set(field: str, value: str, finding: str = "") -> Plant:
    def plant(row: Row, random: Random) -> str | None:
        row[field] = value
        return f"{field}:{finding}" if finding else None

    return plant


def _copied(into: str, finding: str) -> Plant:
    def plant(row: Row, random: Random) -> str | None:
        if row["CF_XDR_LB"] == PERSON:
            return None
        row[into] = row["CF_XDR_SHXYM"]
        return f"{into}:{finding}" if finding else None

    return plant


def _several_parties(row: Row, random: Random) -> str:
    row["CF_XDR_MC"] += "，王伟，唐继勇，陈黎"
    return "CF_XDR_MC:several-parties"


def _identity_in_facts(row: Row, random: Random) -> str:
    row["CF_SY"] += f"当事人身份证号{identity_number(random)}。"
    return "CF_SY:personal-data-in-text"


def _blanks_around_name(row: Row, random: Random) -> None:
    row["CF_XDR_MC"] = f" {row['CF_XDR_MC']}\u3000"


def _beyond_gbk(row: Row, random: Random) -> None:
    if row["CF_XDR_LB"] == LEGAL:
        row["CF_XDR_MC"] = row["CF_XDR_MC"].replace("武汉", "武汉𠮷", 1)


def _half_width(row: Row, random: Random) -> None:
    row["CF_XDR_MC"] = row["CF_XDR_MC"].replace("（", "(").replace("）", ")")


def _serial_with_time(row: Row, random: Random) -> None:
    row["CF_JDRQ"], row["CF_YXQ"] = f"{(date(2026, 3, 2) - date(1899, 12, 30)).days}.4375", "2099/12/31"


CODES: list[tuple[float, Plant]] = [
    (57 / 1561, _code(lambda code, random: f"{code}{random.randrange(10, 100)}", "uscc-length")),
    (41 / 1561, _code(_old_number, "uscc-old-number")),
    (22 / 1561, _code(_cut(1), "uscc-length")),
    (10 / 1561, _code(lambda code, random: "9.14201E+17", "precision-lost")),
    (26 / 1561, _code(_other_check, "uscc-check-digit")),
    (16 / 1561, _code(lambda code, random: f"{code}{random.randrange(1, 10)}", "uscc-length")),
    (5 / 1561, _code(_letter("O"), "uscc-character")),
    (4 / 1561, _code(lambda code, random: code.lower(), "")),
    (2 / 1561, _code(_cut(2), "uscc-length")),
    (1 / 1561, _code(_older_number, "uscc-old-number")),
    (1 / 1561, _code(_letter("V"), "uscc-character")),
    (3 / 370, _code(lambda code, random: identity_number(random), "citizen-id-in-code-column")),
]
_BOTH: list[tuple[float, Plant]] = [
    *CODES,
    (255 / 9016, _several_parties),
    (642 / 20700, _identity_in_facts),
    (710 / 9659, _blanks_around_name),
    (3 / 9659, _beyond_gbk),
    (47 / 9659, _half_width),
    (0.17, _set("CF_WSH", "", "required-missing")),
]
TODAY: list[tuple[float, Plant]] = [
    *_BOTH,
    (55 / 370, _blank_code),
    (7 / 370 / 3, _copied("CF_XDR_ZZJG", "organisation-code-format")),
    (7 / 370 / 3, _copied("CF_XDR_GSZC", "registration-number-format")),
    (7 / 370 / 3, _copied("CF_XDR_SWDJ", "")),
    (364 / 9659, _set("CF_CFJG", "税务局", "authority-unknown")),
    (0.02, _set("CF_JDRQ", "20260302")),
    (0.02, _set("CF_JDRQ", "2026-03-02 00:00:00.0")),
    (0.02, _serial_with_time),
]
"""What is planted into today's template."""
OF_2015: list[tuple[float, Plant]] = [
    *_BOTH,
    (0.02, _set("current_status", "处理完毕", "code-list-unknown")),
    (0.02, _set("current_status", "10000元", "code-list-unknown")),
    (0.02, _set("division_code", "542621")),
    (0.02, _set("division_code", "542133.0")),
    (7 / 370, _copied("CF_XDR_ZZJG", "organisation-code-format")),
    (0.02, _set("penalty_kind_2", "没收过期药品;罚款")),
]
"""What is planted into the template of 2015."""

_EPOCH = date(1899, 12, 30)
_FILLED_2015 = {
    "case_name": "某公司销售不合格商品案",
    "penalty_end_date": "2027-03-02",
    "publicity_years": "1",
    "penalty_department": "湖北省市场监督管理局",
    "current_status": "正常",
    "division_code": "420100",
}


def write_today(path: Path, count: int, seed: int) -> list[Planted]:
    """Writes today's template as CSV in GB18030, the header in row 1; answers what was planted."""
    made = list(_rows(count, seed, TODAY))
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS.values())
        writer.writerows([row.get(code, "") for code in HEADERS] for row, _ in made)
    return _planted(made)


def write_2015(path: Path, count: int, seed: int, headers: Sequence[str], codes: Sequence[str]) -> list[Planted]:
    """Writes a template of 2015 as a workbook, dates as a spreadsheet's serial numbers; answers what was planted.

    `codes` tells for each header the standard code, or the name of a field that only these templates have.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    random, made = Random(seed), list(_rows(count, seed, OF_2015))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("行政处罚")
        sheet.write_row(0, 0, headers)
        for at, (row, _) in enumerate(made, start=1):
            _as_in_2015(row, random)
            for place, code in enumerate(codes):
                value = row.get(code, "")
                is_date = code == "CF_JDRQ"
                sheet.write(at, place, (date(2026, 3, 2) - _EPOCH).days if is_date else value)
    return _planted(made)


def _as_in_2015(row: Row, random: Random) -> None:
    for name, text in _FILLED_2015.items():
        row.setdefault(name, text)
    row["penalty_kind_1"] = row["CF_CFLB"].replace(";", "、")
    if "penalty_kind_2" not in row and random.random() < KIND_ELSEWHERE:
        row["penalty_kind_1"], row["penalty_kind_2"] = "其他（见处罚类别2）", row["CF_CFLB"]


def _planted(made: Sequence[tuple[Row, str | None]]) -> list[Planted]:
    told = [(number, told.split(":")) for number, (_, told) in enumerate(made, start=2) if told]
    return [Planted(number, field, code) for number, (field, code) in told]


def _rows(count: int, seed: int, plants: Sequence[tuple[float, Plant]]) -> Iterator[tuple[Row, str | None]]:
    """Clean rows, each with one plant at most, at the rates given; and what was planted."""
    random = Random(seed)
    before: Row | None = None
    for row in penalties(count, seed, DEPARTMENT, defects=False):
        chance, told = random.random(), None
        for rate, plant in plants:
            chance -= rate
            if chance < 0:
                told = plant(row, random)
                break
        else:
            if before and random.random() < SAME_NUMBER:
                row["CF_WSH"] = before["CF_WSH"]
        before = row if row["CF_WSH"] else before
        yield row, told
