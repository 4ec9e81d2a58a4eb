"""What goes into a table comes out again, and a record is small enough for one write unit."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from infra.bench.itemsize import WRITE_UNIT, item_size
from infra.bench.penalty_rows import write_penalties
from infra.local.samples import render

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.ledger import Decision, LedgerEntry
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import Context
from chengxin.receipts.submission import Submission
from chengxin.records import Drop, Party, Provenance, RecordKey, RecordVersion, record_key, version_order
from chengxin.times import SHANGHAI
from chengxin.versions.outcome import JudgedRow, new_version
from chengxin.versions.run import RunPlan
from chengxin_aws.items import Item, known_version, ledger_entry, ledger_item, record_item, record_version
from chengxin_aws.packing import pack, unpack

PROJECT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
PACKED_IN_2026 = "78bbc361c486ab26262160cd1fb5005ec41d21"
# Any text that can be stored: JSON and UTF-8 know no lone surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORD = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=8)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0).astimezone(SHANGHAI)
)
DAY = st.none() | st.dates()
FIELDS = st.dictionaries(WORD, TEXT, max_size=5)


@st.composite
def records(draw: st.DrawFn) -> RecordVersion:
    entry = draw(st.text("abcdefgh234567", min_size=11, max_size=11))
    return RecordVersion(
        key=RecordKey(draw(WORD), draw(st.text("abcdefgh234567", min_size=8, max_size=8)), entry),
        order=draw(WORD),
        dataset=draw(WORD),
        kind=draw(WORD),
        department=draw(WORD),
        party=Party(draw(TEXT), *(draw(st.none() | TEXT), draw(WORD), draw(st.none() | TEXT), draw(st.none() | TEXT))),
        document_number=draw(st.none() | TEXT),
        decision_date=draw(DAY),
        valid_until=draw(DAY),
        authority_name=draw(TEXT),
        authority_code=draw(st.none() | TEXT),
        content=draw(FIELDS),
        private=draw(FIELDS),
        digest=draw(WORD),
        public=draw(st.booleans()),
        provenance=Provenance(draw(WORD), draw(TEXT), draw(st.integers(1, 10**7)), draw(WORD)),
        received_at=draw(MOMENT),
        accepted_at=draw(MOMENT),
        chunk=draw(st.integers(0, 10**6)),
        withdrawn=draw(st.none() | TEXT),
    )


DECISIONS = st.builds(
    Decision,
    TEXT,
    TEXT,
    DAY,
    st.sampled_from(["record", "register", "rejected_row", "objection", "revision"]),
    st.integers(1, 10**7),
    WORD,
    st.none() | WORD,
    st.none() | WORD,
    st.booleans(),
    st.sampled_from(["new", "correction", "unchanged"]),
    WORD,
    st.none() | DAY,
)


@st.composite
def entries(draw: st.DrawFn) -> LedgerEntry:
    return LedgerEntry(
        department=draw(WORD),
        dataset=draw(WORD),
        submission_id=draw(WORD),
        file_name=draw(TEXT),
        chunk=draw(st.integers(0, 10**6)),
        source=draw(st.sampled_from(["record", "register", "rejected_row"])),
        order=draw(WORD),
        received_at=draw(MOMENT),
        accepted_at=draw(MOMENT),
        decisions=tuple(draw(st.lists(DECISIONS, max_size=5))),
        open=draw(st.booleans()),
        rows_rejected=draw(st.integers(0, 10**6)),
        supplement=draw(st.one_of(st.just(""), WORD)),
        counts_in=draw(st.sampled_from(["", "2026-01"])),
    )


@given(records())
def test_a_record_comes_back_as_it_was(record: RecordVersion) -> None:
    assert record_version(record_item(record)) == record


@given(records())
def test_the_private_part_is_an_attribute_of_its_own_and_nowhere_else(record: RecordVersion) -> None:
    item = record_item(record)
    assert ("x" in item) == bool(record.private)
    without = {name: value for name, value in item.items() if name != "x"}
    assert record_version(without).private == {}
    assert record_item(record_version(without)) == without


@given(records())
def test_what_is_known_of_a_record_needs_neither_its_text_nor_its_private_part(record: RecordVersion) -> None:
    item = {name: value for name, value in record_item(record).items() if name in ("sk", "h", "w", "o")}
    known = known_version(item)
    assert (known.sort, known.order, known.digest) == (record.key.sort, record.order, record.digest)
    assert (known.withdrawn, known.decision_date) == (record.withdrawn, record.decision_date)


@given(entries())
def test_a_ledger_entry_comes_back_as_it_was(entry: LedgerEntry) -> None:
    assert ledger_entry(ledger_item(entry)) == entry


@given(st.recursive(st.none() | st.booleans() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
def test_packing_loses_nothing(data: Any) -> None:
    assert unpack(pack(data)) == data


def test_what_was_packed_before_can_still_be_read() -> None:
    """Stored items outlive this code: the packing may not change under them."""
    packed = bytes.fromhex(PACKED_IN_2026)
    assert unpack(packed) == {"party_name": "武汉有限公司", "penalty_kind": "罚款"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(PROJECT / "infra" / "catalogue")


def items_of(path: Path, catalogue: Catalogue, dataset_id: str, department_id: str) -> list[Item]:
    """The items that a file of a department becomes."""
    dataset, department = catalogue.dataset(dataset_id), catalogue.department(department_id)
    assert dataset is not None
    assert department is not None
    key = f"{department_id}/{dataset_id}/双公示信息报送表（2026年3月）.xlsx"
    drop = Drop("inbox", key, "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY", 1, "e", NOW)
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    submission = Submission(drop.submission_id, department_id, dataset_id, key.rsplit("/", 1)[1], sha256, 1, NOW, NOW)
    plan = RunPlan(
        submission_id=drop.submission_id,
        department=department_id,
        dataset=dataset_id,
        file_name="",
        key=drop.key,
        version_id=drop.version_id,
        order=drop.order,
        layout=None,
        columns=(),
        errors=(),
        warnings=(),
        duplicate_of=None,
        in_full=False,
        chunks=1,
        since=drop.order,
    )
    reading = read(path, dataset, catalogue, Limits())
    context = Context(catalogue, dataset, department, NOW.date() + timedelta(days=300), NOW + timedelta(days=300))
    chunks = (normalise_chunk(chunk, reading.columns, context, reading.layout, ()) for chunk in reading.chunks)
    rows = [row for verdict in chunks for row in verdict.accepted]
    assert rows
    keys = [record_key(department_id, row.document_key, dataset_id, row.party.name, row.identity) for row in rows]
    judged = [
        JudgedRow(row, one, version_order(plan.order, row.row), "new") for row, one in zip(rows, keys, strict=True)
    ]
    return [record_item(new_version(one, dataset, plan, submission, 0)) for one in judged]


def test_a_penalty_costs_one_write_unit(catalogue: Catalogue, tmp_path: Path) -> None:
    write_penalties(tmp_path / "p.csv", 500, 1, "武汉市市场监督管理局", defects=False)
    sizes = [
        item_size(i) for i in items_of(tmp_path / "p.csv", catalogue, "administrative-penalty", "market-regulation")
    ]
    assert sum(-(-size // WRITE_UNIT) for size in sizes) / len(sizes) <= 1.2
    assert median(sizes) < 0.75 * WRITE_UNIT


def test_every_record_of_the_samples_costs_one_write_unit(catalogue: Catalogue, tmp_path: Path) -> None:
    for sample in render(PROJECT / "events" / "samples", tmp_path, date(2026, 3, 2), lambda day: day.weekday() < 5):
        items = items_of(sample.path, catalogue, sample.dataset, sample.department)
        assert max(item_size(item) for item in items) <= WRITE_UNIT, sample.dataset
