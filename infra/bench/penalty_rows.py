"""Penalty rows as departments send them: realistic, deterministic, with known untidiness and known faults.

Every person, firm and code is made up; identity numbers are synthetic with a valid check character.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from chengxin.identifiers import citizen_id, organisation_code, uscc

HEADERS: dict[str, str] = {
    "CF_XDR_MC": "行政相对人名称",
    "CF_XDR_LB": "行政相对人类别",
    "CF_XDR_SHXYM": "行政相对人代码_1(统一社会信用代码)",
    "CF_XDR_GSZC": "行政相对人代码_2(工商注册号)",
    "CF_XDR_ZZJG": "行政相对人代码_3(组织机构代码)",
    "CF_XDR_SWDJ": "行政相对人代码_4(税务登记号)",
    "CF_XDR_SYDW": "行政相对人代码_5(事业单位证书号)",
    "CF_XDR_SHZZ": "行政相对人代码_6(社会组织登记证号)",
    "CF_FRDB": "法定代表人",
    "CF_FR_ZJLX": "法定代表人证件类型",
    "CF_FR_ZJHM": "法定代表人证件号码",
    "CF_XDR_ZJLX": "证件类型",
    "CF_XDR_ZJHM": "证件号码",
    "CF_WSH": "行政处罚决定书文号",
    "CF_WFXW": "违法行为类型",
    "CF_SY": "违法事实",
    "CF_YJ": "处罚依据",
    "CF_CFLB": "处罚类别",
    "CF_NR": "处罚内容",
    "CF_NR_FK": "罚款金额(万元)",
    "CF_NR_WFFF": "没收违法所得、没收非法财物的金额(万元)",
    "CF_NR_ZKDX": "暂扣或吊销证照名称及编号",
    "CF_JDRQ": "处罚决定日期",
    "CF_YXQ": "处罚有效期",
    "CF_GSJZQ": "公示截止期",
    "CF_CFJG": "处罚机关",
    "CF_CFJGDM": "处罚机关统一社会信用代码",
    "CF_SJLY": "数据来源单位",
    "CF_SJLYDM": "数据来源单位统一社会信用代码",
    "BZ": "备注",
}

LEGAL, SOLE, PERSON = "法人及非法人组织", "个体工商户", "自然人"
TODAY = date(2026, 11, 23)
FIRST_DAY, DAYS = date(2026, 1, 5), 290
UNTIDY, WRONG = 0.06, 0.03

_BRANDS = "江汉长荆楚宏盛鑫瑞恒昌达康诚信德隆泰安永兴华新联创智博远航天佳美嘉和顺发东湖珞喻光谷汉阳武昌"
_TRADES = (
    "建材",
    "食品",
    "餐饮管理",
    "物流",
    "医疗器械",
    "环保科技",
    "运输",
    "商贸",
    "置业",
    "建筑劳务",
    "药业",
    "装饰工程",
)
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
_DISTRICTS = ("江岸区", "江汉区", "硚口区", "汉阳区", "武昌区", "青山区", "洪山区", "东西湖区", "蔡甸区", "江夏区")
_ACTS = (
    ("销售不合格商品", "销售的{thing}经检验不符合国家标准", "《中华人民共和国产品质量法》第四十九条", "没收"),
    (
        "经营超过保质期的食品",
        "货架上有超过保质期的{thing}",
        "《中华人民共和国食品安全法》第一百二十四条第（五）项",
        "罚款",
    ),
    ("未按规定公示价格", "未按规定对{thing}明码标价", "《中华人民共和国价格法》第四十二条", "警告"),
    ("超限运输", "驾驶车辆运输{thing}，车货总质量超过限定标准", "《公路安全保护条例》第六十四条", "罚款"),
    ("未取得许可从事经营活动", "未取得许可经营{thing}", "《中华人民共和国行政许可法》第八十一条", "罚款"),
    ("违规排放污染物", "加工{thing}时排放的废水超过标准", "《中华人民共和国水污染防治法》第八十三条", "停产"),
)
_THINGS = (
    "水泥",
    "面粉",
    "散装白酒",
    "渣土",
    "医用口罩",
    "煤炭",
    "卤制品",
    "涂料",
    "电动自行车",
    "化肥",
    "冷冻肉",
    "灯具",
)
_KINDS = {"没收": "罚款;没收违法所得、没收非法财物", "罚款": "罚款", "警告": "警告", "停产": "罚款;责令停产停业"}
_ROUND_FINES = (100, 200, 500, 500, 1000, 1000, 2000, 2000, 3000, 5000, 5000, 8000, 10000, 20000, 50000, 100000, 200000)
_DATE_SHAPES: tuple[Callable[[date], str], ...] = (
    lambda d: d.strftime("%Y/%m/%d"),
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: d.strftime("%Y%m%d"),
    lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
)
_DATE_WEIGHTS = (70, 12, 8, 4, 3, 3)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that was planted: the row a person sees, the field's standard code, the finding that must name it."""

    row: int
    field: str
    code: str


