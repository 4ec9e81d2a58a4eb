"""What all trials share: the compiled data of the domain layer."""

from pathlib import Path

import pytest
from tests.faults.stack import data_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for sys.path with the package `chengxin_data`."""
    return data_folder(tmp_path_factory.mktemp("layer"))
