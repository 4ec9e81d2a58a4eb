"""Names to search, and the plain answer that every search is held against."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import strategies as st

from chengxin.search import normalise_name
from chengxin.search.names import absent_words, names_file, postings, segment
from chengxin.search.names.delta import Changes, Delta
from chengxin.search.names.external_sort import in_order
from chengxin.search.names.names_file import NamesFile, write_names
from chengxin.search.names.search import Names
from chengxin.search.paging import Position

LETTERS = '武汉科技公司分AaB（(）)〔〕·-"_ 𬭊𬭋éﷺ'
short_names = st.text(LETTERS, min_size=1, max_size=9)
repeated = st.builds(lambda part, times: (part * times)[:198], short_names, st.integers(1, 200))
long_names = st.builds(str.__add__, repeated, short_names)
names = st.one_of(short_names, short_names, long_names)
registers = st.lists(names, max_size=30).map(lambda given: {f"C{i:03d}": name for i, name in enumerate(given)})
changes = st.dictionaries(st.integers(0, 40).map("C{:03d}".format), st.one_of(names, st.none()), max_size=12)
words = st.text(LETTERS.replace(" ", ""), min_size=2, max_size=5).filter(lambda word: len(normalise_name(word)) > 1)
queries = st.lists(words, min_size=1, max_size=3).map(" ".join)


def split_small(patch: pytest.MonkeyPatch) -> None:
    """Has a few names fill segments, bitmaps and words of their own, as hundreds of thousands do otherwise."""
    patch.setattr(names_file, "SEGMENT_NAMES", 7)
    patch.setattr(postings, "_LONGEST_LIST", 2)
    patch.setattr(postings, "_FEW", 1)
    patch.setattr(segment, "_IN_VAIN", 0)
    patch.setattr(absent_words, "LONGEST", 5)


def base_of(register: Mapping[str, str], folder: Path) -> tuple[bytes, str]:
    """A base's bytes and digest."""
    out = io.BytesIO()
    digest = write_names(in_order(register.items(), folder), out)
    return out.getvalue(), digest


def combined(register: Mapping[str, str], since: Changes, folder: Path) -> Names:
    """A base of a register, with what changed since."""
    data, digest = base_of(register, folder)
    return Names(NamesFile(data), Delta.of(digest, since))


def changed(register: Mapping[str, str], since: Changes) -> dict[str, str]:
    """The register after changes."""
    return {code: name for code, name in (dict(register) | dict(since)).items() if name is not None}


def all_pages(names: Names, q: str, limit: int) -> list[str]:
    """The codes on all pages."""
    found: list[str] = []
    after: Position | None = None
    while True:
        page = names.search(q, limit, after)
        assert len(page.items) == limit if page.next else len(page.items) <= limit
        found += [hit.code for hit in page.items]
        if page.next is None:
            return found
        after = page.next


def plainly(register: Iterable[tuple[str, str]], q: str) -> list[str]:
    """The codes that a filter and a sort find, in their order."""
    pieces = [normalise_name(word) for word in q.split()]
    found = []
    for code, name in register:
        folded = normalise_name(name)
        if folded and all(piece in folded for piece in pieces):
            tier = 0 if folded == "".join(pieces) else 1 if folded.startswith(pieces[0]) else 2
            found.append((tier, folded[:200], code))
    return [code for _, _, code in sorted(found)]
