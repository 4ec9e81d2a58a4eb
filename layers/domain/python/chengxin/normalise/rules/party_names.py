"""Names of parties in one cell: one name, or several, however they are set apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chengxin.privacy.names import PLACES, is_organisation, looks_personal

REMEMBERED = 50_000
OTHERS = "（其余相对人）"
"""Stands for those whom `等3人` leaves unnamed."""

_ENUMERATED = re.compile(r"[,、;/\\|+&\t\n]")
_ET_AL = re.compile(r"(?<=..)等[0-9一二三四五六七八九十百]*[人家户名个]?$")
_AND = re.compile(r"以及|与|及(?!其)|和(?!平)|并|暨")
_HAN = "一-鿿㐀-䶿"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN})]) +(?=[{_HAN}(])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHORT = re.compile(rf"[{_HAN}]{{2,4}}")
_DESCRIPTION = re.compile(
    r"^.$|[0-9]{5}|[0-9一二三四五六七八九十]\s*(?:号|楼|层|室|房|幢|栋|单元)|(?:代理人|经理|主任|行长|董事|人员|职工|员工)$|^(?:地址|住所|住址|时任|身份证|性别|男|女|职务|电话|联系|邮编|以下简称|简称"
    r"|曾用名|原名?|又名|别名|法定代表人|法人代表|负责人|主要负责人|经营者|业主|投资人|代表人|经办人)"
)
"""What describes a party and is none."""
_FULL_FORM = re.compile(r"(?:公司|集团|厂|合作社|银行|医院|学校|事务所|中心|委员会|协会|联社|信用社)$")
_BRANCH = re.compile(
    r"(?:分公司|支公司|分行|支行|分店|分局|分部|分社|分所|分院|分校|分中心|营业部|办事处|项目部|管理处)$"
)
_OF_A_FIRM = re.compile(r"(?:公司|集团|银行|联社).+$")
_BEGINS_WITH_PLACE = re.compile(rf"{'|'.join(sorted(PLACES))}|[{_HAN}]{{1,4}}[省市区县]")
SHORTEST_FIRM = 4
_TRADES = re.compile(
    r"(?:建筑|工程|建设|百货|贸易|商贸|科技|技术|物流|餐饮|管理|投资|咨询|服务|劳务|装饰|装修|建材|食品|医药|药业|酒业|实业|置业"
    r"|文化|传媒|广告|信息|网络|电子|机械|设备|制造|加工|运输|汽车|物业|房地产|开发|保险|代理|销售|经营|股份|有限|责任|连锁|发展"
    r"|公司|集团|厂|合作社|银行|医院|学校|事务所|中心|委员会|协会|专业|综合|中国|分|支)+$"
)


@dataclass(frozen=True, slots=True)
class Parties:
    """What a cell names. `bracketed`: the second stands in brackets behind (or before) the first, and may be no party
    of its own but the owner or the representative of the first."""

    names: tuple[str, ...]
    bracketed: bool = False


def split_parties(cell: str) -> list[str]:
    """The parties that a cell enumerates, or the cell alone; what stands in brackets behind one is no other."""
    found = parties_in(cell)
    return list(found.names) if len(found.names) > 1 and not found.bracketed else [cell]


@lru_cache(maxsize=REMEMBERED)
def parties_in(cell: str) -> Parties:
    """The parties that a cell names, as it was written: separated, joined by 和 or 与, by blanks, or in brackets.

    `北京、上海联合咨询有限公司` is one party because `北京` is none. `等3人` leaves the others unnamed.
    """
    text = _folded(cell)
    bare = _ET_AL.sub("", text)
    plain = _BRACKETS.sub(lambda one: one[0] if _tells(one) else "", bare).strip()
    inside = [part for one in _BRACKETS.findall(plain) for part in _parts(one)]
    outside = _BRACKETS.sub(" ", plain).strip()
    for found in (_enumerated(_parts(outside)), _joined(outside), _spaced(outside)):
        if len(found) > 1:
            return Parties((*found, OTHERS) if bare != text else tuple(found))
    if inside and all(_stands_beside(outside, part) for part in inside):
        return Parties((outside, *inside), bracketed=len(inside) == 1)
    unnamed = bare != text and (looks_personal(bare) or is_organisation(bare))
    return Parties((bare, OTHERS) if unnamed else (cell,))


def _folded(cell: str) -> str:
    """Half-width punctuation, blanks as one space, line breaks and tabs as they are."""
    text = unicodedata.normalize("NFKC", cell.replace("&nbsp;", " ").strip().strip("：:；;，,、。"))
    return re.sub(r"[^\S\t\n]+", " ", text.replace("，", ",").replace("；", ";")).strip()


def _parts(text: str) -> list[str]:
    """The enumerated parts that aren't mere descriptions."""
    parts = (part.strip() for part in _ENUMERATED.split(text))
    return [part for part in parts if part and not _DESCRIPTION.search(part)]


