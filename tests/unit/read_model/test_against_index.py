"""The read model against the index."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
import pytest
from chengxin.read_model import members, timeline, update
from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import Crosswalk, End, News, Update
from chengxin.search import IndexBuilder, PublicIndex
from chengxin.times import SHANGHAI
from tests.support.memory_shelf import MemoryShelf

CODES = ["91420100MA4KXY8Q0X", "91420100MA4KXY8R8N", "91420100MA4KXY8S6J"]
NAMES = ["武汉江汉百货有限公司", "武汉长江科技(集团)有限公司", "武汉长江科技（集团）有限公司", "江汉商场", "王**"]
NUMBERS = ["420100000012345", "420100000012346", None]
T0 = datetime(2026, 2, 3, 10, tzinfo=SHANGHAI)


def make(rng, t):
    out = []
    for _ in range(rng.randint(1, 6)):
        at = t
        k = rng.random()
        if k < 0.6:
            n = rng.randint(1, 14)
            code = rng.choice([None, None, *CODES])
            out.append(
                IndexedRecord(
                    record_id=f"r{n:02d}",
                    order=str(rng.randint(1, 9)),
                    dataset=["a", "b"][n % 2],
                    kind=["k", "l"][n % 3 == 0],
                    department=["x", "y"][n % 5 == 0],
                    subject_name=rng.choice(NAMES),
                    published_at=at,
                    subject_type=rng.choice(["legal_person", "natural_person"]) if n % 4 == 0 else "legal_person",
                    subject_code=code,
                    registration_number=rng.choice(NUMBERS),
                    organisation_code=rng.choice([None, None, "MA4KXY8Q-0"]),
                    list_id="list" if n % 7 == 0 else None,
                    decision_date=date(2026, 1, 1 + n % 3),
                    visible_until=rng.choice([None, date(2026, 2, 20), date(2026, 5, 1)]),
                    listed=n % 6 != 0,
                )
            )
        elif k < 0.75:
            out.append(End(f"r{rng.randint(1, 14):02d}", rng.choice(["撤销", ""]), at, str(rng.randint(1, 9))))
        elif k < 0.9:
            out.append(
                Subject(
                    rng.choice(CODES),
                    rng.choice(NAMES[:4]),
                    str(rng.randint(1, 9)),
                    registration_number=rng.choice(NUMBERS),
                    former_names=rng.sample(NAMES[:4], rng.randint(0, 1)),
                )
            )
        else:
            out.append(Crosswalk(rng.choice(CODES), rng.choice(NUMBERS), None, rng.sample(NAMES[:4], 1)))
    return out


def news(things):
    return News(*[[t for t in things if isinstance(t, k)] for k in (IndexedRecord, End, Subject, Crosswalk)])


def feed_index(path, things):
    from chengxin.search import IndexedRecord as IR, Subject as S

    with IndexBuilder(path) as b:
        for t in news(things).ends:
            b.withdraw(t.record_id, t.reason, t.at, t.order)
        for t in news(things).subjects:
            b.add_subject(t)
        for t in news(things).records:
            b.add_record(t)
        for t in news(things).crosswalks:
            b.add_crosswalk(t.code, t.registration_number, t.organisation_code, t.names)
        b.link_unmatched()


def row(r):
    return (
        None
        if r is None
        else {
            f: getattr(r, f)
            for f in (
                "record_id",
                "order",
                "dataset",
                "kind",
                "department",
                "matched_code",
                "matched_by",
                "list_id",
                "published_at",
                "visible_until",
                "withdrawn",
                "version",
            )
        }
    )


@pytest.mark.parametrize("seed", range(60))
def test_same(tmp_path: Path, seed: int, monkeypatch) -> None:
    rng = random.Random(seed)
    if seed % 2:
        monkeypatch.setattr(timeline, "ITEM_ENTRIES", 3)
        monkeypatch.setattr(members, "WITHIN", 2)
    shelf = MemoryShelf()
    path = tmp_path / "i.db"
    IndexBuilder(path).finish()
    every = []
    for run in range(rng.randint(1, 8)):
        t = T0 + timedelta(hours=7 * run)
        things = make(rng, t)
        every.append(things)
        feed_index(path, things)
        u = Update(shelf)
        u.take(news(things))
        u.write()
        u = Update(shelf)
        u.take(news(things))
        before = dict(shelf.items)
        u.write()
        assert shelf.items == before
    model, index = ReadModel(shelf), PublicIndex(path)
    for today in (date(2026, 2, 10), date(2026, 3, 1), date(2026, 6, 1)):
        for n in range(1, 15):
            assert row(model.record(f"r{n:02d}")) == row(index.record(f"r{n:02d}")), n
            e = model.entry(f"r{n:02d}")
            assert [(v.order, v.published_at) for v in (e.history() if e else [])] == [
                (v.order, v.published_at) for v in index.history(f"r{n:02d}")
            ]
        for code in CODES:
            a, b = model.subject(code, today), index.subject(code, today)
            if a is None:
                assert b is None or not b.counts
            else:
                assert (a.code, a.name, a.type, sorted(a.former_names), a.counts) == (
                    b.code,
                    b.name,
                    b.type,
                    sorted(b.former_names),
                    b.counts,
                )
                assert sorted((l.list_id, l.record_id) for l in a.lists) == sorted(
                    (l.list_id, l.record_id) for l in b.lists
                )
            got, after = [], None
            while True:
                p = model.records_of(code, today, limit=2, after=after)
                got += [row(x) for x in p.items]
                after = p.next
                if after is None:
                    break
            assert sorted(map(str, got)) == sorted(str(row(x)) for x in index.records_of(code, today, limit=100).items)
        for kw in (
            {},
            {"department": "x"},
            {"dataset": "a"},
            {"department": "y", "dataset": "b"},
            {"date_from": date(2026, 2, 4)},
            {"date_to": date(2026, 2, 3)},
        ):
            got, after = [], None
            while True:
                p = model.disclosures(today, **kw, limit=2, after=after)
                got += [row(x) for x in p.items]
                after = p.next
                if after is None:
                    break
            want = [row(x) for x in index.disclosures(today, **kw, limit=100).items]
            assert sorted(map(str, got)) == sorted(map(str, want)), kw
            assert [g["published_at"] for g in got] == [g["published_at"] for g in want]
    index.close()
    anew = MemoryShelf()
    for things in every:
        u = Update(anew)
        u.take(news(things))
        u.write()
    assert anew.items == shelf.items
