"""What is public can't be tried against guesses: the attacks that once turned a mask back into a name fail."""

import csv
import hashlib
import io
import itertools
import json
from typing import Any

from tests.faults.files import HEADER, KEY, Penalty
from tests.faults.world import World

from chengxin.records import record_key

SURNAME, GIVEN = "王", ["小明", "小红", "伟", "建国"]
NAMES = [SURNAME + one for one in GIVEN]
SOLE = "92420103MA4K2N6G5H"


def trader(name: str) -> bytes:
    """A file of one row, about a trader who has no name but the owner's."""
    party = {"行政相对人名称": name, "行政相对人类别": "个体工商户", "行政相对人代码_1(统一社会信用代码)": SOLE}
    cells = [party.get(header, cell) for header, cell in zip(HEADER, Penalty(1).cells(), strict=True)]
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, cells])
    return out.getvalue().encode()


def public_records(world: World) -> list[dict[str, Any]]:
    """Every record in the days' files."""
    files = (body for name, body in world.objects("PublicBucket").items() if name.endswith("data.json"))
    return [one for body in files for one in json.loads(body)["items"]]


def test_neither_a_record_s_address_nor_its_file_s_mark_tells_a_masked_name(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), trader("王小明")))
    world.job("publish")
    (record,) = public_records(world)
    assert "王**" in json.dumps(record, ensure_ascii=False)
    number = str(record["document_number"])
    ids = {
        record_key("housing-urban", number, "administrative-penalty", name, secret=secret).record_id
        for name, secret in itertools.product(NAMES, (b"", b"secret"))
    }
    assert record["record_id"] not in ids
    digests = {hashlib.sha256(trader(name)).hexdigest() for name in NAMES}
    assert record["provenance"]["sha256"] not in digests
    assert record["provenance"]["sha256"]
    files = world.objects("PublicBucket").items()
    assert [name for name, body in files for digest in digests if digest.encode() in body] == []


def test_the_plain_digest_stays_on_the_receipt_for_the_department(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), body := trader("王小明")))
    (receipt,) = (body for name, body in world.objects("ReceiptsBucket").items() if name.endswith(".json"))
    assert json.loads(receipt)["sha256"] == hashlib.sha256(body).hexdigest()
