"""Administrative division codes (行政区划代码), GB/T 2260: province, city and county, two digits each.

Counties come and go every year, so only provinces and cities are known here, with cities that were abolished
since 1999: old codes stay valid in old records.
"""

import re
from typing import Literal

from chengxin.identifiers.spelling import compact

_SHAPE = re.compile(r"[0-9]{6}")

PROVINCES: dict[str, str] = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾居民居住证",
}  # fmt: skip
NATIONAL = "100000"
"""Bodies of the central state; only unified social credit codes use it."""

_CITIES: dict[str, str] = {
    "11": "01 02", "12": "01 02", "31": "01 02", "50": "01 02",
    "13": "01 02 03 04 05 06 07 08 09 10 11 90", "14": "01 02 03 04 05 06 07 08 09 10 11",
    "15": "01 02 03 04 05 06 07 08 09 22 25 29",
    "21": "01 02 03 04 05 06 07 08 09 10 11 12 13 14", "22": "01 02 03 04 05 06 07 08 24",
    "23": "01 02 03 04 05 06 07 08 09 10 11 12 27",
    "32": "01 02 03 04 05 06 07 08 09 10 11 12 13", "33": "01 02 03 04 05 06 07 08 09 10 11",
    "34": "01 02 03 04 05 06 07 08 10 11 12 13 15 16 17 18", "35": "01 02 03 04 05 06 07 08 09",
    "36": "01 02 03 04 05 06 07 08 09 10 11", "37": "01 02 03 04 05 06 07 08 09 10 11 13 14 15 16 17",
    "41": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 90",
    "42": "01 02 03 05 06 07 08 09 10 11 12 13 28 90", "43": "01 02 03 04 05 06 07 08 09 10 11 12 13 31",
    "44": "01 02 03 04 05 06 07 08 09 12 13 14 15 16 17 18 19 20 51 52 53",
    "45": "01 02 03 04 05 06 07 08 09 10 11 12 13 14", "46": "01 02 03 04 90",
    "51": "01 03 04 05 06 07 08 09 10 11 13 14 15 16 17 18 19 20 32 33 34",
    "52": "01 02 03 04 05 06 23 26 27", "53": "01 03 04 05 06 07 08 09 23 25 26 28 29 31 33 34",
    "54": "01 02 03 04 05 06 25",
    "61": "01 02 03 04 05 06 07 08 09 10", "62": "01 02 03 04 05 06 07 08 09 10 11 12 29 30",
    "63": "01 02 22 23 25 26 27 28", "64": "01 02 03 04 05",
    "65": "01 02 04 05 23 27 28 29 30 31 32 40 42 43 90",
}  # fmt: skip

ABOLISHED: dict[str, str] = {
    "3414": "3401", "3425": "3417", "3712": "3701",
    "5102": "5001", "5222": "5206", "5224": "5205",
    "5421": "5403", "5422": "5405", "5423": "5402", "5424": "5406", "5426": "5404",
    "6321": "6302", "6521": "6504", "6522": "6505",
}  # fmt: skip
"""Former city prefixes and the ones that took their place."""

CITIES = frozenset(province + city for province, cities in _CITIES.items() for city in cities.split())

Problem = Literal["length", "character", "province", "city"]


def normal(text: str) -> str:
    """Six digits; a spreadsheet's `640423.0` loses its fraction, statistical codes of 12 digits their last six."""
    code = compact(text).replace("-", "").removesuffix(".0")
    return code[:6] if len(code) == 12 and code.isdigit() else code


def problem(code: str) -> Problem | None:
    """What is wrong with a code in normal form; `province` and `city` are doubts, not proofs."""
    if len(code) != 6:
        return "length"
    if not _SHAPE.fullmatch(code):
        return "character"
    if code[:2] not in PROVINCES:
        return "province"
    city = code[:4]
    known = city.endswith("00") or city in CITIES or city in ABOLISHED or code[:2] in ("71", "81", "82", "83")
    return None if known else "city"
