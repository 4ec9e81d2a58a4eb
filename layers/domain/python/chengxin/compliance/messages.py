"""What people are told, in Chinese: department, count, oldest document number and where to look.

Who is told escalates with time: due soon → the department's contact; overdue → operations; overdue by 3 working days
or more → the office that supervises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chengxin.compliance.obligations import Obligation
from chengxin.compliance.scoreboard import Scoreboard

Audience = Literal["department", "operations", "office"]
OFFICE_FROM = 3
SUBJECT_LENGTH = 99


@dataclass(frozen=True, slots=True)
class Message:
    """`subject` fits an SNS subject: one line of fewer than 100 characters."""

    audience: Audience
    department: str
    subject: str
    text: str


def alerts(board: Scoreboard, name: str, link: str) -> list[Message]:
    """The messages that a department's state calls for now, none when all is in time; `name` is its Chinese name."""
    found = []
    if board.due_soon:
        what = f"{name}有{len(board.due_soon)}件决定即将到期"
        found.append(_message("department", board, what, _next(board.due_soon), link))
    if board.overdue:
        what = f"{name}有{len(board.overdue)}件决定逾期未公示"
        found.append(_message("operations", board, what, _oldest(board.overdue[0]), link))
    longest = [one for one in board.overdue if one.verdict.working_days_late >= OFFICE_FROM]
    if longest:
        what = f"{name}有{len(longest)}件决定逾期{OFFICE_FROM}个工作日以上未公示"
        found.append(_message("office", board, what, _oldest(longest[0]), link))
    return found


def recovered(board: Scoreboard, name: str, link: str) -> Message:
    """The message that a department's overdue decisions are all public now."""
    return _message("operations", board, f"{name}逾期未公示的决定已全部公示", "", link)


def _message(audience: Audience, board: Scoreboard, what: str, detail: str, link: str) -> Message:
    return Message(audience, board.department, f"【诚信公示】{what}"[:SUBJECT_LENGTH], f"{what}。{detail}详见 {link}")


def _oldest(one: Obligation) -> str:
    decision = one.told.decision
    return (
        f"最早一件为{decision.document_number}，{_day(decision.decision_date)}作出，"
        f"{_limit(one)}，已逾期{one.verdict.working_days_late}个工作日。"
    )


def _next(due_soon: Sequence[Obligation]) -> str:
    one = min(due_soon, key=lambda o: (str(o.verdict.deadline), o.told.decision.document_key))
    return f"最早到期的为{one.told.decision.document_number}，{_limit(one)}。"


def _limit(one: Obligation) -> str:
    provisional = "（暂按周末推算，以国务院节假日通知为准）" if one.verdict.provisional else ""
    return f"公示期限为{_day(one.verdict.deadline)}{provisional}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "日期不明"
