"""What becomes of files that are dropped again, in whatever order they are processed."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengxin.records import KnownVersion
from chengxin.versions.drop_order import DropDecision, ListedDrop, decide
from chengxin.versions.outcome import outcome_of

NOBODY: frozenset[str] = frozenset()


def drops(contents: str) -> list[ListedDrop]:
    """Drops in the order in which they happened; the letter stands for the bytes."""
    return [ListedDrop(f"{n:04d}", f"s{n}", content, f"file-{n}", "v") for n, content in enumerate(contents)]


def process(happened: Sequence[ListedDrop], order: Sequence[int]) -> list[DropDecision]:
    """Plans of drops that are noted and claimed one after another in `order`, each then finished at once."""
    noted: list[ListedDrop] = []
    claims: dict[str, str] = {}
    plans: dict[int, DropDecision] = {}
    for index in order:
        mine = happened[index]
        others = [*noted]
        noted.append(mine)
        claimant = claims.setdefault(mine.sha256, mine.submission_id)
        plans[index] = decide(mine, others, claimant, NOBODY, NOBODY)
    return [plans[index] for index in range(len(happened))]


def originals(plans: Sequence[DropDecision]) -> list[int]:
    return [index for index, one in enumerate(plans) if one.duplicate_of is None]


@given(st.integers(1, 50).flatmap(lambda count: st.permutations(range(count))))
def test_of_any_number_of_identical_drops_exactly_one_is_no_duplicate(order: list[int]) -> None:
    plans = process(drops("a" * len(order)), order)
    assert originals(plans) == [order[0]]
    assert {one.duplicate_of for one in plans} - {None} <= {f"s{order[0]}"}


@given(st.integers(1, 12).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count))))
def test_identical_drops_that_are_all_noted_before_the_first_is_judged_still_have_one_original(
    counts: tuple[int, int],
) -> None:
    count, first = counts
    happened = drops("a" * count)
    claimant = happened[first - 1].submission_id
    judged = [decide(one, [d for d in happened if d is not one], claimant, NOBODY, NOBODY) for one in happened]
    assert [one.duplicate_of is None for one in judged].count(True) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_content_that_came_back_after_other_content_is_no_duplicate(order: tuple[int, ...]) -> None:
    """A, B, A: the last A says that B no longer holds. Where it is processed before B, what B calls for mends it."""
    plans = process(drops("aba"), order)
    last = plans[2]
    rewritten = plans[1].after
    assert last.duplicate_of is None or "s2" in {drop.submission_id for drop in rewritten}


def test_what_separates_equal_content_may_have_been_rejected_and_then_separates_nothing() -> None:
    first, between, last = drops("aba")
    assert decide(last, [first, between], "s0", NOBODY, NOBODY).duplicate_of is None
    assert decide(last, [first, between], "s0", NOBODY, frozenset({"s1"})).duplicate_of == "s0"


def test_nothing_is_a_duplicate_of_what_never_counted() -> None:
    first, second = drops("aa")
    assert decide(second, [first], "s0", NOBODY, frozenset({"s0"})).duplicate_of is None


@given(st.text("abc", min_size=1, max_size=8).flatmap(lambda c: st.tuples(st.just(c), st.permutations(range(len(c))))))
def test_a_late_file_has_every_newer_one_written_out_after_it(case: tuple[str, list[int]]) -> None:
    contents, order = case
    happened, done = drops(contents), list[int]()
    for index, one in zip(order, _in_order(process(happened, order), order), strict=True):
        newer = [happened[other] for other in sorted(done) if other > index]
        assert list(one.after) == ([] if one.duplicate_of else newer)
        done.append(index)


def test_a_file_that_starts_while_an_older_one_runs_or_after_it_failed_is_written_in_full() -> None:
    first, second, third = drops("abc")
    assert decide(second, [first, third], "s1", frozenset({"s0"}), NOBODY).in_full
    assert not decide(second, [first, third], "s1", frozenset({"s2"}), NOBODY).in_full
    assert decide(second, [first, third], "s1", frozenset({"s0"}), frozenset({"s0"})).in_full
    assert not decide(second, [first, third], "s1", NOBODY, frozenset({"s0"})).in_full


def test_withdrawals_since_what_made_it_necessary_follow() -> None:
    first, second, third = drops("abc")
    assert decide(second, [first, third], "s1", NOBODY, NOBODY).since == second.order
    assert decide(third, [first, second], "s2", frozenset({"s0"}), NOBODY).since == first.order


def test_what_has_failed_waits_for_its_redrive_but_may_have_written_before() -> None:
    first, between, last = drops("aba")
    failed = frozenset({"s1"})
    assert decide(last, [first, between], "s0", failed, failed).duplicate_of is None
    assert decide(first, [between, last], "s0", failed, failed).after == (last,)


@given(st.permutations(drops("abacab")))
def test_the_order_in_which_others_are_listed_does_not_matter(others: list[ListedDrop]) -> None:
    mine = ListedDrop("0002x", "me", "a", "k", "v")
    assert decide(mine, others, "s2", NOBODY, NOBODY) == decide(mine, drops("abacab"), "s2", NOBODY, NOBODY)


def known(contents: str) -> list[KnownVersion]:
    return [KnownVersion("record", f"{n:04d}", content) for n, content in enumerate(contents)]


@pytest.mark.parametrize(
    ("stored", "order", "digest", "outcome"),
    [
        ("", "0000", "a", "new"),
        ("a", "0001", "a", "unchanged"),
        ("a", "0001", "b", "correction"),
        ("ab", "0002", "a", "correction"),
        ("ab", "00005", "c", "superseded"),
        ("ab", "00005", "a", "unchanged"),
    ],
)
def test_a_row_beside_what_is_stored(stored: str, order: str, digest: str, outcome: str) -> None:
    assert outcome_of(digest, known(stored), order) == outcome


@given(
    st.text("abc", max_size=6).flatmap(lambda c: st.tuples(st.just(c), st.permutations(known(c)))),
    st.sampled_from("abc"),
)
def test_the_outcome_of_a_row_does_not_depend_on_how_versions_are_listed(
    case: tuple[str, list[KnownVersion]], digest: str
) -> None:
    stored, shuffled = case
    assert outcome_of(digest, shuffled, "00035") == outcome_of(digest, known(stored), "00035")


@given(st.text("ab", min_size=1, max_size=7).flatmap(lambda c: st.tuples(st.just(c), st.permutations(range(len(c))))))
def test_whatever_the_order_of_processing_the_newest_content_is_shown(case: tuple[str, list[int]]) -> None:
    """One record, one row a file: after all drops and the rewrites that they call for, the newest file has won."""
    contents, order = case
    happened = drops(contents)
    stored: dict[str, str] = {}
    for index, one in zip(order, _in_order(process(happened, order), order), strict=True):
        if one.duplicate_of is None:
            _write(stored, happened[index], in_full=one.in_full)
        for newer in one.after:
            _write(stored, newer, in_full=True)
    assert stored[max(stored)] == contents[-1]


def _write(stored: dict[str, str], drop: ListedDrop, *, in_full: bool) -> None:
    versions = [KnownVersion("record", at, digest) for at, digest in stored.items() if at != drop.order]
    if in_full or outcome_of(drop.sha256, versions, drop.order) != "unchanged":
        stored[drop.order] = drop.sha256


def _in_order(plans: Sequence[DropDecision], order: Sequence[int]) -> list[DropDecision]:
    return [plans[index] for index in order]
