"""Texts with personal data to be hidden, and as many that must stay, from a seed: all of them made up.

Every form is one function from a `Random` to a pair: the text, and what of it must not come out (for texts that must
stay: nothing). The shapes are those of decisions: facts, contents, notes; of numbers of documents and licences.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chengxin.identifiers import bank_card, citizen_id, uscc

Made = tuple[str, str]
Form = Callable[[random.Random], Made]

_DIVISIONS = (
    "420102",
    "420103",
    "420106",
    "420111",
    "429004",
    "430103",
    "110105",
    "310115",
    "330106",
    "510104",
    "610113",
)
_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_BEFORE = ("当事人张某，", "经查，李某（", "", "询问笔录：", "证件", "法定代表人王某，", "租车人")
_AFTER = ("，从事无照经营。", "）已到案", "", "。", "；另查明当日销售12盒", "的当事人")
_ROADS = ("解放大道", "珞喻路", "中南路", "建设大道", "雄楚大街", "和平大道")
_PLACES = (
    "湖北省武汉市江汉区",
    "武汉市洪山区",
    "武昌区",
    "湖北省黄冈市蕲春县漕河镇",
    "江夏区纸坊街道",
    "河南省信阳市光山县",
)
_AUTHORITIES = (
    "武汉市市场监督管理局",
    "江汉区城市管理执法局",
    "武汉市卫生健康委员会",
    "洪山区人民政府",
    "东湖高新区管委会",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of a form; `secret` is the part that must not come out, empty where the text must stay as it is."""

    form: str
    text: str
    secret: str


def digits(r: random.Random, n: int) -> str:
    return "".join(r.choices("0123456789", k=n))


def identity(r: random.Random) -> str:
    body = f"{r.choice(_DIVISIONS)}{r.randint(1940, 2008)}{r.randint(1, 12):02}{r.randint(1, 28):02}{digits(r, 3)}"
    return body + citizen_id.check_character(body)


def mobile(r: random.Random) -> str:
    return f"1{r.choice('3456789')}{digits(r, 9)}"


def card(r: random.Random) -> str:
    body = r.choice(("622202", "621700", "622848", "621661", "622588")) + digits(r, r.choice((9, 12)))
    return next(body + d for d in "0123456789" if bank_card.luhn(body + d))


def code(r: random.Random) -> str:
    body = r.choice(("91", "92", "11")) + r.choice(_DIVISIONS) + digits(r, 8) + r.choice("0123456789X")
    return body + uscc.check_character(body)


def _in_text(make: Callable[[random.Random], str]) -> Form:
    def form(r: random.Random) -> Made:
        secret = make(r)
        return r.choice(_BEFORE) + secret + r.choice(_AFTER), secret

    return form


def _beside(words: tuple[str, ...], make: Callable[[random.Random], str]) -> Form:
    def form(r: random.Random) -> Made:
        secret = make(r)
        return r.choice(_BEFORE) + r.choice(words) + secret + r.choice(_AFTER), secret

    return form


def _split(
    make: Callable[[random.Random], str], sizes: tuple[int, ...], marks: tuple[str, ...]
) -> Callable[[random.Random], str]:
    def spell(r: random.Random) -> str:
        number, mark, parts, at = make(r), r.choice(marks), [], 0
        for size in sizes:
            parts.append(number[at : at + size])
            at += size
        return mark.join(part for part in (*parts, number[at:]) if part)

    return spell


def _mistyped(r: random.Random) -> str:
    number = identity(r)
    return number[:17] + r.choice([c for c in "0123456789X" if c != number[17]])


def _address(r: random.Random) -> str:
    door = r.choice(
        (
            f"{r.randint(1, 40)}栋{r.randint(1, 5)}单元{r.randint(101, 2904)}室",
            f"{r.randint(1, 30)}栋{r.randint(101, 999)}",
            "",
        )
    )
    return r.choice(
        (
            f"{r.choice(_PLACES)}{r.choice(_ROADS)}{r.randint(1, 999)}号{door if door.endswith('室') else ''}",
            f"{r.choice(_PLACES)}{r.choice('林东西南')}港村{r.choice('一二三四五')}组{r.randint(1, 99)}号",
            f"{r.choice(_PLACES)}{r.choice(('金色', '东湖', '百瑞'))}花园{r.randint(1, 30)}栋{r.randint(101, 999)}室",
        )
    )


def _birth(r: random.Random) -> str:
    year, month, day = r.randint(1940, 2008), r.randint(1, 12), r.randint(1, 28)
    return r.choice(
        (f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}", f"{year}.{month}.{day}", f"{year}年{month}月")
    )


def _landline(r: random.Random) -> str:
    return r.choice(("027", "0713", "010")) + r.choice("-") + r.choice("2345678") + digits(r, 7)


def _old(r: random.Random) -> str:
    number = identity(r)
    return number[:6] + f"{r.randint(40, 85)}" + number[10:17]


