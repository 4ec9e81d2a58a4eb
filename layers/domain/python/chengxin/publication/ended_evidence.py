"""Scoreboards' evidence of records that have just ended: named no longer, in whatever month it stands.

The compliance run leaves ended records out of the months that it makes anew, and is an hour apart from the next; an end
has to be gone within minutes, and a period may be over years after its month.
"""

from collections.abc import Iterator, Mapping, Set
from datetime import date
from typing import Any

import orjson

from chengxin.compliance.board.ended_items import without_ended
from chengxin.compliance.board.evidence import Evidence
from chengxin.compliance.board.scoreboard import CITY
from chengxin.ports import Objects
from chengxin.publication.files import PublicFile
from chengxin.publication.manifest import KEY, read_manifest, scoreboard_months
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import evidence_data, evidence_key, evidence_pages
from chengxin.read_model.reader import ReadModel


def ended_evidence_files(
    renderer: Renderer, site: Objects, public: ReadModel, ended: Mapping[str, Set[str]], today: date
) -> Iterator[PublicFile]:
    """The lists, for programs and for people, that name any of the ended records of each department, without them."""
    known = read_manifest(site.get(KEY))
    every = {one for ids in ended.values() for one in ids}
    for month in scoreboard_months(known) if ended else ():
        for department, ids in {**ended, CITY: every}.items():
            body = site.get(evidence_key(month, department)) if evidence_key(month, department) in known else None
            lists = _lists(body) if body else {}
            if any(item.get("record_id") in ids for of in lists.values() for item in of.items):
                left = without_ended(lists, public, today)
                yield from evidence_pages(renderer, month, department, left)
                yield evidence_data(month, department, left)


def _lists(body: bytes) -> dict[str, Evidence]:
    lists: dict[str, dict[str, Any]] = orjson.loads(body)["lists"]
    return {name: Evidence(**of) for name, of in lists.items()}
