"""What can be wrong with a file as a whole, or with a row before anyone looks at what its cells mean."""

from chengxin.findings.model import Finding, FindingKind, Level, declare


def _kind(
    code: str, level: Level, title: str, message: str, remedy: str, rule: str = "", example: str = ""
) -> FindingKind:
    return declare(FindingKind(code, level, title, message, remedy, rule, example))


# --- the drop itself -------------------------------------------------------------------------------------------------
BAD_OBJECT_KEY = _kind(
    "bad-object-key",
    "error",
    "投放路径不对",
    "文件没有放在“部门编号/数据集编号/文件名”的路径下：{value}。",
    "请放到“部门编号/数据集编号/”目录下，例如 scjgj/administrative-penalty/处罚.xlsx。",
    "CONTRACT：Inbox",
    "处罚.xlsx",
)
UNKNOWN_DEPARTMENT = _kind(
    "unknown-department",
    "error",
    "部门编号不存在",
    "部门名录中没有编号为“{value}”的部门。",
    "请核对目录名；新设部门请先向平台登记。",
    "部门名录",
    "shichangju/administrative-penalty/处罚.xlsx",
)
UNKNOWN_DATASET = _kind(
    "unknown-dataset",
    "error",
    "数据集编号不存在",
    "数据目录中没有编号为“{value}”的数据集。",
    "请核对目录名，可用的数据集编号见门户“数据目录”。",
    "数据目录",
    "scjgj/penalty/处罚.xlsx",
)
DEPARTMENT_ABOLISHED = _kind(
    "department-abolished",
    "error",
    "部门已撤并",
    "部门“{department}”已于{since}撤销或合并，不再报送。",
    "请由承接其职责的部门“{successor}”（{successor_id}）报送。",
    "部门名录",
)
DUPLICATE_FILE = _kind(
    "duplicate-file",
    "warning",
    "重复投放",
    "文件内容与批次{submission}完全相同，本次不再处理。",
    "如需更正，请修改内容后重新投放；否则不必处理。",
)
PROCESSING_FAILED = _kind(
    "processing-failed",
    "error",
    "平台处理失败",
    "平台处理此文件时发生故障，不是文件的问题。",
    "不必重新投放：运维人员已收到告警，恢复后会继续处理。",
)

