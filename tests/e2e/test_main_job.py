"""A department's file goes in, a citizen's query comes out, an overdue disclosure raises an alarm."""

import csv
import hashlib
import io
import json
import re
from datetime import datetime

import openpyxl
from infra.local.stack import Stack
from tests.e2e.conftest import City, make

from chengxin.times import SHANGHAI


def test_make_run_shows_what_became_of_every_sample(city: City) -> None:
    for department in ("market-regulation", "ecology-environment", "transport", "housing-urban"):
        assert department in city.printed
    assert re.search(r"housing-urban\s+administrative-penalty\s+partially_accepted\s+16\s+2\s+14", city.printed)
    assert re.search(r"enterprise-registry\s+accepted\s+200\s+200\s+0", city.printed)
    assert "overdue     2 decisions" in city.printed
    assert city.stack.outputs["SiteUrl"] in city.printed


def test_outputs_hold_what_programs_need(city: City) -> None:
    needed = [
        "Endpoint",
        "Region",
        "AccessKeyId",
        "SecretAccessKey",
        "ApiUrl",
        "SiteUrl",
        "InboxBucketName",
        "ReceiptsBucketName",
        "PublicBucketName",
        "RecordsTableName",
        "IngestStateMachineArn",
    ]
    assert all(city.stack.outputs.get(name) for name in needed)


def test_a_part_of_a_name_finds_the_enterprise_and_its_records(city: City) -> None:
    found = city.get("/subjects", q="后湖 物流").json["items"]
    assert [hit["name"] for hit in found] == ["武汉后湖物流有限公司"]
    code = found[0]["code"]
    assert found[0]["counts"]["licence"] == 1
    assert city.get("/subjects", q=code).json["items"][0]["code"] == code
    profile = city.get(f"/subjects/{code}").json
    assert profile["name"] == "武汉后湖物流有限公司"
    records = city.get(f"/subjects/{code}/records", kind="licence").json["items"]
    assert len(records) == 1
    one = city.get(f"/records/{records[0]['record_id']}").json
    assert one["subject"]["code"] == code
    assert one["received_at"] <= one["accepted_at"] <= one["published_at"]
    assert one["published_at"].endswith("+08:00")
    assert one["timeliness"] == "on_time"
    assert re.fullmatch(r"[0-9a-f]{64}", one["provenance"]["sha256"])


def test_natural_persons_are_nowhere_to_be_found(city: City) -> None:
    listed = city.get("/disclosures", limit="100").json["items"]
    assert listed
    assert {record["subject"]["type"] for record in listed} <= {"legal_person", "sole_trader"}
    everything = json.dumps(listed, ensure_ascii=False)
    assert not re.search(r"(?<![0-9A-Z])\d{17}[\dX](?![0-9A-Z])", everything)


def test_pages_turn_without_repeating_or_missing(city: City) -> None:
    whole = [r["record_id"] for r in city.get("/disclosures", limit="100").json["items"]]
    turned: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = city.get("/disclosures", None, limit="4", **cursor).json
        turned += [record["record_id"] for record in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert turned == whole


def test_the_overdue_are_named_and_the_alarm_is_on(city: City) -> None:
    assert city.stack.alarm_state() == "ALARM"
    housing = city.get("/departments/housing-urban/compliance").json
    assert housing["overdue"] == 1
    assert housing["overdue_items"][0]["source"] == "rejected_row"
    assert housing["overdue_items"][0]["working_days_overdue"] > 0
    ecology = city.get("/departments/ecology-environment/compliance").json
    assert [item["source"] for item in ecology["overdue_items"]] == ["register"]
    whole = city.get("/compliance").json
    assert whole["overdue"] == 2
    assert {"market-regulation", "transport"} <= {board["department"] for board in whole["departments"]}


def test_the_days_page_says_the_same_in_four_formats(city: City) -> None:
    day = datetime.now(SHANGHAI)
    folder = f"disclosures/{day:%Y/%m/%d}/"
    rows = city.page(folder + "data.json").json["items"]
    table = list(csv.reader(io.StringIO(city.page(folder + "data.csv").body.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(city.page(folder + "data.xlsx").body))
    page = city.page(folder + "index.html").body.decode()
    assert rows
    assert len(table) - 1 == len(rows)
    assert sum(sheet.max_row - 1 for sheet in book) == len(rows)
    for row in rows:
        assert row["subject"]["name"] in page


def test_the_manifest_names_every_file_with_its_digest(city: City) -> None:
    s3, bucket = city.stack.aws("s3"), city.stack.outputs["PublicBucketName"]
    stored = {item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]} - {"manifest.json"}
    manifest = city.page("manifest.json").json["files"]
    assert {entry["path"] for entry in manifest} == stored
    for entry in manifest:
        if entry["path"].endswith((".json", ".html")):
            assert hashlib.sha256(city.page(entry["path"]).body).hexdigest() == entry["sha256"]


def test_the_portal_and_a_blank_template_are_there(city: City) -> None:
    home = city.page("index.html")
    assert home.status == 200
    assert "诚信" in home.body.decode()
    assert city.page("templates/administrative-penalty.xlsx").body[:2] == b"PK"


def test_a_second_run_changes_nothing(city: City) -> None:
    before = [r["record_id"] for r in city.get("/disclosures", limit="100").json["items"]]
    printed = make("run")
    # The samples are dated by the day, so this holds unless midnight in Asia/Shanghai has passed in between.
    assert printed.count("duplicate") >= 6
    assert [r["record_id"] for r in city.get("/disclosures", limit="100").json["items"]] == before


def test_a_job_by_hand_says_so_and_moves_the_business_clock(city: City) -> None:
    told = json.loads(make("job", "NAME=comply", "AT=2027-01-05T10:00:00+08:00"))
    assert told["by_hand"] is True
    assert told["at"] == "2027-01-05T10:00:00+08:00"
    assert told["overdue"] > 2
    now = json.loads(make("job", "NAME=comply"))
    assert "by_hand" not in now
    assert now["overdue"] == 2


def test_stopping_keeps_the_data(city: City) -> None:
    make("stop")
    make("run")
    assert city.get("/subjects", q="后湖 物流").json["items"]
    assert isinstance(city.stack, Stack)
