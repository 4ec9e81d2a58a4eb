"""What the bench loads, and what its plan says of a region."""

import re

import pytest
from infra.bench.load import Load, Loaded, sizes
from infra.bench.plan import RECORDS, Region, plan
from infra.bench.units import Units


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (1_000, [1_000]),
        (10_000, [10_000]),
        (50_000, [10_000, 50_000]),
        (1_000_000, [10_000, 100_000, 1_000_000]),
    ],
)
def test_files_grow_tenfold_up_to_the_scale(scale: int, expected: list[int]) -> None:
    assert sizes(scale) == expected


def minutes(units_per_record: float, region: Region) -> int:
    units = Units(1_000, {"records": units_per_record * 1_000}, {"records": 30.0})
    text = plan(Load([Loaded(100_000, 97_000, 60.0, 40.0)], {}, units), region)
    (found,) = re.findall(r"doubling its pace[^|]*\| (\d+) min", text)
    return int(found)


def test_the_plan_follows_what_was_measured() -> None:
    """A table that never warms up takes all at its first pace; one that does is quicker; dearer writes are slower."""
    cold = Region(ceiling_writes=4_000)
    assert minutes(1.0, cold) == round(RECORDS / 4_000 / 60)
    assert minutes(1.0, Region()) < minutes(1.0, cold)
    assert minutes(2.0, Region()) > minutes(1.0, Region())
