"""Public records and scoreboards as their makers give them (CONTRACT), small enough to read in a test."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.unit.steps.memory import MemoryObjects

from chengxin.catalogue.model import Catalogue
from chengxin.compliance.board.evidence import Evidence
from chengxin.compliance.board.notice import monthly_notice
from chengxin.compliance.board.scoreboard import city_scoreboard
from chengxin.compliance.duty.rules import Duties
from chengxin.deadlines import Calendar
from chengxin.publication.day.files import day_files
from chengxin.publication.day.parts import change_parts
from chengxin.publication.files import PublicFile
from chengxin.publication.record_rows import Record
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import EVIDENCE_TITLES, MonthReport
from chengxin.times import SHANGHAI

PORTAL = Path(__file__).parents[3] / "infra" / "portal"
NOW = datetime(2026, 3, 2, 18, 30, tzinfo=SHANGHAI)
XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><svg onload=alert(1)>",
    "<!--",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "\u2028</title><b>",
    "＜script＞\0",
]

CATALOGUE = Catalogue.model_validate(
    {
        "datasets": [
            {
                "id": "administrative-penalty",
                "summary": ["kind", "fine_amount", "facts"],
                "title": "行政处罚",
                "kind": "penalty",
                "primaryKey": ["document_number"],
                "roles": {"subject_name": "party_name", "document_number": "document_number"},
                "disclosure": {"clock": "double-publicity"},
                "fields": [
                    {"name": "party_name", "title": "行政相对人名称"},
                    {"name": "document_number", "title": "行政处罚决定书文号"},
                    {"name": "facts", "title": "违法事实"},
                    {"name": "kind", "title": "处罚类别", "codeList": "penalty-kind", "multiple": True},
                    {"name": "fine_amount", "title": "罚款金额（元）", "type": "number", "cell": "money"},
                    {"name": "phone", "title": "联系电话", "sensitivity": "personal"},
                ],
            },
            {
                "id": "administrative-licence",
                "title": "行政许可",
                "kind": "licence",
                "primaryKey": ["document_number"],
                "fields": [{"name": "licence", "title": "许可内容"}],
            },
        ],
        "departments": [
            {"id": "market-regulation", "name": "武汉市市场监督管理局"},
            {"id": "housing", "name": "武汉市住房和城市更新局"},
        ],
        "codeLists": [
            {
                "id": "penalty-kind",
                "title": "处罚类别",
                "values": [{"code": "1", "label": "警告"}, {"code": "2", "label": "罚款"}],
            }
        ],
        "lists": [
            {
                "id": "ip-infringement-blacklist",
                "title": "知识产权领域严重失信名单",
                "colour": "black",
                "subjectTypes": ["legal_person"],
                "legalBasis": "国办发〔2020〕49号",
                "evidence": "seen",
                "authority": "武汉市市场监督管理局",
            }
        ],
    }
)


@cache
def renderer() -> Renderer:
    """The portal's real templates over this small catalogue."""
    return Renderer(PORTAL, CATALOGUE)


def record(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A penalty as `chengxin.publication.record_view.public_view` gives it."""
    return {
        "record_id": f"{number:032d}",
        "dataset": "administrative-penalty",
        "kind": "penalty",
        "subject": {"code": "91420100071671678X", "name": "武汉市江汉区长江百货有限公司", "type": "legal_person"},
        "document_number": f"武市监罚〔2026〕{number}号",
        "decision_date": "2026-02-25",
        "authority": {"code": "114201007483219871", "name": "武汉市市场监督管理局"},
        "department": "market-regulation",
        "content": {
            "party_name": "武汉市江汉区长江百货有限公司",
            "document_number": f"武市监罚〔2026〕{number}号",
            "facts": "销售的食品标签不符合食品安全标准",
            "kind": "1;2",
            "fine_amount": "5000.00",
        },
        "deadline": "2026-03-06",
        "deadline_provisional": False,
        "received_at": "2026-03-02T09:00:00+08:00",
        "accepted_at": "2026-03-02T09:01:00+08:00",
        "published_at": "2026-03-02T18:30:00+08:00",
        "timeliness": "on_time",
        "working_days_taken": 4,
        "visible_until": "2027-02-25",
        "status": "active",
        "version": 1,
        "provenance": {"submission_id": "a" * 20, "file_name": "处罚.csv", "row": 2, "sha256": "0" * 64},
        "matched_by": "code",
        **changes,
    }


def licence(number: int, licence: str) -> dict[str, Any]:
    return record(number, dataset="administrative-licence", kind="licence", content={"licence": licence})


def files_of_day(day: date, records: Iterable[Record], made: Renderer | None = None) -> list[PublicFile]:
    """Every file of a day that shows these records, in the order in which they are written."""
    work, places = MemoryObjects(), dict[str, dict[int, Record | None]]()
    for one in records:
        of_dataset = places.setdefault(one["dataset"], {})
        of_dataset[len(of_dataset)] = one
    for dataset, changes in places.items():
        change_parts(work, day, dataset, changes, NOW)
    return [file for file in day_files(made or renderer(), work, day, None, NOW) if isinstance(file, PublicFile)]


def scoreboard(department: str, month: str = "2026-03", timely: float | None = 0.9, **changes: Any) -> dict[str, Any]:
    return {
        "department": department,
        "month": month,
        "as_of": "2026-03-02T18:30:00+08:00",
        "reported": 20,
        "accepted": 18,
        "rejected": 2,
        "published": 17,
        "on_time": 15,
        "late": 2,
        "due_soon": 1,
        "overdue": 1,
        "exempt": 0,
        "suspected_missing": 0,
        "concealed": 1,
        "corrected": 0,
        "revised": 0,
        "withdrawn": 0,
        "error_rate": 0.0,
        "average_working_days": 3.5,
        "p95_working_days": 6,
        "objections_handled": 0,
        "objections_late": 0,
        "objections_open": 0,
        "objections_overdue": 0,
        "objections_average_working_days": None,
        "objections_p95_working_days": None,
        "rates": {"reporting": 0.95, "compliance": 0.9, "timeliness": timely, "lateness": 0.1},
        "overdue_items": [
            {
                "document_number": "武市监罚〔2026〕9号",
                "decision_date": "2026-02-10",
                "deadline": "2026-02-26",
                "working_days_overdue": 2,
                "source": "register",
            }
        ],
        **changes,
    }


def city(month: str = "2026-03", **changes: Any) -> dict[str, Any]:
    departments = [scoreboard("market-regulation", month, 1.0), scoreboard("housing", month, None)]
    return scoreboard("city", month, departments=departments, **changes)


def report(board: dict[str, Any]) -> MonthReport:
    """A month in which market regulation alone sent something."""
    item = {
        "department": "market-regulation",
        "dataset": "administrative-penalty",
        "document_number": "武市监罚〔2026〕9号",
        "decision_date": "2026-02-10",
        "source": "register",
        "received_at": "2026-02-11T09:00:00+08:00",
        "published_at": None,
        "deadline": "2026-02-26",
        "timeliness": "overdue",
        "working_days_late": 2,
        "calendar_version": "2026@2025-11-04",
        "record_id": None,
    }
    lists = {name: Evidence(1, [item]) for name in EVIDENCE_TITLES}
    notice = monthly_notice(city_scoreboard(board["month"], NOW, []), Duties(Calendar([]), CATALOGUE))
    return MonthReport(board, {"market-regulation": lambda: lists, "city": lambda: lists}, notice)
