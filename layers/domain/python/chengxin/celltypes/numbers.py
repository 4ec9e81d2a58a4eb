"""Cells with numbers: money, decimals, integers."""

import re
import unicodedata
from decimal import Decimal

from chengxin.catalogue import Field
from chengxin.catalogue.money_unit import FACTORS, LABELS
from chengxin.celltypes import numbers_in_words
from chengxin.celltypes.constraints import check_number
from chengxin.celltypes.identifier_cell import suggestion_sentence
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import INTEGER_FORMAT, MONEY_FORMAT, MONEY_UNIT_DOUBT, NUMBER_FORMAT, PRECISION_LOST

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{0,9})?|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}"
_SIGNED = re.compile(rf"[+-]?(?:{_NUMBER})")
_MULTIPLES = {label.removesuffix("元"): FACTORS[unit] for unit, label in LABELS.items() if label.endswith("元")}
_MULTIPLES |= {"千亿": Decimal(10**11), "万亿": Decimal(10**12)}
_MULTIPLE = "|".join(filter(None, _MULTIPLES))
_MONEY = re.compile(rf"(?:人民币|RMB|CNY|¥)?:?({_NUMBER})((?:{_MULTIPLE})?元?)(?:整|正)?")
_SCIENTIFIC = re.compile(r"([+-]?[0-9](?:\.[0-9]{1,16})?E-?[0-9]{1,2})([^0-9]{0,4})")
"""As programs print a number whole: `5.0E-4`, `1.2E4`."""
_SHORTENED = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?E(?:\+[0-9]{1,3}|-?[0-9]{3})|[+-]?[0-9]\.[0-9]{2}E-[0-9]{2}")
"""As spreadsheets show one with what is left of its digits: `1.23E+08`, `5.00E-04`."""
_EXACT_BELOW = 10**15
_FOLDED = str.maketrans({**dict.fromkeys("−－—–", "-"), **dict.fromkeys("圆圓块", "元"), "萬": "万", "億": "亿"})
_BLANK_AS_COMMA = re.compile(r"(?<=[0-9]) (?=[0-9])")
_ONE_AMOUNT = re.compile(r"(?<![0-9.,])[0-9][0-9,.]{0,15}(?:万|亿)?元")


class Money:
    """An amount of money as an exact decimal in 元 with at least two places: `12000.00`.

    Read are digits with or without thousands separators, 元, 千元, 万元, 亿元, words such as 壹万贰仟元整, and `1.2E4`
    as programs print it. A bare number is in the column's unit. Amounts are never negative. Option `doubtful_from`: a
    bare number of a unit greater than 元 was from here on probably meant in 元, which is a warning.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The amount in 元."""
        number, multiple = _read_money(_compact(text))
        unit = (context.unit or field.unit or "yuan") if multiple is None else "yuan"
        yuan = check_number(number * (multiple or FACTORS[unit]), field)
        limit = field.options.get("doubtful_from") if FACTORS[unit] > 1 else None
        notes = _doubt(number, yuan, unit) if limit is not None and number >= Decimal(str(limit)) else ()
        return Cleaned(_money(yuan), notes)


class DecimalNumber:
    """An exact decimal number without exponent or needless zeros."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number in its shortest plain form."""
        written = _compact(text)
        if not _SIGNED.fullmatch(written):
            raise CellError(NUMBER_FORMAT)
        return Cleaned(_plain(check_number(_number(written), field)))


class Integer(DecimalNumber):
    """A whole number; a spreadsheet's `3.0` is 3."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number without sign for zero, leading zeros or separators."""
        try:
            cleaned = super().clean(text, field, context)
        except CellError as error:
            raise CellError(INTEGER_FORMAT) if error.kind is NUMBER_FORMAT else error from None
        if "." in cleaned.value:
            raise CellError(INTEGER_FORMAT)
        return cleaned


def _compact(text: str) -> str:
    tidied = tidy_short(text)
    folded = tidied if tidied.isascii() else unicodedata.normalize("NFKC", tidied).translate(_FOLDED)
    written = "".join(_BLANK_AS_COMMA.sub(",", folded).split()).upper()
    return _without_exponent(written) if "E" in written else written


def _without_exponent(written: str) -> str:
    """`1.2E4` as `12000`; raises `CellError` for a number that has lost digits."""
    if _SHORTENED.fullmatch(written):
        raise CellError(PRECISION_LOST)
    found = _SCIENTIFIC.fullmatch(written)
    if not found:
        return written
    number = Decimal(found[1])
    if abs(number) >= _EXACT_BELOW:
        raise CellError(PRECISION_LOST)
    return _plain(number) + found[2]


def _read_money(written: str) -> tuple[Decimal, Decimal | None]:
    """The number and what it is multiplied by, None where no unit is written."""
    if found := _MONEY.fullmatch(written):
        return _number(found[1]), _MULTIPLES[found[2].removesuffix("元")] if found[2] else None
    yuan = numbers_in_words.amount(written.removeprefix("人民币"))
    if yuan is None:
        amounts = _ONE_AMOUNT.findall(written)
        raise CellError(MONEY_FORMAT, suggestion_sentence(amounts[0]) if len(amounts) == 1 else None)
    return yuan, Decimal(1)


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _money(yuan: Decimal) -> str:
    whole, _, fraction = _plain(yuan).partition(".")
    return f"{whole}.{fraction:0<2}"


def _doubt(number: Decimal, yuan: Decimal, unit: str) -> tuple[Note, ...]:
    right = _plain(number / FACTORS[unit])
    return (
        Note(MONEY_UNIT_DOUBT, {"yuan": _plain(yuan), "written": _plain(number), "right": right, "unit": LABELS[unit]}),
    )
