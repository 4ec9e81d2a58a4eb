"""A file over the limit is refused with a receipt, unread, and stops no other."""

import json
import tempfile
from pathlib import Path

import pytest
from infra.bench.hostile.files import HEADER, ROW, inline, sheet
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.world import World, opened

from chengxin.formats.model import Limits
from chengxin_aws import root


def test_a_file_over_the_limit_is_told_so_and_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = penalties([Penalty(1)]), penalties([Penalty(n) for n in range(2, 40)])
    monkeypatch.setattr(root, "limits", lambda: Limits(file_bytes=len(small) + 1))
    world.ingest(world.drop(KEY.format("large.csv"), large))
    world.ingest(world.drop(KEY.format("small.csv"), small))
    receipts = {
        key.split("/")[-2]: json.loads(body)
        for key, body in world.state().items()
        if key.startswith("receiptsbucket/") and key.endswith(".json")
    }
    assert receipts["small.csv"]["status"] == "accepted"
    refused = receipts["large.csv"]
    assert (refused["status"], refused["rows"]["total"]) == ("rejected", 0)
    (error,) = refused["errors"]
    assert (error["row"], error["code"]) == (None, "file-too-large")
    assert "上限" in error["message"] or "超过" in error["message"]


def test_a_file_whose_end_is_damaged_is_refused_whole(folder: Path) -> None:
    good = "".join(inline(ROW, number) for number in range(2, 400))
    with opened(folder, chunk_rows=100) as world, tempfile.TemporaryDirectory() as made:
        sheet(Path(made) / "book", [inline(HEADER, 1), good, "<row><c>"])
        world.ingest(world.drop("market-regulation/decision-register/a.xlsx", (Path(made) / "book").read_bytes()))
        (receipt,) = [json.loads(v) for k, v in world.state().items() if k.endswith(".json") and "receipts" in k]
        assert (receipt["status"], receipt["rows"]["total"], receipt["rows"]["accepted"]) == ("rejected", 0, 0)
        assert [error["code"] for error in receipt["errors"]] == ["unreadable-file"]
        assert list(world.records()) == []
