"""What a search looks for, prepared once for all segments."""

from collections.abc import Sequence

from chengxin.search.names.absent_words import LONGEST, SHORTEST
from chengxin.search.names.postings import pairs


class Pattern:
    """Words, each of which a folded name has to contain."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.encoded = [word.encode() for word in words]
        self.pairs = set().union(*map(pairs, words))
        self.parts = frozenset(part for word in words for part in _parts(word))

    def found_in(self, folded: str) -> bool:
        """Does a folded name contain every word?"""
        return all(word in folded for word in self.words)


def _parts(word: str) -> set[str]:
    """All that may be an absent word of someone who has the pairs of this one."""
    starts = range(len(word) - SHORTEST + 1)
    return {word[i:j] for i in starts for j in range(i + SHORTEST, min(i + LONGEST, len(word)) + 1)}
