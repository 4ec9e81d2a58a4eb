"""The commonest content of a penalty: one sum, said once, behind the word 罚款."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_WORDS = r"[[一-鿿，。；：、（）“”\n]--[元圆圓块加]]"
_SINGLE_FINE = rf"^{_WORDS}*罚款(?:人民币)?[1-9][0-9]{{0,11}}元(?:整)?(?:[，。；、]{_WORDS}*)?$"


def single_fine(content: "pl.Series") -> "pl.Series":
    """The fine in 元 in canonical form (`12000.00`) where a text states this one sum and no other; null elsewhere.

    Never says more than `chengxin.normalise.rules.penalty_content.stated_sums`; a property test holds both together.
    """
    # A pattern that captures costs four times one that doesn't.
    sums = content.str.extract("([0-9]+)") + ".00"
    return sums.set(~content.str.contains(_SINGLE_FINE), None)