# --- the file as a whole ---------------------------------------------------------------------------------------------
EMPTY_FILE = _kind(
    "empty-file", "error", "空文件", "文件没有任何内容。", "请检查导出或上传是否成功后重新投放。", example="0字节的文件"
)
NO_DATA_ROWS = _kind(
    "no-data-rows",
    "error",
    "只有表头",
    "文件只有表头，没有数据行。",
    "如本期确无数据，请使用“零报告”（zero-report）数据集报送。",
)
UNSUPPORTED_FORMAT = _kind(
    "unsupported-format",
    "error",
    "格式不支持",
    "文件的实际格式是{found}，平台不能读取（按内容识别，与扩展名无关）。",
    "请用能打开它的程序（网页用 Excel 或 WPS）打开，另存为 XLSX、XLS、CSV（UTF-8 或 GB18030）、"
    "JSON 或 JSON Lines 后重新投放。",
    "CONTRACT：Inbox",
    "把网页另存成的“处罚.xls”",
)
UNREADABLE_FILE = _kind(
    "unreadable-file",
    "error",
    "文件损坏",
    "文件已损坏或不完整，无法读取（{reason}）。",
    "请用 Excel 或 WPS 打开确认无误，重新保存后再投放。",
    example="上传中断的工作簿",
)
OBJECT_GONE = _kind(
    "object-gone",
    "error",
    "文件已不在",
    "文件投放后即被删除，平台没有读到内容。",
    "请重新投放这份文件，并在收到回执之前不要删除。",
)
FILE_TOO_LARGE = _kind(
    "file-too-large",
    "error",
    "文件过大",
    "文件超过上限 {limit} MB。",
    "请拆分成几个文件，或改用 CSV 格式。",
)
UNPACKED_TOO_LARGE = _kind(
    "unpacked-too-large",
    "error",
    "解压后过大",
    "压缩内容展开后超过上限（{limit}），可能是异常文件。",
    "请拆分成几个文件，或不压缩直接投放 CSV。",
    example="压缩炸弹",
)
TOO_MANY_ROWS = _kind("too-many-rows", "error", "行数过多", "数据超过{limit}行。", "请拆分成几个文件分别投放。")
TOO_MANY_COLUMNS = _kind(
    "too-many-columns", "error", "列数过多", "数据超过{limit}列。", "请删除无关的列，或使用平台的空白模板。"
)
TOO_MANY_BLANK_CELLS = _kind(
    "too-many-blank-cells",
    "error",
    "空白单元格过多",
    "工作表中只有格式、没有内容的单元格超过{limit}个。",
    "请删除数据下方和右侧的空行、空列（整行整列删除，仅清除内容不够），或另存为 CSV 后重新投放。",
    example="给整列加了边框的工作表",
)
WORKBOOK_TOO_LARGE = _kind(
    "workbook-too-large",
    "error",
    "工作簿过大",
    "工作簿的内容超过上限（{limit}）。",
    "请拆分成几个文件，或另存为 CSV 后投放。",
)
TOO_MANY_SHEETS = _kind(
    "too-many-sheets",
    "error",
    "工作表过多",
    "工作簿有{count}张工作表，超过{limit}张。",
    "请删除无关的工作表，或拆分成几个文件分别投放。",
)
TOO_MANY_FAULTS = _kind(
    "too-many-faulty-rows",
    "error",
    "问题行过多",
    "读取时已发现超过{limit}处问题，不再继续。",
    "请检查分隔符、引号和编码是否正确后重新导出。",
)
LINE_TOO_LONG = _kind(
    "line-too-long",
    "error",
    "单行过长",
    "文件中有一行（或一条记录）超过{limit}。",
    "请检查换行是否丢失，或把大段内容移出表格。",
)
ENCRYPTED_WORKBOOK = _kind(
    "encrypted-workbook",
    "error",
    "文件有密码",
    "工作簿设置了打开密码，无法读取。",
    "请取消密码后重新保存并投放。",
)
ENCRYPTED_ARCHIVE = _kind(
    "encrypted-archive",
    "error",
    "压缩包有密码",
    "压缩包设置了密码，无法读取。",
    "请不加密码重新压缩，或直接投放原文件。",
)
NESTED_ARCHIVE = _kind(
    "nested-archive", "error", "压缩包嵌套", "压缩包内还有压缩包。", "请只压缩一层，或直接投放原文件。"
)
ARCHIVE_MEMBERS = _kind(
    "archive-members",
    "error",
    "压缩包内容不明确",
    "压缩包内可读取的数据文件有{count}个，应当恰好一个。",
    "请每个压缩包只放一个数据文件。",
)
UNSAFE_XML = _kind(
    "unsafe-xml",
    "error",
    "文件含不安全内容",
    "工作簿内含有外部实体或文档类型定义（DTD），出于安全原因拒绝读取。",
    "请用 Excel 或 WPS 重新保存后投放。",
    "OWASP：XML External Entity Prevention",
)
HEADER_NOT_FOUND = _kind(
    "header-not-found",
    "error",
    "找不到表头",
    "前{rows}行中没有找到“{dataset}”的表头。",
    "请使用平台的空白模板，表头应包含：{expected}。",
)
GARBLED_FILE = _kind(
    "garbled-file",
    "error",
    "整个文件是乱码",
    "文件中的汉字在保存时已按错误的编码转换，连表头也认不出来。",
    "请从原系统重新导出，导出和另存时选择同一种编码（UTF-8 或 GB18030），再重新投放。",
    "GB 18030—2022",
    "琛屾斂鐩稿浜哄悕绉",
)
JSON_SHAPE = _kind(
    "json-shape",
    "error",
    "JSON 结构不对",
    "JSON 应为对象数组，每条记录一个对象；本文件最外层是{found}，无法确定哪些是记录。",
    "请改成 [{{…}}, {{…}}] 的形式，键与模板的列名一致；或另存为 XLSX、CSV 后重新投放。",
    "RFC 8259",
    '{"数据": {"1": {…}, "2": {…}}}',
)
JSON_KEYS = _kind(
    "json-keys-not-found",
    "error",
    "JSON 的键对不上",
    "JSON 对象的键中没有“{dataset}”的列名。",
    "请用模板的列名或字段代码作键，应包含：{expected}。",
    "数据目录：字段",
)
UNKNOWN_DELIMITER = _kind(
    "unknown-delimiter",
    "error",
    "分隔符不支持",
    "找到了表头，但各列之间以“{separator}”分隔，平台不能据此分列。",
    "请改用逗号、制表符、分号或竖线分隔，或另存为 XLSX 后重新投放。",
    "RFC 4180 第2节",
    "行政相对人名称||行政处罚决定书文号",
)
MISSING_REQUIRED_COLUMN = _kind(
    "missing-required-column",
    "error",
    "缺少必填列",
    "缺少必填的列：{missing}。",
    "请补上这些列（表头与模板一致）后重新投放。",
    "数据目录：必填字段",
)
UNKNOWN_UNIT = _kind(
    "unknown-unit",
    "error",
    "金额单位不明",
    "列“{header}”的金额单位写作“{unit}”，无法识别，不能确定金额是多少元。",
    "请把单位写成（元）、（千元）、（万元）或（亿元）之一，外币请折算成人民币。",
    "计量单位须明确，差一个单位金额即差千倍万倍",
    "罚款金额（美元）",
)
WRONG_DATASET = _kind(
    "wrong-dataset",
    "error",
    "数据集放错目录",
    "表头像是“{other}”，不是“{dataset}”。",
    "请投放到目录“{directory}”；如确为本数据集，请使用平台的空白模板。",
)

