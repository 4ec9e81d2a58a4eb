"""What words, not digits alone, tell to be a person's: messenger accounts, home addresses, birth dates."""

import re

MESSENGER, HOME, BIRTH = "社交账号", "住址", "出生日期"

_SENTENCE = r"[^，,。；;：:！!？?\n]"
_PLACE = r"[省市区县镇乡街路道巷弄村里湾庄园苑城寓楼]"
_PART = r"(?:号|栋|幢|座|单元|室|楼|层|弄|组|户)"
_LIVES = (
    r"(?:(?:家庭|现|经常居)?住址|(?:家|现|暂|租|居)住(?:地|于|在)|[家现暂]住|户籍(?:所在)?地?|户口所在地"
    r"|(?<![入居宿安保驻常留租内邀])住(?=于|在|[：: ]|[㐀-鿿]{2,8}[省市区县镇乡街路道村])"
    r"(?!所|宿|院|房|户|建|持|宅|改|客|店|址)"
    r"|(?:[男女]|出生|身份证号|公民|隐去〕)[^。；;\n]{0,40}住所地?)"
)
_DATE = (
    r"(?:(?:18|19|20)[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|([-./])[0-9]{1,2}\1[0-9]{1,2})|(?:19|20)[0-9]{6}(?![0-9])"
    r"|[一二][〇零○一二三四五六七八九0-9]{3}年[一二三四五六七八九十0-9]{1,2}月(?:[一二三四五六七八九十0-9]{1,3}日)?)"
)
WORDS = (
    r"微信|QQ|qq|[Ww]e[Cc]hat|vx|VX|支付宝|抖音|快手|钉钉|住[^所房宿建院户宅持改]|户籍|户口所在|住所|出生|生于|[日月]生"
)
"""Without one of these a text holds none; the pattern means the same to `re` and to polars."""

_KINDS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    (
        MESSENGER,
        re.compile(
            r"(?:微信|(?<![A-Za-z])(?:QQ|wechat|weixin|vx)|支付宝|抖音|快手|钉钉)(?!公众|小程序)(?:群|昵称)?(?:账号|帐号|账户|号码|号|ID)?"
            r"[ ]?(?:为|是)?[:： （(“\"]{0,3}([A-Za-z][-_A-Za-z0-9]{4,39}|[1-9][0-9]{4,11})"
            r"(?![-_0-9A-Za-z]|\.[0-9]|[ ]?[万亿]?元|[条笔次人个份件名])",
            re.IGNORECASE,
        ),
    ),
    (
        HOME,
        re.compile(
            _LIVES + r"[:：为是在于 ]{0,2}"
            rf"({_SENTENCE}{{1,24}}?{_PLACE}{_SENTENCE}{{0,30}}?[0-9A-Z一二三四五六七八九十]\s?(?:{_PART}|[-—][0-9])"
            rf"(?:{_SENTENCE}{{0,14}}?[0-9A-Z一二三四五六七八九十]\s?{_PART})*(?:[-—]?[0-9]+)*)"
        ),
    ),
    (BIRTH, re.compile(rf"({_DATE})\s?(?:出生|生(?=[，,。；;）)、\s]|$))".replace(r"\1", r"\2"))),
    (BIRTH, re.compile(rf"(?:出生(?:日期|年月日?|时间)?|生于)[:：为是于在 ]{{0,2}}({_DATE})".replace(r"\1", r"\2"))),
)
_words = re.compile(WORDS)


def particulars(text: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of each in a folded text; the words that tell them stay outside."""
    if not _words.search(text):
        return []
    return [(kind, *hit.span(1)) for kind, pattern in _KINDS for hit in pattern.finditer(text)]
