"""The event fixtures are read as the services that send them mean them."""

import json
from pathlib import Path

import pytest

from chengxin_aws.inbox import arrival

EVENTS = Path(__file__).parents[3] / "events"


def fixture(name: str) -> dict[str, object]:
    event: dict[str, object] = json.loads((EVENTS / f"{name}.json").read_text("utf-8"))
    return event


def test_a_version_in_the_event_is_taken() -> None:
    told = arrival(fixture("s3-object-created"))
    assert told.version_id == "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e"
    assert told.key == "market-regulation/administrative-penalty/市场监管局行政处罚信息公示表.csv"


def test_a_key_comes_raw_and_stays_raw() -> None:
    told = arrival(fixture("s3-object-created-without-version"))
    assert told.key == "transport/administrative-licence/许可 + 公示 100%2B（3月 最终版）.xlsx"
    assert (told.version_id, told.etag, told.size) == (None, "d41d8cd98f00b204e9800998ecf8427e", 7020)


@pytest.mark.parametrize("path", sorted(EVENTS.glob("*.json")), ids=lambda path: path.stem)
def test_every_fixture_is_one_json_object(path: Path) -> None:
    assert fixture(path.stem)
