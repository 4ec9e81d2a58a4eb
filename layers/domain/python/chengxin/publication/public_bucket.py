"""The public bucket: files with the manifest that names them, of which the jobs that write keep each other's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from chengxin.errors import ChengxinError
from chengxin.ports import Objects
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.front import is_shared
from chengxin.publication.manifest import KEY, FileEntry, describe, manifest_file, read_manifest

CACHE = "public, max-age=60"
MANIFEST_ATTEMPTS, SHARED_ATTEMPTS = 20, 3


class ManifestBusyError(ChengxinError):
    """Other runs changed the manifest each time that this one was about to name its files in it."""

    code, title = "manifest-busy", "清单正被其他任务更新"


@dataclass(frozen=True, slots=True)
class PublicBucket:
    """The bucket as jobs write it: files first, then their names in the manifest."""

    objects: Objects

    def known(self) -> dict[str, FileEntry]:
        """What the manifest names, by path."""
        return read_manifest(self.objects.get(KEY))

    def put(self, file: PublicFile | LargeFile, known: Mapping[str, FileEntry]) -> FileEntry | None:
        """Writes a file unless the manifest says that the site holds these very bytes."""
        entry = describe(file)
        if known.get(file.key) == entry:
            return None
        self.objects.put(file.key, file.body, file.content_type, cache=CACHE)
        return entry

    def replace(self, key: str, make: Callable[[], PublicFile], known: Mapping[str, FileEntry]) -> FileEntry | None:
        """Writes a file that another job writes, too, made after it was seen what is there; answers its entry where
        the manifest has another. After several writes that came between, theirs stays."""
        for _ in range(SHARED_ATTEMPTS):
            body, tag = self.objects.tagged(key) or (None, None)
            file = make()
            entry = describe(file)
            if file.body == body or self.objects.replace(key, file.body, file.content_type, tag, cache=CACHE):
                return None if known.get(key) == entry else entry
        return None

    def name(self, written: Sequence[FileEntry], now: datetime, removed: Sequence[str] = ()) -> None:
        """Names in the manifest what is written, and no longer what is to be removed; what another run names
        meanwhile is kept."""
        for _ in range(MANIFEST_ATTEMPTS):
            found = self.objects.tagged(KEY)
            if found and not written and not removed:
                return
            before, tag = found or (None, None)
            file = manifest_file(before, [one for one in written if self._stands(one)], now, removed)
            if self.objects.replace(file.key, file.body, file.content_type, tag, cache=CACHE):
                return
        raise ManifestBusyError

    def _stands(self, entry: FileEntry) -> bool:
        """Whether the bucket holds a file as it was written: what another job wrote over is that job's to name."""
        if not is_shared(entry.path):
            return True
        return sha256(self.objects.get(entry.path) or b"").hexdigest() == entry.sha256
