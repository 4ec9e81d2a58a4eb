"""The ledger in DynamoDB: entries once, stamps for good, and an index that holds what is open."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from chengxin.ledger import Decision, LedgerEntry
from chengxin.times import SHANGHAI
from chengxin_aws.ledger import DynamoLedger

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


def decision(row: int) -> Decision:
    return Decision(
        f"武市监罚〔2026〕{row}号", f"武市监罚〔2026〕{row}号", date(2026, 3, 1), "record", row, "penalty", "r", "o"
    )


def entry(order: str = "0001", decisions: int = 3) -> LedgerEntry:
    return LedgerEntry(
        department="market-regulation",
        dataset="administrative-penalty",
        submission_id="s",
        file_name="三月.csv",
        chunk=0,
        source="record",
        order=order,
        received_at=RECEIVED,
        accepted_at=RECEIVED,
        decisions=tuple(decision(row) for row in range(decisions)),
    )


def test_an_entry_reads_back_as_it_was_added(ledger: DynamoLedger) -> None:
    ledger.add(entry())
    assert ledger.get("market-regulation", "2026-03", entry().id) == entry()
    assert ledger.get("market-regulation", "2026-04", entry().id) is None


def test_adding_again_undoes_no_stamp(ledger: DynamoLedger, now: datetime) -> None:
    ledger.add(entry())
    ledger.publish(entry(), now)
    ledger.close(entry(), {0: now})
    ledger.add(entry())
    (stored,) = ledger.month("market-regulation", "2026-03")
    assert (stored.published_at, stored.closed) == (now, {0: now})


def test_the_first_publication_counts(ledger: DynamoLedger, now: datetime) -> None:
    ledger.add(entry())
    assert ledger.publish(entry(), now) == now
    assert ledger.publish(entry(), now + timedelta(hours=1)) == now


def test_an_entry_goes_from_open_to_unrendered_to_neither(ledger: DynamoLedger, now: datetime) -> None:
    ledger.add(entry())
    assert [e.id for e in ledger.open("market-regulation")] == [entry().id]
    assert ledger.to_render() == []
    ledger.publish(entry(), now)
    assert ledger.open("market-regulation") == []
    assert [e.published_at for e in ledger.to_render()] == [now]
    ledger.rendered(entry())
    ledger.rendered(entry())
    assert ledger.to_render() == []
    assert ledger.publish(entry(), now + timedelta(hours=1)) == now
    assert ledger.to_render() == []


def test_what_is_never_to_be_public_is_never_open(ledger: DynamoLedger) -> None:
    ledger.add(replace(entry(), open=False))
    assert ledger.open("market-regulation") == []
    assert len(ledger.month("market-regulation", "2026-03")) == 1


def test_an_entry_leaves_the_index_when_its_last_decision_is_closed(ledger: DynamoLedger, now: datetime) -> None:
    ledger.add(entry())
    ledger.close(entry(), {0: now, 2: now})
    (partly,) = ledger.open("market-regulation")
    assert partly.closed == {0: now, 2: now}
    ledger.close(partly, {1: now + timedelta(hours=1), 2: now + timedelta(hours=1)})
    assert ledger.open("market-regulation") == []
    (closed,) = ledger.month("market-regulation", "2026-03")
    assert closed.closed == {0: now, 1: now + timedelta(hours=1), 2: now}


def test_closing_from_an_old_reading_keeps_the_first_moment(ledger: DynamoLedger, now: datetime) -> None:
    ledger.add(entry())
    ledger.close(entry(), {0: now})
    ledger.close(entry(), {0: now + timedelta(days=1)})
    assert ledger.month("market-regulation", "2026-03")[0].closed == {0: now}


def test_all_decisions_of_a_full_entry_are_closed_at_once(ledger: DynamoLedger, now: datetime) -> None:
    """A month's register and then the file with all its decisions: DynamoDB takes no expression over 4 kB."""
    count = 1000
    ledger.add(entry(decisions=count))
    ledger.close(entry(decisions=count), dict.fromkeys(range(count), now))
    (closed,) = ledger.month("market-regulation", "2026-03")
    assert closed.closed == dict.fromkeys(range(count), now)
    assert ledger.open("market-regulation") == []


def test_entries_come_oldest_first_and_by_department(ledger: DynamoLedger) -> None:
    for order in ("0003", "0001", "0002"):
        ledger.add(entry(order))
    ledger.add(replace(entry("0004"), department="water"))
    orders = [entry(order).id for order in ("0001", "0002", "0003")]
    assert [e.id for e in ledger.month("market-regulation", "2026-03")] == orders
    assert [e.id for e in ledger.open("market-regulation")] == orders


def test_departments_that_ever_sent_anything_are_told(ledger: DynamoLedger) -> None:
    assert ledger.departments() == set()
    ledger.add(entry("0001"))
    ledger.add(replace(entry("0002"), department="water", received_at=RECEIVED + timedelta(days=40)))
    ledger.add(entry("0003"))
    assert ledger.departments() == {"market-regulation", "water"}


def test_an_entry_closed_in_parts_at_once_leaves_the_index_at_the_next_look(
    ledger: DynamoLedger, now: datetime
) -> None:
    ledger.add(entry(decisions=2))
    ledger.close(entry(decisions=2), {0: now})
    ledger.close(entry(decisions=2), {1: now})
    (full,) = ledger.open("market-regulation")
    ledger.close(full, full.closed)
    assert ledger.open("market-regulation") == []
