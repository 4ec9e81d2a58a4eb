"""Which cells of a column of names may name several parties: almost none."""

from typing import TYPE_CHECKING

from chengxin.privacy.mentions import ENDINGS, LABELS, STATIONS
from chengxin.privacy.names import COMPOUND_SURNAMES, PLACES, SURNAMES

if TYPE_CHECKING:
    import polars as pl

_APART = r"\x{A0}\x{3000}\s,，﹐、﹑､;；﹔/／\\＼|｜+＋&＆()（）﹙﹚"
_AND = "(?:以及|与|及|和|并|暨)"
_HAN = "[一-鿿㐀-䶿]"
_FIRST = "".join(sorted(SURNAMES | {one[0] for one in COMPOUND_SURNAMES}))
_PLACES = "|".join(sorted(PLACES))
_NOBODY = rf"[（(](?:[^{_APART}{_FIRST}·•]{_HAN}{{0,2}}|{_PLACES}|有限合伙|普通合伙|特殊普通合伙|个体工商户)[）)]"
_PLAIN = rf"^\s*[^{_APART}]*(?:{_NOBODY}[^{_APART}]*)*\s*$"
_FULL = "(?:公司|集团|厂|合作社|银行|医院|学校|事务所|中心|委员会|协会|联社|信用社|[）)])"
_LABELS = f"(?:{LABELS}|{STATIONS})"
_GLUED = rf"(?:{ENDINGS})(?:[{_FIRST}]{_HAN}{{1,3}}|{_HAN}+[·•].+)$"
_JOINED = (
    rf"{_LABELS}|{_GLUED}|^\s*(?:{_HAN}{{2,4}}|{_HAN}+[·•].+)[（(]|{_FULL}\s*{_AND}|[·•].*{_AND}|{_AND}.*[·•]|等[0-9０-９一二三四五六七八九十百]*[人家户名个]?[\s:：;；,，、。]*$"
    rf"|^\s*{_HAN}{{2,4}}{_AND}(?:{_HAN}{{2,4}}\s*$|{_PLACES}|{_HAN}{{1,4}}[省市区县])"
)
_ANY = rf"[{_APART}与和及并暨等]|{_LABELS}|{_GLUED}"


def perhaps_several(names: "pl.Series") -> "pl.Series":
    """The positions of names, as they were written, that may be those of several parties, or of one with another in
    brackets; elsewhere `chengxin.normalise.rules.party_names.parties_in` finds one (a property test holds both)."""
    marked = names.str.contains(_ANY).arg_true()
    few = names.gather(marked)
    return marked.filter(~few.str.contains(_PLAIN) | few.str.contains(_JOINED))
