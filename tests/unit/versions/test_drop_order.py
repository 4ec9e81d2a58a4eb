"""What becomes of files that are dropped again, in whatever order they are processed and however they overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengxin.records import KnownVersion
from chengxin.versions.drop_order import DropDecision, ListedDrop, Neighbours, decide
from chengxin.versions.outcome import outcome_of


def drops(contents: str) -> list[ListedDrop]:
    """Drops in the order in which they happened; the letter stands for the bytes."""
    return [ListedDrop(f"{n:04d}", f"s{n}", content, f"file-{n}", "v") for n, content in enumerate(contents)]


@dataclass
class Dataset:
    """A dataset with one record, of which every drop has one row. A drop is judged, writes, and is settled; what it
    calls for is rewritten at once."""

    happened: Sequence[ListedDrop]
    claims: dict[str, str] = field(default_factory=dict)
    noted: list[ListedDrop] = field(default_factory=list)
    decisions: dict[str, DropDecision] = field(default_factory=dict)
    beside: dict[str, dict[str, str]] = field(default_factory=dict)
    late: dict[str, bool] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    rewritten: list[str] = field(default_factory=list)

    def judge(self, drop: ListedDrop) -> DropDecision:
        me = drop.submission_id
        decision = decide(drop, self.noted, self.claims.setdefault(drop.sha256, me), self.statuses)
        self.noted.append(drop)
        self.statuses[me] = "running"
        self.decisions[me] = decision
        self.beside.setdefault(me, {}).update({d.submission_id: d.order for d in decision.older_running})
        for newer in decision.newer_running:
            self.beside.setdefault(newer.submission_id, {})[me] = drop.order
        return decision

    def write(self, drop: ListedDrop, *, in_full: bool = False) -> None:
        decision = self.decisions[drop.submission_id]
        versions = [KnownVersion("record", at, digest) for at, digest in self.stored.items() if at != drop.order]
        self.late[drop.submission_id] = bool(versions)
        if decision.states or in_full:
            changed = outcome_of(drop.sha256, versions, drop.order) != "unchanged"
            if in_full or decision.in_full or changed:
                self.stored[drop.order] = drop.sha256

    def settle(self, drop: ListedDrop) -> None:
        decision = self.decisions[drop.submission_id]
        self.statuses[drop.submission_id] = "duplicate" if decision.duplicate_of else "accepted"
        newer = sorted((d for d in self.noted if d.order > drop.order), key=lambda d: d.order)
        beside: Mapping[str, Mapping[str, str]] = {
            d.submission_id: self.beside.get(d.submission_id, {}) for d in (drop, *newer)
        }
        around = Neighbours(drop, newer, beside, self.statuses)
        for one, _ in around.to_rewrite(late=self.late[drop.submission_id]):
            self.rewritten.append(one.submission_id)
            self.write(one, in_full=True)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is stored of the record, repetitions left out."""
        return [one for before, one in pairwise([("", ""), *sorted(self.stored.items())]) if one[1] != before[1]]

    def run(self, drop: ListedDrop) -> DropDecision:
        """A drop from beginning to end."""
        decision = self.judge(drop)
        self.write(drop)
        self.settle(drop)
        return decision


def changes(happened: Sequence[ListedDrop]) -> list[tuple[str, str]]:
    """What the drops say of the record: each content with the order of the drop that brought it."""
    contents = [(drop.order, drop.sha256) for drop in happened]
    return [one for before, one in pairwise([("", ""), *contents]) if one[1] != before[1]]


def process(happened: Sequence[ListedDrop], order: Sequence[int]) -> list[DropDecision]:
    """Decisions on drops that are processed one after another in `order`."""
    dataset = Dataset(happened)
    for index in order:
        dataset.run(happened[index])
    return [dataset.decisions[drop.submission_id] for drop in happened]


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
    judged = [decide(one, [d for d in happened if d is not one], claimant, {}) for one in happened]
    assert [one.duplicate_of is None for one in judged].count(True) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_content_that_came_back_after_other_content_is_no_duplicate(order: tuple[int, ...]) -> None:
    """A, B, A: the last A says that B no longer holds. Where it is processed before B, what B calls for mends it."""
    happened = drops("aba")
    dataset = Dataset(happened)
    for index in order:
        dataset.run(happened[index])
    assert dataset.decisions["s2"].duplicate_of is None or "s2" in dataset.rewritten
    assert dataset.stored[max(dataset.stored)] == "a"


def test_what_separates_equal_content_may_have_been_rejected_and_then_separates_nothing() -> None:
    first, between, last = drops("aba")
    assert decide(last, [first, between], "s0", {}).duplicate_of is None
    assert decide(last, [first, between], "s0", {"s1": "rejected"}).duplicate_of == "s0"


def test_nothing_is_a_duplicate_of_what_never_counted() -> None:
    first, second = drops("aa")
    assert decide(second, [first], "s0", {"s0": "rejected"}).duplicate_of is None


