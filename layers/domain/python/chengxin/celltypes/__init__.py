"""Cell types: one small module for each kind of value; `cell_type(name)` finds it by the catalogue's name."""

from chengxin.celltypes.model import CellContext, CellError, CellType, Cleaned, Note

__all__ = ["CellContext", "CellError", "CellType", "Cleaned", "Note"]
