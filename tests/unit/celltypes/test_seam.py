"""What others rely on: the register of cell types and what it costs to import them."""

import subprocess
import sys

import pytest

from chengxin.celltypes import CELL_TYPES, cell_type


@pytest.mark.parametrize("name", CELL_TYPES)
def test_every_cell_type_describes_itself_for_the_data_dictionary(name: str) -> None:
    described = type(cell_type(name)).__doc__ or ""
    assert described.strip()


def test_rules_and_identifiers_come_without_the_column_engine() -> None:
    script = "import sys, chengxin.celltypes, chengxin.identifiers.uscc; print('polars' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "False"
