"""What can be wrong with a file, a row or a cell, and how it is told.

A `FindingKind` is declared once (in `files`, `rows` or `cells`) and is the only source of its code, its
Chinese message and its remedy: receipts, the workbook and the reference page are all made from it.
"""

from chengxin.findings.model import Finding, FindingKind, all_kinds, declare, kind_of

__all__ = ["Finding", "FindingKind", "all_kinds", "declare", "kind_of"]

# The register of kinds is complete as soon as the package is imported: findings are stored by code.
from chengxin.findings import cells, files, rows  # noqa: F401
