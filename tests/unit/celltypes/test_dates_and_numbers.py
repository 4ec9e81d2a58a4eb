"""Dates, months, money and numbers in every shape that departments write them."""

import pytest
from tests.unit.celltypes.cells import codes, suggestion, value


@pytest.mark.parametrize(
    "written",
    [
        "2018-07-20",
        "2018/7/20",
        "2018.7.20",
        "2018.07.20",
        "2018年7月20日",
        "2018年07月20",
        "20180720",
        "18-07-20",
        "18年7月20日",
        "43301",
        "43301.0",
        "43301.75",
        "2018-07-20 00:00:00",
        "2018-07-20 00:00:00.0",
        "2018-07-20T10:30:00+08:00",
        "2018-07-19T16:30:00Z",
        "2018，07，20",
        "2018,7,20",
        "2018-07-20 10：30",
        "2018.07.20 10:30:00",
        "20180720103000",
        "２０１８－０７－２０",
        "二〇一八年七月二十日",
        "二○一八年七月二十日",
        "2018 年 7 月 20 日",
        "2018年7月20日10时30分",
        "2018\ufffd\u5e7407\u670820\u65e5",
        " 2018-07-20\u3000",
    ],
)
def test_one_day_in_all_its_shapes(written: str) -> None:
    assert value("date", written) == "2018-07-20"


@pytest.mark.parametrize(
    "written",
    [
        "二0一八年七月二十日",
        "2018年七月二十日",
        "二零一八年7月20日",
        "贰零壹捌年柒月贰拾日",
        "二O一八年七月二O日",
        "二〇一八 年 七 月 二〇 日",
    ],
)
def test_numerals_and_digits_in_one_date(written: str) -> None:
    assert value("date", written) == "2018-07-20"


@pytest.mark.parametrize("written", ["2018-07-2O", "2O18/7/20", "20l8.07.20", "2018年O7月20日", "2018072O", "18-07-2O"])
def test_letters_among_the_digits_of_a_date_are_offered_as_digits(written: str) -> None:
    assert codes("date", written) == ["date-format"]
    assert "2018-07-20" in (suggestion("date", written) or "")


def test_no_other_day_than_the_one_meant_is_offered() -> None:
    assert suggestion("date", "2018-07-2X") is None
    assert suggestion("date", "2018-07-2O起") is None


def test_numerals_for_days() -> None:
    assert value("date", "二〇一七年十二月三十一日") == "2017-12-31"
    assert value("date", "二〇一七年元月廿一日") == "2017-01-21"


@pytest.mark.parametrize("written", ["长期", "长期有效", "2099/12/31", "2099-12-31", "9999-12-31", "73050"])
def test_no_end_is_a_date_only_where_there_may_be_none(written: str) -> None:
    assert value("date", written, options={"open_end": True}) == "2099-12-31"
    assert codes("date", written) == ["date-open-end"]


@pytest.mark.parametrize("written", ["2026-02-30", "2026-13-01", "0018-01-01", "2199-01-01", "2018-07-20 25:00"])
def test_days_that_do_not_exist(written: str) -> None:
    assert codes("date", written) == ["date-impossible"]


@pytest.mark.parametrize(
    "written", ["2018.03", "2018年3月", "18/07/20", "2018-07-20起", "今天", "20180", "1.5", "07/08/2018"]
)
def test_what_is_no_date_or_could_be_several(written: str) -> None:
    assert codes("date", written) == ["date-format"]


def test_decisions_are_not_made_tomorrow() -> None:
    assert codes("date", "2026-03-02", options={"past": True}) == []
    assert codes("date", "2026-03-03", options={"past": True}) == ["date-in-future"]
    assert codes("date", "2026-03-03") == []


def test_dates_that_can_be_guessed_are_offered() -> None:
    assert "2018-07-20" in (suggestion("date", "20/07/2018") or "")
    assert "2018-03-01" in (suggestion("date", "2018.03") or "")
    assert "2018-07-20" in (suggestion("date", "2018年7月20日起生效") or "")
    assert suggestion("date", "07/08/2018") is None
    assert suggestion("date", "2018-07-20至2019-07-19") is None


def test_lost_characters_in_a_date_that_misses_a_digit_are_an_error() -> None:
    assert codes("date", "2018-07-2\ufffd") == ["garbled-text"]


