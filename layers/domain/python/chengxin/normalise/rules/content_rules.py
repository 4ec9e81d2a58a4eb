"""Rules that hold a penalty's columns to its content: the kinds and the sums that the decision states in words."""

from decimal import Decimal
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters, text
from chengxin.normalise.rules.penalty_content import Sums, likely_unit, stated_kinds, stated_sums
from chengxin.normalise.shortcuts.penalty_content import single_fine

if TYPE_CHECKING:
    import polars as pl

    from chengxin.catalogue import CodeList, CodeValue
    from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn
    from chengxin.normalise.table import Table

MORE = "more"


def kinds_stated(table: "Table", parameters: Parameters) -> None:
    """A kind that the field `content` imposes in words belongs in the field `kind`; one left out is a warning."""
    kind, content = text(parameters, "kind"), text(parameters, "content")
    if not table.has_column(content):
        return
    code_list, said, have = table.code_list(kind), table.dictionary(content), table.dictionary(kind)
    suspects = _suspects(said, have, code_list, table.nowhere).arg_true()
    pairs = list(zip(said.codes[suspects].to_list(), have.codes[suspects].to_list(), strict=True))
    omitted = {(text, cell): omitted_kinds(said.texts[text], have.texts[cell], code_list) for text, cell in set(pairs)}
    told = {at: omitted[pair] for at, pair in zip(suspects.to_list(), pairs, strict=True) if omitted[pair]}
    title = table.header(content)
    table.report_at(
        kinds.KIND_OMITTED, kind, {at: {"kinds": "、".join(found), "content": title} for at, found in told.items()}
    )


def _suspects(
    said: "DictionaryColumn", have: "DictionaryColumn", code_list: "CodeList", nowhere: "pl.Series"
) -> "pl.Series":
    """Where the word of a kind stands in the content, but not the kind in its column."""
    suspects, mentioned = nowhere, [value for value in code_list.values if value.mention]
    found = said.holding(sorted({word for value in mentioned for word in words_of(value)}))
    for value in mentioned:
        for word in found.keys() & words_of(value):
            suspects = suspects | (said.at(found[word]) & _lacking(have, value.code, code_list))
    return suspects


def words_of(value: "CodeValue") -> frozenset[str]:
    """Words without which no text imposes a kind."""
    return frozenset(value.mention.words if value.mention else ())


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
    stated = said.look_up(_stated)
    doubtful = (stated != fines) | ((stated == MORE) & taken.is_not_null())
    wrong: dict[str, dict[int, dict[str, str]]] = {fine: {}, confiscated: {}}
    for i in doubtful.arg_true().to_list():
        pair = (Decimal(fines[i] or 0), Decimal(taken[i] or 0))
        sums = stated_sums(said.texts[said.codes[i]])
        for name, amount, instead in contradictions(sums, *pair, fine, confiscated):
            wrong[name][i] = _told(amount, instead, table.header(content))
    for name, told in wrong.items():
        table.report_at(kinds.AMOUNT_CONTRADICTED, name, told)


def _stated(contents: "pl.Series") -> "pl.Series":
    """The fine of a content that states nothing else, `MORE` of one that states other sums, null of one without."""
    stated = single_fine(contents)
    left = stated.is_null().arg_true().to_list()
    return stated.scatter([at for at in left if stated_sums(contents[at]).any], MORE)


def contradictions(
    sums: Sums, fine: Decimal, taken: Decimal, fine_name: str, taken_name: str
) -> list[tuple[str, Decimal, Decimal]]:
    """The fields whose amounts, where there are any, the sums contradict: name, amount, and a sum that is stated."""
    against_fine = sums.contradicted_fine(fine, taken) if fine else None
    against_taken = sums.contradicted_confiscation(taken, fine) if taken else None
    found = ((fine_name, fine, against_fine), (taken_name, taken, against_taken))
    return [(name, amount, stated) for name, amount, stated in found if stated is not None]


def _told(amount: Decimal, instead: Decimal, content: str) -> dict[str, str]:
    units = likely_unit(amount, instead)
    likely = f"，似把以“{units[0]}”计的数填进了以“{units[1]}”计的栏" if units else ""
    return {"yuan": _plain(amount), "stated": _plain(instead), "content": content, "likely": likely}


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
