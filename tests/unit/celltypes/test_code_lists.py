"""Code lists, yes or no, web addresses."""

import pytest
from tests.unit.celltypes.cells import clean, codes, suggestion, value

from chengxin.celltypes import CellError


@pytest.mark.parametrize(
    "written", ["2", "罚款", "处以罚款", " 2 ", "2.0", "２", "2、罚款", "2罚款", "2.罚款", "罚 款"]
)
def test_a_value_by_code_label_alias_or_number(written: str) -> None:
    assert value("code-list", written) == "2"


def test_a_number_that_contradicts_its_label_is_not_believed() -> None:
    assert codes("code-list", "1罚款") == ["code-list-unknown"]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("警告;罚款", "1;2"),
        ("警告；罚款；警告", "1;2"),
        ("罚款、没收违法所得、没收非法财物", "2;3"),
        ("没收违法所得,罚款", "3;2"),
        ("警告 罚款", "1;2"),
        ("警告+罚款/没收违法所得", "1;2;3"),
        ("暂扣或吊销许可证/执照、罚款", "5;2"),
        ("其他-责令改正；罚款", "9-责令改正;2"),
        ("1,2", "1;2"),
    ],
)
def test_several_kinds_in_one_cell(written: str, kinds: str) -> None:
    assert value("code-list", written, multiple=True) == kinds


def test_several_kinds_where_one_is_due() -> None:
    assert codes("code-list", "警告、罚款") == ["code-list-single"]
    assert value("code-list", "没收违法所得、没收非法财物") == "3"


def test_other_carries_its_note() -> None:
    assert value("code-list", "其他-补办Abc") == "9-补办Abc"
    assert value("code-list", "其它（见附件）") == "9-见附件"
    assert value("code-list", "其他-补办、变更") == "9-补办、变更"
    assert codes("code-list", "其他-补办;罚款") == ["code-list-single"]
    assert codes("code-list", "其他-补办") == []
    assert value("code-list", "其他") == value("code-list", "其他（需注明）") == "9"
    assert codes("code-list", "罚款-200元") == ["code-list-unknown"]


def test_the_nearest_label_is_offered() -> None:
    assert "罚款" in (suggestion("code-list", "罚款金") or "")
    assert suggestion("code-list", "砍头") is None


def test_a_number_of_a_person_in_the_wrong_column_is_not_repeated() -> None:
    with pytest.raises(CellError) as caught:
        clean("code-list", "360426199101010071")
    assert "360426199101010071" not in str(caught.value.params)


def test_yes_no_and_web_addresses() -> None:
    assert value("boolean", "是") == "true"
    assert value("boolean", "0") == "false"
    assert value("url", "https://credit.example.cn/a?b=1") == "https://credit.example.cn/a?b=1"
    for address in ("ftp://a.cn", "javascript:alert(1)", "https://u@a.cn", "a.cn", 'https://a.cn/"x'):
        assert codes("url", address) == ["url-format"]
