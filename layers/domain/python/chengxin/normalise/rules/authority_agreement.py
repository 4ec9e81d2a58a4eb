"""A department reports in its own name and in those that the registry lets it act for."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters

if TYPE_CHECKING:
    from chengxin.normalise.table import Table


def authority_agreement(table: "Table", parameters: Parameters) -> None:
    """The authority of a row is one that the reporting department acts for; another department's name is an error.

    A name that the registry doesn't know is a warning: it can't hold every office, and it can't prove a fault.
    """
    name = table.role("authority_name")
    if name is None or not table.has_column(name):
        return
    authorities, department = table.context.catalogue.authorities, table.context.department
    named, values = table.dictionary(name), table.values(name)

    def told(i: int) -> dict[str, str]:
        owner = authorities.owner(values[i] or "")
        filers = authorities.filers_for(owner) if owner else []
        return {
            "owner": owner.name if owner else "",
            "department": department.name,
            "filers": "或者".join(one.name for one in filers) or "该机关",
        }

    def is_others(text: str) -> bool:
        owner = authorities.owner(text)
        return owner is not None and not authorities.acts_for(department, owner)

    table.report(kinds.AUTHORITY_OF_OTHERS, name, named.where(is_others), told)
    table.report(kinds.AUTHORITY_UNKNOWN, name, named.where(lambda text: authorities.owner(text) is None))
