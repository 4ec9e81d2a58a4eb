"""A department's feed and embedded page."""

from xml.etree import ElementTree as ET

import pytest
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, record, renderer

from chengxin.publication import feeds

ATOM = "{http://www.w3.org/2005/Atom}"
DEPARTMENT = CATALOGUE.departments[0]


def test_the_feed_lists_the_newest_hundred() -> None:
    made = feeds.feed_file(renderer(), DEPARTMENT, [record(n) for n in range(1, 121)], NOW)
    assert made.key == "feeds/market-regulation.xml"
    feed = ET.fromstring(made.body)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 100
    assert entries[0].findtext(f"{ATOM}id") == f"urn:chengxin:record:{1:032d}"
    assert entries[0].findtext(f"{ATOM}title") == "行政处罚 武汉市江汉区长江百货有限公司 武市监罚〔2026〕1号"
    assert "处罚类别：警告、罚款" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T18:30:00+08:00"


@pytest.mark.parametrize("text", ["<b>&\"'", "\0\x0b\x1f", "]]>", "\ud800", "\ufffe𠮷"])
def test_the_feed_stays_well_formed_whatever_a_name_holds(text: str) -> None:
    hostile = record(1, subject={"code": text, "name": text, "type": "other"}, document_number=text)
    ET.fromstring(feeds.feed_file(renderer(), DEPARTMENT, [hostile], NOW).body)


def test_an_empty_feed_is_valid() -> None:
    feed = ET.fromstring(feeds.feed_file(renderer(), DEPARTMENT, [], NOW).body)
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T18:30:00+08:00"


def test_the_embedded_page_opens_records_outside_its_frame() -> None:
    made = feeds.embed_file(renderer(), DEPARTMENT, [record(n) for n in range(1, 31)], NOW)
    assert made.key == "embed/market-regulation.html"
    shape = Shape(made.body)
    assert len([link for link in shape.links if "records/index.html" in link]) == 20
    assert shape.attributes["a", "target"] == shape.elements["a"] == 21
