"""Personal numbers in a folded text: citizen IDs, bank cards and accounts, phones.

A checksum, a statutory shape or the word beside it decides, never length alone.
"""

import re
from collections.abc import Callable

from chengxin.identifiers import bank_card, citizen_id, division, uscc
from chengxin.identifiers.division import PROVINCES
from chengxin.privacy.spelling import BREAKS as B
from chengxin.privacy.spelling import fold

IDENTITY, BANK_CARD, ACCOUNT, MOBILE, LANDLINE = "身份证号", "银行卡号", "账号", "手机号", "电话号码"

BEFORE_DOCUMENTS = range(1900, 2013)
"""Years of birth in which no decision was filed here: such a date in a number isn't a document's own."""

_ALONE = r"(?<![0-9])(?<![0-9]\.)"
_END = r"(?![0-9]|\.[0-9]{1,2}(?![0-9])|[ ]?[万亿]{0,2}元(?!月))"
_G = rf"{B}{{1,2}}"
_LABEL = r"[^0-9A-Za-z，,。；;\n]{0,6}"
_NUMBER_OF = re.compile(r"(?:第|[〕】\])）])\s?$")
_NAMED_IDENTITY = re.compile(r"身份证|身份号|身份证件|(?<![A-Za-z])(?:ID|SFZ|sfz|id)")
_NAMED_DOCUMENT = re.compile(
    r"(?:文书?号|编号|许可证号|决定书号|通知书号|单号|流水号|案号|备案号|批号|受理号|合同号|票号|序列号|条码|批次)[:：为是]{0,2}\s?(?:No\.?)?$"
)
_NAMED_FIRM = re.compile(r"(?:注册号|登记号|执照号?|执照编号|信用代码|注册)[:：为是（( ]{0,2}(?:码[:：为是]?)?$")
_NAMED_PHONE = re.compile(rf"(?:电话|手机|联系|致电|拨打|[Tt][Ee][Ll]|微信|号码){_LABEL}$")
_NAMED_CARD = re.compile(rf"(?:卡号?|账号|帐号|账户){_LABEL}$")
_OFFICE = re.compile(
    r"(?:(?<!住)[局委厅院处科队所]|政府|管委会|委员会|办公室|办事处|中心|大厅|热线|大队|支队|总队|执法队)"
    r"[（(，,、:： ]{0,2}(?:的|统一|对外|办公|咨询|举报|投诉|监督|联系|值班|服务|公开|预约|受理){0,3}"
    r"(?:电话|热线|座机|传真)?(?:号码)?[:：为是 ]{0,2}$"
    r"|(?:办公|咨询|举报|投诉|监督举报|监督|值班|服务|公开|传真|客服)(?:电话|热线|号码)?[:：为是 ]{0,2}$"
)

