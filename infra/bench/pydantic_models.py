"""Two pydantic models of a penalty row: as most code has them, and tuned as far as one row at a time allows."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, create_model, model_validator

from chengxin.identifiers import uscc
from chengxin.normalise.model import Context
from chengxin.normalise.rules.party_names import split_parties
from infra.bench.penalty_rows import TODAY
from infra.bench.validation_inputs import PARTY_TYPES, field_names

_NULL = frozenset(["", "/", "无", "空", "暂无", "——", "—", "-", "--", "null", "NULL"])
_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S.%f")
_ANY_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?: [0-9:.]+)?")
_PLAIN = re.compile(r"[一-鿿0-9A-Za-z〔（《，。、；：(\[-].*[一-鿿0-9A-Za-z〕）》，。、；：)\]-]", re.DOTALL)
_FULL_WIDTH = re.compile(r"[\uff10-\uff5a\u3000\u00a0]")
_SEVERAL = re.compile(r"[，,、；;/\n]|等")
OPEN_END = date(2099, 12, 31)

Clean = Callable[[Any], Any]


def usual_model(context: Context) -> type[BaseModel]:
    """Every cell through NFKC and strip, dates by trying formats one after the other."""
    return _model(context, _usual_text, _date_by_trying)


def tuned_model(context: Context) -> type[BaseModel]:
    """Cells that are clean already pass after one pattern, dates are read by one pattern."""
    return _model(context, _tuned_text, _date_by_pattern)


def _usual_text(value: str) -> str | None:
    text = unicodedata.normalize("NFKC", value).strip()
    return None if text in _NULL else text


def _tuned_text(value: str) -> str | None:
    if not value or value in _NULL:
        return None
    if _PLAIN.fullmatch(value) and not _FULL_WIDTH.search(value):
        return value
    return _usual_text(value)


def _date_by_trying(text: str | None) -> date | None:
    if text is None:
        return None
    if text == "长期":
        return OPEN_END
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError("no date")


def _date_by_pattern(text: str | None) -> date | None:
    if text is None:
        return None
    if text == "长期":
        return OPEN_END
    found = _ANY_DATE.fullmatch(text)
    if found is None:
        raise ValueError("no date")
    return date(int(found[1]), int(found[2]), int(found[3]))


def _code(text: str | None) -> str | None:
    if text is None:
        return None
    code = text.upper()
    if uscc.problem(code):
        raise ValueError("not a unified social credit code")
    return code


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", "")) * 10000


def _kinds_of(context: Context) -> Callable[[str | None], list[str] | None]:
    spelt = {
        unicodedata.normalize("NFKC", word): value.code
        for value in context.catalogue.code_list("penalty-kind").values
        for word in (value.code, value.label, *value.aliases)
    }

    def read(text: str | None) -> list[str] | None:
        try:
            return None if text is None else [spelt[part] for part in re.split("[;；、]", text)]
        except KeyError:
            raise ValueError("unknown kind") from None

    return read


class _Row(BaseModel):
    """The rules across fields."""

    @model_validator(mode="after")
    def _rules(self) -> Any:
        row: Any = self
        if row.party_type == "自然人":
            if row.party_code or row.legal_representative or not (row.party_id_type and row.party_id_number):
                raise ValueError("natural person")
        elif not row.legal_representative or (row.party_type == PARTY_TYPES[0] and not row.party_code):
            raise ValueError("legal person")
        if row.decision_date > TODAY or row.valid_until < row.decision_date:
            raise ValueError("dates")
        if "罚款" in row.penalty_kind and row.fine_amount is None:
            raise ValueError("no fine")
        if "没收违法所得" in row.penalty_kind and row.confiscated_amount is None:
            raise ValueError("no amount")
        if _SEVERAL.search(row.party_name) and len(split_parties(row.party_name)) > 1:
            raise ValueError("several parties")
        return self


def _model(context: Context, text: Clean, day: Clean) -> type[BaseModel]:
    base = BeforeValidator(text)
    kinds = _kinds_of(context)
    readers: dict[str, tuple[Any, Clean]] = {
        "uscc": (str, _code),
        "date": (date, day),
        "money": (Decimal, _money),
    }
    fields: dict[str, Any] = {}
    for name in field_names():
        field = context.dataset.by_name[name]
        kind, read = (list[str], kinds) if name == "penalty_kind" else readers.get(field.cell, (str, None))
        if name == "party_type":
            kind = Literal[tuple(PARTY_TYPES)]
        limit = field.constraints.max_length if kind is str else None
        inner: Any = kind if field.constraints.required else kind | None
        annotations = [BeforeValidator(read)] if read else []
        annotated = Annotated[(inner, Field(max_length=limit), *annotations, base)]
        fields[name] = (annotated, ...)
    return create_model("Penalty", __base__=_Row, **fields)
