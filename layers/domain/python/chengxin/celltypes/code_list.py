"""Cells with values of a code list."""

from dataclasses import replace

from chengxin.catalogue import CodeList, Field
from chengxin.celltypes.code_reading import Reading, code_index, fold, offer, read_code, read_codes
from chengxin.celltypes.constraints import enumeration
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import CODE_LIST_SINGLE, CODE_LIST_UNKNOWN
from chengxin.findings.rows import PERSONAL_DATA_IN_TEXT
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.privacy.scan import kinds_of_personal

LONGEST = 500


class CodeListCell:
    """A value of the field's code list, written as its code, its label or an alias; canonical is the code.

    With `multiple`, several values in one cell, canonical joined by `;`. Values that need a note are written
    `其他-补办` or `其他（补办）` and become `code-note`; whether a note is due is a matter of the dataset's rules.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The code, or the codes in the order written, each once; no note carries a personal number into public."""
        code_list = context.catalogue.code_list(field.code_list or "")
        readings = _readings(fold(tidy_short(text, LONGEST)), code_list, field.multiple)
        personal = "、".join(filter(None, (kinds_of_personal(reading.note) for reading in readings)))
        if personal and field.sensitivity == "public":
            readings = [
                replace(reading, note=shown(reading.note, Written.WORDS, Reader.PUBLIC)) for reading in readings
            ]
        codes = dict.fromkeys(reading.canonical for reading in readings)
        if len(codes) > 1 and not field.multiple:
            raise CellError(CODE_LIST_SINGLE, count=str(len(codes)), allowed=_labels(code_list))
        notes = (
            (Note(PERSONAL_DATA_IN_TEXT, {"kinds": personal}),) if personal and field.sensitivity == "public" else ()
        )
        return Cleaned(";".join(codes), notes)


def _readings(written: str, code_list: CodeList, multiple: bool) -> list[Reading]:
    index = code_index(code_list)
    parts = read_codes(written, index)
    unknown = next((part for part, named in parts if not named), None)
    if unknown is None:
        return [reading for _, named in parts for reading in named]
    whole = None if multiple else read_code(written, index)
    if whole:
        return [whole]
    offered = offer(parts, index) if multiple or len(parts) == 1 else None
    allowed = _labels(code_list)
    raise CellError(
        CODE_LIST_UNKNOWN,
        f"是否应为“{shown(offered, Written.WORDS, Reader.DEPARTMENT)}”？可填：{allowed}。" if offered else None,
        part=shown(unknown if len(unknown) <= 40 else unknown[:40] + "……", Written.WORDS, Reader.DEPARTMENT),
        list=code_list.title,
        allowed=allowed,
    )


def _labels(code_list: CodeList) -> str:
    return enumeration(tuple(value.label for value in code_list.values))
