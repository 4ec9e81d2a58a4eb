"""The portal's script in a real browser, against answers as the API gives them; hostile ones among them."""

import json
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.unit.portal.small_site import site
from tests.unit.publication.samples import record

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

ORIGIN, PREFIX = "http://portal.test", "/public-bucket/"
HOSTILE = "<img src=x onerror=\"document.title='owned'\">甲公司"
RECORD_ID = "a" * 32
SUBJECT = {"code": "91420100071671678X", "name": HOSTILE, "type": "legal_person", "counts": {"penalty": 2}}
OTHER = {"code": "91420102MA4KAAAA1A", "name": "江汉乙公司", "type": "legal_person", "counts": {}}
MEMBERSHIP = {"list": "x", "title": HOSTILE, "colour": "black", "record_id": RECORD_ID, "visible_until": None}
VERSION = {"version": 1, "published_at": "2026-03-02T18:30:00+08:00", "changed": ["facts", "heaviest_kind"]}
CONTENT = {"party_name": "不再重复", "facts": HOSTILE, "kind": "1;2", "heaviest_kind": "2"}
ONE = record(1, record_id=RECORD_ID, content=CONTENT, subject=SUBJECT, document_number=HOSTILE)
ANSWERS: dict[str, tuple[int, Any]] = {
    "/subjects?q=%E6%B1%9F%E6%B1%89&limit=20": (200, {"items": [SUBJECT], "next_cursor": "c1"}),
    "/subjects?q=%E6%B1%9F%E6%B1%89&limit=20&cursor=c1": (200, {"items": [SUBJECT], "next_cursor": None}),
    "/subjects?q=%E6%B1%9F%E6%B1%89&limit=8": (200, {"items": [SUBJECT, OTHER], "next_cursor": None}),
    "/subjects?q=%E6%B2%A1%E6%9C%89&limit=20": (200, {"items": [], "next_cursor": None}),
    "/subjects/91420100071671678X": (200, {**SUBJECT, "former_names": ["旧名"], "lists": [MEMBERSHIP]}),
    "/subjects/91420100071671678X/records?limit=20": (200, {"items": [ONE], "next_cursor": None}),
    f"/records/{RECORD_ID}": (200, {**ONE, "versions": [{**VERSION, "provenance": ONE["provenance"]}]}),
    f"/records/{'b' * 32}": (410, {"title": "已撤下", "detail": "决定已被撤销", "status": 410, "code": "gone"}),
}
SITE = site()


def serve(route: Any) -> None:
    """Answers from the small site and the prepared answers; whatever else is asked for is refused."""
    url = urlsplit(route.request.url)
    if url.netloc == "api.example":
        status, body = ANSWERS.get(
            f"{url.path.removeprefix('/prod/v1')}{'?' + url.query if url.query else ''}", (404, {})
        )
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
        route.fulfill(status=status, headers=headers, body=json.dumps(body))
    elif (key := url.path.removeprefix(PREFIX)) in SITE:
        route.fulfill(status=200, body=SITE[key].body, content_type=SITE[key].content_type)
    else:
        route.abort()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(locale="zh-CN")
    context.route("**/*", serve)
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda said: opened.faults.append(said.text) if "Content Security" in said.text else None)
    yield opened
    assert opened.faults == []
    assert opened.title() != "owned"
    assert opened.locator("main img").count() == 0
    context.close()


def visit(page: Any, path: str) -> None:
    page.goto(f"{ORIGIN}{PREFIX}{path}")


def test_a_search_on_the_front_page_shows_hits_page_by_page(page: Any) -> None:
    visit(page, "index.html")
    page.wait_for_load_state("networkidle")
    page.fill("#q", "江汉")
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    assert page.inner_text("#results li a") == HOSTILE
    assert "行政处罚 2 条" in page.inner_text("#results")
    page.click("#results button")
    sync_api.expect(page.locator("#results li")).to_have_count(2)
    assert page.get_attribute("#results a", "href") == "subjects/index.html?code=91420100071671678X"


