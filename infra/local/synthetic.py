"""Synthetic firms and persons with valid identifiers, the same in every run: for samples, tests and benchmarks.

Nothing here is drawn at random: every code is a function of the name, so that the same firm has the same code in
every file. Persons are born between 1911 and 1915, so that no living one can be hit by chance.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chengxin.identifiers import citizen_id as identity
from chengxin.identifiers import organisation_code, uscc

DISTRICTS = {
    "420102": "江岸区",
    "420103": "江汉区",
    "420104": "硚口区",
    "420105": "汉阳区",
    "420106": "武昌区",
    "420107": "青山区",
    "420111": "洪山区",
    "420112": "东西湖区",
    "420113": "汉南区",
    "420114": "蔡甸区",
    "420115": "江夏区",
    "420116": "黄陂区",
    "420117": "新洲区",
}
_STREETS = ("解放大道", "建设大道", "和平大道", "珞喻路", "中北路", "汉阳大道", "雄楚大道", "沿江大道", "民族大道")
_STEMS = (
    "楚江", "汉阜", "晴川", "知音", "东湖春", "沌口", "首义", "归元", "昙华", "白沙洲", "龙灵", "月湖",
    "梅岭", "盘龙", "长丰", "金银湖", "鹦鹉洲", "光谷源", "紫阳", "南望", "后湖", "星海", "木兰", "澜石",
)  # fmt: skip
_TRADES = (
    ("餐饮管理", "餐饮服务；食品经营"),
    ("建筑工程", "房屋建筑工程施工；市政工程施工"),
    ("环保科技", "环境污染治理；环保设备研发与销售"),
    ("物流", "道路普通货物运输；仓储服务"),
    ("医药", "药品批发；医疗器械经营"),
    ("机电设备", "机电设备制造、安装与维修"),
    ("商贸", "日用百货、农副产品批发兼零售"),
    ("软件", "软件开发；信息系统集成服务"),
    ("物业管理", "物业服务；停车场管理"),
)
_SURNAMES = "陈李王张刘黄周吴徐胡朱高林何郭马罗梁宋郑"
_GIVEN = "建国志强德明国庆文华海燕玉兰秀英立新学军春生秋月"


def credit_code(name: str, division: str = "420106", authority: str = "91") -> str:
    """A valid unified social credit code (GB 32100-2015) for a name: 18 characters, organisation code included.

    `authority` is positions 1 and 2: `91` enterprise, `92` sole trader, `93` co-operative, `11` organ of state.
    """
    stem = f"MA{_digits(name, 6)}"
    body = f"{authority}{division}{stem}{organisation_code.check_character(stem)}"
    return body + uscc.check_character(body)


def citizen_id(name: str, division: str = "420102") -> str:
    """A synthetic ID number (GB 11643-1999) with a valid check character and a birth date long past."""
    born = date(1911, 1, 1) + timedelta(days=int(_digits(name, 6)) % 1800)
    body = f"{division}{born:%Y%m%d}{_digits(name + '#', 3)}"
    return body + identity.check_character(body)


@dataclass(frozen=True, slots=True)
class Firm:
    """One line of the enterprise register."""

    name: str
    code: str
    district: str
    address: str
    representative: str
    scope: str
    founded: date
    capital_wan_yuan: int

    @property
    def organisation_code(self) -> str:
        """Positions 9–17 of the code, written `########-#` (GB 11714-1997)."""
        return f"{self.code[8:16]}-{self.code[16]}"


def firm(name: str) -> Firm:
    """The firm of that name; everything else follows from it."""
    number = int(_digits(name, 9))
    division = sorted(DISTRICTS)[number % len(DISTRICTS)]
    street, house = _STREETS[number % len(_STREETS)], number % 880 + 1
    return Firm(
        name=name,
        code=credit_code(name, division, "92" if name.endswith(("店", "馆", "行", "部")) else "91"),
        district=DISTRICTS[division],
        address=f"湖北省武汉市{DISTRICTS[division]}{street}{house}号",
        representative=person_name(name),
        scope=next((scope for trade, scope in _TRADES if trade in name), "一般项目：技术服务；企业管理咨询"),
        founded=date(1994, 1, 1) + timedelta(days=number % 11000),
        capital_wan_yuan=(10, 50, 100, 200, 500, 1000, 3000)[number % 7],
    )


def firms(count: int, named: Sequence[str] = ()) -> list[Firm]:
    """`count` different firms, the named ones first."""
    names = list(dict.fromkeys(named))
    for name in _firm_names():
        if len(names) >= count:
            break
        if name not in names:
            names.append(name)
    return [firm(name) for name in names[:count]]


def person_name(seed: str) -> str:
    """A common name made up for a seed."""
    number = int(_digits(seed, 8))
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number // 20 % 11 * 2 : number // 20 % 11 * 2 + 2]


def _firm_names() -> Iterator[str]:
    for form in ("有限公司", "（集团）有限公司", "有限公司第一分公司"):
        for trade, _ in _TRADES:
            for stem in _STEMS:
                yield f"武汉{stem}{trade}{form}"


def _digits(seed: str, length: int) -> str:
    return f"{int(hashlib.sha256(seed.encode()).hexdigest(), 16) % 10**length:0{length}d}"
