"""What people are told, in Chinese: department, count, oldest document number and where to look.

Who is told escalates with time: due soon → the department's contact; overdue → operations; overdue by 3 working days
or more → the office that supervises, which also gets a digest each working day of what is still so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from chengxin.compliance.board.scoreboard import CITY, Scoreboard
from chengxin.compliance.duty.obligations import Obligation, public_document_number
from chengxin.compliance.duty.timeliness import LONG_OVERDUE_FROM
from chengxin.compliance.escalation.levels import due_soon_since, late_since
from chengxin.deadlines import Calendar

Audience = Literal["department", "operations", "office"]
Level = Literal["due_soon", "overdue", "long_overdue", "recovered", "digest"]
SUBJECT_LENGTH = 99
DIGEST_LINES = 50
TITLES: Mapping[Audience, str] = {"department": "部门联系人", "operations": "平台运维", "office": "信用办"}


@dataclass(frozen=True, slots=True)
class Message:
    """`subject` fits an SNS subject: one line of fewer than 100 characters. `since` is the moment at which the newest
    of the decisions it tells of came to its level: who was told later than that knows of all of them."""

    level: Level
    audience: Audience
    department: str
    subject: str
    text: str
    since: datetime


def alerts(board: Scoreboard, name: str, link: str, calendar: Calendar) -> list[Message]:
    """The messages that a department's state calls for now, none when all is in time; `name` is its Chinese name."""
    found = []
    if board.due_soon:
        what = f"{name}有{len(board.due_soon)}件决定即将到期"
        since = max(due_soon_since(one, calendar) for one in board.due_soon.kinds)
        found.append(_message("due_soon", "department", board, what, _next(board.next_due), link, since))
    if board.overdue:
        what = f"{name}有{len(board.overdue)}件决定逾期未公示"
        since = max(late_since(one, 1, calendar) for one in board.overdue.kinds)
        found.append(_message("overdue", "operations", board, what, _oldest(board.overdue.first[0]), link, since))
    if longest := board.long_overdue:
        what = f"{name}有{len(longest)}件决定逾期{LONG_OVERDUE_FROM}个工作日以上未公示"
        since = max(late_since(one, LONG_OVERDUE_FROM, calendar) for one in longest.kinds)
        found.append(_message("long_overdue", "office", board, what, _oldest(longest.first[0]), link, since))
    return found


def recovered(board: Scoreboard, name: str, link: str) -> Message:
    """The message that a department's overdue decisions are all public now."""
    what = f"{name}逾期未公示的决定已全部公示"
    return _message("recovered", "operations", board, what, "", link, board.as_of)


def digest(city: Scoreboard, names: dict[str, str], link: str) -> Message | None:
    """What is overdue by 3 working days or more, department by department; None where nothing is."""
    found = [(board, board.long_overdue) for board in city.departments if board.long_overdue]
    if not found:
        return None
    count = sum(len(longest) for _, longest in found)
    what = f"{len(found)}个部门共{count}件决定逾期{LONG_OVERDUE_FROM}个工作日以上未公示"
    lines = [
        f"{names.get(board.department, board.department)}：{len(longest)}件，{_oldest(longest.first[0])}"
        for board, longest in found[:DIGEST_LINES]
    ]
    more = [f"另有{len(found) - DIGEST_LINES}个部门，见通报。"] if len(found) > DIGEST_LINES else []
    text = "\n".join([f"{_day(city.as_of.date())}，{what}。", *lines, *more, f"详见 {link}"])
    return Message("digest", "office", CITY, f"【诚信公示】每日汇总：{what}"[:SUBJECT_LENGTH], text, city.as_of)


def rehearsed(message: Message, now: datetime) -> Message:
    """What a rehearsal sends instead of a message: to operations alone, and said to be none at its very beginning."""
    whom = f"以下通知按业务时间{_day(now.date())}演练，实际应发给{TITLES[message.audience]}，没有发出。"
    subject = f"【演练】{message.subject}"[:SUBJECT_LENGTH]
    return replace(message, audience="operations", subject=subject, text=f"{whom}\n{message.text}")


def _message(
    level: Level, audience: Audience, board: Scoreboard, what: str, detail: str, link: str, since: datetime
) -> Message:
    subject = f"【诚信公示】{what}"[:SUBJECT_LENGTH]
    return Message(level, audience, board.department, subject, f"{what}。{detail}详见 {link}", since)


def _oldest(one: Obligation) -> str:
    decision = one.line.decision
    return (
        f"最早一件为{public_document_number(decision)}，{_day(decision.decision_date)}作出，"
        f"{_limit(one)}，已逾期{one.verdict.working_days_late}个工作日。"
    )


def _next(one: Obligation | None) -> str:
    return f"最早到期的为{public_document_number(one.line.decision)}，{_limit(one)}。" if one else ""


def _limit(one: Obligation) -> str:
    provisional = "（暂按周末推算，以国务院节假日通知为准）" if one.verdict.provisional else ""
    return f"公示期限为{_day(one.verdict.deadline)}{provisional}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "日期不明"
