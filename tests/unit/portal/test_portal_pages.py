"""Every page of the portal: links that resolve wherever it is served, markup that stands, nothing from elsewhere."""

import json
import posixpath
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.unit.portal.small_site import KIND, LIST, site
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, PORTAL, renderer

from chengxin.findings import Finding, FindingKind
from chengxin.publication import portal
from chengxin.publication.front import FrontPages

SITE = site()


class NoBoards:
    """Before anything is counted."""

    def get(self, department: str, month: str) -> None:
        return None

    def months(self, department: str, newest: int = 12) -> list[dict[str, Any]]:
        return []


PAGES = sorted(key for key in SITE if key.endswith(".html"))


@pytest.mark.parametrize("key", PAGES)
def test_every_link_is_relative_and_leads_to_a_file(key: str) -> None:
    of_the_api = {"v1/subjects", "v1/disclosures"}
    written_at_deployment = {f"templates/{dataset.id}.xlsx" for dataset in CATALOGUE.datasets}
    for link in Shape(SITE[key].body).links:
        parts = urlsplit(link)
        assert not parts.scheme, link
        assert not parts.netloc, link
        assert not link.startswith("/"), link
        if parts.path:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(key), parts.path))
            assert target in {*SITE, *written_at_deployment, *of_the_api}, link


@pytest.mark.parametrize("key", PAGES)
def test_every_page_is_sound_chinese_and_strict(key: str) -> None:
    html = SITE[key].body.decode()
    shape = Shape(SITE[key].body)
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN"')
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert len(shape.ids) == len(set(shape.ids))
    assert shape.elements["h1"] == 1
    assert shape.elements["main"] == 1
    assert shape.elements["caption"] == shape.elements["table"]
    assert shape.attributes["th", "scope"] == shape.elements["th"]
    assert shape.attributes["img", "alt"] == shape.elements["img"]
    handlers = [name for _, name in shape.attributes if name.startswith("on") or name == "style"]
    assert not handlers
    assert shape.elements["style"] == 0
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in (PORTAL / "assets").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
        assert "innerHTML" not in text, path.name


def test_the_front_page_searches_and_shows_the_newest() -> None:
    shape = Shape(SITE["index.html"].body)
    assert shape.elements["form"] == 1
    assert "v1/subjects" in shape.links, "the form works without the script"
    assert len([link for link in shape.links if link.startswith("records/")]) == 10
    assert "武汉市市场监督管理局" in shape.text
    assert "disclosures/2026/03/02/index.html" in shape.links


def test_the_front_page_stands_before_anything_is_published() -> None:
    text = Shape(FrontPages(renderer(), NoBoards()).home([], {}, NOW).body).text
    assert "暂无公示信息" in text
    assert "本月尚未统计" in text


def test_the_error_reference_shows_each_kind_with_its_example() -> None:
    shape = Shape(SITE["errors/index.html"].body)
    assert "bad-date" in shape.ids
    assert "“某列”的“<昨天>”不是日期。" in shape.text
    assert Finding(KIND).remedy in shape.text


def test_the_error_reference_leaves_open_what_only_a_file_can_tell() -> None:
    kind = FindingKind("too-long", "error", "过长", "“{column}”超过{limit}字。", "请缩短。")
    files = {file.key: file for file in portal.fixed_files(renderer(), [kind])}
    assert "“某列”超过……字。" in Shape(files["errors/index.html"].body).text


def test_the_vocabulary_tells_public_fields_only() -> None:
    words = json.loads(SITE["vocabulary.json"].body)
    fields = words["datasets"]["administrative-penalty"]["fields"]
    assert fields["fine_amount"] == "罚款金额（元）"
    assert "phone" not in fields
    assert words["datasets"]["administrative-penalty"]["codes"]["kind"] == {"1": "警告", "2": "罚款"}
    assert words["kinds"] == {"penalty": "行政处罚", "licence": "行政许可"}


def test_the_script_finds_the_api_without_a_doubled_slash() -> None:
    assert json.loads(SITE["config.json"].body) == {"apiUrl": "https://api.example/prod"}


def test_lists_lead_to_their_members_and_batches() -> None:
    assert f"{LIST}/index.html" in Shape(SITE["lists/index.html"].body).links
    assert {"202602/index.html", "feed.xml"} <= {*Shape(SITE[f"lists/{LIST}/index.html"].body).links}
    assert "本批" in Shape(SITE[f"lists/{LIST}/202602/index.html"].body).text


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "wash"),
        ("soft", "wash"),
        ("blue", "paper"),
        ("red", "red-wash"),
        ("amber", "amber-wash"),
        ("green", "green-wash"),
    ],
)
def test_text_stands_out_from_its_ground(ink: str, paper: str) -> None:
    """WCAG 2.1 AA: a contrast of at least 4.5 to 1."""
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", (PORTAL / "assets" / "portal.css").read_text(encoding="utf-8")))
    light, dark = sorted((_luminance(colours[name]) for name in (ink, paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
