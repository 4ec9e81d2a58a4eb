"""Names as they are compared: both sides of a search go through the same folding."""

import unicodedata

from chengxin.errors import InvalidRequestError

_OPENING, _CLOSING = "[{<〈《「『【〔〖〘〚", "]}>〉》」』】〕〗〙〛"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
SHORTEST_WORD = 2


class QueryTooShortError(InvalidRequestError):
    code, title = "query-too-short", "查询词过短"


def normalise_name(name: str) -> str:
    """A name in the form that is compared: NFKC, case folded, every bracket round, no white space or controls."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_BRACKETS)
    if folded.isalnum():
        return folded
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in _INVISIBLE)


def normalise_code(code: str) -> str:
    """A code as it is stored: NFKC, upper case, no white space."""
    if code.isascii() and code.isalnum():
        return code.upper()
    return "".join(unicodedata.normalize("NFKC", code).upper().split())


def words(query: str) -> list[str]:
    """The words of a query, folded as names are; raises `QueryTooShortError` for a word of one character."""
    found = [word for word in map(normalise_name, query.split()) if word]
    if not found or any(len(word) < SHORTEST_WORD for word in found):
        raise QueryTooShortError("每个查询词至少两个字，词与词之间用空格分开。")
    return found
