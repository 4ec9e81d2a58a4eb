"""The monthly notice on disclosure, in the form that provinces publish: totals; each kind of decision by data quality
and by timeliness; what may have been concealed; and the departments that have to be named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chengxin.compliance.board.scoreboard import Scoreboard, month_end
from chengxin.compliance.board.tally import Tally
from chengxin.compliance.duty.rules import Duties
from chengxin.ledger import LedgerEntry
from chengxin.times import shanghai

NAMED_ABOVE = 0.5
"""Departments that are late with more than half of what they had to disclose by now are named."""
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of decision, or all of them, with its title."""

    title: str
    tally: Tally

    @property
    def quality(self) -> str:
        """数据质量 as a sentence."""
        t = self.tally
        return f"报送{t.reported}条，清洗入库{t.accepted}条，退回{t.rejected}条，合规率{percent(t.compliance)}。"

    @property
    def timing(self) -> str:
        """时效性 as a sentence."""
        t = self.tally
        rates = f"及时率{percent(t.timeliness)}，迟报率{percent(t.lateness)}"
        days = f"，平均用时{t.average_days}个工作日，95%在{t.percentile_days()}个工作日内" if t.days else ""
        return f"按时公示{t.on_time}条，迟报{t.late}条，逾期未公示{t.overdue}条，{rates}{days}。"


@dataclass(frozen=True, slots=True)
class MonthlyNotice:
    """The notice as data; `text` is the document. Departments are named in full, with their late share."""

    city: Scoreboard
    total: Section
    sections: tuple[Section, ...]
    named: tuple[tuple[str, float], ...]
    zero_reports: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of the document."""
        year, month = self.city.month.split("-")
        return f"{year}年{int(month)}月行政许可和行政处罚等信用信息公示情况通报"

    @property
    def text(self) -> str:
        """The whole notice in Chinese, one paragraph a line."""
        as_of = shanghai(min(self.city.as_of, month_end(self.city.month)))
        lines = [
            self.title,
            "一、总体情况",
            f"全市{len(self.city.departments)}个部门共{self.total.quality}{self.total.timing}",
            f"截至{as_of.year}年{as_of.month}月{as_of.day}日，逾期未公示{len(self.city.overdue)}件，"
            f"两个工作日内到期{len(self.city.due_soon)}件。",
            "二、分类情况",
        ]
        for number, section in zip(NUMERALS, self.sections, strict=False):
            lines.append(f"（{number}）{section.title}。数据质量：{section.quality}时效性：{section.timing}")
        lines += [
            "三、瞒报、错报核查和异议处理",
            self._concealment(),
            self._errors(),
            self._objections(),
            "四、通报事项",
            *self._named(),
        ]
        return "\n".join(lines)

    def _concealment(self) -> str:
        rate = percent(self.city.rates["reporting"])
        return (
            f"决定登记册所载决定的上报率{rate}；登记在册而逾期未公示{len(self.city.concealed)}件；"
            f"决定文号断号{self.city.suspected_missing}个，疑似漏报，请有关部门核对。"
        )

    def _errors(self) -> str:
        corrected, withdrawn = self.city.total.corrected, self.city.withdrawals
        late = withdrawn.of(lambda kind: kind.verdict.status == "late")
        withdrawals = f"撤下{len(withdrawn)}条（其中超过法定期限{late}条）"
        return f"更正{corrected}条，{withdrawals}，错报率{percent(self.city.error_rate)}。"

    def _objections(self) -> str:
        found = self.city.objections.as_json()
        handled, average = found["objections_handled"], found["objections_average_working_days"]
        time = f"，平均用时{average}个工作日，95%在{found['objections_p95_working_days']}个工作日内" if handled else ""
        return (
            f"异议办结{handled}件，其中超过时限{found['objections_late']}件{time}；"
            f"未办结{found['objections_open']}件，其中超过时限{found['objections_overdue']}件。"
        )

    def _named(self) -> list[str]:
        late = "、".join(f"{name}（{percent(share)}）" for name, share in self.named) or "无"
        return [
            f"迟报率超过{NAMED_ABOVE:.0%}的部门：{late}。",
            f"零报告的部门：{'、'.join(self.zero_reports) or '无'}。",
            f"未报送且未作零报告的部门：{'、'.join(self.silent) or '无'}。",
        ]


def monthly_notice(city: Scoreboard, duties: Duties, declared: Collection[str] = ()) -> MonthlyNotice:
    """The notice that follows from the city's board; `declared` are the departments that declared no decisions."""
    names = {one.id: one.name for one in duties.catalogue.departments}
    idle = [board.department for board in city.departments if not board.total.reported]
    return MonthlyNotice(
        city=city,
        total=Section("合计", city.total),
        sections=_sections(city.by_dataset, duties),
        named=_late(city, names),
        zero_reports=tuple(names.get(one, one) for one in idle if one in declared),
        silent=tuple(names.get(one, one) for one in idle if one not in declared),
    )


def zero_reports(entries: Iterable[LedgerEntry], month: str, duties: Duties) -> set[str]:
    """The departments that declared a month without decisions: the month is first in such a declaration's key."""
    return {
        entry.department
        for entry in entries
        if entry.dataset in duties.declaring
        and any(one.source == "record" and one.document_key.startswith(month) for one in entry.decisions)
    }


def _sections(tallies: Mapping[str, Tally], duties: Duties) -> tuple[Section, ...]:
    datasets = [one for one in duties.catalogue.datasets if one.id in duties.disclosed]
    return tuple(Section(one.title, tallies.get(one.id, Tally())) for one in datasets)


def _late(city: Scoreboard, names: Mapping[str, str]) -> tuple[tuple[str, float], ...]:
    rates = [(names.get(board.department, board.department), board.total.lateness) for board in city.departments]
    found = [(name, rate) for name, rate in rates if rate is not None and rate > NAMED_ABOVE]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def percent(share: float | None) -> str:
    """`33.33%`, without needless zeros; `—` where there was nothing to measure."""
    return "—" if share is None else f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"
