"""Texts, names, null words and masking as an officer meets them."""

import pytest
from tests.unit.celltypes.cells import codes, value

from chengxin.celltypes import is_null
from chengxin.privacy.masking import mask


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (" 武汉某某(集团) 有限公司\u00a0", "武汉某某（集团）有限公司"),
        ("武汉ＡＢＣ［中国］公司", "武汉ABC（中国）公司"),
        ("张 三", "张三"),
        ("ABC  Trading\tCo", "ABC Trading Co"),
        ("买买提•艾力", "买买提·艾力"),
        ("武汉\u200b某某\ufeff公司", "武汉某某公司"),
        ("武汉某某\n公司", "武汉某某公司"),
        ("⼀心公司", "一心公司"),
        ("AT&amp;T", "AT&T"),
        ("Ａ \u0301", "\u00c1"),
    ],
)
def test_one_party_has_one_name(written: str, clean: str) -> None:
    assert value("name", written) == clean
    assert value("name", clean) == clean


def test_free_text_keeps_its_punctuation_and_lines() -> None:
    assert (
        value("text", "　一、违反（ＧＢ １）规定；\r\n二、罚款,１２００元 ")
        == "一、违反（GB 1）规定；\n二、罚款,1200元"
    )


@pytest.mark.parametrize("cell", ["text", "name", "address", "document-number", "uscc", "date", "money", "code-list"])
def test_control_characters_and_lost_characters_are_never_let_through(cell: str) -> None:
    assert codes(cell, "武\x00汉") == ["control-character"]
    assert codes(cell, "武汉\ufffd") == ["garbled-text"]


@pytest.mark.parametrize("cell", ["text", "name", "uscc", "date", "money", "code-list", "document-number", "url"])
def test_a_monstrous_cell_is_refused_before_anything_looks_at_it(cell: str) -> None:
    assert codes(cell, "9" * 200_000) == ["too-long"]


@pytest.mark.parametrize("written", ["1.23457E+17", "4.20106E+14", "1E+11", "１.２３４５７Ｅ+17"])
def test_a_number_that_lost_its_end_is_no_text_either(written: str) -> None:
    assert codes("text", written) == ["precision-lost"]
    assert value("text", f"型号{written}") == f"型号{written}".translate(str.maketrans("１２３４５７Ｅ", "123457E"))


def test_lengths_patterns_and_lists_of_values() -> None:
    assert codes("text", "武汉市" * 3, constraints={"maxLength": 8}) == ["too-long"]
    assert codes("text", " 武汉市 ", constraints={"maxLength": 3}) == []
    assert codes("name", "某", constraints={"minLength": 2}) == ["too-short"]
    assert codes("text", "甲", constraints={"enum": ["乙", "丙"]}) == ["not-allowed"]
    assert codes("text", "甲1", constraints={"pattern": "[甲乙]"}) == ["pattern-mismatch"]


@pytest.mark.parametrize(
    "word",
    [
        "",
        "/",
        "\\",
        "无",
        "null",
        "NULL",
        "-",
        "--",
        "——",
        "－－",
        "*",
        "***",
        "　",
        "未办",
        "暂无",
        "空",
        " 无 ",
        "\u200b/",
    ],
)
def test_null_words(word: str) -> None:
    assert is_null(word)


@pytest.mark.parametrize("word", ["0", "1", "零", "无锡", "一", "-1", "空军"])
def test_words_that_say_something(word: str) -> None:
    assert not is_null(word)


def test_a_dataset_may_have_null_words_of_its_own() -> None:
    assert is_null(" 见附件 ", {"见附件"})
    assert not is_null("见附件")


@pytest.mark.parametrize(
    "cell", ["uscc", "organisation-code", "registration-number", "citizen-id", "identity-number", "document-number"]
)
@pytest.mark.parametrize("word", ["0", "1", "零"])
def test_a_bare_nought_or_one_is_no_identifier(cell: str, word: str) -> None:
    assert value(cell, word) == ""


def test_nought_is_an_amount_and_a_number() -> None:
    assert value("money", "0") == "0.00"
    assert value("integer", "0") == "0"


@pytest.mark.parametrize(
    "secret", ["360426199101010071", "13800138000", "张三", "欧阳某某", "6222020000000000000", "x"]
)
def test_masks_tell_neither_the_value_nor_its_length(secret: str) -> None:
    shown = mask(secret)
    assert secret not in shown
    assert len(shown.replace("*", "")) <= 3
    assert shown.count("*") == 4
