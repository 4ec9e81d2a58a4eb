"""Motor vehicle plates (机动车号牌), GA 36-2018, new-energy plates included.

`鄂A12345`, small new-energy `鄂AD12345`, large new-energy `鄂A12345D`, trainer, police, trailer, HK and Macao
suffixes, embassies, armed police `WJ鄂12345` and the forces' two letters.
"""

import re

from chengxin.identifiers.spelling import compact

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_BODY = "A-HJ-NP-Z0-9"
_SHAPES = re.compile(
    rf"[{PROVINCES}][A-Z](?:[{_BODY}]{{5}}|[{_BODY}]{{4}}[挂学警港澳试超])"
    rf"|[{PROVINCES}][A-Z](?:[A-HJK][{_BODY}][0-9]{{4}}|[0-9]{{5}}[A-HJK])"
    rf"|[{PROVINCES}][A-Z][0-9]{{3,5}}[领使]|使[0-9]{{6}}"
    rf"|WJ[{PROVINCES}]?[0-9]{{4}}[0-9A-Z]|[A-Z]{{2}}[0-9]{{5}}"
)


def normal(text: str) -> str:
    """Upper-case, half-width, without blanks, dots and hyphens."""
    return re.sub(r"[-.·•・‧]", "", compact(text))


def problem(plate: str) -> str | None:
    """`shape` where a plate in normal form fits none of the standard's patterns."""
    return None if _SHAPES.fullmatch(plate) else "shape"
