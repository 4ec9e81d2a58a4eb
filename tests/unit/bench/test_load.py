"""What the bench loads, what it says of growth, and what its plan makes of it."""

import re
from collections.abc import Mapping

import pytest
from infra.bench.load import sizes
from infra.bench.load_report import table, verdict
from infra.bench.load_results import Load, Loaded
from infra.bench.plan import RECORDS, Region, plan
from infra.bench.unit_costs import Units
from tests.unit.template.stack import source

USED = {"validate": 1.5, "normalise": 20.0, "settle": 1.0, "emulator": 15.0}


def step(files: int, rows: int, seconds: float, used: Mapping[str, float] = USED, yardstick: float = 0.01) -> Loaded:
    return Loaded(files, rows, 0, rows * 97 // 100, seconds, used, {"normalise": 360}, yardstick)


def times(factor: float) -> dict[str, float]:
    return {name: used * factor for name, used in USED.items()}


def load(*steps: Loaded, units_per_record: float = 1.0) -> Load:
    first, again = (Units(1_000, {"records": units * 1_000}, {"records": 30.0}) for units in (units_per_record, 0.01))
    return Load(steps, first, again)


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (1_000, [1_000]),
        (10_000, [10_000]),
        (50_000, [10_000, 50_000, 10_000]),
        (1_000_000, [10_000, 100_000, 1_000_000, 100_000, 10_000]),
    ],
)
def test_files_grow_tenfold_up_to_the_scale_and_come_again_on_the_way_down(scale: int, expected: list[int]) -> None:
    assert sizes(scale) == expected


def test_time_a_row_that_grows_with_the_file_or_with_what_is_stored_is_told() -> None:
    small, large = step(10, 100_000, 40.0), step(1, 1_000_000, 400.0, times(11))
    assert "10% apart (within 20%), in the largest file × 1.10 of" in verdict(load(small, large))
    assert "100% apart (over 20%), in the largest file × 2.00 of" in verdict(
        load(small, step(1, 1_000_000, 9.0, times(20)))
    )
    later = verdict(load(small, large, step(10, 100_000, 40.0, times(3))))
    assert "10% apart (within 20%)" in later
    assert later.endswith("× 3.00 of that in an empty table.")


def test_what_other_work_on_the_machine_added_is_taken_off() -> None:
    disturbed = load(step(10, 100_000, 40.0), step(10, 100_000, 90.0, times(1.5), yardstick=0.015))
    assert "processor time a row 0% apart" in verdict(disturbed)
    rough = step(1, 100_000, 90.0, times(1.5), yardstick=0.03)  # by the yardstick half of what it takes
    quiet = step(1, 100_000, 40.0, times(1.1))
    assert "processor time a row 10% apart" in verdict(load(step(10, 100_000, 40.0), rough, quiet))
    assert "| 900 | 562 | × 1.50 | 375 (× 1.00) |" in table(disturbed)


def test_the_table_has_a_line_for_each_step_and_the_memory_of_each_function() -> None:
    text = table(load(step(10, 100_000, 50.0), step(1, 100_000, 40.0)))
    assert "| 10 × 10,000 | 0 | 97,000 | 50.0 | 2,000 | 500 | 375 | × 1.00 | 375 (× 1.00) |" in text
    assert "| 1 × 100,000 | 0 | 97,000 | 40.0 | 2,500 | 400 | 375 | × 1.00 | 375 (× 1.00) |" in text
    assert "| 1 × 100,000 | 15 | 200 (360) | 10 | 150 |" in text
    assert "1.000 write units (records 1.000) and 0.030 read units" in text
    assert "row more, over 1,000 records and index writes included: 0.010 write units" in text


def figure(text: str, line: str) -> float:
    (found,) = re.findall(rf"{line}[^|]*\| \$?([\d.,]+)", text)
    return float(found.replace(",", ""))


def test_the_plan_follows_what_was_measured() -> None:
    """A table that never warms up takes all at its first pace; one that does is quicker; dearer writes are slower."""
    one, cold = step(1, 100_000, 60.0), Region(ceiling_writes=4_000)
    usual = plan(load(one))
    assert figure(plan(load(one), cold), "doubling its pace") == round(RECORDS / 4_000 / 60)
    assert figure(usual, "doubling its pace") < figure(plan(load(one), cold), "doubling its pace")
    assert figure(plan(load(one, units_per_record=2.0)), "doubling its pace") > figure(usual, "doubling its pace")
    assert figure(plan(load(one, units_per_record=2.0)), "table writes") == 2 * figure(usual, "table writes")
    slower = plan(load(step(1, 100_000, 60.0, {**USED, "normalise": 40.0})))
    assert figure(slower, "keeps a new table busy[^|]*") > figure(usual, "keeps a new table busy[^|]*")
    assert figure(slower, "\\| functions") > figure(usual, "\\| functions")


def test_the_plan_is_of_the_largest_file() -> None:
    small, large = step(10, 100_000, 60.0, {"normalise": 99.0}), step(1, 100_000, 60.0)
    assert plan(load(small, large, small)) == plan(load(large))


def test_the_plan_runs_the_functions_that_the_template_makes() -> None:
    region, resources = Region(), source()["Resources"]
    of = {name: resources[f"{name.title()}Function"]["Properties"] for name in ("validate", "normalise", "settle")}
    globally = source()["Globals"]["Function"]["MemorySize"]
    assert region.chunk_rows == source()["Parameters"]["ChunkRows"]["Default"]
    assert region.processor_memory == of["normalise"]["MemorySize"] == of["settle"]["MemorySize"]
    assert region.validate_memory == of["validate"].get("MemorySize", globally)
    assert (of["validate"]["Timeout"], of["normalise"]["Timeout"], of["settle"]["Timeout"]) == (900, 900, 900)
