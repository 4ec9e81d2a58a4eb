"""Several parties in one cell, however an officer sets them apart; and names that only look so."""

import pytest
from tests.unit.normalise.penalties import firm, found, judged_in

from chengxin.normalise.rules.party_names import split_parties

LEGAL, SOLE, PERSON = "法人及非法人组织", "个体工商户", "自然人"


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("江汉百货有限公司，王伟，陈黎", "江汉百货有限公司｜王伟｜陈黎"),
        ("中国人寿，王小明", "中国人寿｜王小明"),
        ("太平财险，李小红", "太平财险｜李小红"),
        ("某某保险代理，张小军", "某某保险代理｜张小军"),
        ("中国人寿重庆市分公司，税小明", "中国人寿重庆市分公司｜税小明"),
        ("泛亚世纪，董小娜", "泛亚世纪｜董小娜"),
        ("拉庆、拉穷", "拉庆｜拉穷"),
        ("次扎、扎西顿珠", "次扎｜扎西顿珠"),
        ("武汉市江汉区长江百货有限公司 武汉市长江商贸有限公司", "武汉市江汉区长江百货有限公司｜武汉市长江商贸有限公司"),
        ("武汉市江汉区长江百货有限公司 王小明", "武汉市江汉区长江百货有限公司｜王小明"),
        ("武汉市江汉区长江百货有限公司\u3000王小明", "武汉市江汉区长江百货有限公司｜王小明"),
        ("王小明  武汉长江百货有限公司", "王小明｜武汉长江百货有限公司"),
        ("王小明 李小红 张小军", "王小明｜李小红｜张小军"),
        ("长江 百货有限公司 王小明", "长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司\t王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司\n王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司+王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司&王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司\\王小明", "武汉长江百货有限公司｜王小明"),
        ("王小明＆李小红", "王小明｜李小红"),
        ("武汉长江百货有限公司|王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司｜王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司与王小明", "武汉长江百货有限公司｜王小明"),
        ("武汉长江百货有限公司和武汉市长江商贸有限公司", "武汉长江百货有限公司｜武汉市长江商贸有限公司"),
        ("武汉长江百货有限公司及王小明", "武汉长江百货有限公司｜王小明"),
        ("王小明和武汉市长江商贸有限公司", "王小明｜武汉市长江商贸有限公司"),
        ("张伟和李娜", "张伟｜李娜"),
        ("王伟等3人", "王伟｜（其余相对人）"),
        ("华夏银行邯郸分行（马小宁、房小飞）", "华夏银行邯郸分行｜马小宁｜房小飞"),
    ],
)
def test_every_separator_sets_parties_apart(cell: str, parties: str) -> None:
    assert "｜".join(split_parties(cell)) == parties
    verdict = judged_in("790-2018", [firm(party_name=cell)])
    assert (2, "party_name", "several-parties") in found(verdict)
    assert not verdict.accepted, "no person is published behind a firm"
    assert f"{len(parties.split('｜'))}行" in verdict.findings[0].remedy


@pytest.mark.parametrize(
    "cell",
    [
        *["北京、上海联合咨询有限公司", "安徽、江苏联合咨询有限公司", "美容、健康生活馆", "云南千年石斛开发有限公司；"],
        *["武汉和平医院", "重庆医药有限责任公司和平药房巴福连锁店", "重庆市永川区就业和人才服务局", "周和平", "张太和"],
        *[
            "重庆江与城餐饮管理有限公司",
            "金泰和兴隆贸易有限公司",
            "武汉泰和长江建材有限公司",
            "永川区及时雨矿山设备经营部",
        ],
        *[
            "中国银行股份有限公司重庆沙坪坝  支行",
            "长江水利委员会水文局 江北分局",
            "甘肃广播电视网络股份有限公司&nbsp;定西分公司",
        ],
        *["江汉 百货有限公司", "黄鹤 酒业有限公司", "武汉 长江 百货有限公司", "武汉市江汉区长江百货有限公司 "],
        *[
            "武汉长江百货（湖北）有限公司",
            "某某投资中心（有限合伙）",
            "武汉长江百货有限公司（武汉分公司）",
            "诚惠图文（文体）快印",
        ],
        *["ABC Trading Co., Ltd", "BAPARY MOHAMMAD SHAHIN", "欧阳 娜娜", "王 小明", "阿依古丽·买买提"],
        "中国人寿保险股份有限公司桂林中心支公司，地址桂林市七星区建干路16号，负责人刘小汉",
    ],
)
def test_one_party_is_left_alone(cell: str) -> None:
    assert split_parties(cell) == [cell]
    assert [one for one in found(judged_in("790-2018", [firm(party_name=cell)])) if one[2] == "several-parties"] == []


@pytest.mark.parametrize(
    ("cell", "kind", "representative", "several"),
    [
        ("武汉长江百货有限公司（王小明）", LEGAL, "张伟", True),
        ("武汉长江百货有限公司(王小明)", LEGAL, "张伟", True),
        ("武汉长江百货有限公司（武汉市长江商贸有限公司）", LEGAL, "张伟", True),
        ("武汉长江百货有限公司（王小明）", LEGAL, "王小明", False),
        ("江汉区小明餐馆（王小明）", SOLE, "王小明", False),
        ("江汉区小明餐馆（王小明）", SOLE, "", False),
        ("王小明（江汉区小明餐馆）", SOLE, "王小明", False),
        ("江汉区小明餐馆（经营者：王小明）", LEGAL, "张伟", False),
        ("王小明（李小红）", SOLE, "张伟", True),
    ],
)
def test_a_name_in_brackets_is_a_party_unless_the_row_says_whose_it_is(
    cell: str, kind: str, representative: str, several: bool
) -> None:
    code = "92420103MA4K2N6G5H" if kind == SOLE else "914201007071167872"
    row = firm(party_name=cell, party_type=kind, party_code=code, legal_representative=representative)
    codes = [code for _, _, code in found(judged_in("790-2018", [row]))]
    assert ("several-parties" in codes) is several
