"""The catalogue in an officer's words: what a column wants, as workbooks and reference pages say it."""

from chengxin.catalogue import Catalogue, Dataset, Disclosure, Field, Rule
from chengxin.catalogue.money_unit import LABELS

SENSITIVITY = {"public": "公开", "internal": "不公开", "personal": "个人信息，绝不公开"}
ACCESS = {"public": "向社会公开", "government": "政务共享，不向社会公开", "restricted": "仅限本人查询"}
NATURAL_PERSONS = {"public": "依法公开", "masked": "隐去部分信息后公开", "never": "不公开"}
EVIDENCE = {"seen": "已与公开来源核对", "unconfirmed": "待法制机构核对"}

_CELLS = {
    "text": "文字",
    "name": "名称或姓名",
    "address": "地址",
    "uscc": "18位统一社会信用代码（GB 32100）",
    "organisation-code": "9位组织机构代码（GB 11714）",
    "registration-number": "15位或13位注册号",
    "citizen-id": "18位公民身份号码（GB 11643）",
    "identity-number": "证件号码，身份证须为18位（GB 11643）",
    "document-number": "文书号，如“武市监处罚〔2026〕64号”",
    "case-number": "案号，如“(2026)鄂0103执729号”",
    "plate": "机动车号牌号码",
    "division": "6位行政区划代码（GB/T 2260）",
    "date": "日期，如“2026-03-02”",
    "month": "月份，如“2026-03”",
    "money": "金额",
    "decimal": "数字",
    "integer": "整数",
    "phone": "电话号码",
    "url": "网址",
    "boolean": "是或否",
}
_UNITS = {**LABELS, "wan_yuan": "万元，最多6位小数"}


def columns_of(dataset: Dataset) -> list[Field]:
    """The columns of a dataset's blank template: all fields but those that only older templates have."""
    return [field for field in dataset.fields if not field.legacy]


def requirement(field: Field) -> str:
    """`必填` or `选填`; what depends on other columns stands in the field's description and the rules."""
    return "必填" if field.constraints.required else "选填"


def format_of(field: Field, catalogue: Catalogue) -> str:
    """What a cell may hold."""
    if field.code_list:
        labels = "、".join(value.label for value in catalogue.code_list(field.code_list).values)
        return f"下列之一或者几项（用分号隔开）：{labels}" if field.multiple else f"下列之一：{labels}"
    parts = [_CELLS[field.cell]]
    if field.unit:
        parts.append(f"单位{_UNITS[field.unit]}")
    if field.options.get("past"):
        parts.append("不晚于今天")
    if field.options.get("open_end"):
        parts.append("没有期限的填“长期”或“2099-12-31”")
    limits = field.constraints
    if limits.max_length:
        parts.append(f"不超过{limits.max_length}个字")
    if limits.minimum is not None:
        parts.append(f"不小于{limits.minimum}")
    if limits.maximum is not None:
        parts.append(f"不大于{limits.maximum}")
    return "，".join(parts)


def advice(field: Field, catalogue: Catalogue) -> str:
    """The comment on a column's header: duty, format, description, example."""
    lines = [f"【{requirement(field)}】{format_of(field, catalogue)}", field.description]
    if field.example:
        lines.append(f"示例：{field.example}")
    return "\n".join(line for line in lines if line)


def rule_sentence(rule: Rule, dataset: Dataset) -> str:
    """A cross-field rule in one sentence."""

    def title(key: str) -> str:
        given = rule.parameters.get(key, "")
        names = given if isinstance(given, tuple) else (str(given),)
        return "、".join(f"“{dataset.by_name[name].title}”" for name in names if name in dataset.by_name)

    given = rule.parameters.get("kinds", "")
    kinds = "、".join(given) if isinstance(given, tuple) else given
    sentences = {
        "single_party": f"{title('field')}一行只填一个相对人。",
        "party_identity": f"按相对人类别填写：法人及非法人组织须填写代码（{title('codes')}），自然人不得填写。",
        "note_required": f"{title('field')}填“其他”的须注明，写成“其他-具体内容”。",
        "fine_required": f"{title('kind')}含{kinds}的，{title('amount')}必填。",
        "dates_in_order": f"{title('later')}不得早于{title('earlier')}。",
        "number_year": f"{title('number')}中的年份应是{title('date')}的年份或其上一年。",
        "merge_kinds": "一案多罚按最重的一种统计，公示期限也按最重的一种确定。",
    }
    return sentences.get(rule.name, rule.name)


def disclosure_lines(disclosure: Disclosure, catalogue: Catalogue) -> list[tuple[str, str]]:
    """How a dataset is published, as pairs of label and text."""
    lines = [("公开范围", ACCESS[disclosure.access])]
    if disclosure.access == "public":
        lines.append(("自然人", NATURAL_PERSONS[disclosure.natural_persons]))
    if disclosure.legal_basis:
        lines.append(("依据", f"{disclosure.legal_basis}（{EVIDENCE[disclosure.evidence]}）"))
    clock = catalogue.clock(disclosure.clock) if disclosure.clock else None
    if clock:
        lines.append(("时限", f"{clock.title}：{clock.versions[-1].working_days}个工作日"))
    period = catalogue.period(disclosure.period) if disclosure.period else None
    if period:
        lines.append(("公示期限", period.title))
    return lines
