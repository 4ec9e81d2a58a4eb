"""Records without a code: the department is told which are unclear, and a registry that comes later links them."""

import csv
import io
import json
from random import Random
from typing import Any

from infra.bench.penalty_rows import uscc_code
from tests.faults.world import World

from chengxin.catalogue import Dataset
from chengxin_aws import root

TWINS, NUMBER = "武汉同名商贸有限公司", "430703600222560"
FIRST, SECOND = (uscc_code(Random(seed), "91") for seed in (1, 2))


def table(dataset_id: str, *changes: dict[str, str]) -> bytes:
    """A file of a dataset: its examples where a field is required, with each of the changes."""
    dataset = root.catalogue().dataset(dataset_id)
    assert isinstance(dataset, Dataset)
    fields = [one for one in dataset.fields if one.constraints.required or any(one.name in c for c in changes)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([one.title for one in fields])
    own = {"authority_name": "武汉市市场监督管理局"}
    writer.writerows([[(own | change).get(one.name, one.example or "") for one in fields] for change in changes])
    return text.getvalue().encode()


def drop(world: World, dataset_id: str, name: str, *changes: dict[str, str]) -> dict[str, Any]:
    """Drops a file, publishes, answers the receipt."""
    key = f"market-regulation/{dataset_id}/{name}.csv"
    world.ingest(world.drop(key, table(dataset_id, *changes)))
    world.job("publish")
    (body,) = [v for k, v in world.state().items() if k.startswith(f"receiptsbucket/{key}") and k.endswith(".json")]
    receipt: dict[str, Any] = json.loads(body)
    return receipt


def listed(world: World) -> dict[str, tuple[str | None, str | None]]:
    """Document number → the code and the ground by which its record's enterprise is known, as published."""
    found = {}
    for version in world.records():
        if version.dataset == "honest-enterprise-redlist":
            row = root.read_model().record(version.key.record_id)
            assert row
            found[str(version.document_number)] = (row.matched_code, row.matched_by)
    return found


def test_an_unclear_party_is_a_warning_and_the_registry_links_it_later(world: World) -> None:
    registry = "enterprise-registry"
    drop(world, registry, "a", {"code": FIRST, "name": TWINS}, {"code": SECOND, "name": TWINS})
    receipt = drop(
        world,
        "honest-enterprise-redlist",
        "b",
        {"party_name": TWINS, "party_code": "", "registration_number": NUMBER, "document_number": "甲〔2026〕1号"},
        {"party_name": TWINS, "party_code": FIRST, "document_number": "甲〔2026〕2号"},
        {"party_name": "武汉无名贸易有限公司", "party_code": "", "document_number": "甲〔2026〕3号"},
    )
    assert (receipt["status"], receipt["rows"]["warned"]) == ("accepted", 1)
    (warning,) = receipt["warnings"]
    assert (warning["code"], warning["row"], warning["column"]) == ("ambiguous-subject", 2, "企业名称")
    assert FIRST in warning["message"]
    assert SECOND in warning["message"]
    assert listed(world) == {
        "甲〔2026〕1号": (None, None),
        "甲〔2026〕2号": (FIRST, "code"),
        "甲〔2026〕3号": (None, None),
    }
    drop(world, registry, "c", {"code": SECOND, "name": TWINS, "registration_number": NUMBER})
    assert listed(world)["甲〔2026〕1号"] == (SECOND, "registration_number")
    assert drop(world, "honest-enterprise-redlist", "d", {"party_name": TWINS, "party_code": ""})["rows"]["warned"] == 1
