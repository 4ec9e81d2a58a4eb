"""The day of a decision and the duty to disclose it: what was decided before there was a duty is doubted."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters, text

if TYPE_CHECKING:
    from chengxin.normalise.table import Table


def decided_under_duty(table: "Table", parameters: Parameters) -> None:
    """The date `date` isn't before the first day of the dataset's clock: such a year is usually a slip (2009 for 2019).

    A warning, since an older decision may be disclosed too.
    """
    name, context = text(parameters, "date"), table.context
    clock = context.catalogue.clock(context.dataset.disclosure.clock or "")
    if clock is None or not table.has_column(name):
        return
    first = min(clock.versions, key=lambda version: version.valid_from)
    told = {"begins": first.valid_from.isoformat(), "clock": clock.title}
    before = table.values(name) < told["begins"]
    table.report(kinds.DECIDED_BEFORE_DUTY, name, before, lambda _: told)
