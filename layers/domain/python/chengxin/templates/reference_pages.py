"""Reference pages in Markdown: one per dataset, and one of everything that can be wrong."""

import pkgutil
from collections.abc import Iterable, Sequence
from importlib import import_module

from chengxin import findings
from chengxin.catalogue import Catalogue, ClockVersion, CodeList, Dataset, Layout, PeriodVersion
from chengxin.compliance.board.indicators import INDICATORS
from chengxin.findings import FindingKind, all_kinds
from chengxin.templates.markdown import page, table
from chengxin.templates.wording import (
    SENSITIVITY,
    columns_of,
    disclosure_lines,
    evidence_of,
    format_of,
    requirement,
    rule_sentence,
)

_COLUMN_HEAD = ("列名", "字段", "标准代码", "必填", "填写内容", "公开", "说明", "示例")
_LEVELS = {"error": "错误，该行或者该文件不予受理", "warning": "提示，照常受理"}


def datasets_page(catalogue: Catalogue) -> str:
    """The list of all datasets, each with a link to its page."""
    rows = [(f"[{one.title}]({one.id}.md)", f"`{one.id}`", one.description) for one in catalogue.datasets]
    return page("数据集", [table(("数据集", "编号", "内容"), rows)])


def dataset_page(dataset: Dataset, catalogue: Catalogue) -> str:
    """All that is said about a dataset: disclosure, columns, rules, code lists, layouts, header spellings."""
    about = [f"编号 `{dataset.id}`，版本 {dataset.version}。{dataset.description}"]
    about.append("\n".join(f"- {label}：{text}" for label, text in disclosure_lines(dataset.disclosure, catalogue)))
    used = dict.fromkeys(field.code_list for field in dataset.fields if field.code_list)
    return page(
        dataset.title,
        [
            *about,
            "## 数据项",
            table(
                ("列名", "字段", "标准代码", "必填", "填写内容", "公开", "说明", "示例"), _columns(dataset, catalogue)
            ),
            *_rules(dataset),
            *(part for name in used for part in _code_list(catalogue.code_list(name))),
            *(part for layout in dataset.layouts for part in _layout(layout, dataset)),
            "## 可识别的表头写法",
            "表头不区分全角半角、空格和“（必填）”之类的附注。",
            table(("字段", "写法"), [(f.name, "、".join((f.title, *f.aliases))) for f in dataset.fields]),
        ],
    )


def findings_page() -> str:
    """Every error and warning code of the receipts: what it means, its rule, an example, the remedy."""
    for module in pkgutil.iter_modules(findings.__path__):
        import_module(f"{findings.__name__}.{module.name}")
    parts = [part for kind in all_kinds() for part in _finding(kind)]
    return page("回执中的错误和提示", ["`{…}` 处在回执中是具体的列名和内容。", *parts])


def indicators_page() -> str:
    """Every indicator of the scoreboards with its formula and the source of that."""
    rows = [(one.title, f"`{one.name}`", one.formula, one.source) for one in INDICATORS]
    return page("时效通报的指标", [table(("指标", "字段", "算法", "出处"), rows)])


def legal_page(catalogue: Catalogue) -> str:
    """Every legal statement of the catalogue, and whether it was seen in a public source or waits for a lawyer."""
    versions = [_in_force(clock.title, one) for clock in catalogue.clocks for one in clock.versions]
    versions += [_in_force(period.title, one) for period in catalogue.periods for one in period.versions]
    lists = [(one.title, one.legal_basis, evidence_of(one)) for one in catalogue.lists]
    disclosed = [(one.title, one.disclosure) for one in catalogue.datasets]
    bases = [(title, one.legal_basis, evidence_of(one)) for title, one in disclosed if one.legal_basis]
    return page(
        "法律依据和核对情况",
        [
            "标为“待法制机构核对”的，写入时没有见到公开原文，启用前须由法制机构核对。"
            "失信信息（行政处罚和黑名单）的依据核对之前不公示；法制机构核对后在目录文件中署名并注明日期（`confirmed`），即可公示。",
            "## 时限和公示期限",
            table(("规则", "适用期间", "依据", "核对情况"), versions),
            "## 红黑名单（依据、列入、移出和救济）",
            table(("名单", "依据", "核对情况"), lists),
            "## 数据集的公开依据",
            table(("数据集", "依据", "核对情况"), bases),
        ],
    )


def _in_force(title: str, rule: ClockVersion | PeriodVersion) -> tuple[str, str, str, str]:
    return title, f"{rule.valid_from} 至 {rule.valid_to or '今'}", rule.source, evidence_of(rule)


def _columns(dataset: Dataset, catalogue: Catalogue) -> Iterable[Sequence[str]]:
    current = {field.name for field in columns_of(dataset)}
    for field in dataset.fields:
        yield (
            field.title,
            f"`{field.name}`",
            f"`{field.code}`" if field.code else "",
            requirement(field) if field.name in current else "仅旧模板",
            format_of(field, catalogue),
            SENSITIVITY[field.sensitivity],
            field.description,
            field.example or "",
        )


def _rules(dataset: Dataset) -> list[str]:
    if not dataset.rules:
        return []
    return ["## 跨列规则", "\n".join(f"- {rule_sentence(rule, dataset)}" for rule in dataset.rules)]


def _code_list(code_list: CodeList) -> list[str]:
    rows = [(value.label, f"`{value.code}`", "、".join(value.aliases)) for value in code_list.values]
    source = [f"来源：{code_list.source}"] if code_list.source else []
    return [f"## 取值：{code_list.title}", *source, table(("取值", "存储为", "也可写作"), rows)]


def _layout(layout: Layout, dataset: Dataset) -> list[str]:
    titles = {field.name: field.title for field in dataset.fields}
    rows = [
        (str(number), header, titles.get(name, "（不入库）"))
        for number, (header, name) in enumerate(zip(layout.headers, layout.fields, strict=True), start=1)
    ]
    about = [layout.description] if layout.description else []
    return [f"## 版式：{layout.title}", f"编号 `{layout.id}`。", *about, table(("列", "表头", "数据项"), rows)]


def _finding(kind: FindingKind) -> list[str]:
    lines = [
        f"- 级别：{_LEVELS[kind.level]}",
        f"- 说明：{kind.message}",
        f"- 改法：{kind.remedy}",
        f"- 规则：{kind.rule}" if kind.rule else "",
        f"- 例：`{_visible(kind.example)}`" if kind.example else "",
    ]
    return [f"## {kind.code}", f"**{kind.title}**", "\n".join(line for line in lines if line)]


def _visible(text: str) -> str:
    """Control characters as escapes, so that an example of them can be seen."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
