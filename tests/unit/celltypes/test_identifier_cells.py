"""Cells with identifiers: what is accepted, what is named, what is offered."""

import pytest
from tests.unit.celltypes.cells import clean, codes, suggestion, value

from chengxin.celltypes import CellError


@pytest.mark.parametrize(
    "written", ["91440300192181490G", " 91440300192181490g ", "９１４４０３００-192181490-Ｇ", "91440300 192181490 G"]
)
def test_a_code_is_read_through_blanks_width_and_case(written: str) -> None:
    assert value("uscc", written) == "91440300192181490G"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("91500233097123292", "uscc-length"),
        ("91450100MA5KFCNUOY", "uscc-character"),
        ("91440300192181490H", "uscc-check-digit"),
        ("91310000132207158Q", "uscc-organisation-part"),
        ("440301102900139", "uscc-old-number"),
        ("4403011029001", "uscc-old-number"),
        ("19218149-0", "uscc-old-number"),
        ("1.23457E+17", "precision-lost"),
        ("914403001921810000", "precision-lost"),
        ("91450922200551121R", "uscc-organisation-doubt"),
        ("见附件", "placeholder-text"),
    ],
)
def test_faults_of_a_code_have_names(written: str, code: str) -> None:
    assert codes("uscc", written) == [code]


@pytest.mark.parametrize(
    "written",
    ["360426199101010071", "44011320141005001x", "360426 19910101 0071", "51020219741123XXXX", "4201**********0011"],
)
def test_a_citizens_number_in_a_public_column_is_a_privacy_error(written: str) -> None:
    with pytest.raises(CellError) as caught:
        clean("uscc", written)
    assert caught.value.kind.code == "citizen-id-in-code-column"
    assert caught.value.suggestion is None
    assert not caught.value.params


def test_right_values_are_offered_where_they_can_be_computed() -> None:
    assert "91450100MA5KFCNU0Y" in (suggestion("uscc", "91450100MA5KFCNUOY") or "")
    assert "192181490" in (suggestion("organisation-code", "91440300192181490G") or "")
    assert "鄂A12345" in (suggestion("plate", "鄂AI2345") or "")
    assert suggestion("uscc", "91310000132207158Q") is None


def test_the_number_of_a_document_of_any_kind() -> None:
    assert value("identity-number", "e12345678") == "E12345678"
    assert value("identity-number", "360426910101007") == "360426199101010071"
    assert codes("identity-number", "360426199101010072") == ["citizen-id-check-digit"]
    assert codes("identity-number", "4201**********0011") == ["identity-number-format"]


def test_nobody_is_born_after_today() -> None:
    assert codes("citizen-id", "420101209901010017") == ["citizen-id-birth-date"]


def test_old_registration_numbers_may_fail_their_check() -> None:
    assert value("registration-number", "440301102900138") == "440301102900138"
    assert codes("registration-number", "440301102900138") == ["registration-number-check-digit"]
    assert value("registration-number", "440301102900139.0") == "440301102900139"


def test_a_document_number_is_kept_as_written_and_never_rejected_for_its_shape() -> None:
    assert value("document-number", "\u00a0米税 简罚 〔2018〕 2 号　") == "米税 简罚 〔2018〕 2 号"
    for number in ("琼质监罚决字第64号", "〔200929号", "渝）药罚【2017】1号", "2015年第六批"):
        assert codes("document-number", number) == ["document-number-shape"]
        assert value("document-number", number) == number
    assert codes("document-number", "1.23457E+17") == ["precision-lost"]


def test_divisions_of_the_past_pass_and_unknown_ones_are_doubted() -> None:
    assert codes("division", "542621") == []
    assert value("division", "640423.0") == "640423"
    assert codes("division", "999999") == ["division-unknown"]
    assert codes("division", "武汉市") == ["division-format"]


def test_case_numbers_plates_telephones() -> None:
    assert value("case-number", "(2020)鲁1323执729号") == "（2020）鲁1323执729号"
    assert value("plate", "鄂a·12345") == "鄂A12345"
    assert value("phone", "+86 138 0013 8000") == "13800138000"
