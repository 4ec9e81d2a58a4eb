"""What can be wrong with one cell; identifiers have their own in `identifier_cells`."""

from chengxin.findings.identifier_cells import kind

_STANDARD_790 = "发改办财金〔2018〕790号 数据归集公示标准"

CONTROL_CHARACTER = kind(
    "control-character",
    "含有控制字符",
    "“{column}”中有不可见的控制字符（{character}）。",
    "请清空该单元格后重新键入，不要从其他系统直接粘贴。",
    "GB 18030-2022：控制字符不是文字",
    "武汉\x00某某公司",
)
GARBLED_TEXT = kind(
    "garbled-text",
    "含有乱码",
    "“{column}”中有无法识别的字符（乱码），原文已丢失。",
    "请对照原件重新键入；另存文件时选择 UTF-8 或 GB18030 编码。",
    "GB 18030-2022：字节序列须是有效编码",
    "武汉\ufffd某公司",
)
LOST_CHARACTER = kind(
    "lost-character",
    "可能丢了字",
    "“{column}”中的“{part}”像是有字没有保存下来，以“□”或问号代替了。",
    "请对照原件核对，补上丢失的字；确为原文的无需改动。",
    "GB 18030-2022：生僻字须能编码",
    "武汉市□胜商行",
    "warning",
)
PRIVATE_USE_CHARACTER = kind(
    "private-use-character",
    "含有别人看不见的字",
    "“{column}”中有自造字或未编码的字（{characters}），在其他电脑上显示不出来。",
    "请改用国家标准收录的字；查不到的，写同音字并在备注中说明字形。",
    "GB 18030-2022：不使用专用区字符",
    "武汉\ue000某公司",
    "warning",
)
RECODED_CHARACTER = kind(
    "recoded-character",
    "旧编码的字已转换",
    "“{column}”中有旧版国标编码的字，已转换为“{characters}”。",
    "请核对转换后的字；建议升级字库，按新国标重新录入。",
    "GB 18030-2022 附录D：2005年版中专用区字符的新编码",
    "武汉\ue81e某公司",
    "warning",
)
ERROR_CELL = kind(
    "error-cell",
    "单元格是错误值",
    "“{column}”含有公式错误值“{found}”。",
    "请改正公式，或直接填写正确的内容。",
    "电子表格的错误值不是内容",
    "#REF!",
)
PLACEHOLDER = kind(
    "placeholder-text",
    "没有填写实际内容",
    "“{column}”填的是“{found}”，离开原表就看不出指什么。",
    "请填写具体内容；确实没有的请留空。",
    f"{_STANDARD_790}：一行一条完整的记录",
    "同上",
)
DOCUMENT_NUMBER_NAMELESS = kind(
    "document-number-nameless",
    "文号没有指明文书",
    "“{column}”为“{value}”，{problem}，不能指明是哪一份文书。",
    "请填写决定文书上的完整文号，如“武市监罚〔2026〕12号”。",
    "GB/T 9704-2012《党政机关公文格式》7.2.5",
    "武市监罚〔2026〕XX号",
)
TOO_LONG = kind(
    "too-long",
    "内容过长",
    "“{column}”有{length}个字，最多{limit}个字。",
    "请缩减到{limit}个字以内。",
    f"{_STANDARD_790}：字段长度",
    "很长很长很长的内容",
)
TOO_SHORT = kind(
    "too-short",
    "内容过短",
    "“{column}”只有{length}个字，至少{limit}个字。",
    "请补全内容，至少{limit}个字。",
    f"{_STANDARD_790}：字段长度",
    "某",
)
PATTERN_MISMATCH = kind(
    "pattern-mismatch",
    "不符合格式",
    "“{column}”的内容“{value}”不符合规定格式。",
    "请按填报说明中“{column}”的格式填写，例如：{example}。",
    "数据集目录：字段格式",
    "不合格式",
)
NOT_ALLOWED = kind(
    "not-allowed",
    "不在允许范围",
    "“{column}”的内容“{value}”不在允许的取值中。",
    "请改填以下之一：{allowed}。",
    "数据集目录：字段取值",
    "不允许的值",
)
NUMBER_TOO_SMALL = kind(
    "number-too-small",
    "数值过小",
    "“{column}”为{value}，小于允许的最小值{limit}。",
    "请核对原件，填写不小于{limit}的数值。",
    "数据集目录：字段取值范围",
    "-1",
)
NUMBER_TOO_LARGE = kind(
    "number-too-large",
    "数值过大",
    "“{column}”为{value}，大于允许的最大值{limit}。",
    "请核对原件与单位，填写不大于{limit}的数值。",
    "数据集目录：字段取值范围",
    "99999",
)
PRECISION_LOST = kind(
    "precision-lost",
    "长数字被电子表格破坏",
    "“{column}”为{value}：长数字被电子表格当作数值，末几位已丢失。",
    "请把该列设为“文本”格式后，对照原件重新输入完整号码。",
    "电子表格只保留15位有效数字",
    "1.23457E+17",
)
DATE_FORMAT = kind(
    "date-format",
    "日期写法无法识别",
    "“{column}”为“{value}”，无法识别为日期。",
    "请按“2026-03-02”或“2026/03/02”的写法填写到日。",
    f"{_STANDARD_790}：日期写作YYYY/MM/DD",
    "2018.03",
)
DATE_IMPOSSIBLE = kind(
    "date-impossible",
    "日期不存在",
    "“{column}”为“{value}”，没有这一天，或年份不在1900至2099之间。",
    "请对照文书改正日期。",
    "GB/T 7408.1-2023 日期和时间表示法",
    "2026-02-30",
)
DATE_IN_FUTURE = kind(
    "date-in-future",
    "日期晚于今天",
    "“{column}”为“{value}”，晚于收件日{today}。",
    "请对照文书改正日期；尚未作出的决定不能报送。",
    f"{_STANDARD_790}：决定日期不晚于报送日期",
    "2098-01-01",
)
DATE_OPEN_END = kind(
    "date-open-end",
    "该日期不能填长期",
    "“{column}”应填具体日期，不能填“{value}”。",
    "请对照文书填写具体日期，如“2026-03-02”。",
    f"{_STANDARD_790}：只有有效期可填2099/12/31",
    "长期",
)
MONTH_FORMAT = kind(
    "month-format",
    "月份写法无法识别",
    "“{column}”为“{value}”，无法识别为月份。",
    "请按“2026-03”的写法填写年和月。",
    "GB/T 7408.1-2023 日期和时间表示法",
    "2026-13",
)
MONEY_FORMAT = kind(
    "money-format",
    "金额写法无法识别",
    "“{column}”为“{value}”，无法识别为一个金额。",
    "请只填一个不小于0的数，如“12000”“1.2万元”或“壹万贰仟元整”。",
    f"{_STANDARD_790}：金额",
    "罚款1200元；没收250元",
)
MONEY_UNIT_DOUBT = kind(
    "money-unit-doubt",
    "金额单位存疑",
    "“{column}”以{unit}为单位，填“{value}”即{yuan}元，可能把元当成了{unit}。",
    "请核对；若原件为{written}元，请改填“{right}”。",
    f"{_STANDARD_790}：罚款金额以万元为单位",
    "50000",
    "warning",
)
NUMBER_FORMAT = kind(
    "number-format",
    "不是数字",
    "“{column}”为“{value}”，不是数字。",
    "请只填数字，如“3”或“3.5”。",
    "数据集目录：字段类型",
    "三个半",
)
INTEGER_FORMAT = kind(
    "integer-format",
    "不是整数",
    "“{column}”为“{value}”，不是整数。",
    "请填整数，如“3”。",
    "数据集目录：字段类型",
    "3.5",
)
CODE_LIST_UNKNOWN = kind(
    "code-list-unknown",
    "不在代码表中",
    "“{column}”中的“{part}”不在“{list}”中。",
    "请从以下选填：{allowed}。",
    f"{_STANDARD_790}：代码集",
    "没收过期药品",
)
CODE_LIST_SINGLE = kind(
    "code-list-single",
    "只能选一项",
    "“{column}”填了{count}项，只能填一项。",
    "请只保留一项：{allowed}。",
    f"{_STANDARD_790}：代码集",
    "警告、罚款",
)
PHONE_FORMAT = kind(
    "phone-format",
    "电话号码格式不对",
    "“{column}”不是电话号码。",
    "请填写手机号码，或带区号的固定电话如“027-82345678”。",
    "《电信网编号计划（2017年版）》",
    "8234567",
)
URL_FORMAT = kind(
    "url-format",
    "网址格式不对",
    "“{column}”不是网址。",
    "请填写以http://或https://开头的完整网址。",
    "RFC 3986《统一资源标识符》",
    "见官网",
)
BOOLEAN_FORMAT = kind(
    "boolean-format",
    "应填是或否",
    "“{column}”为“{value}”，应填“是”或“否”。",
    "请填“是”或“否”。",
    "数据集目录：字段类型",
    "也许",
)
