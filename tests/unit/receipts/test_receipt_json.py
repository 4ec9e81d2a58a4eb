"""The receipt's JSON, its key and its verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.receipts.samples import ERROR, WARNING, submission

from chengxin.findings import Finding
from chengxin.receipts.receipt import as_json, receipt_key, status_of
from chengxin.receipts.submission import RowCounts

SUBMISSION = submission()


def test_errors_and_warnings_stand_apart_sorted_by_row_then_column() -> None:
    findings = [
        Finding(ERROR, 9, "乙"),
        Finding(WARNING, 2, "甲"),
        Finding(ERROR, 9, "A"),
        Finding(ERROR, None, None),
        Finding(ERROR, 3, "丙", value="昨天"),
    ]
    receipt = as_json(SUBMISSION, findings)
    assert [(e["row"], e["column"]) for e in receipt["errors"]] == [(None, None), (3, "丙"), (9, "A"), (9, "乙")]
    assert receipt["errors"][1] == {
        "row": 3,
        "column": "丙",
        "field": None,
        "code": "bad-date",
        "message": "“丙”的“昨天”不是日期。",
        "value": "昨天",
        "suggestion": "请填2026/03/02。",
    }
    assert [w["code"] for w in receipt["warnings"]] == ["odd-name"]
    assert receipt["status"] == "partially_accepted"
    assert receipt["received_at"] == "2026-03-02T12:00:00+08:00"


@pytest.mark.parametrize(("count", "truncated"), [(1000, False), (1001, True), (5000, True)])
def test_only_the_first_thousand_errors_are_listed(count: int, truncated: bool) -> None:
    receipt = as_json(SUBMISSION, (Finding(ERROR, row, "甲") for row in range(count, 0, -1)))
    assert [e["row"] for e in receipt["errors"]] == list(range(1, min(count, 1000) + 1))
    assert receipt.get("errors_truncated", False) is truncated
    assert "warnings_truncated" not in receipt


def test_key_keeps_the_file_name_raw() -> None:
    key = receipt_key(SUBMISSION, "xlsx")
    assert key == f"market-regulation/administrative-penalty/3月 处罚+100%.csv/{'a' * 20}.xlsx"


@given(st.text(min_size=200, max_size=600, alphabet="处罚a𠮷"))
def test_key_never_exceeds_what_the_store_takes(name: str) -> None:
    key = receipt_key(submission(file_name=name), "json")
    assert len(key.encode()) <= 1024
    assert key.endswith(f"/{'a' * 20}.json")


@pytest.mark.parametrize(
    ("counts", "findings", "status"),
    [
        (RowCounts(total=2, accepted=2), (), "accepted"),
        (RowCounts(total=2, unchanged=2), (), "accepted"),
        (RowCounts(total=2, accepted=1, rejected=1), (), "partially_accepted"),
        (RowCounts(total=2, unchanged=1, rejected=1), (), "partially_accepted"),
        (RowCounts(total=2, rejected=2), (), "rejected"),
        (RowCounts(), (Finding(ERROR),), "rejected"),
        (RowCounts(total=1, accepted=1), (Finding(WARNING),), "accepted"),
    ],
)
def test_status_follows_the_rows_and_the_file(counts: RowCounts, findings: tuple[Finding, ...], status: str) -> None:
    assert status_of(counts, findings) == status
