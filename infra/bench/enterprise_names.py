"""Names of enterprises as a registry holds them, drawn from a seed: the same number gives the same names.

A name is its region, its brand, its trade and its form (企业名称登记管理规定, art. 6), with the skew of real ones: the
city stands in most of them, a few trades and forms make up the half, brands are rare and favour lucky characters.
"""

import random
from collections.abc import Iterator

from chengxin.identifiers import organisation_code, uscc
from infra.local.synthetic import DISTRICTS

SEED = 16
LONGEST = 200
_REGIONS = (("武汉", 46), ("武汉市", 12), ("湖北", 18), ("湖北省", 3), ("", 12), ("中国", 1), ("上海", 1), ("深圳", 1))
_LUCKY = (
    "鑫华盛宏达金天和兴隆泰源恒瑞丰祥荣顺通利海龙安康福德信诚博远新世中大东江楚汉长光星明亿万永正方圆联创启航翔飞腾"
    "云景美佳雅乐欣悦尚智慧优品科美凯嘉嵘晟睿宇轩铭浩然鼎尊爱家亚太平洋国民众合同益百川山水木林森石岩峰岭"
)
_TRADES = (
    ("商贸", 12), ("科技", 10), ("贸易", 7), ("建筑劳务", 5), ("建筑工程", 6), ("信息技术", 5), ("网络科技", 5),
    ("文化传媒", 4), ("餐饮管理", 4), ("物业管理", 3), ("汽车服务", 3), ("企业管理咨询", 3), ("装饰工程", 3),
    ("广告", 2), ("医药", 2), ("医疗器械", 2), ("电子商务", 2), ("机电设备", 2), ("物流", 2), ("教育咨询", 2),
    ("生物科技", 2), ("环保科技", 1), ("房地产开发", 1), ("投资管理", 1), ("人力资源服务", 1), ("农业发展", 1),
    ("软件开发", 1), ("园林绿化工程", 1), ("供应链管理", 1), ("新能源", 1), ("知识产权代理", 1), ("劳务派遣", 1),
    ("光电子技术", 1), ("测绘", 1), ("会展服务", 1), ("健康管理", 1), ("市政工程", 1), ("检测技术", 1),
)  # fmt: skip
_FORMS = (
    ("有限公司", 58), ("有限责任公司", 9), ("股份有限公司", 2), ("有限公司武汉分公司", 3), ("有限公司{}分公司", 2),
    ("合伙企业（有限合伙）", 1), ("中心（有限合伙）", 1), ("（武汉）有限公司", 3), ("(湖北)有限公司", 2),
)  # fmt: skip
_SHOPS = (
    ("商行", 4), ("经营部", 6), ("超市", 4), ("餐馆", 4), ("服装店", 3), ("小吃店", 3), ("便利店", 3), ("工作室", 2),
    ("汽车修理厂", 1), ("水果店", 2), ("理发店", 1), ("药房", 1), ("农民专业合作社", 1), ("养殖场", 1), ("茶业店", 1),
)  # fmt: skip
_STREETS = ("光谷", "沌口", "徐东", "中南", "街道口", "汉正街", "金银湖", "盘龙城", "后湖", "古田", "武昌", "汉口")
_BRANDS = 120_000
_DAILY_USE = [bytes((0xB0 + row, 0xA1 + cell)).decode("gb2312") for row in range(39) for cell in range(94)]
"""The 3,755 characters of GB/T 2312's first level, less its last row, which is not full."""


def enterprises(number: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """That many (code, name), every code once; one name in a thousand is as long as the catalogue lets it be."""
    draw = random.Random(seed)
    names = _Names(draw)
    divisions, authorities = tuple(DISTRICTS), ("91", "92", "93")
    for serial in range(number):
        stem = f"MA{serial:06d}" if serial < 10**6 else f"{serial:08d}"
        body = f"{draw.choice(authorities)}{draw.choice(divisions)}{stem}{organisation_code.check_character(stem)}"
        yield body + uscc.check_character(body), names()


class _Weighted:
    """Draws by weight."""

    def __init__(self, draw: random.Random, pairs: tuple[tuple[str, int], ...]) -> None:
        self._draw, self._pool = draw, [value for value, weight in pairs for _ in range(weight)]

    def __call__(self) -> str:
        return self._draw.choice(self._pool)


class _Names:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._region, self._trade, self._form, self._shop = (
            _Weighted(draw, pairs) for pairs in (_REGIONS, _TRADES, _FORMS, _SHOPS)
        )
        self._districts = tuple(DISTRICTS.values())
        self._brands = [self._new_brand() for _ in range(_BRANDS)]

    def __call__(self) -> str:
        kind, district = self._draw.random(), self._draw.choice(self._districts)
        if kind < 0.001:
            parts = "".join(self._brand() + self._trade() for _ in range(40))
            return f"{self._region()}{parts}"[: LONGEST - 4] + "有限公司"
        if kind < 0.27:
            return f"武汉市{district}{self._brand()}{self._trade() if kind < 0.1 else ''}{self._shop()}"
        stem = self._region() + self._brand() + self._trade()
        if kind < 0.35:
            return f"{stem}有限公司{self._draw.choice(_STREETS)}{self._draw.choice(('分公司', '店', '营业部'))}"
        return stem + self._form().format(district)

    def _brand(self) -> str:
        """Half of the names share a few thousand brands, the others have one of their own."""
        return self._brands[int(_BRANDS * self._draw.random() ** 3)]

    def _new_brand(self) -> str:
        length = self._draw.choices((2, 3, 4, 5), (55, 22, 18, 5))[0]
        return "".join(map(self._character, range(length)))

    def _character(self, _place: int) -> str:
        if self._draw.random() < 0.6:
            return _LUCKY[int(len(_LUCKY) * self._draw.random() ** 1.6)]
        return self._draw.choice(_DAILY_USE)
