"""Masked names keep a surname and nothing else; firms are told from people."""

import pytest

from chengxin.privacy.names import is_organisation, looks_personal, mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张伟", "张**"),
        ("张小明", "张**"),
        ("欧阳修", "欧阳**"),
        ("欧阳", "欧**"),
        ("阿依古丽·买买提", "阿**"),
        ("John Smith", "J**"),
        ("张", "*"),
        (" 李四 ", "李**"),
        ("", ""),
    ],
)
def test_mask_hides_given_name_and_length(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize("name", ["张伟", "李会", "王小明", "欧阳娜娜", "阿依古丽·买买提"])
def test_people_are_recognised(name: str) -> None:
    assert looks_personal(name)


@pytest.mark.parametrize("name", ["江汉百货有限公司", "张三小吃店", "武汉市税务局", "北京", "个体工商户", "某某厂"])
def test_firms_are_not_people(name: str) -> None:
    assert not looks_personal(name)


@pytest.mark.parametrize("name", ["江汉百货有限公司（硚口店）", "联财村卫生室", "中国银行武汉分行"])
def test_organisations_are_recognised(name: str) -> None:
    assert is_organisation(name)
