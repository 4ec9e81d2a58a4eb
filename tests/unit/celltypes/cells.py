"""A small catalogue and the shortest way to clean one cell."""

from datetime import date

from chengxin.catalogue import Catalogue, Field
from chengxin.catalogue.model import CodeList, CodeValue
from chengxin.celltypes import CellContext, CellError, Cleaned, cell_type, read_cell

TODAY = date(2026, 3, 2)
PENALTIES = CodeList(
    id="penalty-kind",
    title="处罚类别",
    values=(
        CodeValue(code="1", label="警告"),
        CodeValue(code="2", label="罚款", aliases=("处以罚款",)),
        CodeValue(code="3", label="没收违法所得、没收非法财物", aliases=("没收违法所得", "没收非法财物")),
        CodeValue(code="5", label="暂扣或吊销许可证/执照"),
        CodeValue(code="9", label="其他", aliases=("其它",), note=True),
    ),
)
CONTEXT = CellContext(TODAY, Catalogue(datasets=(), departments=(), code_lists=(PENALTIES,)))


def make_field(cell: str, **settings: object) -> Field:
    """A field of a cell type; `settings` are the catalogue's own keys."""
    return Field.model_validate({"name": "x", "title": "某栏", "cell": cell, "codeList": PENALTIES.id, **settings})


def clean(cell: str, text: str, **settings: object) -> Cleaned:
    """The cell as it is read; raises `CellError`."""
    return read_cell(text, make_field(cell, **settings), CONTEXT, cell_type(cell))


def value(cell: str, text: str, **settings: object) -> str:
    """The canonical value of an acceptable cell."""
    return clean(cell, text, **settings).value


def codes(cell: str, text: str, **settings: object) -> list[str]:
    """The codes of what is found on a cell."""
    try:
        return [note.kind.code for note in clean(cell, text, **settings).notes]
    except CellError as error:
        return [error.kind.code]


def suggestion(cell: str, text: str, **settings: object) -> str | None:
    """What is offered for a faulty cell."""
    try:
        clean(cell, text, **settings)
    except CellError as error:
        return error.suggestion
    return None
