"""A dataset is one file: added at run time, files are read and judged by it without a line of code."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from chengxin.catalogue.load import load
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import Context
from chengxin.times import SHANGHAI

NEW = """
id: water-saving-redlist
title: 节水先进单位
kind: red_list
primaryKey: [party_code]
missingValues: ["", "/"]
subjectType: legal_person
roles: {subject_name: party_name, subject_code: party_code, decision_date: listed_on}
disclosure: {access: public, legalBasis: 《节约用水条例》}
fields:
  - {name: party_name, title: 单位名称, cell: name, constraints: {required: true}}
  - {name: party_code, title: 统一社会信用代码, cell: uscc, constraints: {required: true}}
  - {name: listed_on, title: 认定日期, type: date, cell: date, options: {past: true}, constraints: {required: true}}
"""
FILE = """单位名称,统一社会信用代码,认定日期
中铁第四勘察设计院,914201007071167872,2026年3月1日
某某公司,91420100,2026-03-01
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_dataset_added_as_one_file_takes_files_at_once(tmp_path: Path, encoding: str) -> None:
    source = shutil.copytree(Path(__file__).parents[3] / "infra" / "catalogue", tmp_path / "catalogue")
    (source / "datasets" / "water-saving-redlist.yaml").write_text(NEW)
    catalogue = load(source)
    dataset, department = catalogue.dataset("water-saving-redlist"), catalogue.department("transport")
    assert dataset is not None
    assert department is not None
    (tmp_path / "file").write_bytes(FILE.encode(encoding))
    reading = read(tmp_path / "file", dataset, catalogue, Limits())
    now = datetime(2026, 3, 2, tzinfo=SHANGHAI)
    context = Context(catalogue, dataset, department, now.date(), now)
    verdicts = [normalise_chunk(chunk, reading.columns, context, reading.layout) for chunk in reading.chunks]
    accepted = [row for verdict in verdicts for row in verdict.accepted]
    assert [(row.party.code, str(row.decision_date), row.public) for row in accepted] == [
        ("914201007071167872", "2026-03-01", True)
    ]
    assert [f.kind.code for verdict in verdicts for f in verdict.findings] == ["uscc-length"]
