"""What spreadsheets and programs leave in cells, and characters that went through the wrong encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.celltypes.cells import codes, value

from chengxin.celltypes.mojibake import is_mojibake
from chengxin.celltypes.private_use import recoded

INTERNAL = {"sensitivity": "internal"}
ERRORS = [
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#NAME?",
    "#VALUE!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    " #n/a ",
    "＃ＲＥＦ！",
    "########",
    "Err:502",
]
PEOPLE_AND_FIRMS = [
    *["王小明", "欧阳锋华", "李锟", "张婧", "覃媛", "缪妍", "阿依古丽·买买提", "瞿秋白", "婧典娜", "骆驼祥子"],
    *["武汉市江汉区长江百货有限公司", "烫烫烫火锅店", "斤斤计较商行", "Café Zürich 武汉店", "武汉Ω实验室", "ÄÖÜ GmbH"],
    *[
        "《中华人民共和国食品安全法》第一百二十四条第一款第五项",
        "罚款¥1,200.00元（±5%）",
        "··········",
        "α-β型",
        "5×10°",
    ],
]


@pytest.mark.parametrize("written", ERRORS)
@pytest.mark.parametrize("cell", ["text", "name", "uscc", "date", "money", "document-number", "code-list"])
def test_an_error_value_is_no_content_whatever_the_column(cell: str, written: str) -> None:
    assert codes(cell, written) == ["error-cell"]


@pytest.mark.parametrize("cell", ["text", "date", "money", "uscc", "phone", "code-list"])
def test_an_error_value_costs_nothing_where_nobody_reads_it(cell: str) -> None:
    assert value(cell, "#N/A", **INTERNAL) == ""
    assert codes(cell, "#N/A", **INTERNAL, constraints={"required": True}) == ["error-cell"]
    assert value(cell, "undefined", **INTERNAL) == ("undefined" if cell == "text" else "")


def test_an_error_value_within_a_text_is_one_too() -> None:
    assert codes("text", "罚款#VALUE!元") == ["error-cell"]
    assert codes("text", "#1楼 3#厂房 C# 100% A&B") == []


@pytest.mark.parametrize(
    "written", ["同上", "同上。", "见附件", "详见附件1", "附后", "〃", "undefined", "Undefined", "[object Object]"]
)
@pytest.mark.parametrize("cell", ["text", "name", "document-number"])
def test_words_that_point_elsewhere_are_no_content(cell: str, written: str) -> None:
    assert codes(cell, written) == ["placeholder-text"]


@pytest.mark.parametrize(
    "written", ["同上级机关", "见附件中的清单", "附件厂", "同心堂", "上同镇", "undefined behaviour"]
)
def test_texts_that_only_begin_like_that_stand(written: str) -> None:
    assert value("text", written) == written


def test_words_that_point_elsewhere_may_stand_in_a_remark() -> None:
    assert value("text", "同上", **INTERNAL) == "同上"


@pytest.mark.parametrize("written", ["=1+1", "=VLOOKUP(A2,B:C,2,0)", "=A1", "=-1", '="a"&"b"', "=Sheet2!A1"])
def test_a_formula_in_place_of_its_result_is_told(written: str) -> None:
    assert codes("text", written) == ["formula-without-value"]
    assert value("text", written, **INTERNAL) == ""


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ('="武市监罚〔2026〕12号"', "武市监罚〔2026〕12号"),
        ('＝"武市监罚〔2026〕12号"', "武市监罚〔2026〕12号"),
        ("'武市监罚〔2026〕12号", "武市监罚〔2026〕12号"),
        ("'武市监罚〔2026〕12号'", "武市监罚〔2026〕12号"),
        ("`武市监罚〔2026〕12号\t", "武市监罚〔2026〕12号"),
        ("武市监罚&#12308;2026&#x3015;12号", "武市监罚〔2026〕12号"),
        ("武市监罚〔2026〕12号&nbsp;", "武市监罚〔2026〕12号"),
        ("武市监罚〔2026〕12号&amp;nbsp;", "武市监罚〔2026〕12号"),
        ("武市监罚〔2026〕12号\x1a", "武市监罚〔2026〕12号"),
    ],
)
def test_what_is_wrapped_around_a_cell_goes(written: str, content: str) -> None:
    assert value("document-number", written) == content


def test_wrapping_goes_for_every_type() -> None:
    assert value("uscc", '="914201007071167872"') == "914201007071167872"
    assert value("date", "'2026-03-02") == "2026-03-02"
    assert value("money", '="12000"') == "12000.00"
    assert value("text", "甲&amp;乙 &lt;丙&gt;") == "甲&乙 <丙>"
    assert value("text", '=""') == ""
    assert value("name", "O'Neill & Söhne'") == "O'Neill & Söhne'"


def test_mojibake_of_every_kind_is_told() -> None:
    for text in ("武汉市江汉区长江百货有限公司", "销售超过保质期的糕点，共12盒。"):
        assert is_mojibake(text.encode().decode("gb18030", "replace"))
        assert is_mojibake(text.encode().decode("latin-1"))
        assert is_mojibake(text.encode("gb18030").decode("latin-1"))
    for text in ("武汉", "王伟", "李小红"):
        assert is_mojibake(text.encode().decode("gb18030", "ignore")) or len(text) > 2
    assert is_mojibake("锟斤拷锟斤拷")
    assert is_mojibake("武汉ï¿½公司")
    assert is_mojibake("实业".encode("gb18030").decode("utf-8", "ignore") or "锟斤拷")
    assert codes("name", "姝︽眽甯傛睙姹夊尯") == ["garbled-text"]


@pytest.mark.parametrize("text", PEOPLE_AND_FIRMS)
def test_what_people_write_is_no_mojibake(text: str) -> None:
    assert not is_mojibake(text)


@given(
    st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5).filter(
            lambda c: "\xb0" <= c.encode("gbk")[:1].decode("latin-1") <= "\xf7"
        ),
        max_size=30,
    )
)
def test_characters_in_use_are_hardly_ever_taken_for_mojibake(text: str) -> None:
    assert not is_mojibake(text)


def test_characters_that_a_font_shows_as_a_box_are_told() -> None:
    assert codes("name", "武汉市□胜商行") == ["garbled-text"]
    assert codes("name", "武汉市?胜商行") == ["lost-character"]
    assert codes("text", "当事人王□明") == ["lost-character"]
    assert codes("text", "□是 □否 你好？真的吗？") == []


def test_private_characters_are_moved_where_unicode_has_them_and_told_elsewhere() -> None:
    assert value("name", "武汉市\ue81e文化") == "武汉市龴文化"
    assert codes("name", "武汉市\ue81e文化") == ["recoded-character"]
    assert codes("text", "武汉市\ue000文化\U000f0000") == ["private-use-character"]


def test_all_that_gb_18030_kept_in_private_places_is_known() -> None:
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    for code, trail in zip(range(0xE815, 0xE865), trails, strict=True):
        read = bytes([0xFE, trail]).decode("gb18030")
        moved, found = recoded(chr(code))
        assert found == moved != chr(code)
        assert moved == read or read == chr(code)


@pytest.mark.parametrize(
    "written",
    [
        *["2026-11-20", "2026年11月20日", "20261120", "2026/11/20 00:00:00", "2026年11月", "2026年"],
        *[
            "武市监罚〔2026〕XX号",
            "武市监罚〔2026〕××号",
            "武市监罚[2026]＿＿号",
            "武市监罚〔2026〕第 号",
            "武市监罚〔2026〕",
        ],
        *["武市监罚〔20XX〕12号", "武市监罚〔××××〕12号", "武市监罚字第XX号", "无文号", "待定", "另附"],
    ],
)
def test_numbers_that_name_no_document(written: str) -> None:
    assert codes("document-number", written) == ["document-number-nameless"]


@pytest.mark.parametrize(
    "written",
    [
        *["(渝铜)食行罚〔2014〕2号（生）", "云工商企监处字（2017）第1-（1-143）号", "2015年第六批", "540102260001444"],
        *[
            "琼中卫医罚决字2017008",
            "20260101001",
            "[2018]03",
            "2018-3-12号",
            "食XX罚〔2026〕1号",
            "（墨脱县）文罚字〔2018〕第F-000002号",
        ],
    ],
)
def test_odd_numbers_that_still_name_a_document(written: str) -> None:
    assert set(codes("document-number", written)) <= {"document-number-shape"}
