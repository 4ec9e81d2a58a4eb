"""Mojibake: text that was read in another encoding than it was written in, told by encoding it again."""

import re

_HAN_BYTES = rb"[\xe4-\xe9][\x80-\xbf]{2}"
_PUNCTUATION_BYTES = rb"(?:\xe3\x80[\x80-\x8f]|\xef\xbc[\x80-\xbf])"
_UTF8_RUN = re.compile(rb"(?:%s|%s)+" % (_HAN_BYTES, _PUNCTUATION_BYTES))
_HAN_RUN = re.compile(_HAN_BYTES)
_CERTAIN, _LEAST = 4, 2
"""Chinese characters in a row that chance does not make, and those that must make up the whole text."""
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_AS_LATIN = re.compile(f"(?:[ä-é][\x80-¿{_WINDOWS}]{{2}}){{2}}|ï¿½|ï»¿")
_GBK_AS_LATIN = re.compile("(?:[°-×][¡-þ]){3,}")
_GBK_AS_UTF8 = re.compile("[\u0180-\u05ff]{2,}")
_REPLACED = re.compile("锟斤|斤拷|烫{4}|屯{4}")
"""U+FFFD written as UTF-8 and read as GBK; memory that a program never filled, read as GBK."""
_LEADS = "".join(bytes([lead, trail]).decode("gb18030") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
_LEAD = re.compile(f"[{_LEADS}]")
SUSPECTS = f"{_LEADS}锟拷烫屯"
"""Rare characters that the first two bytes of a Chinese one in UTF-8 make in GBK, and those of `_REPLACED`: a text of
Chinese characters and common signs without any of them is no mojibake."""
_ASCII_BYTES = bytes(range(128))
_COMMON_HAN = re.compile(rb"(?:[\xb0-\xd7][\xa1-\xfe])+")


def is_mojibake(text: str) -> bool:
    """Whether the text, or a good part of it, went through the wrong encoding: `姝︽眽` is 武汉, and `Îäºº` too.

    Few false alarms: what reads as Chinese in the other encoding must be four characters long or all of the text.
    """
    if text.isascii():
        return False
    if _REPLACED.search(text) or _UTF8_AS_LATIN.search(text) or any(map(_gbk_as_latin, _GBK_AS_LATIN.findall(text))):
        return True
    return _utf8_as_gbk(text) or any(map(_gbk_as_utf8, _GBK_AS_UTF8.findall(text)))


def _gbk_as_latin(run: str) -> bool:
    """Letters with accents for a good part: rows of dots and signs are no Chinese."""
    return sum(one >= "À" for one in run) * 3 > len(run)


def _utf8_as_gbk(text: str) -> bool:
    if not _LEAD.search(text):
        return False
    raw = text.encode("gb18030", "replace")
    runs = [run for run in _UTF8_RUN.findall(raw) if _HAN_RUN.search(run)]
    if not runs:
        return False
    if max(len(_HAN_RUN.findall(run)) for run in runs) >= _CERTAIN:
        return True
    whole = sum(map(len, runs)) == len(raw.translate(None, _ASCII_BYTES))
    return whole and sum(len(_HAN_RUN.findall(run)) for run in runs) >= _LEAST


def _gbk_as_utf8(run: str) -> bool:
    return _COMMON_HAN.fullmatch(run.encode()) is not None