# --- told beside the data --------------------------------------------------------------------------------------------
UNKNOWN_COLUMN = _kind(
    "unknown-column",
    "warning",
    "不认识的列",
    "不认识列“{column}”，其内容不会入库。",
    "如应入库，请把表头改成模板中的名称；否则不必处理。",
    example="处理人工号",
)
DUPLICATE_COLUMN = _kind(
    "duplicate-column",
    "warning",
    "重复的列",
    "列“{column}”与“{first}”是同一字段，只采用“{first}”。",
    "请删除多余的一列。",
)
OTHER_DATASET_SHEET = _kind(
    "other-dataset-sheet",
    "warning",
    "工作表属于其他数据集",
    "工作表“{sheet}”像是“{other}”，本次没有读取。",
    "请另存该工作表，投放到目录“{directory}”。",
)
SKIPPED_SHEET = _kind(
    "skipped-sheet",
    "warning",
    "未读取的工作表",
    "工作表“{sheet}”没有可用的表头，其中{count}行没有读取。",
    "如其中有数据，请按模板补上表头后重新投放。",
)
CONTINUED_SHEET = _kind(
    "continued-sheet",
    "warning",
    "没有表头的续表",
    "工作表“{sheet}”没有表头，已按工作表“{first}”的表头读取。",
    "请核对各列是否对应；以后请在每张工作表保留表头。",
)
SHEET_LACKS_COLUMNS = _kind(
    "sheet-lacks-columns",
    "warning",
    "工作表缺少必填列",
    "工作表“{sheet}”缺少必填的列：{missing}；其各行按未填写处理。",
    "请补上这些列（表头与模板一致）后重新投放。",
    "数据目录：必填字段",
)
LEFT_OUT_ROWS = _kind(
    "left-out-rows",
    "warning",
    "略过的行",
    "{where}有{count}行（如第{first}行“{text}”）是合计、页码或结束标记，不是数据，已略过。",
    "不必处理；如其中有应报送的数据，请按模板逐行填写后重新投放。",
    example="合计",
)
HIDDEN_SHEET = _kind(
    "hidden-sheet",
    "warning",
    "隐藏的工作表",
    "工作表“{sheet}”是隐藏的，其数据已照常读取。",
    "如不应报送，请删除该工作表后重新投放并撤回多报的记录。",
)
HIDDEN_ROWS = _kind(
    "hidden-rows",
    "warning",
    "隐藏的行",
    "工作表“{sheet}”有{count}行是隐藏的（如第{first}行），已照常读取。",
    "如不应报送，请删除这些行（仅取消筛选不够）后重新投放并撤回多报的记录。",
)
HIDDEN_COLUMN = _kind(
    "hidden-column",
    "warning",
    "隐藏的列",
    "工作表“{sheet}”的“{column}”列是隐藏的，已照常读取。",
    "如不应报送，请清空该列后重新投放并撤回多报的记录。",
)
MERGED_ROWS = _kind(
    "merged-rows",
    "warning",
    "跨行合并的单元格",
    "工作表“{sheet}”有{count}行（如第{first}行）的单元格与上一行合并，已按合并的内容逐行填入。",
    "请取消合并，逐行填写。",
)
SALVAGED_WORKBOOK = _kind(
    "salvaged-workbook",
    "warning",
    "工作簿结构不规范",
    "工作簿的结构不规范，已尽量读出；隐藏的行列、合并的单元格和数字格式中的单位看不到，公式的错误值可能读成空白。",
    "请核对已读出的数据；建议用 Excel 或 WPS 打开，另存为 XLSX 后重新投放。",
    "[MS-XLS] Excel 二进制文件格式",
    "由老软件导出的 XLS",
)
MACRO_WORKBOOK = _kind(
    "macro-workbook",
    "warning",
    "含宏的工作簿",
    "工作簿含有宏，宏没有运行，数据已照常读取。",
    "建议另存为不含宏的 XLSX。",
)