def write_penalties(
    path: Path, rows: int, seed: int, department: str, encoding: str = "utf-8", defects: bool = True
) -> list[Fault]:
    """Writes a CSV in the current template and answers the faults in it; the same seed gives the same bytes.

    About 6 % of the rows are untidy (to be mended silently) and 3 % wrong. `department` is the agency's Chinese
    name or id as it is to stand in the file. Row 1 is the header.
    """
    faults: list[Fault] = []
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADERS.values())
        for number, row in enumerate(penalties(rows, seed, department, defects), start=2):
            fault = row.pop("fault", "")
            if fault:
                field, _, code = fault.partition(":")
                faults.append(Fault(number, field, code))
            writer.writerow([row.get(code, "") for code in HEADERS])
    return faults


def penalties(rows: int, seed: int, department: str, defects: bool = True) -> Iterator[Row]:
    """Rows by standard code; a wrong one carries `fault` = field:finding."""
    random = Random(seed)
    agency = uscc_code(random, "11")
    for number in range(1, rows + 1):
        row = _clean(random, number, department, agency)
        chance = random.random() if defects else 1.0
        if chance < WRONG:
            random.choice(_FAULTS)(row, random)
        elif chance < WRONG + UNTIDY:
            random.choice(_UNTIDY)(row, random)
        yield row


def uscc_code(random: Random, kind: str) -> str:
    """A made-up unified social credit code with both check characters right (GB 32100-2015)."""
    body = "".join(random.choices("0123456789", k=8))
    organisation = body + organisation_code.check_character(body)
    start = kind + "4201" + random.choice(("02", "03", "04", "05", "06", "07", "11", "12")) + organisation
    return start + uscc.check_character(start)


def identity_number(random: Random) -> str:
    """A synthetic citizen identity number (GB 11643-1999)."""
    born = date(1960, 1, 1) + timedelta(days=random.randrange(15000))
    body = f"4201{random.choice(('02', '06', '11'))}{born:%Y%m%d}{random.randrange(1000):03d}"
    return body + citizen_id.check_character(body)


def _clean(random: Random, number: int, department: str, agency: str) -> Row:
    act, fact, basis, kind = random.choice(_ACTS)
    thing, decided = random.choice(_THINGS), FIRST_DAY + timedelta(days=random.randrange(DAYS))
    shape = random.choices(_DATE_SHAPES, _DATE_WEIGHTS)[0]
    fine = 0 if kind == "警告" else _fine(random)
    place, seen = _place(random), decided - timedelta(days=random.randrange(10, 90))
    return _party(random) | {
        "CF_WSH": f"武市监罚〔{decided.year}〕{number}号",
        "CF_WFXW": act,
        "CF_SY": f"{seen.year}年{seen.month}月{seen.day}日在{place}检查，发现当事人{fact.format(thing=thing)}。",
        "CF_YJ": basis,
        "CF_CFLB": _KINDS[kind],
        "CF_NR": f"责令改正，罚款人民币{fine}元。" if fine else "给予警告，责令改正。",
        "CF_NR_FK": f"{fine / 10000:g}" if fine else "",
        "CF_NR_WFFF": f"{random.randrange(100, 20000) / 10000:.4f}" if kind == "没收" else "",
        "CF_JDRQ": shape(decided),
        "CF_YXQ": shape(date(2099, 12, 31)) if random.random() < 0.7 else shape(decided + timedelta(days=365)),
        "CF_CFJG": department,
        "CF_CFJGDM": agency,
        "CF_SJLY": department,
        "CF_SJLYDM": agency,
    }


def _place(random: Random) -> str:
    road = "".join(random.choices(_BRANDS, k=2))
    return f"{random.choice(_DISTRICTS)}{road}路{random.randrange(1, 999)}号"


def _fine(random: Random) -> int:
    """Most fines are round; some are a multiple of what the goods were worth."""
    return random.choice(_ROUND_FINES) if random.random() < 0.85 else random.randrange(1000, 40000)


