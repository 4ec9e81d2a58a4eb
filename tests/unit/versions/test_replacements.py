"""Which rejected rows a mended row takes over, whatever is read first."""

from datetime import date, datetime
from itertools import permutations

from tests.unit.api.api_world import version

from chengxin.ledger import Decision
from chengxin.receipts.receipt_row import MOST_NAMES, cell_of, names_in
from chengxin.records import RecordVersion, version_order
from chengxin.times import SHANGHAI
from chengxin.versions.replacements import RejectedRow, Replacements, replacements_of

DAY = date(2026, 2, 26)
PENALTY = "administrative-penalty"


def drop(second: int) -> str:
    return f"{second:010d}000{'a' * 20}"


def rejected(second: int, row: int, decided: date | None = DAY, dataset: str = PENALTY) -> RejectedRow:
    return RejectedRow(version_order(drop(second), row), dataset, decided)


def mended(second: int, replaced: RejectedRow) -> list[RecordVersion]:
    """The statements of a row, dropped at a second, that replaces another."""
    told = Decision("错1号", "错1号", replaced.decided, "rejected_row", 2, replaced.dataset, order=replaced.order)
    at = datetime.fromtimestamp(second, SHANGHAI)
    row = version(1, order=version_order(drop(second), 2), dataset=PENALTY, accepted_at=at)
    return list(replacements_of(row, "对1号", [told]))


def moment(told: list[RecordVersion], row: RejectedRow) -> int | None:
    """The second at which a row is replaced, which must not depend on the order of reading."""
    found = set()
    for order in permutations(told):
        replacements = Replacements()
        for one in order:
            replacements.add(one)
        found.add(replacements.moment(row))
    (at,) = found
    return int(at.timestamp()) if at else None


def test_the_row_that_is_named_is_replaced_by_the_first_that_names_it() -> None:
    first = rejected(100, 2)
    told = [*mended(300, first), *mended(200, first)]
    assert moment(told, first) == 200
    assert moment([], first) is None


def test_the_same_decision_of_an_earlier_or_another_drop_is_replaced_with_it() -> None:
    told = mended(300, rejected(200, 2))
    assert moment(told, rejected(100, 7)) == 300
    assert moment(told, rejected(250, 7)) == 300


def test_what_is_another_decision_is_not() -> None:
    told = mended(300, rejected(200, 2))
    assert moment(told, rejected(200, 3)) is None, "another row of the same drop"
    assert moment(told, rejected(100, 2, date(2026, 2, 27))) is None, "another day"
    assert moment(told, rejected(100, 2, dataset="administrative-licence")) is None, "another dataset"
    assert moment(told, rejected(400, 2)) is None, "told again after it was mended"


def test_a_row_of_the_same_number_states_nothing() -> None:
    told = Decision("对1号", "对1号", DAY, "rejected_row", 2, PENALTY, order=rejected(1, 2).order)
    assert list(replacements_of(version(1), "对1号", [told])) == []


def test_a_replacement_shows_nothing_of_the_record() -> None:
    (one,) = mended(300, rejected(200, 2))
    assert (one.party.name, one.private, one.public, one.withdrawn) == ("", {}, False, None)


def test_a_cell_keeps_the_names_that_it_came_with_and_passes_over_anything_else() -> None:
    names = [version_order(drop(n), 2) for n in range(60)]
    cell = cell_of(names[1], names_in(f"x {names[0]} {names[0]} 12 {names[0][:-1]}"))
    assert names_in(cell) == names[:2]
    assert names_in(None) == []
    full = names_in(cell_of(names[59], names_in(" ".join(names))))
    assert (len(full), full[0], full[-1]) == (MOST_NAMES, names[0], names[59])
