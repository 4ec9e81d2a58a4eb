"""Pages for people at the addresses of the API: the same words, without a script."""

from urllib.parse import quote

import pytest
from tests.unit.api.api_world import FIRM, FIRM_NAME, World, version

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_browser_gets_a_record_s_page_and_a_program_its_json(world: World) -> None:
    one = version(1, content={"certificate_name": "食品经营许可证"})
    record_id = world.publish(one)
    page = world.get(f"/v1/records/{record_id}", Accept=BROWSER)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["Vary"] == "Accept"
    for text in (str(one.document_number), FIRM_NAME, "食品经营许可证", "武汉市市场监督管理局", "2026-02-03"):
        assert text in page.raw["body"]
    assert f'href="../subjects/{FIRM}"' in page.raw["body"]
    for accept in ("application/json", "*/*", "application/json, text/html;q=0.5", "text/html;q=0, */*"):
        assert world.get(f"/v1/records/{record_id}", Accept=accept).json["record_id"] == record_id
    assert page.headers["ETag"] != world.get(f"/v1/records/{record_id}").headers["ETag"]


def test_a_subject_s_page_goes_on_to_older_records(world: World) -> None:
    ids = [world.publish(version(number)) for number in range(25)]
    page = world.get(f"/v1/subjects/{FIRM}", Accept=BROWSER).raw["body"]
    assert FIRM_NAME in page
    first = [one for one in ids if f'href="../records/{one}"' in page]
    following = page.split('rel="next" href="../')[1].split('"')[0]
    rest = world.get(f"/v1/{following}", Accept=BROWSER).raw["body"]
    assert sorted(first + [one for one in ids if f'href="../../records/{one}"' in rest]) == sorted(ids)
    assert 'rel="next"' not in rest


@pytest.mark.parametrize("path", ["/v1/records/" + "a" * 32, f"/v1/subjects/{FIRM}"])
def test_what_is_not_public_has_a_page_that_says_no_more(world: World, path: str) -> None:
    page = world.get(path, Accept=BROWSER)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert world.get(path).json["detail"] in page.raw["body"]


def test_texts_are_escaped(world: World) -> None:
    record_id = world.publish(version(1, content={"certificate_name": "<script>alert(1)</script>"}))
    for path in (f"/v1/records/{record_id}", f"/v1/subjects/{FIRM}"):
        body = world.get(path, Accept=BROWSER).raw["body"]
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)" in body


def test_a_search_has_a_page_that_needs_no_script(world: World) -> None:
    world.publish(version(1))
    page = world.get(f"/v1/subjects?q={quote(FIRM_NAME[2:6])}", Accept=BROWSER)
    assert page.status == 200
    assert f'href="subjects/{FIRM}"' in page.raw["body"]
    assert FIRM_NAME in page.raw["body"]
    hostile = quote('"><script>alert(1)')
    assert "<script>alert" not in world.get(f"/v1/subjects?q={hostile}", Accept=BROWSER).raw["body"]


def test_disclosures_are_filtered_by_kind_department_and_district_without_a_script(world: World) -> None:
    mine = world.publish(version(1))
    shown = world.get("/v1/disclosures?department=market-regulation&dataset=&district=&from=&to=", Accept=BROWSER)
    assert shown.status == 200, "a form sends the fields that were left empty"
    body = shown.raw["body"]
    assert f'href="records/{mine}"' in body
    assert '<option value="market-regulation" selected>' in body
    assert '<select id="dataset"' in body
    assert '<select id="district"' in body
    for other in ("department=water", "district=jianghan", "dataset=court-defaulter", "to=2020-01-01"):
        assert mine not in world.get(f"/v1/disclosures?{other}", Accept=BROWSER).raw["body"]


def test_a_district_is_all_its_departments_newest_first_and_page_by_page(world: World) -> None:
    bodies = ("jianghan", "jianghan-market-regulation")
    ids = [world.publish(version(number, department=bodies[number % 2])) for number in range(7)]
    world.publish(version(99))
    found, url = [], "/v1/disclosures?district=jianghan&limit=3"
    while url:
        answer = world.get(url).json
        found += [one["record_id"] for one in answer["items"]]
        cursor = answer["next_cursor"]
        url = f"/v1/disclosures?district=jianghan&limit=3&cursor={cursor}" if cursor else ""
    assert sorted(found) == sorted(ids)
    assert len(found) == len(set(found))
    page = world.get("/v1/disclosures?district=jianghan&limit=3", Accept=BROWSER).raw["body"]
    assert "district=jianghan" in page.split('rel="next" href="')[1].split('"')[0]
