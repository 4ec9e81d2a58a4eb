"""Spellings of a person's name: blanks and dots amid, full width, traditional characters, radicals for characters."""

import re
import unicodedata
from functools import lru_cache

GAPS = "[\\s·•・∙⋅．.\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]"
"""What may stand between the characters of a name, and does between its parts."""

TRADITIONAL = str.maketrans(
    "陳張劉趙吳楊黃孫馬羅鄭謝韓馮鄧蕭葉蘇呂盧蔣賈顧龔錢湯萬龍嚴陸鐘鍾華偉麗蘭紅軍強傑國慶鳳雲貴鋒許鄒閻閆聶歐陽諸東賴齊龐藍譚"
    "範溫關項紀賀嶽魯韋畢鮑連塗滿喬藺顏婁鄔單尋榮寶瓊瑩穎靜豔艷義誠軒濤鵬飛順興財發勝衛權維綱鋼鐵銀學澤潤濱潔淩淵遠達運進選遙"
    "鴻鷹齡曉時晉暉曄顯嬌嫻婭媽緣綺緒絢編經純組細約綠繼績續彥聖聲聰職肅臨舉蓮蔭蘊藝讓詠詩詳談論謙謹賢贊賓資賽輝輪軾輔鄉鄲釗鈞"
    "鈺銘銳錦鎮鑒長門開間闊陣陰隊際隨雙難電靈韻頌預領頤風養駿騰驍鶯鶴黨儀億兒內動務勞勵勛勳匯區協參員圓團執堅報場塵壯壽夢奮奧"
    "婦嬋寧實審寬對導將專屆岡峽島崗嶺幹廣廳彌後從復徵憲應懷戀戰掃採撫擇擁攜數斂斷於昇樂樹橋機檢歡歲歷歸殺氣漢災為爾獻獨獲瑋瑤"
    "環璽畫當療監盤碩祿禎禮種稱穩積筆節築簡紋紹結給統絲綜緯縣總習聞腦與舊蒼處虛號補裝見規視觀覺計訂記設訪証詞話誌認誼請諾謀講"
    "證識譽議護讀變豐貝負貢買費貽賞賦質躍車軟載農遷適遼鄰醫針釵鈴銓銅鏡鑄閃問閱雋雞離霧須頓題類願餘館駐驕驗魚鮮鳥鳴麥點",
    "陈张刘赵吴杨黄孙马罗郑谢韩冯邓萧叶苏吕卢蒋贾顾龚钱汤万龙严陆钟钟华伟丽兰红军强杰国庆凤云贵锋许邹阎闫聂欧阳诸东赖齐庞蓝谭"
    "范温关项纪贺岳鲁韦毕鲍连涂满乔蔺颜娄邬单寻荣宝琼莹颖静艳艳义诚轩涛鹏飞顺兴财发胜卫权维纲钢铁银学泽润滨洁凌渊远达运进选遥"
    "鸿鹰龄晓时晋晖晔显娇娴娅妈缘绮绪绚编经纯组细约绿继绩续彦圣声聪职肃临举莲荫蕴艺让咏诗详谈论谦谨贤赞宾资赛辉轮轼辅乡郸钊钧"
    "钰铭锐锦镇鉴长门开间阔阵阴队际随双难电灵韵颂预领颐风养骏腾骁莺鹤党仪亿儿内动务劳励勋勋汇区协参员圆团执坚报场尘壮寿梦奋奥"
    "妇婵宁实审宽对导将专届冈峡岛岗岭干广厅弥后从复征宪应怀恋战扫采抚择拥携数敛断于升乐树桥机检欢岁历归杀气汉灾为尔献独获玮瑶"
    "环玺画当疗监盘硕禄祯礼种称稳积笔节筑简纹绍结给统丝综纬县总习闻脑与旧苍处虚号补装见规视观觉计订记设访证词话志认谊请诺谋讲"
    "证识誉议护读变丰贝负贡买费贻赏赋质跃车软载农迁适辽邻医针钗铃铨铜镜铸闪问阅隽鸡离雾须顿题类愿余馆驻骄验鱼鲜鸟鸣麦点",
)
"""Traditional characters that names hold, with the simplified ones."""

_gaps = re.compile(GAPS)
_AMID = f"{GAPS}{{0,4}}"


def squeeze(text: str) -> str:
    """A text as names are compared: without gaps, in simplified characters and small letters of half width."""
    return _gaps.sub("", fold_name(text))


def fold_name(text: str) -> str:
    """The text with every character in its plain form, each in its place."""
    return "".join(map(_plain, text))


def in_any_spelling(name: str) -> str:
    """A pattern for a name in a folded text, however its characters are set apart."""
    bare = squeeze(name)
    pattern = _AMID.join(map(re.escape, bare))
    return rf"(?<![a-z]){pattern}(?![a-z])" if bare.isascii() else pattern


@lru_cache(maxsize=20_000)
def _plain(c: str) -> str:
    one = unicodedata.normalize("NFKC", c).translate(TRADITIONAL).lower()
    return one if len(one) == 1 else c
