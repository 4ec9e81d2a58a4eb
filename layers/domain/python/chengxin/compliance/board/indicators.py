"""The indicators of a scoreboard: what each counts, by which formula, and whence the formula comes.

The one place that says so: the pages (指标说明), the tables and the reference docs take titles and formulas from here.
"""

from dataclasses import dataclass
from typing import Literal

Group = Literal["count", "quality", "further", "objection", "handling", "rate"]
NOTICE = "青海省双公示通报（2024）"
SUZHOU = "苏州市信用考核评分表"
SPOT_CHECK = f"{NOTICE}列有此项，算法为本平台口径"
CLOCK = "发改办财金〔2018〕790号；《民法典》第二百零一条、第二百零三条"
PLATFORM = "本平台口径"


@dataclass(frozen=True, slots=True)
class Indicator:
    """`name` as the API gives it; `rate` ones stand in `rates`. `source`: the practice or rule that it follows."""

    name: str
    group: Group
    title: str
    formula: str
    source: str


INDICATORS = (
    Indicator("reported", "count", "上报", "本月报送的行数＝受理＋退回，与已有记录相同的行不计", NOTICE),
    Indicator("accepted", "count", "受理", "本月报送并通过校验入库的行数，含更正", NOTICE),
    Indicator("rejected", "count", "退回", "本月报送而未通过校验的行数", NOTICE),
    Indicator("published", "count", "已公示", "本月受理、截至统计时已向社会公示的行数", NOTICE),
    Indicator(
        "on_time",
        "count",
        "按时",
        "本月收到的决定中，自作出之日起7个工作日内公示的件数（依法不公开的以受理为准）",
        CLOCK,
    ),
    Indicator("late", "count", "迟报", "本月收到的决定中，超过期限才公示的件数", CLOCK),
    Indicator("due_soon", "count", "即将到期", "尚未公示、距期限不超过2个工作日的件数", PLATFORM),
    Indicator("overdue", "count", "超期", "超过期限仍未公示的件数，含退回后未改正和登记在册未报送的", CLOCK),
    Indicator(
        "exempt",
        "count",
        "免于公示",
        "本月收到的决定中，依法经批准不予公示的件数",
        "《政府信息公开条例》第十四条、第十五条",
    ),
    Indicator("suspected_missing", "count", "疑似漏报", "本月文号连续编号中缺少的号数（相邻两号均已知）", PLATFORM),
    Indicator("reporting", "rate", "上报率", "本月决定登记簿所列决定中已报送的件数÷所列件数", "苏州市双公示月报表"),
    Indicator("compliance", "rate", "合规率", "受理行数÷上报行数", f"{NOTICE}；{SUZHOU}（入库率）"),
    Indicator("timeliness", "rate", "及时率", "按时÷（按时＋迟报＋本月收到而超期未公示），即1－迟报率", NOTICE),
    Indicator(
        "lateness", "rate", "迟报率", "（迟报＋本月收到而超期未公示）÷（按时＋迟报＋本月收到而超期未公示）", NOTICE
    ),
    Indicator("concealed", "quality", "瞒报", "登记簿所列、超过期限仍未报送的件数", SPOT_CHECK),
    Indicator("corrected", "quality", "更正", "本月受理的行中，更正已有记录的行数", SPOT_CHECK),
    Indicator(
        "revised", "quality", "决定日期更正", "本月收到的决定中，决定日期事后更正、按更正后日期计时的件数", PLATFORM
    ),
    Indicator("withdrawn", "quality", "撤下", "本月收到的撤下通知件数", "《行政处罚法》第四十八条"),
    Indicator("error_rate", "further", "错报率", "（更正＋撤下）÷受理", SPOT_CHECK),
    Indicator(
        "average_working_days",
        "further",
        "平均用时",
        "已公示的决定自作出至公示的工作日数，算术平均，保留一位小数",
        PLATFORM,
    ),
    Indicator("p95_working_days", "further", "95%用时", "95%的决定自作出至公示不超过的工作日数（最近秩法）", PLATFORM),
    Indicator("objections_handled", "objection", "异议办结", "本月办结的异议件数", "全国性考核指标：异议处理效率"),
    Indicator("objections_open", "objection", "异议未办结", "尚未办结的异议件数", "全国性考核指标：异议处理占比"),
    Indicator(
        "objections_late", "handling", "异议超时办结", "本月办结而超过办理期限的件数", "全国性考核指标：异议处理效率"
    ),
    Indicator(
        "objections_overdue", "handling", "异议超时未办结", "超过办理期限尚未办结的件数", "全国性考核指标：异议处理效率"
    ),
    Indicator(
        "objections_average_working_days",
        "handling",
        "异议平均用时",
        "本月办结的异议自收到至办结的工作日数，算术平均",
        "全国性考核指标：异议处理效率",
    ),
    Indicator(
        "objections_p95_working_days",
        "handling",
        "异议95%用时",
        "95%的异议自收到至办结不超过的工作日数（最近秩法）",
        "全国性考核指标：异议处理效率",
    ),
)


def titles(group: Group) -> dict[str, str]:
    """The titles of a group by name, in order."""
    return {one.name: one.title for one in INDICATORS if one.group == group}