_FILED = re.compile(r"20[1-3][0-9]|[123][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_Test = Callable[[str, str, str], bool]
"""Whether a number (as digits) is personal, given how it is written and what stands before it."""


def _identity(number: str, written: str, before: str) -> bool:
    """A checked number, one with a slip in it, or one that the text itself calls an ID number."""
    if _NAMED_IDENTITY.search(before):
        return True
    if _NAMED_FIRM.search(before):
        return False
    if citizen_id.problem(number) is None:
        year = int(citizen_id.normal(number)[6:10])
        if len(number) == 15:
            return 1930 <= year <= 1999
        return year in BEFORE_DOCUMENTS or not _NAMED_DOCUMENT.search(before)
    return _mistyped(number, written)


def _mistyped(number: str, written: str) -> bool:
    """Region, birth date and sequence of a person, but another check character; nobody's credit code."""
    if len(number) != 18 or number[:2] not in PROVINCES or _is_credit_code(number):
        return False
    born = citizen_id.birth_date(number)
    grouped = [len(part) for part in re.split(f"{B}+", written)]
    return born is not None and born.year in BEFORE_DOCUMENTS and grouped in ([18], [6, 8, 4], [6, 12], [14, 4])


def _is_credit_code(number: str) -> bool:
    return uscc.problem(number) is None and uscc.doubt(number) is None


def _bank_card(number: str, written: str, before: str) -> bool:
    if bank_card.problem(number) is not None or uscc.problem(number) is None:
        return False
    return _NAMED_CARD.search(before) is not None or not (_NAMED_DOCUMENT.search(before) or _is_serial(number))


def _is_serial(number: str) -> bool:
    """A division at its head, known or with the year or day of filing behind it, as numbers of documents begin;
    `62` is UnionPay's."""
    if number[:2] not in PROVINCES or number[:2] == "62":
        return False
    return division.problem(number[:6]) is None or _FILED.match(number, 6) is not None


def _always(number: str, written: str, before: str) -> bool:
    return True


def _persons_landline(number: str, written: str, before: str) -> bool:
    """Not where an authority's name or its service stands before it."""
    return _OFFICE.search(before) is None


_MOBILE = (
    rf"1[3-9](?:[0-9]{{9}}|[0-9]{_G}[0-9]{{4}}{_G}[0-9]{{4}}|[0-9]{{3}}{_G}[0-9]{{3}}{_G}[0-9]{{3}}"
    rf"|[0-9]{{2}}{_G}[0-9]{{3}}{_G}[0-9]{{4}}|[0-9]{_G}[0-9]{{3}}{_G}[0-9]{{5}}|[0-9]{_G}[0-9]{{8}}|[0-9]{{5}}{_G}[0-9]{{4}})"
    rf"|1{B}[3-9](?:{B}[0-9]){{9}}"
)
_PREFIX = r"(?:(?:\+|00)?86[ -]?|(?<![0-9A-Za-z])0(?=1))?"
KINDS: tuple[tuple[str, "re.Pattern[str]", _Test], ...] = (
    (IDENTITY, re.compile(rf"{_ALONE}[1-9](?:{B}{{0,2}}[0-9]){{16}}{B}{{0,2}}[0-9Xx×](?![0-9])"), _identity),
    (BANK_CARD, re.compile(rf"{_ALONE}[3-69](?:{B}{{0,2}}[0-9]){{18}}{_END}(?![A-Za-z])"), _bank_card),
    (BANK_CARD, re.compile(rf"{_ALONE}[3-69](?:{B}{{0,2}}[0-9]){{17}}{_END}(?![A-Za-z])"), _bank_card),
    (BANK_CARD, re.compile(rf"{_ALONE}[3-69](?:{B}{{0,2}}[0-9]){{16}}{_END}(?![A-Za-z])"), _bank_card),
    (BANK_CARD, re.compile(rf"{_ALONE}[3-69](?:{B}{{0,2}}[0-9]){{15}}{_END}(?![A-Za-z])"), _bank_card),
    (IDENTITY, re.compile(rf"{_ALONE}[1-9](?:{B}{{0,2}}[0-9]){{14}}{_END}"), _identity),
    (
        ACCOUNT,
        re.compile(rf"(?:[账帐卡]号|账户|帐户|银行卡|存折)(?:号码?)?{_LABEL}([0-9](?:[ -]?[0-9]){{7,27}}){_END}"),
        _always,
    ),
    (
        MOBILE,
        re.compile(rf"{_ALONE}(?<![A-Za-z])(?<![0-9][-_]){_PREFIX}(?:{_MOBILE}){_END}(?![A-Za-z])"),
        _always,
    ),
    (
        MOBILE,
        re.compile(
            rf"(?<![A-Za-z])(?:wx|vx|weixin|wechat|tel|phone|mobile|mob|call|cell|sj|dh|lxdh|lxr|sjh|ph|[vtpm])[-_.:]?({_PREFIX}(?:{_MOBILE})){_END}",
            re.IGNORECASE,
        ),
        _always,
    ),
    (
        MOBILE,
        re.compile(rf"(?:电话|手机|联系方式|微信){_LABEL}({_PREFIX}1{B}{{0,2}}[3-9](?:{B}{{0,2}}[0-9]){{9}})(?![0-9])"),
        _always,
    ),
    (
        LANDLINE,
        re.compile(
            rf"{_ALONE}(?<![A-Za-z])(?:\(0[1-9][0-9]{{1,2}}\)|0[1-9][0-9]{{1,2}}[ -])[ -]?[2-8][0-9]{{6,7}}{_END}"
        ),
        _persons_landline,
    ),
    (
        LANDLINE,
        re.compile(
            r"(?:(?<=电话)|(?<=座机)|(?<=宅电)|(?<=固话))[:： 为是]{0,2}"
            rf"((?:0[1-9][0-9]{{1,2}})?[2-8][0-9]{{6,7}}){_END}"
        ),
        _persons_landline,
    ),
)


def numbers(text: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of each in a folded text, none over another, the surest kinds first."""
    found: list[tuple[str, int, int]] = []
    for kind, pattern, test in KINDS:
        at = 0
        while hit := pattern.search(text, at):
            start, end = hit.span(1) if hit.lastindex else hit.span()
            apart = not any(start < other_end and other < end for _, other, other_end in found)
            if apart and _is_personal(kind, test, text, start, end):
                found.append((kind, start, end))
                at = end
            else:  # another may begin within: `D342000001 6222…`
                at = hit.start() + 1
    return found


def _is_personal(kind: str, test: _Test, text: str, start: int, end: int) -> bool:
    before, written = text[max(0, start - 24) : start], text[start:end]
    if _is_document(kind, before, text[end : end + 1]):
        return False
    return test(re.sub(rf"{B}|\+", "", written).upper().replace("×", "X"), written, before)


def may_be_a_documents(text: str, kind: str) -> bool:
    """Whether what reads as an identity number may be a division, the day of filing and a sequence: its check
    character agrees by chance in one number of eleven."""
    number = re.sub(B, "", fold(text).text).upper()
    return kind == IDENTITY and len(number) == 18 and int(number[6:10]) not in BEFORE_DOCUMENTS


def _is_document(kind: str, before: str, after: str) -> bool:
    """`第13800138000号`: a number between such words is a document's, unless it is an identity number."""
    return kind != IDENTITY and after == "号" and _NUMBER_OF.search(before) is not None
