"""What is wrong with a file is told in Chinese, with a stable code; no file stops another."""

import io
import time
import zipfile

import openpyxl
import pytest
from infra.local.credential import credential
from tests.e2e.conftest import City

GOOD = "决定书文号,决定类型,行政相对人名称,决定日期\n武文旅罚〔2026〕{0}号,行政处罚,武汉某某文化有限公司,{1}\n"


@pytest.mark.parametrize(
    ("key", "body", "code"),
    [
        ("nobody/administrative-penalty/a.csv", b"a,b\n1,2\n", "unknown-department"),
        ("transport/no-such-dataset/a.csv", b"a,b\n1,2\n", "unknown-dataset"),
        ("transport/administrative-licence/empty.csv", b"", "empty-file"),
        ("transport/administrative-licence/picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "unsupported-format"),
        ("transport/administrative-licence/no header.csv", "甲,乙\n1,2\n".encode(), "header-not-found"),
        (
            "transport/decision-register/less.csv",
            "决定书文号,决定类型\n武交罚〔2026〕1号,行政处罚\n".encode(),
            "missing-required-column",
        ),
        ("loose.csv", b"a,b\n1,2\n", "bad-object-key"),
    ],
)
def test_a_file_that_can_not_be_read_gets_a_receipt(city: City, key: str, body: bytes, code: str) -> None:
    receipt_key = key if key.count("/") == 2 else f"unknown/unknown/{key}"
    receipt = city.stack.wait_for_receipt(receipt_key, city.put(key, body))
    assert receipt["status"] == "rejected"
    assert code in [error["code"] for error in receipt["errors"]]
    assert all(error["row"] is None for error in receipt["errors"])
    assert all("一" <= error["message"][0] <= "鿿" or error["message"][0] in "“「" for error in receipt["errors"])
    assert receipt["rows"]["total"] == 0


def test_a_good_file_passes_beside_a_bad_one(city: City) -> None:
    bad = city.put("culture-tourism/decision-register/坏.xlsx", b"PK\x03\x04 not really")
    good = city.put("culture-tourism/decision-register/好 + 100%.csv", _register(7).encode("gb18030"))
    assert city.stack.wait_for_receipt("culture-tourism/decision-register/坏.xlsx", bad)["status"] == "rejected"
    receipt = city.stack.wait_for_receipt("culture-tourism/decision-register/好 + 100%.csv", good)
    assert (receipt["status"], receipt["encoding"], receipt["rows"]["accepted"]) == ("accepted", "gb18030", 1)


def test_the_same_bytes_again_are_a_duplicate(city: City) -> None:
    key, body = "culture-tourism/decision-register/twice.csv", _register(8).encode()
    assert city.drop(key, body)["status"] == "accepted"
    again = city.drop("culture-tourism/decision-register/other name.csv", body)
    assert again["status"] == "duplicate"
    assert again["rows"]["accepted"] == 0


def test_two_drops_a_moment_apart_are_two_submissions(city: City) -> None:
    key = "culture-tourism/decision-register/rapid.csv"
    first, second = (city.put(key, _register(number).encode()) for number in (20, 21))
    assert first != second
    assert {city.stack.wait_for_receipt(key, one)["status"] for one in (first, second)} == {"accepted"}


def test_a_zip_of_a_workbook_is_read(city: City) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in _register(30).splitlines():
        book.active.append(line.split(","))
    inner, outer = io.BytesIO(), io.BytesIO()
    book.save(inner)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("台账.xlsx", inner.getvalue())
    receipt = city.drop("culture-tourism/decision-register/包.zip", outer.getvalue())
    assert (receipt["status"], receipt["rows"]["accepted"]) == ("accepted", 1)


def test_the_receipts_workbook_corrected_is_accepted(city: City) -> None:
    key = "culture-tourism/decision-register/mend.csv"
    receipt = city.drop(key, _register(40).replace("行政处罚", "行政惩罚").encode())
    assert (receipt["status"], receipt["errors"][0]["code"]) == ("rejected", "code-list-unknown")
    bucket = city.stack.outputs["ReceiptsBucketName"]
    stored = city.stack.aws("s3").get_object(Bucket=bucket, Key=f"{key}/{receipt['submission_id']}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(stored["Body"].read()))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "行政惩罚":
                cell.value = "行政处罚"
    mended = io.BytesIO()
    book.save(mended)
    again = city.drop("culture-tourism/decision-register/mended.xlsx", mended.getvalue())
    assert (again["status"], again["rows"]["accepted"]) == ("accepted", 1)


def test_a_department_follows_its_submissions_by_its_own_credential(city: City) -> None:
    receipt = city.drop("culture-tourism/decision-register/followed.csv", _register(50).encode())
    path = f"/submissions/{receipt['submission_id']}"
    own, other = _bearer(city, "culture-tourism"), _bearer(city, "transport")
    assert city.get(path).status == 401
    assert city.get(path, other).status == 404
    assert city.get(path, own).json["rows"] == receipt["rows"]
    assert city.get("/submissions", own).json["items"][0]["submission_id"] == receipt["submission_id"]
    withdrawn = own["Authorization"].split(".")[1]
    credential(city.stack, "culture-tourism", days="", withdraw=withdrawn, listed="")
    assert city.get("/submissions", own).json["code"] == "credential-withdrawn"


def _bearer(city: City, department: str) -> dict[str, str]:
    """A new credential, as an operator issues it."""
    issued = credential(city.stack, department, days="1", withdraw="", listed="")
    return {"Authorization": f"Bearer {issued['credential']}"}


def test_an_unknown_address_is_a_problem_in_the_same_shape(city: City) -> None:
    for path in ("/nowhere", "/records/unknown", "/subjects/91420100000000000X"):
        answer = city.get(path)
        assert answer.status == 404
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "code"} <= set(answer.json)


def test_nobody_reads_what_is_not_public(city: City) -> None:
    from tests.e2e.conftest import fetch

    endpoint = city.stack.outputs["Endpoint"]
    for name in ("InboxBucketName", "ReceiptsBucketName", "WorkBucketName"):
        assert fetch(f"{endpoint}/{city.stack.outputs[name]}?list-type=2", {}).status == 403
        assert fetch(f"{endpoint}/{city.stack.outputs[name]}/index/index.db", {}).status == 403


def _register(number: int) -> str:
    """A register of decisions with one line of today."""
    return GOOD.format(number, time.strftime("%Y-%m-%d"))