_MARKS = ("-", " ", ".", "  ", "—", "\u00a0", "·", "_", "/", "\t")
HIDDEN: dict[str, Form] = {
    "ID plain": _in_text(identity),
    "ID glued to letters": _beside(("ID", "SFZ", "No", "sfz:", "id="), identity),
    "ID split 6-8-4": _in_text(_split(identity, (6, 8), _MARKS)),
    "ID split elsewhere": _in_text(_split(identity, (3, 3, 4, 4), _MARKS[:6])),
    "ID digit by digit": _in_text(_split(identity, (1,) * 17, (" ", "-", "\u200b"))),
    "ID full width": _in_text(lambda r: identity(r).translate(_FULL)),
    "ID in numerals": _in_text(lambda r: identity(r).translate(_HAN)),
    "ID of 15 digits": _in_text(_old),
    "ID with x": _in_text(lambda r: identity(r).lower()),
    "ID with a slip": _in_text(_mistyped),
    "ID in a URL": lambda r: (f"https://zw.example.cn/q?idcard={(i := identity(r))}&p=1", i),
    "phone plain": _in_text(mobile),
    "phone split 3-4-4": _in_text(_split(mobile, (3, 4), _MARKS)),
    "phone split 5-3-3": _in_text(_split(mobile, (5, 3), _MARKS[:4])),
    "phone with a prefix": _beside(("wx", "Tel", "tel:", "+86", "+86 ", "0086-", "86 ", "vx"), mobile),
    "phone full width": _in_text(lambda r: mobile(r).translate(_FULL)),
    "phone in numerals": _in_text(lambda r: mobile(r).translate(_HAN)),
    "fixed line of a person": _beside(("家中电话", "电话：", "座机", "联系"), _landline),
    "card plain": _in_text(card),
    "card in fours": _in_text(_split(card, (4, 4, 4, 4), (" ", "-", "  "))),
    "account": _beside(
        ("账号", "卡号：", "银行账号为", "帐号:"), lambda r: r.choice("1234578") + digits(r, r.randint(11, 20))
    ),
    "messenger": _beside(("微信号", "微信：", "QQ", "QQ号：", "QQ:"), lambda r: str(r.randint(10**7, 10**10 - 1))),
    "messenger by name": _beside(
        ("微信号", "加微信", "微信："), lambda r: r.choice(("zhangsan", "wuhan_li", "a-bc")) + digits(r, 3)
    ),
    "address": _beside(("住", "住址：", "家住", "现住", "户籍地", "家庭住址："), _address),
    "birth date": lambda r: r.choice(
        (
            (f"王某，男，{(b := _birth(r))}出生，汉族", b),
            (f"出生日期：{(b := _birth(r))}", b),
            (f"其生于{(b := _birth(r))}", b),
        )
    ),
}


def _document(r: random.Random) -> str:
    year = r.randint(2014, 2026)
    return r.choice(
        (
            f"武市监处罚〔{year}〕{r.randint(1, 9999)}号",
            f"（武）应急罚〔{year}〕{r.choice('ABC')}-{r.randint(1, 99)}号",
            f"{r.choice(_DIVISIONS)}{year}{r.randint(1, 12):02}{r.randint(1, 28):02}{digits(r, 4)}",
            f"武公交决字[{year}]第{r.choice(_DIVISIONS)}{digits(r, 10)}号",
            f"{r.choice(_DIVISIONS)}{year - 2000}{r.randint(1, 12):02}{digits(r, 5)}",
            f"鄂武交罚第{mobile(r)}号",
        )
    )


def _kept(make: Callable[[random.Random], str]) -> Form:
    return lambda r: (r.choice(("", "经查，", "当事人")) + make(r) + r.choice(("", "。", "，已核实。")), "")


KEPT: dict[str, Form] = {
    "document number": _kept(_document),
    "credit code": _kept(lambda r: r.choice(("统一社会信用代码", "代码：", "")) + code(r)),
    "amount": _kept(lambda r: f"罚款{r.randint(10**3, 10**11)}{r.choice(('', '.50', '.00'))}元"),
    "serial": _kept(
        lambda r: (
            r.choice(("批号", "流水号", "编号：", "条码"))
            + r.choice(("2026", "69", "SN"))
            + digits(r, r.randint(6, 12))
        )
    ),
    "authority's phone": _kept(
        lambda r: r.choice(_AUTHORITIES) + r.choice(("电话：", "（电话", "联系电话", "举报电话")) + _landline(r)
    ),
    "service line": _kept(
        lambda r: f"{r.choice(('投诉', '举报', '咨询'))}电话{r.choice((_landline(r), '12315', '12345'))}"
    ),
    "licence": _kept(
        lambda r: f"许可证{r.choice(('JY1', 'SC1', 'XK16-', '鄂AQ'))}{r.choice(_DIVISIONS)}{digits(r, 7)}"
    ),
    "case number": _kept(
        lambda r: f"（{r.randint(2014, 2026)}）鄂01{r.choice(('执', '民初', '行审'))}{r.randint(1, 99999)}号"
    ),
    "registration": _kept(lambda r: f"注册号{r.choice(_DIVISIONS)}{digits(r, 9)}"),
    "dates": _kept(
        lambda r: (
            f"自{r.randint(2014, 2026)}.{r.randint(1, 12):02}.03 "
            f"至{r.randint(2026, 2030)}-03-{r.randint(10, 28)} 10:00:00"
        )
    ),
    "firm's place": _kept(lambda r: f"公司住所：{_address(r)}"),
    "lodging": _kept(lambda r: f"对入住{r.choice(_ROADS)}{r.randint(1, 99)}号酒店{r.randint(1, 9)}楼的旅客未登记"),
    "payment": _kept(lambda r: f"通过{r.choice(('微信', '支付宝'))}收款{r.randint(10**4, 10**6)}元"),
    "production": _kept(
        lambda r: f"{r.randint(2014, 2026)}年{r.randint(1, 12)}月{r.randint(1, 28)}日生产的食品{digits(r, 3)}箱"
    ),
    "measure": _kept(lambda r: f"面积{digits(r, 4)}.{digits(r, 2)}平方米，坐标114.{digits(r, 6)},30.{digits(r, 6)}"),
}


def samples(forms: dict[str, Form], each: int, seed: int) -> Iterator[Sample]:
    """`each` texts of every form, the same for the same seed."""
    for name, form in forms.items():
        r = random.Random(f"{seed}{name}")
        for _ in range(each):
            yield Sample(name, *form(r))
