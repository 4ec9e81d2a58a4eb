"""Reading a cell: what holds for every type of value, before and after its own rule."""

import re
from collections.abc import Collection

from chengxin.catalogue import Field
from chengxin.celltypes.debris import check_debris, unwrapped
from chengxin.celltypes.model import CellContext, CellError, CellType, Cleaned, Note
from chengxin.celltypes.mojibake import is_mojibake
from chengxin.celltypes.nulls import is_null
from chengxin.celltypes.private_use import PRIVATE, recoded
from chengxin.celltypes.tidying import LONGEST
from chengxin.findings.cells import GARBLED_TEXT, LOST_CHARACTER, PRIVATE_USE_CHARACTER, RECODED_CHARACTER

_NAMES = frozenset(["name", "address", "document-number"])
_BOX = re.compile("[□▯〓]")
_DOUBTFUL = re.compile("[一-鿿][□▯〓][一-鿿]")
_DOUBTFUL_IN_NAME = re.compile(r"[一-鿿][?？]{1,9}[一-鿿]|[?？]{2}")


def read_cell(
    text: str, field: Field, context: CellContext, cell: CellType, null_words: Collection[str] = ()
) -> Cleaned:
    """The canonical value of any cell, empty where it says nothing; raises `CellError`.

    Wrapping goes, debris and mojibake are errors, characters that no reader can see are warnings; the rest is for
    the type. `null_words` are those of the field beside the common ones.
    """
    bare = unwrapped(text)
    if is_null(bare, null_words) or check_debris(bare, field):
        return Cleaned("")
    if bare.isascii() or len(bare) > LONGEST:
        return cell.clean(bare, field, context)
    if is_mojibake(bare) or (field.cell in _NAMES and _BOX.search(bare)):
        raise CellError(GARBLED_TEXT)
    placed, moved = recoded(bare) if PRIVATE.search(bare) else (bare, "")
    cleaned = cell.clean(placed, field, context)
    return Cleaned(cleaned.value, (*cleaned.notes, *_doubts(cleaned.value, moved, field)))


def _doubts(value: str, moved: str, field: Field) -> list[Note]:
    """What a reader of the value could not see, or may miss."""
    notes = [Note(RECODED_CHARACTER, {"characters": "、".join(moved)})] if moved else []
    if hidden := dict.fromkeys(PRIVATE.findall(value)):
        notes.append(Note(PRIVATE_USE_CHARACTER, {"characters": "、".join(f"U+{ord(one):04X}" for one in hidden)}))
    doubtful = _DOUBTFUL.search(value) or (_DOUBTFUL_IN_NAME.search(value) if field.cell == "name" else None)
    if doubtful:
        notes.append(Note(LOST_CHARACTER, {"part": doubtful[0]}))
    return notes
