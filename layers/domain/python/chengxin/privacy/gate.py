"""The gate: what anybody wrote leaves the platform through here, and is told what it is and who will read it.

Nothing that is public, and nothing that a receipt, a message or a page tells, is put together beside it (a test walks
everything that leaves, with this taken out at each place in turn).
"""

from enum import StrEnum

from chengxin.privacy.masking import mask
from chengxin.privacy.scan import redact


class Written(StrEnum):
    """What a text is: words in a public column, a cell that isn't public, a header, a document's number, or the name
    of a file or of a sheet."""

    WORDS = "words"
    PRIVATE_CELL = "private cell"
    HEADER = "header"
    NUMBER = "number"
    FILE_NAME = "file name"
    SHEET_NAME = "sheet name"


class Reader(StrEnum):
    """Who reads it: anybody, or the department that wrote it, whose mailbox, screen and archive are many people's."""

    PUBLIC = "public"
    DEPARTMENT = "department"


def shown(text: str, what: Written, reader: Reader) -> str:
    """A text as its reader may see it: personal data hidden, e.g. as `〔身份证号已隐去〕`; a private cell only in
    outline for its department, and not at all for anybody else."""
    if what is Written.PRIVATE_CELL:
        return mask(text) if reader is Reader.DEPARTMENT else ""
    return redact(text)
