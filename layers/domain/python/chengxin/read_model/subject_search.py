"""Searching enterprises: the names file finds, the read model tells what may be shown of what is found."""

from datetime import date

from chengxin.read_model.model import SubjectHit
from chengxin.read_model.reader import ReadModel
from chengxin.search.names.search import Names, code_asked
from chengxin.search.paging import Page, Position

MOST_LOOKED_AT = 1000
"""Names that one page looks at: where most of them are of enterprises of which nothing is public, pages are short."""


def find_subjects(
    names: Names, public: ReadModel, q: str, today: date, limit: int = 20, after: Position | None = None
) -> Page[SubjectHit]:
    """Enterprises whose name contains every word of `q`, or whose code it is: exact, then prefix, then the rest.

    Raises `QueryTooShortError` for a word of one character.
    """
    code = code_asked(q) if after is None else None
    found = list(public.hits([code], today).values()) if code else []
    looked_at, following = 0, after
    while len(found) < limit and looked_at < MOST_LOOKED_AT:
        page = names.search(q, limit - len(found), following)
        hits = public.hits([entry.code for entry in page.items], today)
        found += [hits[entry.code] for entry in page.items if entry.code in hits]
        looked_at, following = looked_at + len(page.items), page.next
        if following is None:
            break
    return Page(found, following)
