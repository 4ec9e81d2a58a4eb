"""The lease of publication: one holder, none that is dead, and no word that is lost."""

from datetime import datetime, timedelta

import pytest
from tests.integration.adapters.aws import dynamodb, table

from chengxin_aws.lease import DynamoLease

LIFETIME = timedelta(minutes=15)
LATER = timedelta(minutes=1)


class Clock:
    def __init__(self, time: datetime, table: str) -> None:
        self.time, self.table = time, table

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock(aws: None, now: datetime) -> Clock:
    return Clock(now, table("LedgerTable"))


def lease(clock: Clock, name: str = "publication") -> DynamoLease:
    return DynamoLease(dynamodb(), clock.table, name, clock, LIFETIME)


def test_one_run_holds_it_until_it_gives_it_back(clock: Clock, now: datetime) -> None:
    one, other = lease(clock), lease(clock)
    assert one.take(now)
    assert not other.take(now)
    assert lease(clock, "another").take(now)
    assert one.release() == now  # what the other asked for
    assert one.release() is None
    assert other.take(now)


def test_the_newest_word_counts_and_is_told_once(clock: Clock, now: datetime) -> None:
    one = lease(clock)
    assert one.take(now)
    for minutes in (1, 2):
        assert not lease(clock).take(now + minutes * LATER)
    assert one.release() == now + 2 * LATER
    assert one.release() is None


def test_a_dead_holder_loses_it_when_no_process_of_its_can_be_alive(clock: Clock, now: datetime) -> None:
    assert lease(clock).take(now)
    clock.time += LIFETIME
    assert not lease(clock).take(clock.time)
    clock.time += LATER
    assert lease(clock).take(clock.time)


def test_who_lost_it_gives_nothing_back(clock: Clock, now: datetime) -> None:
    dead, heir = lease(clock), lease(clock)
    assert dead.take(now)
    clock.time += LIFETIME + LATER
    assert heir.take(clock.time)
    dead.abandon()
    assert dead.release() is None
    assert not lease(clock).take(clock.time)


def test_a_run_that_failed_leaves_it_free(clock: Clock, now: datetime) -> None:
    one = lease(clock)
    assert one.take(now)
    one.abandon()
    assert lease(clock).take(now)
