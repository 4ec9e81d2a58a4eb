"""The project's own catalogue, read once, and a copy of its files that a test may change."""

import shutil
from pathlib import Path

import pytest

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load

SOURCE = Path(__file__).parents[3] / "infra" / "catalogue"


@pytest.fixture(scope="session")
def source() -> Path:
    return SOURCE


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(SOURCE)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    target = tmp_path / "catalogue"
    shutil.copytree(SOURCE, target)
    return target
