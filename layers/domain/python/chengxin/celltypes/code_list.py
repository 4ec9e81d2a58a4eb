"""Cells with values of a code list."""

from chengxin.catalogue import CodeList, Field
from chengxin.celltypes.code_reading import Reading, code_index, fold, nearest, read_code, split_codes
from chengxin.celltypes.constraints import enumeration
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import CODE_LIST_SINGLE, CODE_LIST_UNKNOWN
from chengxin.privacy.scan import redact

LONGEST = 500


class CodeListCell:
    """A value of the field's code list, written as its code, its label or an alias; canonical is the code.

    With `multiple`, several values in one cell, canonical joined by `;`. Values that need a note are written
    `其他-补办` or `其他（补办）` and become `code-note`; whether a note is due is a matter of the dataset's rules.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The code, or the codes in the order written, each once."""
        code_list = context.catalogue.code_list(field.code_list or "")
        readings = _readings(fold(tidy_short(text, LONGEST)), code_list, field.multiple)
        codes = dict.fromkeys(reading.canonical for reading in readings)
        if len(codes) > 1 and not field.multiple:
            raise CellError(CODE_LIST_SINGLE, count=str(len(codes)), allowed=_labels(code_list))
        return Cleaned(";".join(codes))


def _readings(written: str, code_list: CodeList, multiple: bool) -> list[Reading]:
    index = code_index(code_list)
    parts = split_codes(written, index)
    readings = {part: read_code(part, index) for part in parts}
    unknown = next((part for part, reading in readings.items() if reading is None), None)
    if unknown is None:
        return [reading for reading in readings.values() if reading]
    whole = None if multiple else read_code(written, index)
    if whole:
        return [whole]
    near = nearest(unknown, code_list)
    allowed = _labels(code_list)
    raise CellError(
        CODE_LIST_UNKNOWN,
        f"是否应为“{near}”？可填：{allowed}。" if near else None,
        part=redact(unknown if len(unknown) <= 40 else unknown[:40] + "……"),
        list=code_list.title,
        allowed=allowed,
    )


def _labels(code_list: CodeList) -> str:
    return enumeration(tuple(value.label for value in code_list.values))
