"""Names of natural persons: recognising and masking them.

Masking follows the practice of the Supreme People's Court (keep the surname, never the length): a deterministic
mask that keeps first and last character would reveal most three-character names.
"""

import re

COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐司徒夏侯长孙宇文轩辕端木百里东郭南宫西门独孤呼延"
        "公羊澹台公冶宗政濮阳淳于单于太叔申屠钟离闾丘仲孙万俟闻人赫连第五亓官拓跋即墨完颜纳兰司空"
        "鲜于乐正漆雕壤驷公良夹谷宰父谷梁段干梁丘左丘东门羊舌微生南门左人",
    )
)
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向"
    "古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢"
    "关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖付闫代覃涂冼仝苟揭揣尧么粟岩"
    "税但佘亓俎僪卜卿尕甫邸敬昝植檀沐漆禤稂穰芦苌苑茆菅褟谌辜邝郄阙雒骞撒妥麦鹿冮冶逯尉佴矫隋楼战綦栗斯宛丛邬亢苗初睢樵仉辇哈"
)
PLACES = frozenset(
    re.findall(
        "..",
        "东莞东营乌海乐山云南云浮伊春伊犁包头吉安吉林吕梁吴忠周口和田咸宁咸阳哈密唐山商丘商洛娄底宁夏宁德宁波安庆安康安徽安阳"
        "安顺宣城宿州宿迁山东山南山西岳阳巴中常州常德平凉广东广元广安广州广西张掖徐州怀化惠州成都揭阳文山昌吉昌都曲靖杭州松原林芝"
        "柳州桂林梅州武威武汉毕节江苏江西江门池州沈阳温州湛江焦作甘南甘孜甘肃白城白山白银益阳福州福建红河苏州荆州荆门衡水衡阳许昌"
        "贺州通化通辽邢台那曲邵阳郑州鄂州金华金昌阳江阳泉韶关黄冈黄南黄山黄石龙岩江岸江汉汉阳武昌洪山蔡甸江夏黄陂东湖华中江南江北",
    )
)
"""Places that begin as names of people do: provinces, cities, this city's districts."""
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
_FIRM = re.compile(
    r"(?:公司|集团|企业|中心|超市|银行|医院|学校|协会|商行|门市|酒楼|宾馆|诊所|药房|食堂|分行|支行|委员会|合作社|事务所|经营部"
    r"|财险|寿险|人寿|保险|代理|证券|信托|煤业|矿业|酒业|药业|实业|置业|联社|信用社|卫生室|幼儿园|网吧|大厦|[店厂铺吧])$"
)
_PLACE = re.compile(r"[部行社局院校所馆场站室会队处园坊城庄摊屋楼轩阁户家厅]$")
_DIVISION = re.compile(r"..[省市县区旗镇乡]$")
SHORTEST_PLACE = 5
LONGEST_NAME = 4
"""Characters of a person's name without `·`."""
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
"""A remark in brackets."""
_GIVEN_AS_NAME = re.compile("[㐀-鿿]{3,4}")
_ROLE = re.compile(
    r".*(?:公司|企业|单位|不详|未知|暂缺|见附件|同上).*|(?:当事|负责|法定代表|代表|投资|经办|责任|自然|个|本|法)人|经营者|所有者|业主|店主|经理"
)


_HIDDEN = re.compile(r"^.{1,2}某{1,2}.?$|[*＊×ｘ]|[xX]{2}")
_FOREIGN = re.compile(
    r"(?!.*\b(?:Ltd|Inc|Co|LLC|Company|Corp|GmbH|Limited)\b)[A-Za-z]{2,}(?:[ .,'’-]+[A-Za-z]+){1,4}\.?"
)


def mask_name(name: str) -> str:
    """A person's name for the public: surname and `**`, e.g. `张**`, `欧阳**`; never length-preserving.

    Names with `·` keep their first character, foreign ones their first letter; one character becomes `*`.
    """
    name = name.strip()
    if len(name) <= 1:
        return "*" if name else ""
    if "·" in name or "•" in name or not _HAN.fullmatch(name):
        return name[0] + "**"
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return name[:2] + "**"
    return name[0] + "**"


def is_hidden(name: str) -> bool:
    """Whether a name is hidden already, as `王某某` is."""
    return _HIDDEN.search(name) is not None


def is_persons_name(cell: str) -> bool:
    """Whether a cell that is to hold a person's name does: neither a firm, nor a word such as 负责人, nor hidden
    already as `王某某` is."""
    if is_organisation(cell) or _ROLE.fullmatch(cell) or is_hidden(cell):
        return False
    return looks_personal(cell) or _GIVEN_AS_NAME.fullmatch(cell) is not None or _FOREIGN.fullmatch(cell) is not None


def is_organisation(name: str) -> bool:
    """Whether a name ends as firms, shops, agencies and associations do, a branch in brackets left aside.

    Endings that given names have too (`李会`, `王家庄`) count from five characters on.
    """
    bare = BRACKETED.sub("", name.strip())
    return _FIRM.search(bare) is not None or (len(bare) >= SHORTEST_PLACE and _PLACE.search(bare) is not None)


def looks_personal(name: str) -> bool:
    """Whether a bare name reads as a natural person's: a surname with one or two characters after it, or `·`.

    A guess for files that don't state the kind of party; doubt goes to the person, since a person isn't published.
    """
    name = name.strip()
    if is_organisation(name) or name in PLACES or _DIVISION.fullmatch(name):
        return False
    if "·" in name or "•" in name:
        return True
    if not _HAN.fullmatch(name):
        return False
    surname = 2 if name[:2] in COMPOUND_SURNAMES else 1
    known = surname == 2 or name[0] in SURNAMES
    return known and 1 <= len(name) - surname <= 2
