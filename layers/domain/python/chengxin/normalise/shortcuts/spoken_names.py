"""Which texts hold the name that their row states elsewhere: few, and most of them letter by letter."""

from typing import TYPE_CHECKING

from chengxin.privacy.name_spelling import GAPS, TRADITIONAL

if TYPE_CHECKING:
    import polars as pl

_OLD, _NEW = [chr(one) for one in TRADITIONAL], [chr(one) for one in TRADITIONAL.values()]
_GAPS = GAPS.replace("\\s", r"\s\x{85}\x{1C}-\x{1F}")
_IN_GAPS = rf"[^\x00-\x20]{_GAPS}{{1,4}}[^\x00-\x20]"
_COMPATIBLE = r"\x{2E80}-\x{2FDF}\x{F900}-\x{FAFF}\x{FF21}-\x{FF5A}\x{1D400}-\x{1D7FF}"
_ODD = f"{_IN_GAPS}|[{_COMPATIBLE}{''.join(_OLD)}]"
_LATIN = "[A-Za-z·]"


def spoken_of(texts: "pl.Series", names: "pl.Series") -> "pl.Series":
    """The positions of texts that hold the name beside them; any spelling that `chengxin.privacy.mentions.speaks_of`
    knows (a property test holds both)."""
    import polars as pl

    frame = pl.DataFrame([texts.alias("text"), names.alias("name"), pl.Series("at", range(len(texts)), dtype=pl.Int64)])
    text, name = pl.col("text"), pl.col("name")
    plainly = frame.filter(text.str.contains(name, literal=True))["at"]
    odd = frame.filter(text.str.contains(_ODD) | name.str.contains(_ODD) | name.str.contains(_LATIN))
    bare = odd.filter(_squeezed(text).str.contains(_squeezed(name), literal=True))["at"]
    return pl.concat([plainly, bare]).unique()


def _squeezed(text: "pl.Expr") -> "pl.Expr":
    folded = text.str.normalize("NFKC").str.replace_many(_OLD, _NEW).str.to_lowercase()
    return folded.str.replace_all(_GAPS, "")
