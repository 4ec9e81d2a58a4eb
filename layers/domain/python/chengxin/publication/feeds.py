"""For a department's own site: an Atom feed (RFC 4287) and a small page to embed."""

import re
from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from chengxin.catalogue.model import Department
from chengxin.publication.files import ATOM, PublicFile
from chengxin.publication.record_rows import Record, Row, row_of
from chengxin.publication.renderer import Renderer
from chengxin.times import rfc3339

FEED_ENTRIES, EMBED_ROWS = 100, 20
ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't carry, not even escaped."""


def feed_file(renderer: Renderer, department: Department, records: Sequence[Record], now: datetime) -> PublicFile:
    """`feeds/{department}.xml`: the newest 100 of the department's public records, which come newest first.

    Links are relative to the feed, as RFC 4287 allows, since the site may be served at several addresses.
    """
    feed = ET.Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": "zh-CN"})
    element(feed, "id", f"urn:chengxin:department:{department.id}")
    element(feed, "title", f"{department.name} 信用信息公示")
    element(feed, "updated", records[0]["published_at"] if records else rfc3339(now))
    element(element(feed, "author"), "name", department.name)
    element(feed, "link", rel="self", type="application/atom+xml", href=f"{department.id}.xml")
    element(feed, "link", rel="alternate", type="text/html", href="../index.html")
    for record in records[:FEED_ENTRIES]:
        _add_entry(feed, record, row_of(record, renderer.catalogue))
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return PublicFile(f"feeds/{department.id}.xml", body, ATOM)


def embed_file(renderer: Renderer, department: Department, records: Sequence[Record], now: datetime) -> PublicFile:
    """`embed/{department}.html`: the newest 20 in a page made for an `iframe`; its links open the portal."""
    rows = [row_of(record, renderer.catalogue) for record in records[:EMBED_ROWS]]
    key = f"embed/{department.id}.html"
    return renderer.page(key, "embed.html", department=department, rows=rows, now=now)


def _add_entry(feed: ET.Element, record: Record, row: Row) -> None:
    entry = element(feed, "entry")
    element(entry, "id", f"urn:chengxin:record:{row.record_id}")
    element(entry, "title", " ".join(filter(None, (row.dataset_title, row.subject_name, row.document_number))))
    element(entry, "link", rel="alternate", type="text/html", href=f"../records/index.html?id={row.record_id}")
    element(entry, "published", record["published_at"])
    element(entry, "updated", record["published_at"])
    element(entry, "category", term=row.dataset, label=row.dataset_title)
    lines = [
        f"决定机关：{row.authority}",
        f"决定日期：{row.decision_date}",
        *(f"{d.title}：{d.text}" for d in row.details),
    ]
    element(entry, "summary", "\n".join(lines))


def element(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Adds an element with what XML can carry of its texts."""
    clean = {name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, clean)
    child.text = _NOT_XML.sub("\ufffd", text) or None
    return child
