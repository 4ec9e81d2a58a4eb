"""The same decision and party several times in one file."""

from collections.abc import Mapping

from tests.unit.normalise import test_engine
from tests.unit.normalise.test_engine import SYNTHETIC_ID, chunk, columns, context, judged

from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, Twins

from infra.bench.penalty_rows import HEADERS  # isort: skip

OTHER_ID = "44011320141005001X"
WITHOUT_SUM = {"CF_NR": "处以罚款。"}
"""Whichever amount a row states, the content does not contradict it."""
FIRM, PERSON = test_engine.FIRM | WITHOUT_SUM, test_engine.PERSON | WITHOUT_SUM


def told(verdict: ChunkVerdict) -> list[tuple[int | None, str]]:
    return [(finding.row, finding.kind.code) for finding in verdict.findings]


def test_rows_that_contradict_each_other_are_all_errors() -> None:
    verdict = judged(
        FIRM, PERSON, {**FIRM, "CF_NR_FK": "5"}, {**FIRM, "CF_WSH": "武市监罚[2026]第064号", "CF_NR_FK": "7"}
    )
    assert told(verdict) == [(row, "contradictory-rows") for row in (2, 4, 5)]
    assert [row.row for row in verdict.rejected] == [2, 4, 5]
    assert [row.row for row in verdict.accepted] == [3]
    message = verdict.findings[0].message
    assert "第4行、第5行" in message
    assert "罚款金额" in message


def test_the_same_content_in_other_spellings_is_one_record_with_a_warning() -> None:
    again = {**FIRM, "CF_WSH": "武市监罚[2026]第064号", "CF_JDRQ": "2026年3月2日", "CF_XDR_MC": " 武汉江汉百货有限公司"}
    verdict = judged(FIRM, again)
    assert told(verdict) == [(3, "duplicate-row")]
    assert len(verdict.accepted) == 2


def test_one_that_is_rejected_anyway_contradicts_none() -> None:
    verdict = judged(FIRM, {**FIRM, "CF_NR_FK": "若干"})
    assert told(verdict) == [(3, "money-format")]
    assert [row.row for row in verdict.accepted] == [2]


def test_several_parties_of_one_document_and_namesakes_are_records_of_their_own() -> None:
    namesake = {**PERSON, "CF_XDR_ZJHM": OTHER_ID, "CF_NR_FK": "3"}
    assert PERSON["CF_XDR_ZJHM"] == SYNTHETIC_ID
    other = {**FIRM, "CF_XDR_MC": "武汉长江商贸有限公司", "CF_NR_FK": "9"}
    assert [code for _, code in told(judged(FIRM, other, PERSON, namesake))] == []


def with_twins(*rows: Mapping[str, str], twins: tuple[Mapping[str, str], ...]) -> ChunkVerdict:
    def cells(given: tuple[Mapping[str, str], ...]) -> list[list[str]]:
        return [[row.get(code, "") for code in HEADERS] for row in given]

    places = [f"工作表“二月”第{at}行" for at in range(7, 7 + len(twins))]
    others = Twins(chunk(cells(twins), first=1), places)
    return normalise_chunk(chunk(cells(rows)), columns(), context(), "790-2018", (), others)


def test_a_row_of_another_chunk_contradicts_too() -> None:
    verdict = with_twins(FIRM, PERSON, twins=({**FIRM, "CF_NR_FK": "5"}, {**PERSON, "CF_NR_FK": "1.20"}))
    assert told(verdict) == [(2, "contradictory-rows")]
    assert "工作表“二月”第7行" in verdict.findings[0].message
    assert verdict.total == 2


def test_a_row_of_another_chunk_that_is_rejected_itself_contradicts_none() -> None:
    assert told(with_twins(FIRM, twins=({**FIRM, "CF_NR_FK": "若干"},))) == []