def _enumerated(parts: Sequence[str]) -> Sequence[str]:
    """Parts that are parties: all of them names, or a person among others."""
    kinds = [_kind(part) for part in parts]
    words_before_a_firm = kinds[-1:] == ["firm"] and set(kinds[:-1]) <= {"word", "place"}
    if words_before_a_firm or len(parts) < 2:
        return ()
    if "other" in kinds or "place" in kinds:
        last_is_person = kinds[-1] in ("person", "word") and kinds[0] not in ("word", "place")
        return parts if "person" in kinds or last_is_person else ()
    return parts


def _kind(part: str) -> str:
    if is_organisation(part):
        return "firm"
    if looks_personal(part):
        return "person"
    if part in PLACES or part.endswith(("省", "市", "区", "县")):
        return "place"
    return "word" if _SHORT.fullmatch(part) else "other"


def _joined(text: str) -> Sequence[str]:
    """Two parties around 和, 与, 及: each stands alone, and none is a fragment of a longer name.

    Behind a person a firm begins with its place, as `金泰和兴隆贸易有限公司` is one firm.
    """
    for one in _AND.finditer(text):
        left, right = text[: one.start()].strip(), text[one.end() :].strip()
        if (_is_full_firm(left) and _stands(right)) or (
            looks_personal(left)
            and left[:2] not in PLACES
            and (looks_personal(right) or (_is_full_firm(right) and _BEGINS_WITH_PLACE.match(right)))
        ):
            return (left, right)
    return ()


def _spaced(text: str) -> Sequence[str]:
    """Two parties with a blank between: a firm and a person, two firms, two people; a branch is no firm of its own."""
    for blank in _BETWEEN_HAN.finditer(text):
        left, right = text[: blank.start()], text[blank.end() :]
        one, other = _BETWEEN_HAN.sub("", left), _BETWEEN_HAN.sub("", right)
        before_person = _stands(one) or len(one) >= SHORTEST_FIRM
        if (before_person and looks_personal(other)) or (_stands(one) and _is_full_firm(other)):
            return (*(_spaced(left) or (one,)), *(_spaced(right) or (other,)))
    return ()


def _stands(name: str) -> bool:
    return looks_personal(name) or _is_full_firm(name)


def _is_full_firm(name: str) -> bool:
    """A firm's whole name: more than words of a trade, and no branch that lacks its parent's name."""
    full = _FULL_FORM.search(name) is not None and len(_TRADES.sub("", name)) >= 2
    return full and (not _BRANCH.search(name) or _OF_A_FIRM.search(name) is not None)


def _stands_beside(outside: str, inside: str) -> bool:
    """Whether a bracket holds somebody else: a person or a firm beside the name outside."""
    return bool(outside) and _stands(inside) and not _BRANCH.search(inside)


def _tells(bracket: re.Match[str]) -> bool:
    """Whether a bracket may name somebody: not a place, a legal form or a label; amid a name only a longer one."""
    inside, amid = bracket[1], bracket.start() > 0 and bracket.end() < len(bracket.string)
    if not inside or _DESCRIPTION.search(inside) or (amid and len(inside) < 3):
        return False
    return any(map(_stands, _ENUMERATED.split(inside)))
