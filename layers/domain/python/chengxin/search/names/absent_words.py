"""Minimal absent words: strings that a text lacks though it has both what is left of them without their first character
and without their last.

A text that has all pairs of characters of a word but not the word itself has one of its minimal absent words within
that word (Crochemore, Mignosi, Restivo 1998). 有限公司武汉分公司 has 分公, 公司 and 司武, but lacks 分公司武: a search
by pairs looks at it in vain.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

SHORTEST, LONGEST = 3, 16
"""Longer ones are not told: what has so much in common with a word is rare."""
_LONGEST_TEXT = 400
"""Nor are those of longer texts, which are rarer still, and whose pairs of places would be too many."""


def absent_words(text: str) -> set[str]:
    """The minimal absent words of `SHORTEST` to `LONGEST` characters; each comes of two places that are alike."""
    if len(set(text)) == len(text) or len(text) > _LONGEST_TEXT:
        return set()
    crossed = (word for p, q in _alike(text) for word in _crossed(text, p, q))
    return {word for word in crossed if len(word) <= LONGEST and word not in text}


def _alike(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of places from which the text goes on alike, but before which it is not."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, character in enumerate(text):
        places[character].append(place)
    for alike in places.values():
        for p, q in combinations(alike, 2):
            if p == 0 or text[p - 1] != text[q - 1]:
                yield p, q


def _crossed(text: str, p: int, q: int) -> Iterator[str]:
    """What the text would have if it went from before one place to after the other."""
    length = 1
    while q + length < len(text) and text[p + length] == text[q + length]:
        length += 1
    if p and q + length < len(text):
        yield text[p - 1 : p + length] + text[q + length]
    yield text[q - 1 : q + length] + text[p + length]
