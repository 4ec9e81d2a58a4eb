from pathlib import Path

import pytest
from tests.unit.api.api_world import World

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "infra" / "catalogue")


@pytest.fixture
def world(tmp_path: Path, catalogue: Catalogue) -> World:
    return World(tmp_path, catalogue)
