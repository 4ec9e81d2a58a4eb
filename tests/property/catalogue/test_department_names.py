"""However a department's name is typed, it is the same department."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chengxin.catalogue.load import load

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
SPELLINGS = [
    (name, one.id) for one in CATALOGUE.departments for name in (one.name, one.short_name, *one.aliases) if name
]
BLANKS = st.sampled_from(["", " ", "\u3000", "\u00a0", "\t", "\n"])
WIDTHS = {"(": "（", ")": "）", "（": "(", "）": ")"}


@given(st.sampled_from(SPELLINGS), st.data())
def test_blanks_and_widths_do_not_matter(spelling: tuple[str, str], data: st.DataObject) -> None:
    name, department = spelling
    typed = "".join(data.draw(st.sampled_from([char, WIDTHS.get(char, char)])) + data.draw(BLANKS) for char in name)
    found = CATALOGUE.department_named(typed)
    assert found
    assert found.id == department
