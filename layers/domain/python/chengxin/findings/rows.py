"""What can be wrong with a row: cells that are each readable but don't go together."""

from chengxin.findings.model import FindingKind, declare

_STANDARD_790 = "发改办财金〔2018〕790号 数据归集公示标准"
_TEMPLATE_2015 = "2015年版双公示模板填表说明"

REQUIRED_MISSING = declare(
    FindingKind(
        code="required-missing",
        level="error",
        title="必填项为空",
        message="“{column}”为必填项，本行未填写。",
        remedy="请按决定文书补填“{column}”。",
        rule=f"{_STANDARD_790}：必填项",
        example="",
    )
)
REQUIRED_WITH = declare(
    FindingKind(
        code="required-with",
        level="error",
        title="应一并填写的为空",
        message="填了“{given}”的，“{column}”必填，本行未填写。",
        remedy="请补填“{column}”；若“{given}”有误，请清空。",
        rule="数据集说明：两项一并填写",
        example="",
    )
)
REQUIRED_FOR_PARTY = declare(
    FindingKind(
        code="required-for-party",
        level="error",
        title="该类相对人必填",
        message="行政相对人为{party}时，“{column}”必填，本行未填写。",
        remedy="请补填“{column}”；若相对人类别有误，请改正类别。",
        rule=f"{_STANDARD_790}：按相对人类别填写",
        example="",
    )
)
MUST_BE_BLANK = declare(
    FindingKind(
        code="must-be-blank",
        level="error",
        title="该类相对人不得填写",
        message="行政相对人为{party}时，“{column}”应为空，本行却有内容。",
        remedy="请清空“{column}”；若相对人类别有误，请改正类别。",
        rule=f"{_STANDARD_790}：自然人不填代码和法定代表人",
        example="91420100071671678X",
    )
)
LEGAL_PERSON_WITHOUT_CODE = declare(
    FindingKind(
        code="legal-person-without-code",
        level="error",
        title="法人没有代码",
        message="“{party_name}”是法人或非法人组织，但未填写{codes}。",
        remedy="请填写18位统一社会信用代码，可在“国家企业信用信息公示系统”按名称查询。",
        rule=f"{_STANDARD_790}：法人及非法人组织必填统一社会信用代码；{_TEMPLATE_2015}：三项代码必填一项",
        example="",
    )
)
FINE_MISSING = declare(
    FindingKind(
        code="fine-missing",
        level="error",
        title="缺少罚没金额",
        message="处罚类别包含“{kind}”，但“{column}”为空。",
        remedy="请填写“{column}”；若处罚类别有误，请改正类别。",
        rule=f"{_STANDARD_790}：处罚类别含罚款的必填罚款金额",
        example="",
    )
)
FINE_ZERO = declare(
    FindingKind(
        code="fine-zero",
        level="error",
        title="罚款金额为零",
        message="处罚类别包含“{kind}”，但“{column}”为0。",
        remedy="请按决定文书填写罚款金额；没有罚款的，请改正处罚类别。",
        rule=f"{_STANDARD_790}：处罚类别含罚款的必填罚款金额",
        example="0",
    )
)
AMOUNT_CONTRADICTED = declare(
    FindingKind(
        code="amount-contradicted",
        level="error",
        title="金额与处罚内容矛盾",
        message="“{column}”按该栏单位合{yuan}元，“{content}”却写明{stated}元{likely}。",
        remedy="请对照决定文书：金额有误的改正金额（注意该栏的单位），内容有误的改正内容。",
        rule=f"{_STANDARD_790}：金额与处罚内容一致，单位以表头为准",
        example="12000",
    )
)
KIND_OMITTED = declare(
    FindingKind(
        code="kind-omitted",
        level="warning",
        title="处罚类别漏填",
        message="“{content}”写明了{kinds}，“{column}”中没有。",
        remedy="请核对决定文书；确有{kinds}的，请在“{column}”中补上，几种处罚用分号隔开，然后重新报送。",
        rule="《行政处罚法》（2021年修订）第九条；一项决定的公示期限按最重的处罚确定",
        example="罚款",
    )
)
DATES_OUT_OF_ORDER = declare(
    FindingKind(
        code="dates-out-of-order",
        level="error",
        title="日期先后颠倒",
        message="“{column}”为{value}，早于“{earlier}”{earlier_value}。",
        remedy="请核对两个日期；长期有效请填“2099/12/31”或“长期”。",
        rule=f"{_STANDARD_790}：有效期不得早于决定日期",
        example="2015-01-01",
    )
)
DOCUMENT_NUMBER_YEAR = declare(
    FindingKind(
        code="document-number-year",
        level="warning",
        title="文号年份与决定日期不符",
        message="“{column}”中的年份是{year}年，决定日期却是{date}。",
        remedy="请对照决定文书核对年份和日期；确与文书一致的无需改动。",
        rule="GB/T 9704-2012《党政机关公文格式》7.2.5：发文字号的年份",
        example="武市监罚〔2062〕12号",
    )
)
DECIDED_BEFORE_DUTY = declare(
    FindingKind(
        code="decided-before-duty",
        level="warning",
        title="决定日期过早",
        message="“{column}”为{value}，早于{clock}的施行日{begins}，可能年份有误。",
        remedy="请对照决定书核对年份；日期无误的不必修改。",
        rule="国发〔2014〕21号：信用信息自公布之日起按时限公示",
        example="2009-03-02",
    )
)
PARTY_KIND_CONTRADICTED = declare(
    FindingKind(
        code="party-kind-contradicted",
        level="error",
        title="类别与代码矛盾",
        message="统一社会信用代码以{prefix}开头，属于{class_}，“{column}”却是{party}。",
        remedy="请对照登记证照：代码有误的改正代码，类别有误的改正类别。",
        rule=f"GB 32100-2015：前两位为登记管理部门和机构类别；{_STANDARD_790}：相对人类别",
        example="法人及非法人组织",
    )
)
PERSON_AS_LEGAL_PERSON = declare(
    FindingKind(
        code="person-as-legal-person",
        level="error",
        title="自然人按法人填写",
        message="“{column}”像是自然人姓名，本行却按法人及非法人组织填写，公示会公开其姓名，已拒收。",
        remedy="请填写登记证照上的完整单位名称；相对人是自然人或个体工商户的，请改正类别和代码。",
        rule=f"{_STANDARD_790}：相对人名称、类别；《个人信息保护法》第二十五条",
        example="张小明",
    )
)
PARTY_NAME_DOUBT = declare(
    FindingKind(
        code="party-name-doubt",
        level="warning",
        title="名称与代码不像同一主体",
        message="统一社会信用代码以{prefix}开头，属于{class_}，与名称“{party_name}”不像同一主体。",
        remedy="请对照登记证照核对名称和代码；确无错误的无需改动。",
        rule="GB 32100-2015：前两位为登记管理部门和机构类别",
        example="91420100071671678X",
    )
)
AUTHORITY_OF_OTHERS = declare(
    FindingKind(
        code="authority-of-others",
        level="error",
        title="不是本部门的决定",
        message="“{column}”是{owner}，本文件由{department}报送，不能代其报送。",
        remedy="请由{filers}报送；机关填错的请改正，确由本部门代报的请先向平台登记代报关系。",
        rule="“谁产生、谁负责”（发改办财金〔2018〕424号）；部门名录",
        example="武汉市交通运输局",
    )
)
AUTHORITY_UNKNOWN = declare(
    FindingKind(
        code="authority-unknown",
        level="warning",
        title="机关名称不在名录中",
        message="“{column}”填的“{value}”不在部门名录中。",
        remedy="请填写作出决定的机关全称；名称无误的，请向平台登记该机关及其报送部门。",
        rule=f"{_STANDARD_790}：机关填写全称；部门名录",
        example="税务局",
    )
)
SEVERAL_PARTIES = declare(
    FindingKind(
        code="several-parties",
        level="error",
        title="一格填了多个相对人",
        message="“{column}”中似有多个行政相对人，每行只能填一个。",
        remedy="请拆成{count}行，每行一个相对人：{split}。",
        rule=f"{_STANDARD_790}：一个相对人一条记录",
        example="江汉百货有限公司，张伟，李娜",
    )
)
NOTE_MISSING = declare(
    FindingKind(
        code="note-missing",
        level="error",
        title="“其他”没有注明内容",
        message="“{column}”填“{label}”时须注明具体内容。",
        remedy="请写成“{label}-具体内容”，例如“{label}-补办”。",
        rule=f"{_STANDARD_790}：选“其他”的需注明",
        example="其他",
    )
)
DUPLICATE_ROW = declare(
    FindingKind(
        code="duplicate-row",
        level="warning",
        title="重复行",
        message="本行与第{first}行完全相同，只入库一次。",
        remedy="无需处理；如本应是另一条记录，请核对文书号和相对人。",
        rule="同一文书、同一相对人只计一条",
        example="",
    )
)
CONTRADICTORY_ROWS = declare(
    FindingKind(
        code="contradictory-rows",
        level="error",
        title="同一决定内容不一",
        message="本行与{rows}是同一文书、同一相对人，内容却不同（{fields}），不能确定以哪一行为准。",
        remedy="请对照决定文书，只保留正确的一行；确为不同决定的，请核对文书号和相对人。",
        rule="同一文书、同一相对人只计一条",
        example="",
    )
)
PERSONAL_DATA_IN_TEXT = declare(
    FindingKind(
        code="personal-data-in-text",
        level="warning",
        title="公开文本含个人信息",
        message="“{column}”是公开内容，其中含有{kinds}，公示时已隐去。",
        remedy="请在原文中删去个人信息后重新报送；已受理的记录按隐去后的内容公示。",
        rule="《个人信息保护法》第二十五条、第二十八条；《行政处罚法》第五十条",
        example="身份证号360426199101010071",
    )
)
PERSONAL_DATA_IN_KEY = declare(
    FindingKind(
        code="personal-data-in-key",
        level="error",
        title="文号或名称含个人号码",
        message="“{column}”会公开并用来认定记录，其中却含有{kinds}，已拒收，不予公示。",
        remedy="请按决定文书填写文号、按证照填写名称，不要填身份证号、手机号或银行卡号，改正后重新报送。",
        rule="《个人信息保护法》第二十五条、第二十八条；《行政处罚法》第四十八条",
        example="武市监罚〔2026〕360426199101010071号",
    )
)
REGISTERED_NAME_DIFFERS = declare(
    FindingKind(
        code="registered-name-differs",
        level="warning",
        title="代码登记在别的名称下",
        message="“{column}”{value}登记的名称是“{registered}”，本行填的是“{party_name}”。",
        remedy="请对照登记证照：代码有误的改正代码后重新报送；刚更名的无需改动，登记信息更新后自动相符。",
        rule="统一社会信用代码与登记名称一一对应，以企业登记信息为准",
        example="914201007071167872",
    )
)
AMBIGUOUS_SUBJECT = declare(
    FindingKind(
        code="ambiguous-subject",
        level="warning",
        title="不能确定是哪家企业",
        message="本行没有统一社会信用代码，“{column}”与{count}家企业相符（{candidates}），暂不关联到任何一家。",
        remedy="请补填18位统一社会信用代码后重新投放；不补填的，待企业登记信息能够区分时自动关联。",
        rule="旧注册号、组织机构代码、名称依次比对，唯一相符的才关联",
        example="武汉江汉百货有限公司",
    )
)
WITHDRAWAL_UNKNOWN_RECORD = declare(
    FindingKind(
        code="withdrawal-unknown-record",
        level="error",
        title="没有可撤下的记录",
        message="本部门没有报送过“{column}”为“{value}”且与本行数据集、相对人相符的记录。",
        remedy="请核对数据集、文号和相对人名称；若该记录刚刚报送，请待其受理回执后再报撤下。",
        rule="撤下通知只对本部门此前报送的记录有效",
        example="武市监处罚〔2026〕0号",
    )
)
