"""The names in the bucket: what a reader sees while writers write, crash and lose."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengxin_aws.latest_names import LatestNames
from chengxin_aws.names_pointer import POINTER_KEY
from chengxin_aws.names_store import GRACE, ContendedNamesError, NamesStore

T = TypeVar("T")
FIRST = {"C1": "武汉甲公司", "C2": "武汉乙公司", "C3": "武汉丙公司"}


class LostError(Exception):
    """The process dies, or the network does."""


@dataclass
class Bucket:
    """A bucket in memory; `before` and `after` are called around every call with its name."""

    objects: dict[str, bytes] = field(default_factory=dict)
    before: Callable[[str], None] = lambda _call: None
    after: Callable[[str], None] = lambda _call: None
    downloads: int = 0
    _tags: dict[str, int] = field(default_factory=dict)
    _number: Iterator[int] = field(default_factory=itertools.count)

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        return self._around(
            "tagged", lambda: (self.objects[key], str(self._tags[key])) if key in self.objects else None
        )

    def get(self, key: str) -> bytes | None:
        return self._around("get", lambda: self.objects.get(key))

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, *, cache: str = "") -> None:
        data = body if isinstance(body, bytes) else body.read()
        self._around("put", lambda: self.put_again(key, data))

    def replace(self, key: str, body: bytes, content_type: str, tag: str | None, *, cache: str = "") -> bool:
        return self._around("replace", lambda: self._replace(key, body, tag))

    def delete(self, key: str) -> None:
        self._around("delete", lambda: self.objects.pop(key, None))

    def keys(self, prefix: str) -> Iterable[str]:
        return self._around("keys", lambda: sorted(key for key in self.objects if key.startswith(prefix)))

    def download(self, key: str, path: Path) -> str | None:
        if key not in self.objects:
            return None
        data, tag = self.objects[key], self._tag(key)
        path.write_bytes(data[: len(data) // 2])
        self._around("download", lambda: path.write_bytes(data))
        self.downloads += 1
        return tag

    def _around(self, call: str, do: Callable[[], T]) -> T:
        self.before(call)
        result = do()
        self.after(call)
        return result

    def put_again(self, key: str, data: bytes) -> bool:
        self.objects[key], self._tags[key] = data, next(self._number)
        return True

    def _replace(self, key: str, data: bytes, tag: str | None) -> bool:
        return self._tag(key) == str(tag) and self.put_again(key, data)

    def _tag(self, key: str) -> str:
        return str(self._tags.get(key))


@dataclass
class Wall:
    """A clock that is set."""

    time: datetime = datetime(2026, 3, 2, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@dataclass
class World:
    """A bucket with its writer and a reader that has read."""

    bucket: Bucket
    wall: Wall
    store: NamesStore
    reader: LatestNames
    folder: Path

    def told(self) -> dict[str, str]:
        """What a reader that keeps reading sees; one that comes anew sees the same."""
        anew = LatestNames(self.bucket, self.folder / "anew")
        (self.folder / "anew").mkdir(exist_ok=True)
        seen = {entry.code: entry.name for entry in self.reader()}
        assert {entry.code: entry.name for entry in anew()} == seen
        return seen


@pytest.fixture
def world(tmp_path: Path) -> World:
    bucket, wall = Bucket(), Wall()
    (tmp_path / "reader").mkdir()
    store = NamesStore(bucket, tmp_path, wall)
    return World(bucket, wall, store, LatestNames(bucket, tmp_path / "reader"), tmp_path)


def test_names_show_in_the_next_search(world: World) -> None:
    assert world.told() == {}
    world.store.record({"C1": "武汉甲公司"})
    assert world.told() == {"C1": "武汉甲公司"}
    assert world.store.rebuild(FIRST.items())
    world.store.record({"C2": "乙新公司", "C3": None, "C4": "丁公司"})
    wanted = {"C1": "武汉甲公司", "C2": "乙新公司", "C4": "丁公司"}
    assert world.told() == wanted
    assert world.store.consolidate()
    assert world.told() == wanted
    assert [hit.code for hit in world.reader().search("武汉").items] == ["C1"]


def test_a_base_is_fetched_only_when_it_is_another(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.reader()
    for name in ("甲一", "甲二"):
        world.store.record({"C1": name})
        world.reader()
    assert world.bucket.downloads == 1
    assert world.store.rebuild(FIRST.items()), "the same names are the same base"
    world.reader()
    assert world.bucket.downloads == 1


def test_the_disk_holds_one_base_even_while_it_is_fetched(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.reader()
    world.store.rebuild([("C9", "另一家公司")])
    files: list[int] = []
    world.bucket.before = lambda call: files.append(len(list((world.folder / "reader").iterdir())))
    world.reader()
    assert max(files) == 1


def test_a_base_that_could_not_be_fetched_is_fetched_by_the_next_request(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.reader()
    world.store.rebuild([("C9", "另一家公司")])
    world.bucket.before = lambda call: dies() if call == "download" else None
    for _ in range(2):
        with pytest.raises(LostError):
            world.reader()
    world.bucket.before = lambda _call: None
    assert world.told() == {"C9": "另一家公司"}


def dies() -> None:
    raise LostError


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("write", ["record", "rebuild", "consolidate"])
def test_a_crash_between_any_two_calls_leaves_a_pair(world: World, write: str, when: str) -> None:
    world.store.rebuild(FIRST.items())
    now, done = dict(FIRST), False
    for calls in itertools.count():
        world.wall.time += GRACE
        world.store.record(change := {"C1": f"甲{calls}", "C3": None if calls % 2 else f"丙{calls}"})
        now = {code: name for code, name in (now | change).items() if name}
        change = {"C2": f"乙{calls}"}
        left = itertools.chain(range(calls, 0, -1), itertools.repeat(0))
        setattr(world.bucket, when, lambda _call, left=left: None if next(left) else dies())
        try:
            written(world.store, write, now, change)
            done = True
        except LostError:
            pass
        setattr(world.bucket, when, lambda _call: None)
        seen = world.told()
        assert seen in ((now | change) if write == "record" else now, now), calls
        assert {key.split("-")[0] for key in world.bucket.objects} == {"names/base", "names/delta", POINTER_KEY}
        now = seen
        if done:
            return


def written(store: NamesStore, write: str, now: Mapping[str, str], change: Mapping[str, str | None]) -> None:
    if write == "record":
        store.record(change)
    elif write == "rebuild":
        store.rebuild(now.items())
    else:
        store.consolidate()


def test_what_is_recorded_while_a_base_is_built_is_kept(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.store.record({"C1": "甲改公司"})

    def read_model() -> Iterator[tuple[str, str]]:
        yield "C1", "甲改公司"
        world.store.record({"C2": "乙改公司", "C4": "丁公司", "C3": None})
        yield from [("C2", "武汉乙公司"), ("C3", "武汉丙公司")]

    assert world.store.rebuild(read_model())
    assert world.told() == {"C1": "甲改公司", "C2": "乙改公司", "C4": "丁公司"}


def test_a_change_that_the_names_do_not_show_yet_is_kept(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.store.record({"C1": "甲改公司", "C2": None})
    assert world.store.rebuild(FIRST.items())
    assert world.told() == {"C1": "甲改公司", "C3": "武汉丙公司"}


@pytest.mark.parametrize("first", ["rebuild", "consolidate"])
@pytest.mark.parametrize("second", ["rebuild", "consolidate"])
def test_of_two_bases_the_first_counts(world: World, first: str, second: str) -> None:
    world.store.rebuild(FIRST.items())
    world.store.record({"C4": "丁公司"})
    now = FIRST | {"C4": "丁公司"}
    outcomes: list[bool] = []

    def other(call: str) -> None:
        world.bucket.after = lambda _call: None
        outcomes.append(build(world.store, first, now | ({"C5": "戊公司"} if first == "rebuild" else {})))

    world.bucket.after = other
    outcomes.append(build(world.store, second, now))
    assert outcomes == [True, False]
    assert set(world.told()) >= set(now)


def build(store: NamesStore, how: str, now: dict[str, str]) -> bool:
    return store.rebuild(now.items()) if how == "rebuild" else store.consolidate()


def test_changes_of_two_writers_both_count(world: World) -> None:
    world.store.rebuild(FIRST.items())

    def other(call: str) -> None:
        if call == "replace":
            world.bucket.before = lambda _call: None
            world.store.record({"C1": "甲改公司"})

    world.bucket.before = other
    world.store.record({"C2": "乙改公司"})
    assert world.told() == FIRST | {"C1": "甲改公司", "C2": "乙改公司"}


def test_a_writer_that_never_wins_says_so(world: World) -> None:
    world.store.rebuild(FIRST.items())
    pointer = world.bucket.objects[POINTER_KEY]

    def other(call: str) -> None:
        if call == "replace":
            world.bucket.put_again(POINTER_KEY, pointer)

    world.bucket.before = other
    for write in ("record", "consolidate"):
        with pytest.raises(ContendedNamesError):
            written(world.store, write, FIRST, {"C1": "甲改公司"})


def test_what_is_replaced_stays_for_its_readers_and_then_goes(world: World) -> None:
    world.store.rebuild(FIRST.items())
    old = set(world.bucket.objects)
    world.store.rebuild([("C9", "另一家公司")])
    world.wall.time += GRACE - timedelta(seconds=1)
    world.store.record({"C1": "甲改公司"})
    assert old <= set(world.bucket.objects)
    world.wall.time += timedelta(seconds=2)
    world.store.record({"C1": "甲又改公司"})
    assert old & set(world.bucket.objects) == {POINTER_KEY}
    assert world.told() == {"C9": "另一家公司", "C1": "甲又改公司"}


def test_what_never_counted_goes_with_a_later_base(world: World) -> None:
    world.store.rebuild(FIRST.items())
    world.bucket.before = lambda call: dies() if call == "replace" else None
    for _ in range(3):
        with pytest.raises(LostError):
            world.store.rebuild([("C9", "另一家公司")])
    world.bucket.before = lambda _call: None
    world.wall.time += timedelta(days=1, seconds=1)
    world.store.rebuild([("C8", "又一家公司")])
    world.wall.time += 2 * GRACE
    world.store.record({"C1": "甲改公司"})
    world.store.record({"C1": "甲又改公司"})
    assert sum("base" in key for key in world.bucket.objects) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["record", "rebuild", "consolidate"]), st.integers(0, 5), st.booleans())))
def test_any_order_of_writes_tells_the_newest(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    (folder / "reader").mkdir()
    bucket, wall = Bucket(), Wall()
    world = World(bucket, wall, NamesStore(bucket, folder, wall), LatestNames(bucket, folder / "reader"), folder)
    now: dict[str, str] = {}
    for number, (write, code, gone) in enumerate(steps):
        wall.time += timedelta(minutes=25)
        if write == "record":
            world.store.record({f"C{code}": None if gone else f"公司{number}"})
            now = {k: v for k, v in (now | {f"C{code}": "" if gone else f"公司{number}"}).items() if v}
        else:
            build(world.store, write, now)
        assert world.told() == now
