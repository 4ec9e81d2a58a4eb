"""Searching names of enterprises: how they are folded, and the file in which they are found."""

from chengxin.search.name_folding import QueryTooShortError, normalise_name

__all__ = ["QueryTooShortError", "normalise_name"]
