"""How long a department takes to handle an objection, from its register to the scoreboard."""

from typing import Any

from tests.e2e.conftest import City, make

KEY = "culture-tourism/objection-register/{}.csv"
HEADER = "异议编号,收到日期,办结日期,处理结果\n"


def board(city: City) -> dict[str, Any]:
    make("job", "NAME=comply")
    found: dict[str, Any] = city.get("/departments/culture-tourism/compliance").json
    return {name.removeprefix("objections_"): value for name, value in found.items() if "objections" in name}


def test_an_objection_is_overdue_until_the_register_says_that_it_was_handled(city: City) -> None:
    came = city.drop(KEY.format("came"), f"{HEADER}武文旅异议〔2026〕1号,2026-03-02,,\n".encode("gb18030"))
    assert came["status"] == "accepted"
    before = board(city)
    assert (before["open"], before["overdue"], before["average_working_days"]) == (1, 1, None)
    handled = f"{HEADER}武文旅异议〔2026〕1号,2026-03-02,2026-03-04,更正\n".encode()
    assert city.drop(KEY.format("handled"), handled)["status"] == "accepted"
    after = board(city)
    assert (after["handled"], after["open"], after["average_working_days"]) == (1, 0, 2.0)
    page = city.page(f"compliance/{city.get('/compliance').json['month']}/culture-tourism.html").body.decode()
    assert "武文旅异议〔2026〕1号" in page
