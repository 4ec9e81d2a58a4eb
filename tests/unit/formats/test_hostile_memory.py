"""Each of the files that once took most stays within the validate function's memory, in a process of its own.

`python -m infra.bench.hostile` measures all of them; here are those that are soon made.
"""

from pathlib import Path

import pytest
from infra.bench.hostile import CASES
from infra.bench.hostile.measure import MEMORY_LIMIT, ROOT, measured

from chengxin.catalogue.load import compile_to

SOON_MADE = [
    "encrypted workbook",
    "JSON: nested 100,000 deep",
    "old workbook: 1,400,000 shared strings of two letters",
    "old workbook: 2,100,000 numbers",
    "old workbook: a table of sectors that runs in a circle",
    "old workbook: with a password",
    "text: 12 MB of commas in the header",
    "text: a cell of 100 MB",
    "text: NUL bytes in every line",
    "text: 1,000 rows of 2,000 odd headers",
    "workbook: 20,000 merges over all rows",
    "workbook: 20,000 sheets",
    "workbook: one long shared string in every cell",
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.json"
    compile_to(ROOT / "infra" / "catalogue", path)
    return path


@pytest.mark.parametrize("name", SOON_MADE)
def test_a_hostile_file_ends_in_its_finding_within_the_memory(tmp_path: Path, compiled: Path, name: str) -> None:
    write, code = CASES[name]
    write(tmp_path / "file")
    found = measured(tmp_path / "file", compiled)
    assert not code or code in found.codes
    assert found.megabytes < MEMORY_LIMIT
