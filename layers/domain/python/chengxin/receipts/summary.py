"""The words of the receipt workbook's second sheet: the verdict, the counts, and how to correct the file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from chengxin.findings import Finding, FindingKind
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.receipts.submission import Status, Submission
from chengxin.times import rfc3339

STATUS_TITLES: Mapping[Status, str] = {
    "running": "处理中",
    "accepted": "全部受理",
    "partially_accepted": "部分受理",
    "rejected": "退回",
    "duplicate": "重复报送（内容与此前文件相同，未作变更）",
    "failed": "系统处理失败（请勿重复报送，平台将自动重试）",
}

_CORRECT = (
    "“报送数据”页中，红色单元格是错误，须改正；黄色单元格是提醒，请核对。",
    "原因和改正办法写在每行左侧的“【问题说明】”列。",
    "请直接在“报送数据”页改正后保存，把本文件重新放入原报送目录即可；带“【】”的列（含末尾隐藏的“【回执行号】”）无需删除。",
    "已受理的行可以保留，再次报送时不会重复入库。",
    "决定书文号本身写错的，在该行上直接改正，平台凭隐藏的回执行号将原行销号；另起一行或另制文件填报的，原行仍按逾期计算。",
)
_CORRECT_FILE = ("请按下列意见处理原文件后重新报送。",)
_PARTLY = "原文件超过10000行，“报送数据”页只列出有问题的行；其余各行已受理，无需再报。"


def summary_lines(
    submission: Submission,
    file_findings: Sequence[Finding],
    tally: Counter[FindingKind],
    dataset_title: str,
    *,
    partly: bool,
) -> Iterator[tuple[str, ...]]:
    """The sheet's lines; a line of one cell is a heading. `tally` counts the findings of the rows by kind."""
    yield ("数据报送回执",)
    yield from _head(submission, dataset_title)
    yield ("行数统计",)
    yield from _counts(submission)
    if file_findings:
        yield ("文件问题",)
        yield from ((_level(f.kind), f.message, f.remedy) for f in file_findings)
    if tally:
        yield ("各类问题数量",)
        yield from ((f"{kind.title}（{_level(kind)}）", f"{count}处", kind.rule) for kind, count in tally.most_common())
    if submission.status != "accepted" or tally:
        yield ("如何改正",)
        steps = (*_CORRECT, _PARTLY) if partly else _CORRECT if tally else _CORRECT_FILE
        yield from ((f"第{n}条", step) for n, step in enumerate(steps, start=1))


def _head(submission: Submission, dataset_title: str) -> Iterator[tuple[str, str]]:
    yield "处理结果", STATUS_TITLES[submission.status]
    yield "文件名", shown(submission.file_name, Written.FILE_NAME, Reader.DEPARTMENT)
    yield "报送部门", submission.department
    yield "数据类别", dataset_title
    yield "回执编号", submission.submission_id
    yield "接收时间", rfc3339(submission.received_at)
    if submission.finished_at:
        yield "处理完成", rfc3339(submission.finished_at)
    yield "文件摘要（SHA-256）", submission.sha256


def _counts(submission: Submission) -> Iterator[tuple[str, str]]:
    rows = submission.rows
    yield "总行数", str(rows.total)
    yield "受理", f"{rows.accepted}（其中更正旧记录{rows.superseded}，附提醒{rows.warned}）"
    yield "退回", str(rows.rejected)
    yield "与已有记录相同", str(rows.unchanged)


def _level(kind: FindingKind) -> str:
    return "错误" if kind.level == "error" else "提醒"