def test_a_late_file_that_meets_known_records_has_every_newer_one_that_is_done_written_after_it() -> None:
    first, second, third, fourth = drops("abcd")
    newer, beside = [second, third, fourth], {d.submission_id: dict[str, str]() for d in (first, second, third, fourth)}
    around = Neighbours(first, newer, beside, {"s1": "accepted", "s2": "rejected", "s3": "partially_accepted"})
    assert around.to_rewrite(late=True) == [(second, first.order), (fourth, first.order)]
    assert around.to_rewrite(late=False) == []


def test_drops_that_ran_at_once_are_written_again_when_the_last_older_one_is_done() -> None:
    first, second, third = drops("abc")
    beside = {"s0": {}, "s1": {}, "s2": {"s0": first.order, "s1": second.order}}
    done = {"s0": "accepted", "s2": "accepted"}
    early = Neighbours(first, [second, third], beside, {**done, "s1": "running"})
    assert early.to_rewrite(late=False) == []
    assert Neighbours(second, [third], beside, {**done, "s1": "accepted"}).to_rewrite(late=False) == [
        (third, first.order)
    ]
    itself = Neighbours(third, [], beside, {"s0": "accepted", "s1": "failed", "s2": "accepted"})
    assert itself.to_rewrite(late=False) == [(third, first.order)]


def test_withdrawals_follow_since_the_oldest_of_all_that_made_a_rewrite_necessary() -> None:
    first, second, third = drops("abc")
    done = {"s0": "accepted", "s1": "accepted", "s2": "accepted"}
    beside = {"s0": {}, "s1": {}, "s2": {"s0": first.order, "s1": second.order}}
    assert Neighbours(second, [third], beside, done).to_rewrite(late=True) == [(third, first.order)]


def test_a_file_that_starts_while_an_older_one_runs_or_after_it_failed_is_written_in_full() -> None:
    first, second, third = drops("abc")
    assert decide(second, [first, third], "s1", {"s0": "running"}).in_full
    assert decide(second, [first, third], "s1", {"s0": "failed"}).in_full
    assert not decide(second, [first, third], "s1", {"s0": "rejected", "s2": "failed"}).in_full
    assert decide(third, [first, second], "s2", {"s0": "failed", "s1": "accepted"}).in_full
    assert not decide(first, [], "s0", {}).in_full
    beside_newer = decide(second, [first, third], "s1", {"s2": "running"})
    assert (beside_newer.in_full, beside_newer.newer_running) == (False, (third,))


def test_withdrawals_since_what_made_it_necessary_follow() -> None:
    first, second, third = drops("abc")
    assert decide(second, [first, third], "s1", {}).since == second.order
    assert decide(third, [first, second], "s2", {"s0": "running"}).since == first.order


def test_what_has_failed_counts_for_nothing_until_its_redrive() -> None:
    first, between, last = drops("aba")
    assert decide(last, [first, between], "s0", {"s1": "rejected"}).duplicate_of == "s0"
    redriven = Neighbours(between, [last], {"s1": {}, "s2": {}}, {"s1": "accepted", "s2": "duplicate"})
    assert redriven.to_rewrite(late=True) == [(last, between.order)]


@given(st.permutations(drops("abacab")))
def test_the_order_in_which_others_are_listed_does_not_matter(others: list[ListedDrop]) -> None:
    mine = ListedDrop("0002x", "me", "a", "k", "v")
    assert decide(mine, others, "s2", {}) == decide(mine, drops("abacab"), "s2", {})


def known(contents: str) -> list[KnownVersion]:
    return [KnownVersion("record", f"{n:04d}", content) for n, content in enumerate(contents)]


@pytest.mark.parametrize(
    ("stored", "order", "digest", "outcome"),
    [
        ("", "0000", "a", "new"),
        ("a", "0001", "a", "unchanged"),
        ("a", "0001", "b", "correction"),
        ("ab", "0002", "a", "correction"),
        ("ab", "00005", "c", "correction"),
        ("ab", "00005", "a", "unchanged"),
        ("ab", "", "a", "new"),
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
def test_whatever_the_order_of_processing_the_same_is_told(case: tuple[str, list[int]]) -> None:
    """After all drops and the rewrites that they call for, each content is told of with the drop that brought it."""
    contents, order = case
    dataset = Dataset(drops(contents))
    for index in order:
        dataset.run(dataset.happened[index])
    assert dataset.told == changes(dataset.happened)


@given(
    st.text("ab", min_size=1, max_size=5).flatmap(
        lambda c: st.tuples(st.just(c), st.permutations([n for n in range(len(c)) for _ in range(3)]))
    )
)
def test_however_drops_overlap_the_same_is_told(case: tuple[str, list[int]]) -> None:
    """Each drop's three steps in their order, and among all drops in any order."""
    contents, schedule = case
    dataset, left = Dataset(drops(contents)), [0] * len(contents)
    for index in schedule:
        step = (dataset.judge, dataset.write, dataset.settle)[left[index]]
        step(dataset.happened[index])
        left[index] += 1
    assert dataset.told == changes(dataset.happened)
