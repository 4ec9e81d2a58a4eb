"""Personal numbers are found in free text; numbers of firms, documents and money are left alone."""

import pytest

from chengxin.privacy.scan import find_personal, redact

SYNTHETIC_ID = "360426199101010071"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"当事人（身份证号{SYNTHETIC_ID}）", "当事人（身份证号〔身份证号已隐去〕）"),
        ("身份证：３６０４２６１９９１０１０１００７１。", "身份证：〔身份证号已隐去〕。"),
        ("证件 360426 19910101 0071", "证件 〔身份证号已隐去〕"),
        ("证件44011320141005001x，", "证件〔身份证号已隐去〕，"),
        ("旧证360426910101007住", "旧证〔身份证号已隐去〕住"),
        ("身份证号码360426199101010072", "身份证号码〔身份证号已隐去〕"),
        ("联系电话13800138000", "联系电话〔手机号已隐去〕"),
        ("电话 138-0013-8000。", "电话 〔手机号已隐去〕。"),
        ("致电(027)87654321投诉", "致电〔电话号码已隐去〕投诉"),
        ("致电027-87654321投诉", "致电〔电话号码已隐去〕投诉"),
        ("电话：02787654321", "电话：〔电话号码已隐去〕"),
        ("卡号6222 0212 3456 7890 128", "卡号〔银行卡号已隐去〕"),
    ],
)
def test_personal_numbers_are_hidden(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "91440300192181490G",
        "统一社会信用代码 914201007071167872 的企业",
        "武市监罚〔2026〕第13800138000号",
        "决定书540102260001444",
        "542400-1900716850",
        "注册号430703600222560",
        "罚款12420.50元，没收13800138000元",
        "批号20260302001",
        "2026-03-02 10:00:00",
        "《中华人民共和国产品质量法》第五十条",
        "SC10642011112345",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert find_personal(text) == []
    assert redact(text) == text


def test_matches_name_their_kind_and_place() -> None:
    text = f"张某，{SYNTHETIC_ID}，13800138000"
    assert [(m.kind, text[m.start : m.end]) for m in find_personal(text)] == [
        ("身份证号", SYNTHETIC_ID),
        ("手机号", "13800138000"),
    ]
