"""The register of submissions in DynamoDB."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chengxin.receipts.submission import RowCounts, Submission
from chengxin.receipts.unfinished import Unfinished
from chengxin.versions.drop_order import ListedDrop, RequestedRewrite, Rewrite
from chengxin_aws.submissions import DynamoSubmissions

WHERE = ("market-regulation", "administrative-penalty")


@pytest.fixture
def submission(now: datetime) -> Submission:
    return Submission("s1", *WHERE, "三月.csv", "a" * 64, 10, received_at=now, registered_at=now)


def seen(order: int) -> ListedDrop:
    return ListedDrop(f"{order:04d}", f"s{order}", "a" * 64, "k", "v")


def test_whoever_registers_again_gets_what_was_registered_first(
    submissions: DynamoSubmissions, submission: Submission
) -> None:
    assert submissions.register(submission) == submission
    later = replace(submission, registered_at=submission.registered_at.replace(hour=23), file_name="other")
    assert submissions.register(later) == submission
    assert submissions.get("s1") == submission
    assert submissions.get("s2") is None


@pytest.mark.parametrize("status", ["accepted", "partially_accepted", "rejected", "duplicate"])
def test_a_finished_submission_is_never_reopened(
    submissions: DynamoSubmissions, submission: Submission, now: datetime, status: str
) -> None:
    submissions.register(submission)
    finished = replace(submission, status=status, finished_at=now, rows=RowCounts(total=3, accepted=3))  # type: ignore[arg-type]
    submissions.update(finished)
    submissions.update(replace(submission, rows_total=5))
    submissions.update(replace(submission, status="failed"))
    assert submissions.get("s1") == finished


def test_a_failed_submission_can_be_finished_by_a_redrive(
    submissions: DynamoSubmissions, submission: Submission
) -> None:
    submissions.register(submission)
    submissions.update(replace(submission, status="failed"))
    submissions.update(replace(submission, status="accepted"))
    assert submissions.statuses(["s1", "absent"]) == {"s1": "accepted"}


def test_statuses_of_more_than_a_hundred_submissions_are_told(
    submissions: DynamoSubmissions, submission: Submission
) -> None:
    names = [f"s{number}" for number in range(120)]
    for name in names:
        submissions.register(replace(submission, submission_id=name))
    assert submissions.statuses([*names, *names]) == dict.fromkeys(names, "running")
    assert submissions.statuses([]) == {}


def test_the_first_to_claim_content_keeps_it(submissions: DynamoSubmissions) -> None:
    nobody: frozenset[str] = frozenset()
    assert submissions.claim(*WHERE, "a", "s1", nobody) == "s1"
    assert submissions.claim(*WHERE, "a", "s2", nobody) == "s1"
    assert submissions.claim(*WHERE, "a", "s1", nobody) == "s1"
    assert submissions.claim(*WHERE, "b", "s2", nobody) == "s2"
    assert submissions.claim("water", "administrative-penalty", "a", "s3", nobody) == "s3"


def test_a_void_claimant_gives_way_once(submissions: DynamoSubmissions) -> None:
    submissions.claim(*WHERE, "a", "s1", frozenset())
    assert submissions.claim(*WHERE, "a", "s2", frozenset({"s1"})) == "s2"
    assert submissions.claim(*WHERE, "a", "s3", frozenset({"s1"})) == "s2"
    assert submissions.claim(*WHERE, "a", "s2", frozenset({"s1"})) == "s2"


def test_hundreds_of_void_drops_do_not_stop_a_claim(submissions: DynamoSubmissions) -> None:
    """DynamoDB's IN takes a hundred operands: a department that dropped 500 unusable files must not be locked out."""
    void = frozenset(f"s{number}" for number in range(500))
    submissions.claim(*WHERE, "a", "s499", frozenset())
    assert submissions.claim(*WHERE, "a", "good", void) == "good"
    assert submissions.claim(*WHERE, "a", "late", void) == "good"


def test_a_drop_belongs_to_the_event_that_asked_first(submissions: DynamoSubmissions) -> None:
    assert submissions.claim_drop("s1", "event-1")
    assert not submissions.claim_drop("s1", "event-2")
    assert submissions.claim_drop("s1", "event-1")


def test_around_a_drop_are_all_newer_and_the_nearest_older_ones(submissions: DynamoSubmissions) -> None:
    for order in range(200):
        submissions.note_drop(*WHERE, seen(order))
    submissions.note_drop(*WHERE, seen(150))
    submissions.note_drop("water", "administrative-penalty", seen(5))
    around = {int(drop.order) for drop in submissions.drops_around(*WHERE, "0150")}
    assert around == {*range(60, 150), *range(151, 200)}


def test_progress_counts_each_chunk_once(submissions: DynamoSubmissions, submission: Submission, now: datetime) -> None:
    submissions.register(submission)
    for chunk, rows in ((0, 5000), (1, 5000), (1, 5000), (2, 17)):
        submissions.chunk_done(submission, chunk, rows, now)
    assert submissions.rows_done("s1") == 10017
    assert submissions.rows_done("s2") == 0


def test_what_is_unfinished_is_listed_with_its_last_sign_of_life_until_it_is_forgotten(
    submissions: DynamoSubmissions, submission: Submission, now: datetime
) -> None:
    mine = Unfinished("s1", "0001", "k", "v", now)
    submissions.note_unfinished(mine)
    later = now + timedelta(minutes=5)
    submissions.chunk_done(submission, 0, 10, later)
    assert submissions.unfinished() == [replace(mine, seen=later)]
    submissions.forget_unfinished("s1")
    submissions.chunk_done(submission, 0, 10, later)  # a worker that comes late
    assert submissions.unfinished() == []


def test_requested_rewrites_are_listed_in_drop_order_until_they_are_done(
    submissions: DynamoSubmissions, now: datetime
) -> None:
    requests = [RequestedRewrite(seen(n), Rewrite(f"cause{n}", "0000"), now) for n in (2, 1)]
    for one in [*requests, requests[0]]:
        submissions.request_rewrite(one)
    assert submissions.rewrites() == requests[::-1]
    submissions.rewritten(seen(1).order, "cause1")
    assert submissions.rewrites() == requests[:1]


def test_drops_beside_one_another_are_noted_once(submissions: DynamoSubmissions) -> None:
    submissions.note_beside("s9", [seen(1), seen(2)])
    submissions.note_beside("s9", [seen(2)])
    assert submissions.beside("s9") == {"s1": "0001", "s2": "0002"}
    assert submissions.beside("s8") == {}
