"""What the views need, made once by the composition root (`root.py`) and by tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.credentials import Credentials
from chengxin.ports import Clock, Objects, Records, Submissions
from chengxin.privacy.keyring import KeyRing
from chengxin.read_model.reader import ReadModel
from chengxin.search.names.search import Names

from .pages import Pages


class Scoreboards(Protocol):
    def get(self, department: str, month: str) -> Mapping[str, Any] | None:
        """The stored scoreboard of a department, the city's under `city`, and month, or None."""


@dataclass(frozen=True, slots=True)
class Services:
    """`names` answers the newest names of enterprises (they may have changed since the last request, so it is called
    once a request). `receipts` is the receipts bucket; `cursor_ring` seals cursors.
    """

    version: str
    catalogue: Catalogue
    duties: Duties
    clock: Clock
    public: ReadModel
    names: Callable[[], Names]
    records: Records
    submissions: Submissions
    credentials: Credentials
    receipts: Objects
    scoreboards: Scoreboards
    cursor_ring: KeyRing
    pages: Pages
