"""Canaries in every text column of every dataset, its headers and its file's name: none leaves, and each place where
the gate is asked is needed: with it taken out there, one does."""

import csv
import importlib
import io
from collections.abc import Iterator

import pytest
from infra.local.config import PROJECT
from tests.faults.world import World
from tests.integration.ingest.test_canaries import IDENTITY, MOBILE, unpacked

from chengxin.catalogue import Catalogue, Dataset, Field
from chengxin.catalogue.load import load

CATALOGUE: Catalogue = load(PROJECT / "infra" / "catalogue")
PLANTED = f"，ID{IDENTITY}手机{MOBILE}"
CANARIES = (IDENTITY.encode(), MOBILE.encode())
DEPARTMENT = "market-regulation"
TEXTS = frozenset({"text", "name", "address", "code-list", "document-number", "case-number"})


def plain(field: Field) -> str:
    """A right value of a field, of its example."""
    if field.code_list and field.example is None:
        return next((one.label for one in CATALOGUE.code_list(field.code_list).values), "")
    return field.example or ""


def right(dataset: Dataset, number: int) -> dict[str, str]:
    """A right row, of the examples; `number` tells its decision and its party from others'."""
    roles, organ = dataset.roles, CATALOGUE.department(DEPARTMENT)
    assert organ is not None
    skipped = ("identity-number", "registration-number", "organisation-code")
    cells = {
        one.name: "" if one.legacy or one.cell in skipped or one.name.endswith("_id_type") else plain(one)
        for one in dataset.fields
    }
    given = {
        "document_number": f"武市监罚〔2026〕{number}号",
        "subject_name": f"武汉江汉第{number}百货有限公司",
        "subject_type": "法人及非法人组织",
        "authority_name": organ.name,
        "decision_date": "2026-02-26",
    }
    return cells | {roles[role]: value for role, value in given.items() if role in roles}


def file_of(dataset: Dataset) -> bytes:
    """A right row, then one for each column that can hold text, with a canary in it."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    fields = [one for one in dataset.fields if not one.legacy]
    sheet.writerow([*(one.title for one in fields), f"其他{IDENTITY}"])
    for number, marked in enumerate([None, *(one for one in fields if one.cell in TEXTS)], 1):
        cells = right(dataset, number)
        sheet.writerow([cells[one.name] + (PLANTED if one is marked else "") for one in fields] + [PLANTED])
    return out.getvalue().encode()


def leaks(world: World) -> list[str]:
    """Where canaries stand in whatever leaves: public files and the receipts that are shown as JSON."""
    left = [*world.objects("PublicBucket").items()]
    left += [one for one in world.objects("ReceiptsBucket").items() if one[0].endswith(".json")]
    bodies = [(name, body) for name, body in left]
    named = [part for key, body in bodies for part in unpacked("", body) if key]
    return [name or "file" for name, body in named if any(one in body for one in CANARIES)]


def run(world: World, datasets: Iterator[Dataset]) -> int:
    planted = 0
    for dataset in datasets:
        body = file_of(dataset)
        planted += body.count(IDENTITY.encode())
        world.ingest(world.drop(f"{DEPARTMENT}/{dataset.id}/{dataset.id}-{MOBILE}.csv", body))
    world.job("publish")
    return planted


def test_no_canary_of_any_dataset_leaves(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    planted = run(world, (one for one in CATALOGUE.datasets if one.purpose == "record"))
    found = leaks(world)
    said = capsys.readouterr()
    logged = [one for one in (IDENTITY, MOBILE) if one in said.out + said.err]
    print(f"canaries planted {planted}, found {len(found)}, logged {len(logged)}")
    public = {one.dataset for one in world.records() if one.public}
    print("with public records:", *sorted(public))
    assert planted > 100
    assert public >= {"administrative-penalty", "administrative-licence"}
    assert (found, logged) == ([], [])


@pytest.mark.parametrize(
    "place",
    ["normalise.redaction", "celltypes.code_list", "findings.model", "receipts.submission", "normalise.table"],
)
def test_with_the_gate_taken_out_at_a_place_canaries_leave(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    module = importlib.import_module(f"chengxin.{place}")
    monkeypatch.setattr(module, "shown", lambda text, what, reader: text)
    run(world, iter([one for one in CATALOGUE.datasets if one.id == "administrative-penalty"]))
    assert leaks(world), place
