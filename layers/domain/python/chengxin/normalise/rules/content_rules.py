"""Rules that hold a penalty's columns to its content: the kinds and the sums that the decision states in words."""

from decimal import Decimal
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters, text
from chengxin.normalise.rules.penalty_content import Sums, likely_unit, stated_kinds, stated_sums
from chengxin.normalise.shortcuts.penalty_content import single_fine

if TYPE_CHECKING:
    import polars as pl

    from chengxin.catalogue import CodeList
    from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn
    from chengxin.normalise.table import Table

NOTHING = Decimal(0)


def kinds_stated(table: "Table", parameters: Parameters) -> None:
    """A kind that the field `content` imposes in words belongs in the field `kind`; one left out is a warning."""
    kind, content = text(parameters, "kind"), text(parameters, "content")
    if not table.has_column(content):
        return
    code_list, said, have = table.code_list(kind), table.dictionary(content), table.dictionary(kind)
    left_out: dict[int, dict[str, str]] = {}
    for i in _suspects(said, have, code_list, table.nowhere).arg_true().to_list():
        found = omitted_kinds(said.texts[said.codes[i]], have.texts[have.codes[i]], code_list)
        if found:
            left_out[i] = {"kinds": "、".join(found), "content": table.header(content)}
    table.report_at(kinds.KIND_OMITTED, kind, left_out)


def _suspects(
    said: "DictionaryColumn", have: "DictionaryColumn", code_list: "CodeList", nowhere: "pl.Series"
) -> "pl.Series":
    """Where the word of a kind stands in the content, but not the kind in its column."""
    suspects = nowhere
    for value in code_list.values:
        if value.mention:
            suspects = suspects | (_worded(said, value.mention.word) & _lacking(have, value.code, code_list))
    return suspects


def _worded(said: "DictionaryColumn", word: str) -> "pl.Series":
    return said.matching(lambda one: one.str.contains(word, literal=True))


def _lacking(have: "DictionaryColumn", code: str, code_list: "CodeList") -> "pl.Series":
    return have.where(lambda cell: code not in covered(cell, code_list))


def omitted_kinds(content: str, cell: str, code_list: "CodeList") -> list[str]:
    """The labels of the kinds that a content imposes and a cell of kinds leaves out, in the list's order.

    None where the cell names none that says anything: the note it lacks is told already.
    """
    if any(value.note and value.code in cell.split(";") for value in code_list.values):
        return []
    missing = stated_kinds(content, code_list) - covered(cell, code_list)
    return [value.label for value in code_list.values if value.code in missing]


def covered(cell: str, code_list: "CodeList") -> frozenset[str]:
    """The codes of a cell of kinds, and those that they leave open or take in."""
    codes = frozenset(cell.split(";"))
    return codes.union(*(value.covers for value in code_list.values if value.code in codes))


def amounts_stated(table: "Table", parameters: Parameters) -> None:
    """The amounts in the fields `fine` and `confiscated` must not contradict the sums stated in the field `content`."""
    content, fine, confiscated = (text(parameters, key) for key in ("content", "fine", "confiscated"))
    if not table.has_column(content) or not (table.has_column(fine) or table.has_column(confiscated)):
        return
    said = table.dictionary(content)
    fines, taken = table.values(fine), table.values(confiscated)
    single = said.look_up(single_fine)
    odd = said.matching(lambda one: single_fine(one).is_null()) & (fines.is_not_null() | taken.is_not_null())
    wrong: dict[str, dict[int, dict[str, str]]] = {fine: {}, confiscated: {}}
    for i in (odd | (single != fines)).arg_true().to_list():
        pair = (Decimal(fines[i] or 0), Decimal(taken[i] or 0))
        for name, amount, stated in contradictions(stated_sums(said.texts[said.codes[i]]), *pair, fine, confiscated):
            wrong[name][i] = _told(amount, stated, table.header(content))
    for name, told in wrong.items():
        table.report_at(kinds.AMOUNT_CONTRADICTED, name, told)


def contradictions(
    sums: Sums, fine: Decimal, taken: Decimal, fine_name: str, taken_name: str
) -> list[tuple[str, Decimal, Decimal]]:
    """The fields whose amounts, where there are any, the sums contradict: name, amount, and a sum that is stated."""
    against_fine = sums.contradicted_fine(fine, taken) if fine else None
    against_taken = sums.contradicted_confiscation(taken, fine) if taken else None
    found = ((fine_name, fine, against_fine), (taken_name, taken, against_taken))
    return [(name, amount, stated) for name, amount, stated in found if stated is not None]


def _told(amount: Decimal, stated: Decimal, content: str) -> dict[str, str]:
    units = likely_unit(amount, stated)
    likely = f"，似把以“{units[0]}”计的数填进了以“{units[1]}”计的栏" if units else ""
    return {"yuan": _plain(amount), "stated": _plain(stated), "content": content, "likely": likely}


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