def _party(random: Random) -> Row:
    category = random.choices((LEGAL, SOLE, PERSON), (60, 15, 25))[0]
    person = _person(random)
    if category == PERSON:
        number = identity_number(random)
        return {"CF_XDR_MC": person, "CF_XDR_LB": PERSON, "CF_XDR_ZJLX": "身份证", "CF_XDR_ZJHM": number}
    brand = "".join(random.choices(_BRANDS, k=3))
    if category == SOLE:
        name, code = f"{random.choice(_DISTRICTS)}{brand}{random.choice(_TRADES)}店", uscc_code(random, "92")
    else:
        suffix = random.choice(("有限公司", "有限公司", "有限责任公司", "股份有限公司", "（湖北）有限公司"))
        name, code = f"武汉{brand}{random.choice(_TRADES)}{suffix}", uscc_code(random, "91")
    return {"CF_XDR_MC": name, "CF_XDR_LB": category, "CF_XDR_SHXYM": code, "CF_FRDB": person}


def _person(random: Random) -> str:
    return random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.choice((1, 2, 2))))


def _to_full_width(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)})


def _spaces_around_name(row: Row, random: Random) -> None:
    row["CF_XDR_MC"] = f" {row['CF_XDR_MC']}\u3000"


def _full_width_agency_code(row: Row, random: Random) -> None:
    row["CF_CFJGDM"] = _to_full_width(row["CF_CFJGDM"])


def _lower_case_code(row: Row, random: Random) -> None:
    row["CF_SJLYDM"] = f" {row['CF_SJLYDM'].lower()}"


def _line_break_in_facts(row: Row, random: Random) -> None:
    row["CF_SY"] = row["CF_SY"].replace("，", "，\n", 1)


def _null_words(row: Row, random: Random) -> None:
    row["CF_XDR_GSZC"], row["BZ"], row["CF_NR_ZKDX"] = "无", "/", "——"


def _half_width_brackets(row: Row, random: Random) -> None:
    row["CF_XDR_MC"] = row["CF_XDR_MC"].replace("（", "(").replace("）", ")")
    row["CF_WSH"] = row["CF_WSH"].replace("〔", "[").replace("〕", "]")


def _date_with_time(row: Row, random: Random) -> None:
    row["CF_JDRQ"], row["CF_YXQ"] = "2026-03-02 00:00:00.0", "长期"


_UNTIDY: tuple[Callable[[Row, Random], None], ...] = (
    _spaces_around_name,
    _full_width_agency_code,
    _lower_case_code,
    _line_break_in_facts,
    _null_words,
    _half_width_brackets,
    _date_with_time,
)


def _wrong_check(row: Row, random: Random) -> None:
    code = row["CF_CFJGDM"]
    row["CF_CFJGDM"] = code[:-1] + ("0" if code[-1] != "0" else "1")
    row["fault"] = "CF_CFJGDM:uscc-check-digit"


def _no_facts(row: Row, random: Random) -> None:
    row["CF_SY"], row["fault"] = "", "CF_SY:required-missing"


def _future_decision(row: Row, random: Random) -> None:
    row["CF_JDRQ"], row["CF_YXQ"], row["fault"] = "2027-06-01", "2099/12/31", "CF_JDRQ:date-in-future"


def _ends_before_decision(row: Row, random: Random) -> None:
    row["CF_JDRQ"], row["CF_YXQ"], row["fault"] = "2026/03/02", "2025/03/02", "CF_YXQ:dates-out-of-order"


def _fine_left_out(row: Row, random: Random) -> None:
    row["CF_CFLB"], row["CF_NR_FK"], row["fault"] = "罚款", "", "CF_NR_FK:fine-missing"


def _several_parties(row: Row, random: Random) -> None:
    row["CF_XDR_MC"] = f"{row['CF_XDR_MC']}，{_person(random)}，{_person(random)}"
    row["fault"] = "CF_XDR_MC:several-parties"


def _unknown_kind(row: Row, random: Random) -> None:
    row["CF_CFLB"], row["fault"] = "批评教育类", "CF_CFLB:code-list-unknown"


def _nonsense_date(row: Row, random: Random) -> None:
    row["CF_JDRQ"], row["fault"] = "2026年2月30日", "CF_JDRQ:date-impossible"


_FAULTS: tuple[Callable[[Row, Random], None], ...] = (
    _wrong_check,
    _no_facts,
    _future_decision,
    _ends_before_decision,
    _fine_left_out,
    _several_parties,
    _unknown_kind,
    _nonsense_date,
)
