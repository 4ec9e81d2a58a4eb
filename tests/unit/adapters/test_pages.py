"""Where records lie: no partition grows hot, and a chunk of neighbours is asked for with few queries."""

from collections import Counter

from chengxin.records import PAGE_OF_NUMBERS, record_key

CHUNK = 20_000


def pages(documents: list[str], department: str = "market-regulation") -> Counter[str]:
    return Counter(record_key(department, one, "administrative-penalty", "甲公司").page for one in documents)


def test_years_of_a_series_lie_in_partitions_of_a_page_each() -> None:
    found = pages([f"武市监罚〔{year}〕{number}号" for year in range(2023, 2027) for number in range(CHUNK)])
    assert max(found.values()) == PAGE_OF_NUMBERS
    assert len(found) == 4 * CHUNK // PAGE_OF_NUMBERS


def test_a_chunk_of_neighbours_is_asked_for_with_a_query_a_page() -> None:
    assert len(pages([f"武市监罚〔2026〕{number}号" for number in range(7, CHUNK + 7)])) == CHUNK // PAGE_OF_NUMBERS + 1


def test_departments_and_documents_without_a_number_share_no_page() -> None:
    same = ["武市监罚〔2026〕64号"]
    assert not pages(same).keys() & pages(same, "water").keys()
    assert len(pages(["关于甲公司的决定", "关于乙公司的决定"])) == 2
