"""The shortcut over texts finds every name that the rule over one text finds."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from chengxin.normalise.shortcuts.spoken_names import spoken_of
from chengxin.privacy.mentions import hide_people, speaks_of

NAMES = ["欧阳锋华", "王小明", "张伟", "阿依古丽·买买提", "John Smith", "陈锐"]
PIECES = [*"欧阳锋华歐陽鋒華王⼩小明张張伟偉陈陳锐銳", "阿依古丽", "买买提", "JOHN", "Ｓｍｉｔｈ", "john", "smith"]
GAPS = ["", "", "", " ", "\u3000", "\u200b", "·", "•", "．", "\n", "\xa0", "，", "在场"]


@settings(max_examples=4000, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=9), st.sampled_from(NAMES))
def test_where_a_name_is_spoken_of_the_shortcut_looks(pieces: list[tuple[str, str]], name: str) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    if speaks_of(text, [name]):
        assert spoken_of(pl.Series([text]), pl.Series([name])).to_list() == [0]
    if hide_people(text, [name]) != text:
        assert speaks_of(text, [name])
