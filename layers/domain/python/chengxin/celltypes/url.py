"""Cells with web addresses."""

import re

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import URL_FORMAT

_URL = re.compile(r"https?://[^\s/?#@\"'<>\\^`{|}]+(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.IGNORECASE)


class Url:
    """Web address with http or https; without user names."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The address as written."""
        address = tidy_short(text, limit=2048)
        if not _URL.fullmatch(address):
            raise CellError(URL_FORMAT)
        return Cleaned(check_text(address, field))
