"""The units that amounts of money are stated in, each with what it is worth in 元."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

MoneyUnit = Literal[
    "fen",
    "jiao",
    "yuan",
    "bai_yuan",
    "qian_yuan",
    "wan_yuan",
    "shi_wan_yuan",
    "bai_wan_yuan",
    "qian_wan_yuan",
    "yi_yuan",
    "shi_yi_yuan",
    "bai_yi_yuan",
]
_WRITTEN = ("分", "角", "元", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元", "十亿元", "百亿元")
_EXPONENTS = (-2, -1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10)

LABELS: Mapping[str, str] = dict(zip(get_args(MoneyUnit), _WRITTEN, strict=True))
"""How each unit is written."""

BY_LABEL: Mapping[str, MoneyUnit] = dict(zip(_WRITTEN, get_args(MoneyUnit), strict=True))
"""The unit of each way to write one."""

FACTORS: Mapping[str, Decimal] = {
    unit: Decimal(1).scaleb(exponent) for unit, exponent in zip(get_args(MoneyUnit), _EXPONENTS, strict=True)
}
"""What one of each unit is in 元."""
