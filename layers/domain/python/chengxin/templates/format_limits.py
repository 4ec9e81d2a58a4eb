"""The page of formats and limits: what a department may drop, from the very constants that the readers keep."""

from chengxin.catalogue.money_unit import LABELS
from chengxin.formats.container import archive
from chengxin.formats.container import zip_file as zips
from chengxin.formats.model import Limits
from chengxin.formats.table import chunk_writer as batches
from chengxin.formats.table.header import HEADER_WITHIN
from chengxin.formats.text import json_source, lines
from chengxin.formats.workbook import sheets, xls, xlsx
from chengxin.formats.workbook import xls_records as xlsrecords
from chengxin.formats.workbook import xml_parts as xmlparts
from chengxin.templates.markdown import page, table

_FORMATS = (
    (
        "CSV、TSV",
        "UTF-8（有无 BOM 均可）、GB18030（含 GBK、GB2312）、UTF-16；分隔符为逗号、制表符、分号或竖线，"
        "其他单个字符凭表头识别",
    ),
    ("XLSX", "可有多张工作表，续表可以没有表头；公式取保存的结果，数字取显示的样子（含单位）；宏不运行"),
    ("XLS", "BIFF5 至 BIFF8"),
    ("JSON", "对象的数组，可在一个对象之内；也可一行一个对象（JSON Lines）"),
    (".zip、.gz", "内含恰好一个上述文件"),
)


def formats_page() -> str:
    """Formats, how they are told, and every limit."""
    return page(
        "文件格式和上限",
        [
            "格式和编码按内容识别，与扩展名无关。超过上限的文件整份退回，回执写明是哪一项。",
            "## 可以投放的格式",
            table(("格式", "说明"), _FORMATS),
            "## 金额的单位",
            "金额列的单位依次看单元格、表头（如“罚款金额（元）”）、表头下的填写说明、表头上的“单位：万元”，都没有写的按模板。"
            f"可写：{'、'.join(LABELS.values())}。写了平台不认识的单位（如外币）的文件整份退回。",
            "## 上限",
            table(("项目", "上限"), _limits(Limits())),
        ],
    )


def _limits(limits: Limits) -> list[tuple[str, str]]:
    return [
        ("文件", f"{_megabytes(limits.file_bytes)}（部署参数 FileLimitMegabytes 可以调低）"),
        ("数据行", f"{limits.rows:,} 行；列多的文件，行数乘以列数不超过 {limits.cells:,}"),
        ("CSV 的行", f"{limits.lines:,} 行，空行和重复的表头也算"),
        ("列", f"{limits.columns} 列"),
        ("单元格", f"{limits.cell_characters:,} 个字符，超过的只退回该行"),
        ("一行", f"CSV {_megabytes(lines.LONGEST_LINE)}，JSON 一项 {_megabytes(json_source.LONGEST_ITEM)}"),
        ("一行的全部内容", f"{batches.LONGEST_ROW:,} 个字符"),
        ("表头", f"在前 {HEADER_WITHIN} 行以内"),
        ("读取时发现的问题", f"{batches.FAULTS:,} 处"),
        ("压缩包展开后", f"{_megabytes(limits.unpacked_bytes)}，且不超过原大小的 {limits.unpacked_ratio} 倍"),
        ("压缩包成员", f"{archive.MEMBERS} 个，其中可读取的恰好 1 个；XLSX 内部约 {zips.MOST_MEMBERS:,} 个"),
        ("XLSX 的文字", f"不同的文字 {xmlparts.SHARED_COUNT:,} 条，共 {xmlparts.SHARED_CHARACTERS:,} 个字符"),
        ("XLSX 的空白单元格", f"{xlsx.SPARE_BLANKS:,} 个，每有一个填了内容的再加 {xlsx.BLANKS_PER_VALUE} 个"),
        ("工作表", f"{sheets.MOST_SHEETS} 张"),
        ("XLS", f"{_megabytes(xls.LARGEST)}、{xlsrecords.MOST_CELLS:,} 个单元格、{xlsrecords.MOST_STRINGS:,} 条文字"),
    ]


def _megabytes(count: int) -> str:
    return f"{count >> 20:,} MB"
