"""`/about/`: what the platform holds, and what it doesn't: coverage by department and month, the gaps named.

A month counts as covered where the department sent something in, or declared that there was nothing to send.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import Scoreboard

SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Coverage:
    """A department's months, as many as the page has: what it sent in, and what of it is missing or overdue."""

    department: str
    months: Sequence[tuple[int, int]]

    @property
    def reported(self) -> int:
        """Rows of all the months shown."""
        return sum(reported for reported, _ in self.months)

    @property
    def gaps(self) -> int:
        """Decisions that are known of and not public."""
        return sum(missing for _, missing in self.months)


def about_file(renderer: Renderer, history: Sequence[Scoreboard]) -> PublicFile:
    """From the city's boards, oldest first; without any the page says that nothing was counted yet."""
    shown = [*history[-SHOWN_MONTHS:]]
    found = [_coverage(one.id, shown) for one in renderer.catalogue.departments if one.reports and one.valid_to is None]
    return renderer.page(
        "about/index.html",
        "about.html",
        months=[board["month"] for board in shown],
        as_of=shown[-1]["as_of"] if shown else None,
        senders=sorted((one for one in found if one.reported or one.gaps), key=lambda one: -one.reported),
        silent=[one.department for one in found if not one.reported and not one.gaps],
    )


def _coverage(department: str, history: Sequence[Scoreboard]) -> Coverage:
    boards = [next((b for b in one["departments"] if b["department"] == department), None) for one in history]
    return Coverage(department, [_month(board) for board in boards])


def _month(board: Mapping[str, int] | None) -> tuple[int, int]:
    return (board["reported"], board["overdue"] + board["suspected_missing"]) if board else (0, 0)
