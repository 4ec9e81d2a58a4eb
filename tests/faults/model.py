"""What ought to be public, told in a few lines: the oracle of the random schedules.

It knows nothing of chunks, versions or executions: only which files were dropped, in which order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.faults.files import Penalty

Key = tuple[str, str]
"""(document number, party)"""
REASONS = {"撤销": "决定被撤销", "变更": "决定被变更", "信用修复": "信用修复"}
"""What a department writes → what the public reads."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file: the penalties that it tells of, or the withdrawals, as (document number, party or blank) → reason."""

    rows: tuple[Penalty, ...] = ()
    withdrawals: tuple[tuple[Key, str], ...] = ()


def standing(drops: Iterable[Dropped]) -> Mapping[Key, str]:
    """Record → its fine in 元, or the reason why it is withdrawn, after the given drops in the order they happened.

    The newest content counts. A withdrawal takes down what was dropped before it; it lasts until a file brings other
    content.
    """
    content, shown = dict[Key, str](), dict[Key, str]()
    for drop in drops:
        for row in drop.rows:
            key = row.document, row.party
            if row.kind and content.get(key) != row.fine:
                content[key] = row.fine
                shown[key] = f"{row.fine}0000.00"
        for (document, party), reason in drop.withdrawals:
            for key in content:
                if key[0] == document and party in ("", key[1]):
                    shown[key] = REASONS[reason]
    return shown


def public(drops: Iterable[Dropped]) -> dict[Key, str]:
    """Only what may be seen."""
    return {key: text for key, text in standing(drops).items() if text not in REASONS.values()}