# --- rows the reader cannot vouch for --------------------------------------------------------------------------------
INVALID_BYTES = _kind(
    "invalid-bytes",
    "error",
    "有无法识别的字节",
    "此处有不能按{encoding}识别的字符（显示为“�”），内容已不可靠。",
    "请重新录入该单元格，并以 UTF-8 或 GB18030 编码保存。",
    "GB 18030-2022",
    "隆德县�场监督管理局",
)
NUL_BYTE = _kind(
    "nul-byte",
    "error",
    "含空字符",
    "此处含有不可见的空字符（NUL），内容可能已截断。",
    "请重新录入该单元格后投放。",
)
TOO_MANY_CELLS = _kind(
    "too-many-cells",
    "error",
    "单元格多于表头",
    "本行有{cells}个单元格，表头只有{columns}列，内容可能已错位。",
    "请检查多余的分隔符；单元格内含逗号、换行时应以英文双引号括起。",
    "RFC 4180 第2节",
)
SHEET_WITHOUT_HEADER = _kind(
    "sheet-without-header",
    "error",
    "工作表没有表头",
    "本行所在的工作表没有表头，各列对应不上，内容没有读取。",
    "请按模板补上表头，或并入有表头的工作表后重新投放。",
)
TOO_FEW_CELLS = _kind(
    "too-few-cells",
    "error",
    "单元格少于表头",
    "本行只有{cells}个单元格，表头有{columns}列，而本文件的其他行不缺，内容可能已错位。",
    "请检查是否漏了分隔符；末尾空着的单元格也要保留分隔符。",
    "RFC 4180 第2节：各行的字段数应当相同",
)
CELL_TOO_LONG = _kind(
    "cell-too-long", "error", "单元格过长", "单元格内容超过{limit}个字符。", "请缩短内容，全文可另附决定书。"
)
MALFORMED_QUOTES = _kind(
    "malformed-quotes",
    "error",
    "引号不配对",
    "本行的英文双引号不配对，无法确定各单元格的界限。",
    '请把内容中的英文双引号写成两个（""）并把整个单元格括起，或改用中文引号。',
    "RFC 4180 第2节",
    '"阳光"超市',
)
INVALID_JSON = _kind(
    "invalid-json",
    "error",
    "不是有效的 JSON",
    "本行不是有效的 JSON 对象。",
    "请检查括号、引号和逗号；每行（每项）应是一个对象。",
    "RFC 8259",
)
UNREAD = {SHEET_WITHOUT_HEADER, INVALID_JSON}
"""Told of rows of which no cell could be read."""
DUPLICATE_KEY = _kind(
    "duplicate-key",
    "error",
    "同一对象中键重复",
    "本条记录中“{key}”出现了不止一次，不能确定以哪个为准。",
    "请每个键只保留一个。",
    "RFC 8259 第4节：对象的名称应当唯一",
)
NESTED_VALUE = _kind(
    "nested-value",
    "error",
    "值不是文字或数字",
    "“{column}”的值是对象或数组，应是文字或数字。",
    "请把内容写成一个文字；有几项的用分号隔开。",
    "RFC 8259",
    '{"name": "某某公司"}',
)
FORMULA_WITHOUT_VALUE = _kind(
    "formula-without-value",
    "error",
    "公式没有结果",
    "“{column}”是公式，但文件中没有保存计算结果。",
    "请用 Excel 或 WPS 打开并保存一次，或把公式“粘贴为数值”。",
)


class RefusedError(Exception):
    """Raised while reading: the file as a whole is refused, for the reason of `finding`."""

    def __init__(self, kind: FindingKind, **params: str) -> None:
        super().__init__(kind.code)
        self.finding = Finding(kind, params=params)
