"""The public index as a file in the work bucket, fetched to a local path and stored back whole."""

from pathlib import Path
from typing import Protocol

KEY = "index/public.db"


class IndexFiles(Protocol):
    """Where the index is kept between runs."""

    def fetch(self, path: Path) -> bool:
        """Writes the stored index to a local path; False where there is none yet."""

    def store(self, path: Path) -> None:
        """Replaces the stored index by a local file, whole."""
