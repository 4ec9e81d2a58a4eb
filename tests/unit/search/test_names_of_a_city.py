"""Searching names as a registry holds them: every page is a plain scan's, and no search looks at many in vain."""

from pathlib import Path

import pytest
from infra.bench.enterprise_names import enterprises
from tests.unit.search.names_support import all_pages, changed, combined, plainly

from chengxin.search.names.absent_words import absent_words
from chengxin.search.names.segment import Segment

REGISTER = dict(enterprises(4_000))
SINCE = {code: name for (code, _), (_, name) in zip(list(REGISTER.items())[::9], enterprises(500, 1), strict=False)}


@pytest.mark.parametrize(
    "q",
    [
        "武汉",
        "武汉 有限公司",
        "有限公司武汉分公司",
        "分公司武",
        "市武汉 公司",
        "汉市 科技 商贸",
        "（湖北）有限公司",
        "武汉市 江汉区 经营部",
        "公司 有限 武汉 湖北 科技 商贸 工程",
    ],
)
def test_every_page_is_a_plain_scans(q: str, tmp_path: Path) -> None:
    names = combined(REGISTER, SINCE, tmp_path)
    assert all_pages(names, q, 50) == plainly(changed(REGISTER, SINCE).items(), q)


def test_a_word_that_many_names_seem_to_have_is_not_looked_for_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branches = {f"B{i:03d}": f"甲{i}有限公司武汉分公司" for i in range(500)}
    names = combined(branches, {}, tmp_path)
    assert "分公司武" in absent_words("甲1有限公司武汉分公司")
    looked: list[int] = []
    read = Segment._text

    def counted(segment: Segment, number: int) -> bytes:
        looked.append(number)
        return read(segment, number)

    monkeypatch.setattr(Segment, "_text", counted)
    assert names.search("分公司武").items == []
    assert len(looked) < 100
