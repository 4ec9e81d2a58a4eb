"""Court case numbers (案号), 法〔2015〕137号: （year）court code + kind of case + serial + 号.

Older judgments write `（2012）鄂武汉中执字第00123号`; both are accepted.
"""

import re

from chengxin.identifiers.spelling import compact

_BRACKETS = str.maketrans({**dict.fromkeys("([{<〔【〖〈《", "（"), **dict.fromkeys(")]}>〕】〗〉》", "）")})
_HAN = "一-鿿〇"
_SHAPE = re.compile(
    rf"（(?:19|20)[0-9]{{2}}）[{_HAN}][{_HAN}0-9（）]{{0,40}}?[0-9]+(?:-[0-9]+)?号(?:之[一二三四五六七八九十0-9]+)?"
)


def normal(text: str) -> str:
    """Full-width round brackets, no blanks, half-width digits."""
    return compact(text).translate(_BRACKETS)


def problem(number: str) -> str | None:
    """`shape` where a number in normal form isn't a court's."""
    return None if len(number) <= 80 and _SHAPE.fullmatch(number) else "shape"
