"""Pages and tables in Markdown."""

from collections.abc import Iterable, Sequence

_MADE = "<!-- 由 make docs 依 infra/catalogue 生成，请勿手改。 -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what its cells hold stays in one line and in its cell."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def page(title: str, parts: Iterable[str]) -> str:
    """A generated page; blank parts are left out."""
    return "\n\n".join([_MADE, f"# {title}", *(part for part in parts if part)]) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
