"""The platform in one process, as the fault harness has it, without faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.stack import data_folder
from tests.faults.world import World, opened


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for sys.path with the package `chengxin_data`."""
    return data_folder(tmp_path_factory.mktemp("ingest-layer"))


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    with opened(folder) as world:
        yield world
