"""Files made to take time or memory from whoever reads them, and what reading each of them takes.

`python -m infra.bench.hostile [PART OF A NAME]` writes each file, reads it in a process of its own as the validate
function would, and prints a table. Every file must end in its finding, within 512 MB and a few seconds.
"""

from infra.bench.hostile import archives, json_texts, oldworkbooks, texts, workbooks
from infra.bench.hostile.files import CASES

__all__ = ["CASES", "archives", "json_texts", "oldworkbooks", "texts", "workbooks"]
