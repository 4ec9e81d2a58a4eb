"""The blank workbook of a dataset: headers with comments, drop-downs, and a sheet of instructions."""

from datetime import datetime
from io import BytesIO
from typing import Any

from chengxin.catalogue import Catalogue, Dataset, Field
from chengxin.templates.wording import (
    SENSITIVITY,
    advice,
    columns_of,
    disclosure_lines,
    format_of,
    requirement,
    rule_sentence,
)

INSTRUCTIONS, CHOICES = "填报说明", "选项"
ROWS = 5000
"""Rows that carry formats and drop-downs; more can be filled in, they only go without."""

_MADE = datetime(2018, 7, 1)
"""A fixed date in the file's properties, so that the same catalogue always makes the same bytes."""
_INSTRUCTION_HEAD = ("列名", "是否必填", "标准代码", "填写内容", "要求", "示例", "公开")
_GENERAL = (
    "1. 在“{sheet}”表中自第二行起填写，一行一条；不要改动表头，不用的列可以留空。",
    "2. 表头为红色的列必填；鼠标停在表头上可以看到填写要求和示例；有下拉框的列请从中选择。",
    "3. 代码、证件号码、文书号等已设为文本格式，请勿改为数字，以免末尾几位丢失。",
    "4. 填好后存为 XLSX 或者 CSV，放入收件箱 {{部门编号}}/{dataset}/ 之下；几分钟内会有回执，逐行说明错误和改法。",
    "5. 同一文书号、同一相对人再次报送，视为更正。",
)


def blank_workbook(dataset: Dataset, catalogue: Catalogue) -> bytes:
    """An XLSX to fill in: the data sheet first, then the instructions; the same catalogue makes the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{dataset.title}报送模板", "created": _MADE})
        sheet = book.add_worksheet(dataset.title)
        instructions = book.add_worksheet(INSTRUCTIONS)
        _write_data_sheet(book, sheet, dataset, catalogue, _write_choices(book, dataset, catalogue))
        _write_instructions(book, instructions, dataset, catalogue)
    return buffer.getvalue()


def _write_choices(book: Any, dataset: Dataset, catalogue: Catalogue) -> dict[str, str]:
    """A hidden sheet with the labels of every code list in use; answers the range of each list.

    Drop-downs refer to ranges because Excel takes at most 255 characters of choices in place.
    """
    used = dict.fromkeys(field.code_list for field in columns_of(dataset) if field.code_list)
    if not used:
        return {}
    sheet = book.add_worksheet(CHOICES)
    sheet.very_hidden()
    ranges = {}
    for column, name in enumerate(used):
        labels = [value.label for value in catalogue.code_list(name).values]
        sheet.write_column(0, column, labels)
        letter = chr(ord("A") + column)
        ranges[name] = f"='{CHOICES}'!${letter}$1:${letter}${len(labels)}"
    return ranges


def _write_data_sheet(book: Any, sheet: Any, dataset: Dataset, catalogue: Catalogue, choices: dict[str, str]) -> None:
    header = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    required = book.add_format({**header, "bg_color": "#C00000", "font_color": "#FFFFFF"})
    optional = book.add_format({**header, "bg_color": "#D9E1F2"})
    formats = {kind: book.add_format({"num_format": kind}) for kind in ("@", "yyyy-mm-dd", "General")}
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 45)
    for index, field in enumerate(columns_of(dataset)):
        sheet.set_column(index, index, _width(field), formats[_number_format(field)])
        sheet.write_string(0, index, field.title, required if field.constraints.required else optional)
        sheet.write_comment(0, index, advice(field, catalogue), {"author": "诚信平台", "x_scale": 2, "y_scale": 1.6})
        if validation := _validation(field, catalogue, choices):
            sheet.data_validation(1, index, ROWS, index, validation)


def _width(field: Field) -> int:
    length = field.constraints.max_length or 24
    return min(max(len(field.title) * 2, 12), 24) if length <= 256 else 40


def _number_format(field: Field) -> str:
    """Text wherever a spreadsheet program would turn what is typed into a number and lose digits of it."""
    if field.cell == "date":
        return "yyyy-mm-dd"
    return "General" if field.type in ("number", "integer") else "@"


def _validation(field: Field, catalogue: Catalogue, choices: dict[str, str]) -> dict[str, Any] | None:
    told = {"error_title": field.title[:32], "error_message": format_of(field, catalogue)[:255]}
    if field.code_list:
        open_ended = field.multiple or any(value.note for value in catalogue.code_list(field.code_list).values)
        return {
            **told,
            "validate": "list",
            "source": choices[field.code_list],
            "error_type": "information" if open_ended else "stop",
        }
    if field.options.get("past"):
        return {**told, "validate": "date", "criteria": "<=", "value": "=TODAY()", "error_type": "warning"}
    if field.type in ("number", "integer"):
        least = float(field.constraints.minimum or 0)
        return {**told, "validate": "decimal", "criteria": ">=", "value": least, "error_type": "warning"}
    if field.constraints.max_length and field.cell != "date":
        return {**told, "validate": "length", "criteria": "<=", "value": field.constraints.max_length}
    return None


def _write_instructions(book: Any, sheet: Any, dataset: Dataset, catalogue: Catalogue) -> None:
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#D9E1F2", "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    for index, width in enumerate((30, 8, 14, 50, 50, 36, 18)):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, f"{dataset.title}填报说明", bold)
    lines = [
        dataset.description,
        *(line.format(sheet=dataset.title, dataset=dataset.id) for line in _GENERAL),
        *(f"{label}：{text}" for label, text in disclosure_lines(dataset.disclosure, catalogue)),
        *(f"规则：{rule_sentence(rule, dataset)}" for rule in dataset.rules),
    ]
    for row, line in enumerate(filter(None, lines), start=1):
        sheet.write_string(row, 0, line)
    start = len(lines) + 2
    table = [_INSTRUCTION_HEAD, *(_instruction(field, catalogue) for field in columns_of(dataset))]
    for row, texts in enumerate(table, start=start):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, head if row == start else cell)


def _instruction(field: Field, catalogue: Catalogue) -> tuple[str, str, str, str, str, str, str]:
    return (
        field.title,
        requirement(field),
        field.code or "",
        format_of(field, catalogue),
        field.description,
        field.example or "",
        SENSITIVITY[field.sensitivity],
    )
