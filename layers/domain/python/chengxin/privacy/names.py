"""Names of natural persons: recognising and masking them.

Masking follows the practice of the Supreme People's Court (keep the surname, never the length): a deterministic
mask that keeps first and last character would reveal most three-character names.
"""

import re

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文 轩辕 端木 百里 东郭 南宫 西门 独孤 呼延 "
    "公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 钟离 闾丘 仲孙 万俟 闻人 赫连 第五 亓官 拓跋 即墨 完颜 纳兰 司空 "
    "鲜于 乐正 漆雕 壤驷 公良 夹谷 宰父 谷梁 段干 梁丘 左丘 东门 羊舌 微生 南门 左人".split()
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
)
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
_ORGANISATION_END = re.compile(
    r"(?:公司|厂|店|部|行|社|局|院|校|所|馆|场|中心|站|室|会|队|处|园|坊|铺|吧|城|庄|摊|屋|楼|轩|阁|户|家|厅|超市|企业|集团)$"
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


def looks_personal(name: str) -> bool:
    """Whether a bare name reads as a natural person's: a known surname with one or two characters after it, or `·`.

    A guess for files that don't state the kind of party; doubt goes to the person, since a person isn't published.
    """
    name = name.strip()
    if "·" in name or "•" in name:
        return _ORGANISATION_END.search(name) is None
    if not _HAN.fullmatch(name) or not 2 <= len(name) <= 4:
        return False
    compound = name[:2] in COMPOUND_SURNAMES
    if not compound and (name[0] not in SURNAMES or len(name) > 3):
        return False
    return len(name) <= 3 and not (len(name) == 3 and _ORGANISATION_END.search(name)) or compound
