"""Mentions of people: in the name of a business, and in the public texts of a row that names them unpublished."""

import re
from collections.abc import Iterable, Sequence

from chengxin.privacy.name_spelling import fold_name, in_any_spelling, squeeze
from chengxin.privacy.names import BRACKETED, is_hidden, is_organisation, is_persons_name, looks_personal, mask_name

LABELS = "经营者|业主|店主|户主|车主|投资人|负责人|代表人|法人代表|法人"
"""What stands before the name of a person in the name of a business."""
STATIONS = "联系人|当事人|合伙人|控制人|自然人|个体工商户|个体户|个体|个人"
"""What may stand before the name of a person, or of anything else."""
ENDINGS = (
    "公司|集团|合作社|银行|医院|学校|幼儿园|事务所|中心|委员会|协会|联社|商行|超市|门市|经营部|批发部|餐厅|酒楼|宾馆"
    "|诊所|药房|网吧|店|厂|铺|馆"
)
"""Endings of businesses behind which a person's name may be glued on."""
_LABELLED = re.compile(
    rf"(?:(?P<surely>{LABELS.replace('|法人', '|(?<!非)法人')})|{STATIONS})(?:姓名)?[:：为是]?\s*"
    r"(?P<name>[一-鿿]{2,4}(?:·[一-鿿]+)?)(?=$|[）)，,；;、\s(（])"
)
_GLUED = re.compile(rf".*(?:{ENDINGS})\s*([一-鿿]{{2,4}}|[一-鿿]+·[一-鿿·]+)")
_SPOT = re.compile(r"..?家.|.*[街巷镇湾村]")
"""A spot in town that begins as a name does: 王家湾, 石牌巷."""
_ALONE = re.compile(r"个体(?:工商)?户?|个人|自然人|男|女|先生|女士|业主|经营者|店主|户主|负责人|法定代表人|本人|身份证")
"""Remarks behind a name that is a person's own."""


def public_name(name: str, party_type: str | None, natural_persons: str, people: Sequence[str] = ()) -> str:
    """The name of a party as the public may see it.

    A natural person's is masked unless the dataset's legal basis makes it public (`natural_persons: public`), and so
    is any other party's that is a person's own name: a sole trader's, or one of `people`, whom the row names
    unpublished. In the name of a business people are masked whom it names beside itself: `小明餐馆（经营者王小明）`.
    """
    if party_type == "natural_person":
        return name if natural_persons == "public" else mask_name(name)
    if (party_type == "sole_trader" and looks_personal(name)) or is_one_of(name, people):
        return mask_name(name)
    return hide_people(name, people_beside(name, people))


def is_one_of(name: str, people: Iterable[str]) -> bool:
    """Whether a name is that of one of some people, in whatever spelling."""
    bare = squeeze(name)
    return any(squeeze(one) == bare and is_persons_name(one) for one in people)


def people_beside(name: str, people: Iterable[str] = ()) -> list[str]:
    """The people whom a business's name holds beside itself: in brackets, behind a label, before a remark in brackets,
    or glued to its end. Behind an ending one of `people` may have any name."""
    found = [hit["name"] for hit in _LABELLED.finditer(name) if _is_meant(hit)]
    for bracket in BRACKETED.finditer(name):
        inside, outside = bracket[0][1:-1].strip(), (name[: bracket.start()] + name[bracket.end() :]).strip()
        amid = bracket.start() > 0 and bracket.end() < len(name)
        if looks_personal(inside) and (len(inside) > 2 or not amid):
            found.append(inside)
        elif (is_organisation(inside) or _ALONE.fullmatch(inside)) and looks_personal(outside):
            found.append(outside)
    found += _glued(BRACKETED.sub("", name).strip(), people)
    return [one for one in dict.fromkeys(found) if not is_hidden(one)]


def _is_meant(labelled: re.Match[str]) -> bool:
    """Whether a person is meant by what stands behind a label: 业主王小明, but not 业主委员会."""
    name = labelled["name"]
    given = labelled["surely"] is not None and is_persons_name(name) and not name.endswith("会")
    return given or looks_personal(name)


def _glued(bare: str, people: Iterable[str]) -> list[str]:
    """The person whose name stands behind the last ending of a business's."""
    ending = (one for one in people if bare.endswith(one) and is_persons_name(one))
    found = [one for one in ending if is_organisation(bare.removesuffix(one))]
    tail = _GLUED.fullmatch(bare)
    if tail and looks_personal(tail[1]) and not _SPOT.fullmatch(tail[1]):
        found.append(tail[1])
    return found


def hide_people(text: str, people: Iterable[str], business: str = "") -> str:
    """A text with the names of people masked in any spelling, but for where they stand in the name of a business."""
    names = sorted({in_any_spelling(one) for one in people if one}, key=len, reverse=True)
    if not names:
        return text
    kept = f"(?P<kept>{re.escape(fold_name(business))})|" if business else "(?P<kept>(?!))|"
    shown, end = [], 0
    for hit in re.finditer(f"{kept}(?:{'|'.join(names)})", fold_name(text)):
        if hit["kept"] is None:
            shown += [text[end : hit.start()], mask_name(_as_written(text[hit.start() : hit.end()], hit[0]))]
            end = hit.end()
    return "".join([*shown, text[end:]])


def _as_written(hit: str, folded: str) -> str:
    """A mention as it is masked: a foreign name in its own letters, another without gaps."""
    return hit if squeeze(folded).isascii() else squeeze(folded)


def public_words(text: str, own: bool, name: str, shown: str, people: Sequence[str]) -> str:
    """A public text of a row: its party under the name it is `shown` by, people masked whom only the row's unpublished
    columns or the party's own name tell of. `own`: the text is the party's name."""
    hidden = [*people_beside(name, people), *filter(is_persons_name, people)]
    if own:
        return BRACKETED.sub(lambda bracket: hide_people(bracket[0], hidden), shown)
    if name and shown == mask_name(name):
        return hide_people(text, [name, *hidden])
    return hide_people(text.replace(name, shown) if name else text, hidden, shown)


def speaks_of(text: str, people: Iterable[str]) -> bool:
    """Whether a text holds the name of one of some people, in whatever spelling."""
    bare = squeeze(text)
    return any(squeeze(one) in bare for one in people if one)
