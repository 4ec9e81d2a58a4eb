"""What can be wrong with an identifier in a cell."""

from chengxin.findings.model import FindingKind, Level, declare

_GB_USCC = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
_GB_ORGANISATION = "GB 11714-1997《全国组织机构代码编制规则》"
_GB_CITIZEN = "GB 11643-1999《公民身份号码》"
_GB_DIVISION = "GB/T 2260《中华人民共和国行政区划代码》"
_GS_REGISTRATION = "GS 15-2006《工商行政管理市场主体注册号编制规则》"
_STANDARD_790 = "发改办财金〔2018〕790号 数据归集公示标准"
_PIPL = "《个人信息保护法》第二十八条"
_LOOK_UP = "可在“国家企业信用信息公示系统”按名称查询。"


def kind(
    code: str, title: str, message: str, remedy: str, rule: str, example: str, level: Level = "error"
) -> FindingKind:
    """Declares a cell's kind of finding: every one has a rule and an example that provokes it."""
    return declare(FindingKind(code, level, title, message, remedy, rule, example))


USCC_LENGTH = kind(
    "uscc-length",
    "信用代码位数不对",
    "“{column}”应为18位，现为{length}位。",
    f"请填写18位统一社会信用代码，{_LOOK_UP}",
    _GB_USCC,
    "91500233097123292",
)
USCC_CHARACTER = kind(
    "uscc-character",
    "信用代码含非法字符",
    "“{column}”中的“{characters}”不会出现在统一社会信用代码中（不使用I、O、S、V、Z）。",
    f"请核对易混字符（O与0、I与1、S与5、Z与2、V与U），{_LOOK_UP}",
    _GB_USCC,
    "91450100MA5KFCNUOY",
)
USCC_CHECK_DIGIT = kind(
    "uscc-check-digit",
    "信用代码校验不通过",
    "“{column}”校验不通过：第9—17位（主体标识码）自身无误，错在第1—8位或第18位。",
    f"请重点核对第1—8位和第18位，{_LOOK_UP}",
    _GB_USCC,
    "91440300192181490H",
)
USCC_ORGANISATION_PART = kind(
    "uscc-organisation-part",
    "信用代码主体标识码有误",
    "“{column}”校验不通过：第9—17位（主体标识码）有误。",
    f"请重点核对第9—17位，{_LOOK_UP}",
    f"{_GB_USCC}；{_GB_ORGANISATION}",
    "91310000132207158Q",
)
USCC_OLD_NUMBER = kind(
    "uscc-old-number",
    "信用代码栏填了旧号码",
    "“{column}”填的像是{old}，不是18位统一社会信用代码。",
    f"请把该号码移到“{{old}}”栏，本栏改填18位统一社会信用代码，{_LOOK_UP}",
    _GB_USCC,
    "440301102900139",
)
CITIZEN_ID_IN_CODE_COLUMN = kind(
    "citizen-id-in-code-column",
    "信用代码栏填了身份证号",
    "“{column}”填的是公民身份号码，该栏会向社会公开，已拒收并隐去。",
    "请从本栏删除身份证号；自然人的号码只能填在“证件号码”栏，法人请填统一社会信用代码。",
    f"{_PIPL}；{_GB_CITIZEN}",
    "360426199101010071",
)
USCC_ORGANISATION_DOUBT = kind(
    "uscc-organisation-doubt",
    "主体标识码校验存疑",
    "“{column}”的第18位校验通过，但第9—17位（主体标识码）自身校验不通过。",
    f"请核对第9—17位；确与登记证照一致的无需改动，{_LOOK_UP}",
    f"{_GB_USCC}；{_GB_ORGANISATION}",
    "91450922200551121R",
    "warning",
)
USCC_AUTHORITY = kind(
    "uscc-authority",
    "登记管理部门代码少见",
    "“{column}”前两位“{part}”不在登记管理部门及机构类别代码表中。",
    "请核对前两位；确与登记证照一致的无需改动。",
    _GB_USCC,
    "94420100192181490L",
    "warning",
)
USCC_DIVISION = kind(
    "uscc-division",
    "信用代码区划存疑",
    "“{column}”第3—8位“{part}”不是已知的行政区划。",
    "请核对第3—8位；确与登记证照一致的无需改动。",
    f"{_GB_USCC}；{_GB_DIVISION}",
    "919900001921814907",
    "warning",
)
ORGANISATION_CODE_FORMAT = kind(
    "organisation-code-format",
    "组织机构代码格式不对",
    "“{column}”应为9位（8位本体码加1位校验码）。",
    "请填写9位组织机构代码，即统一社会信用代码的第9—17位。",
    _GB_ORGANISATION,
    "1234567",
)
ORGANISATION_CODE_CHECK_DIGIT = kind(
    "organisation-code-check-digit",
    "组织机构代码校验不通过",
    "“{column}”的校验码不对。",
    "请逐位核对组织机构代码，它与统一社会信用代码的第9—17位相同。",
    _GB_ORGANISATION,
    "192181491",
)
CITIZEN_ID_FORMAT = kind(
    "citizen-id-format",
    "身份证号格式不对",
    "“{column}”应为18位公民身份号码（前17位为数字，末位为数字或X）。",
    "请对照证件填写完整的18位号码，不要遮挡。",
    _GB_CITIZEN,
    "4201**********0011",
)
CITIZEN_ID_BIRTH_DATE = kind(
    "citizen-id-birth-date",
    "身份证号中的出生日期有误",
    "“{column}”第7—14位不是真实的出生日期。",
    "请对照证件核对第7—14位。",
    _GB_CITIZEN,
    "360426199102310071",
)
CITIZEN_ID_CHECK_DIGIT = kind(
    "citizen-id-check-digit",
    "身份证号校验不通过",
    "“{column}”的末位校验码不对，号码中至少有一位有误。",
    "请对照证件逐位核对。",
    _GB_CITIZEN,
    "360426199101010072",
)
IDENTITY_NUMBER_FORMAT = kind(
    "identity-number-format",
    "证件号码格式不对",
    "“{column}”不像证件号码（应为5至30位字母和数字，不得遮挡）。",
    "请对照证件填写完整号码。",
    f"{_STANDARD_790}：证件号码",
    "另行提供",
)
REGISTRATION_NUMBER_FORMAT = kind(
    "registration-number-format",
    "工商注册号格式不对",
    "“{column}”应为15位（旧号13位）数字。",
    "请填写营业执照上的注册号；已换领新照的可留空，改填统一社会信用代码。",
    _GS_REGISTRATION,
    "4201021234",
)
REGISTRATION_NUMBER_CHECK_DIGIT = kind(
    "registration-number-check-digit",
    "工商注册号校验存疑",
    "“{column}”的校验码与规则不符。",
    "请核对注册号；确与营业执照一致的无需改动。",
    _GS_REGISTRATION,
    "440301102900138",
    "warning",
)
DOCUMENT_NUMBER_SHAPE = kind(
    "document-number-shape",
    "文号写法不常见",
    "“{column}”的写法不常见：{problem}。",
    "请核对；规范写法如“武市监罚〔2026〕12号”。确与文书一致的无需改动。",
    "GB/T 9704-2012《党政机关公文格式》7.2.5",
    "琼质监罚决字第64号",
    "warning",
)
DOCUMENT_NUMBER_EMPTY = kind(
    "document-number-empty",
    "文号没有实际内容",
    "“{column}”为“{value}”，没有可供识别的文字或数字。",
    "请填写决定文书上的文号；没有文号的填写许可编号。",
    f"{_STANDARD_790}：文书号",
    "〔〕",
)
CASE_NUMBER_FORMAT = kind(
    "case-number-format",
    "案号格式不对",
    "“{column}”不是法院案号。",
    "请按“（2020）鲁1323执729号”的写法填写：年份加括号、法院代字、类型、编号、“号”。",
    "法〔2015〕137号《关于人民法院案件案号的若干规定》",
    "执行字729",
)
PLATE_FORMAT = kind(
    "plate-format",
    "车牌号格式不对",
    "“{column}”不是机动车号牌号码。",
    "请按“鄂A12345”或新能源“鄂AD12345”的写法填写；号牌序号中没有字母I和O。",
    "GA 36-2018《中华人民共和国机动车号牌》",
    "鄂AI2345",
)
DIVISION_FORMAT = kind(
    "division-format",
    "行政区划代码格式不对",
    "“{column}”应为6位数字。",
    "请填写6位行政区划代码，例如武汉市为420100。",
    _GB_DIVISION,
    "4201",
)
DIVISION_UNKNOWN = kind(
    "division-unknown",
    "行政区划代码存疑",
    "“{column}”中的“{part}”不是已知的省、市代码。",
    "请核对；确属新设或已撤销区划的无需改动。",
    _GB_DIVISION,
    "999999",
    "warning",
)