@pytest.mark.parametrize("written", ["2026-03", "2026年3月", "202603", "2026/3", "2026.03", "2026-03-01", "46082"])
def test_months(written: str) -> None:
    assert value("month", written) == "2026-03"


def test_what_is_no_month() -> None:
    for written in ("2026-13", "三月", "2026", "2026-03-02"):
        assert codes("month", written) == ["month-format"]


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("12000", "12000.00"),
        ("12,000.5", "12000.50"),
        ("１２０００元", "12000.00"),
        ("￥12 000.00", "12000.00"),
        ("人民币1.2万元整", "12000.00"),
        ("1.5亿元", "150000000.00"),
        ("3千元", "3000.00"),
        ("壹万贰仟元整", "12000.00"),
        ("人民币壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"),
        ("三万零五百元", "30500.00"),
        ("一亿零一万元", "100010000.00"),
        ("十五元", "15.00"),
        ("0.123456789", "0.123456789"),
        ("0.00", "0.00"),
    ],
)
def test_amounts_in_yuan(written: str, yuan: str) -> None:
    assert value("money", written) == yuan


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("1.000000", "10000.00"), ("0.123456", "1234.56"), ("1200元", "1200.00"), ("1.2万元", "12000.00")],
)
def test_a_bare_number_is_in_the_columns_unit(written: str, yuan: str) -> None:
    assert value("money", written, unit="wan_yuan") == yuan


@pytest.mark.parametrize(
    "written",
    [
        "-5",
        "1 2",
        "1,23",
        "1.234,56",
        "罚款1200元",
        "一、没收250元；二、罚款1200元",
        "壹万贰仟",
        "一二元",
        "三万五元",
        "百元",
        "万元",
        "1.2.3",
        "12 3.4 5 x",
    ],
)
def test_what_is_no_amount(written: str) -> None:
    assert codes("money", written) == ["money-format"]


def test_the_only_amount_in_a_sentence_is_offered() -> None:
    assert "1,200元" in (suggestion("money", "处罚款1,200元") or "")
    assert suggestion("money", "没收250元；罚款1200元") is None


@pytest.mark.parametrize("written", ["1.23E+08", "1E+11", "5.00E-04", "1.2345678E16", "1.23E+08元"])
def test_amounts_that_a_spreadsheet_shortened_are_lost(written: str) -> None:
    assert codes("money", written) in (["precision-lost"], ["money-format"])


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("5.0E-4", "5.00"), ("1.2E0", "12000.00"), ("1.2e1", "120000.00"), ("5E-4", "5.00"), ("1.2E4元", "12000.00")],
)
def test_amounts_as_programs_print_them_are_whole(written: str, yuan: str) -> None:
    assert value("money", written, unit="wan_yuan") == yuan
    assert value("decimal", "-1.5E-3") == "-0.0015"
    assert value("integer", "1.2E4") == "12000"


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("fen", "0.025"), ("qian_yuan", "2500.00"), ("bai_wan_yuan", "2500000.00"), ("yi_yuan", "250000000.00")],
)
def test_a_bare_number_is_in_whatever_unit_the_column_states(unit: str, yuan: str) -> None:
    assert value("money", "2.5", unit=unit) == yuan
    assert value("money", "2.5元", unit=unit) == "2.50"
    assert codes("money", "2.5美元", unit=unit) == ["money-format"]


def test_yuan_in_a_column_of_wan_yuan_are_doubted_where_the_catalogue_says_so() -> None:
    options = {"doubtful_from": 1000}
    assert codes("money", "50000", unit="wan_yuan", options=options) == ["money-unit-doubt"]
    assert codes("money", "50000元", unit="wan_yuan", options=options) == []
    assert codes("money", "50000", unit="wan_yuan") == []


def test_numbers() -> None:
    assert value("integer", "3.0") == "3"
    assert value("integer", "1,000") == "1000"
    assert codes("integer", "3.5") == ["integer-format"]
    assert value("decimal", "-3.50") == "-3.5"
    assert codes("decimal", "三") == ["number-format"]
    assert codes("integer", "7", constraints={"maximum": 5}) == ["number-too-large"]
    assert codes("money", "0.5", constraints={"minimum": 1}) == ["number-too-small"]
    assert codes("date", "2013-01-01", constraints={"minimum": "2014-01-01"}) == ["number-too-small"]