def typed(page: Any, key: str = "index.html") -> list[str]:
    """Types a name; answers what the API was asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/subjects?" in request.url else None)
    visit(page, key)
    page.wait_for_load_state("networkidle")
    page.locator("#q").press_sequentially("江汉", delay=20)
    page.wait_for_selector("[role=option]")
    return asked


@pytest.mark.parametrize("key", ["index.html", "search/index.html"])
def test_names_are_suggested_while_one_types_and_chosen_by_keys_alone(page: Any, key: str) -> None:
    typed(page, key)
    box = page.get_by_role("combobox")
    sync_api.expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    assert [one.split("\n")[0] for one in options.all_inner_texts()][1].startswith("江汉乙公司")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert "江汉乙公司" in chosen.inner_text()
    assert chosen.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/subjects/index.html?code=91420102MA4KAAAA1A")


def test_escape_closes_the_suggestions_and_enter_searches_for_what_was_typed(page: Any) -> None:
    typed(page)
    page.keyboard.press("Escape")
    sync_api.expect(page.get_by_role("option")).to_have_count(0)
    assert page.input_value("#q") == "江汉"
    page.keyboard.press("Enter")
    page.wait_for_selector("#results li")


def test_the_api_is_asked_once_for_what_was_typed_and_not_again_for_what_it_answered(page: Any) -> None:
    asked = typed(page)
    assert len(asked) == 1
    page.locator("#q").press_sequentially("公", delay=10)
    page.keyboard.press("Backspace")
    page.wait_for_timeout(600)
    assert len([url for url in asked if "%E6%B1%9F%E6%B1%89&" in url]) == 1


def test_a_search_can_be_linked_to_and_says_when_nothing_is_found(page: Any) -> None:
    visit(page, "search/index.html?q=没有")
    page.wait_for_selector("#results .empty")
    assert "没有找到“没有”" in page.inner_text("#results")


def test_a_subject_shows_its_lists_and_records(page: Any) -> None:
    visit(page, "subjects/index.html?code=91420100071671678X")
    page.wait_for_selector("#subject table")
    text = page.inner_text("#subject")
    assert page.inner_text("h1") == HOSTILE
    assert all(word in text for word in ("曾用名", "旧名", "法人及非法人组织", "2 条", "按时"))


def test_a_record_shows_content_clock_source_and_versions(page: Any) -> None:
    visit(page, f"records/index.html?id={RECORD_ID}")
    page.wait_for_selector("#record .versions")
    text = page.inner_text("#record")
    assert page.inner_text("h1") == HOSTILE
    assert all(
        word in text for word in ("警告、罚款", "应公示日期", "2026-03-06", "处罚.csv 第 2 行", "更正：违法事实")
    )
    assert "不再重复" not in text, "what the head of the page tells is not told again"
    assert "heaviest_kind" not in text, "what has no words for people is for programs"


def test_a_withdrawn_record_says_why(page: Any) -> None:
    visit(page, f"records/index.html?id={'b' * 32}")
    page.wait_for_selector("#record .problem")
    assert page.inner_text("h1") == "信息已撤下"
    assert page.inner_text("#record .problem") == "决定已被撤销"


def test_the_code_to_embed_names_the_address_of_the_page_that_is_embedded(page: Any) -> None:
    visit(page, "departments/market-regulation/index.html")
    page.wait_for_load_state("networkidle")
    assert f'src="{ORIGIN}{PREFIX}embed/market-regulation.html"' in page.inner_text("pre.copy")


def test_what_is_past_its_period_is_not_shown_from_an_old_page(page: Any) -> None:
    page.clock.install(time="2027-02-26T00:00:01+08:00")
    visit(page, "disclosures/2026/03/02/index.html")
    sync_api.expect(page.locator("tr[data-until]")).to_have_count(0)
