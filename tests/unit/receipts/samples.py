"""A submission as settle hands it over."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from chengxin.findings import FindingKind
from chengxin.receipts.submission import RowCounts, Submission
from chengxin.times import SHANGHAI

ERROR = FindingKind("bad-date", "error", "日期有误", "“{column}”的“{value}”不是日期。", "请填2026/03/02。")
WARNING = FindingKind("odd-name", "warning", "名称少见", "“{column}”请核对。", "请核对。")
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)


def submission(**changes: Any) -> Submission:
    """One accepted row and one rejected row of a penalty file."""
    base = Submission(
        submission_id="a" * 20,
        department="market-regulation",
        dataset="administrative-penalty",
        file_name="3月 处罚+100%.csv",
        sha256="0" * 64,
        size=10,
        received_at=NOON,
        registered_at=NOON,
        status="partially_accepted",
        rows=RowCounts(total=2, accepted=1, rejected=1),
    )
    return replace(base, **changes)
