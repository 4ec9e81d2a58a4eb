"""Every kind of page in a real browser, at a desk's width and a phone's: no barrier that axe finds, nothing cut off."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.portal.small_site import site
from tests.unit.portal.test_portal_script import ORIGIN, PREFIX, serve

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

RULES = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "index.html",
    "search/index.html",
    "disclosures/index.html",
    "disclosures/2026/03/02/index.html",
    "lists/index.html",
    "departments/index.html",
    "departments/market-regulation/index.html",
    "compliance/index.html",
    "compliance/2026-03/index.html",
    "compliance/2026-03/notice.html",
    "bulletins/index.html",
    "bulletins/2026-03/index.html",
    "about/index.html",
    "glossary/index.html",
    "api/index.html",
    "errors/index.html",
    "embed/market-regulation.html",
]
SITE = site()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    size = {"width": request.param, "height": 800}
    context = browser.new_context(locale="zh-CN", viewport=size, bypass_csp=True)
    context.route("**/*", serve)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("key", PAGES)
def test_axe_finds_no_barrier_and_nothing_is_cut_off(page: Any, key: str) -> None:
    page.goto(f"{ORIGIN}{PREFIX}{key}")
    page.evaluate(RULES)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


def test_a_row_on_a_phone_is_a_card_with_all_of_it(page: Any) -> None:
    page.goto(f"{ORIGIN}{PREFIX}index.html")
    row = page.locator(".records tbody tr").first
    shown, width = row.inner_text(), page.viewport_size["width"]
    assert all(word in shown for word in ("长江百货", "罚款金额：5,000.00 元", "武市监罚〔2026〕1号", "2026-03-02"))
    box = row.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("key", PAGES)
def test_a_page_weighs_less_than_100_kilobytes(key: str) -> None:
    assert len(SITE[key].body) < 100_000
