"""Small files of penalties, as a department would send them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from infra.local.synthetic import credit_code, firm

KEY, NOTICES = "housing-urban/administrative-penalty/{}", "housing-urban/withdrawal/{}.csv"
ORGAN = "武汉市住房和城市更新局"
HEADER = (
    "行政相对人名称",
    "行政相对人类别",
    "行政相对人代码_1(统一社会信用代码)",
    "法定代表人",
    "行政处罚决定书文号",
    "违法行为类型",
    "违法事实",
    "处罚依据",
    "处罚类别",
    "处罚内容",
    "罚款金额(万元)",
    "处罚决定日期",
    "处罚有效期",
    "处罚机关",
    "处罚机关统一社会信用代码",
    "数据来源单位",
    "数据来源单位统一社会信用代码",
)


@dataclass(frozen=True, slots=True)
class Penalty:
    """One row; two of the same `number` and `party` are versions of one record. Without `kind` it is rejected."""

    number: int
    fine: str = "1"
    party: str = "武汉归元建筑工程有限公司"
    kind: str = "罚款"
    decided: date = date(2026, 2, 26)

    @property
    def document(self) -> str:
        return f"武住更罚〔2026〕{self.number}号"

    def cells(self) -> list[str]:
        """The row as it stands in the file."""
        member, organ = firm(self.party), credit_code(ORGAN, "420100", "11")
        return [
            self.party, "法人及非法人组织", member.code, member.representative, self.document,
            "未按规定采取扬尘防治措施", "施工现场裸露土方未覆盖。", "《武汉市扬尘污染防治管理办法》第二十九条",
            self.kind, f"罚款人民币{self.fine}万元。", self.fine, self.decided.isoformat(), "2099-12-31",
            ORGAN, organ, ORGAN, organ,
        ]  # fmt: skip


def penalties(rows: Iterable[Penalty]) -> bytes:
    """A CSV file of penalties."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *(row.cells() for row in rows)])
    return out.getvalue().encode("utf-8-sig")


def notices(*rows: tuple[str, str, str], on: date = date(2026, 3, 1)) -> bytes:
    """A CSV file of withdrawals; a row is (document number, party, reason)."""
    out = io.StringIO()
    lines = [("行政处罚", *row, on.isoformat()) for row in rows]
    csv.writer(out).writerows([("数据集", "决定书文号", "行政相对人名称", "撤下原因", "撤销日期"), *lines])
    return out.getvalue().encode()


def registry(names: Iterable[str]) -> bytes:
    """A CSV file of registered firms."""
    out = io.StringIO()
    csv.writer(out).writerows([("统一社会信用代码", "企业名称"), *((firm(name).code, name) for name in names)])
    return out.getvalue().encode()
