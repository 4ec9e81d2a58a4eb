"""Characters of the private use areas: GB 18030 kept eighty ideographs there until Unicode had places for them."""

import re

_FIRST = 0xE815
_IDEOGRAPHS = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹"
    "䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
_OTHERS = {
    **dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True)),
    0xE7C7: "ḿ",
    0xE7C8: "ǹ",
    **dict(zip(range(0xE7E7, 0xE7F4), "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻", strict=True)),
}
_PLACES = {**{_FIRST + at: character for at, character in enumerate(_IDEOGRAPHS)}, **_OTHERS}
"""From GB 18030-2000 and -2005 to Unicode, as GB 18030-2022 annex D lists them; the bytes FE50 to FEA0 in order."""
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def recoded(text: str) -> tuple[str, str]:
    """The text with Unicode's characters for those that GB 18030 once kept apart, and which ones came in."""
    text_ = text.translate(_PLACES)
    return text_, "".join(dict.fromkeys(_PLACES[ord(one)] for one in PRIVATE.findall(text) if ord(one) in _PLACES))
