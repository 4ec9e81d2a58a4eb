"""Cells with the number of a decision."""

import re

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.celltypes.nulls import IDENTIFIER_NULL_WORDS
from chengxin.celltypes.tidying import tidy
from chengxin.findings.cells import DOCUMENT_NUMBER_NAMELESS, PRECISION_LOST, TOO_LONG
from chengxin.findings.identifier_cells import DOCUMENT_NUMBER_EMPTY, DOCUMENT_NUMBER_SHAPE
from chengxin.identifiers import document_number

LONGEST = 512
_PROBLEMS = {"bracket": "括号不成对", "year": "没有带括号的年份", "serial": "年份后没有“序号+号”"}
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_FRACTION = re.compile(r"([0-9]{1,15})\.0+")
_UNFILLED = "X×✕*_?□○◯…·.#~-"
_NAMELESS = (
    (re.compile(rf".*〔(?:19|20)[0-9]{{2}}〕[{_UNFILLED}]*号?"), "年份后没有序号"),
    (re.compile(rf".*[一-鿿〕][{_UNFILLED}]+号"), "序号没有填写"),
    (re.compile(rf".*〔(?:[{_UNFILLED}]+|[12][0-9]{{0,2}}[{_UNFILLED}]+)〕.*"), "年份没有填写"),
    (
        re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?(?:T?[0-9]{1,2}[:时].{0,12})?|月)?"),
        "只是一个日期",
    ),
    (re.compile(r"(?:19|20)[0-9]{2}年|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"), "只是一个日期"),
    (re.compile(r"[^0-9〇零一二三四五六七八九十百千]*"), "没有数字"),
    (re.compile(r"(?:详?见|如)?附(?:件|表)[0-9一二三四五]{0,2}"), "指向别处"),
)
"""Numbers in normal form that name no document, and why."""


class DocumentNumber:
    """Number of a decision, such as `武市监罚〔2026〕12号`.

    Kept as written but for outer blanks; compared by `chengxin.identifiers.document_number.normal`. Its shape is
    never a reason to reject (188 are in use), an unusual one is a warning. What names no document is an error: it
    would be the key of the record.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number as written, in one line."""
        number = " ".join(tidy(text).split())
        if len(number) > LONGEST:
            raise CellError(TOO_LONG, length=str(len(number)), limit=str(LONGEST))
        if _SCIENTIFIC.fullmatch(number):
            raise CellError(PRECISION_LOST)
        if whole := _FRACTION.fullmatch(number):
            number = whole[1]
        if number in IDENTIFIER_NULL_WORDS:
            return Cleaned("")
        _check_names_a_document(document_number.normal(number))
        problem = document_number.problem(number)
        notes = (Note(DOCUMENT_NUMBER_SHAPE, {"problem": _PROBLEMS[problem]}),) if problem else ()
        return Cleaned(check_text(number, field), notes)


def _check_names_a_document(key: str) -> None:
    """Raises `CellError` for a number in normal form that can't tell one document from another."""
    if not any(c.isalnum() for c in key):
        raise CellError(DOCUMENT_NUMBER_EMPTY)
    for pattern, problem in _NAMELESS:
        if pattern.fullmatch(key):
            raise CellError(DOCUMENT_NUMBER_NAMELESS, problem=problem)
