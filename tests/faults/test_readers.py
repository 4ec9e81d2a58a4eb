"""A reader between any two writes: what he accepts is one complete version of the site, never a mixture.

A reader of the public files reads the manifest, then the files that it names, and holds each to its digest; where one
is of another digest, an update is under way and he reads again later. He looks before and after every write of every
job that publishes: no file that the manifest names may be missing, each file is whole and of the version before or
after the job, and what he accepts is one of both versions entirely.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.scenario import scenario
from tests.faults.stack import physical
from tests.faults.test_crashes import report
from tests.faults.world import Step, World, opened

PUBLIC, MANIFEST = f"{physical('PublicBucket')}/", "manifest.json"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def clean(folder: Path) -> Iterator[World]:
    with opened(folder) as world:
        scenario(world)
        yield world


def public(world: World) -> Files:
    """All public files."""
    state = world.state()
    files = {key.removeprefix(PUBLIC): body for key, body in state.items() if key.startswith(PUBLIC)}
    return {key: body for key, body in files.items() if isinstance(body, bytes)}


def accepted(files: Files) -> Files | None:
    """The files that a reader takes: all that the manifest names, or None while any is of another digest."""
    named = json.loads(files[MANIFEST])["files"] if MANIFEST in files else []
    taken = {entry["path"]: files[entry["path"]] for entry in named}
    digests = (hashlib.sha256(taken[entry["path"]]).hexdigest() == entry["sha256"] for entry in named)
    return taken if all(digests) else None


class Reader:
    """Looks at every call of a run; `versions` are the sites before and after it."""

    def __init__(self, world: World, versions: tuple[Files, Files]) -> None:
        self._world, self._versions = world, versions
        self._sites = [accepted(version) for version in versions]
        self.polls = self.took = 0
        self.wrong: list[str] = []

    def look(self) -> None:
        files = public(self._world)
        self.polls += 1
        for key, body in files.items():
            if body not in (version.get(key) for version in self._versions):
                self.wrong.append(f"{key} is of neither version")
        taken = accepted(files)
        self.took += taken is not None
        if taken is not None and taken not in self._sites:
            self.wrong.append("a mixture was accepted")


def publishing(world: World) -> list[Step]:
    return [step for step in world.steps if step.function in ("publish", "comply")]


def test_a_reader_between_any_two_writes_accepts_one_complete_version(
    clean: World, capsys: pytest.CaptureFixture[str]
) -> None:
    polls = took = 0
    for step in publishing(clean):
        clean.restore(step.before)
        before = public(clean)
        clean.attempt(step.function, step.event)
        reader = Reader(clean, (before, public(clean)))
        clean.restore(step.before)
        clean.wire.watch = reader.look
        clean.attempt(step.function, step.event)
        clean.wire.watch = None
        reader.look()
        assert reader.wrong == [], step.function
        assert accepted(public(clean)) is not None, "after the run the site is whole"
        polls, took = polls + reader.polls, took + reader.took
    report(capsys, f"readers: {polls} polls, {took} accepted, {polls - took} told to come again, 0 mixed")
