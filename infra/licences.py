"""`python -m infra.licences`: the licences of what the layers carry, as their packages tell them."""

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LAYERS = ("core", "chalice", "files", "columns")
CLASSIFIER = "License :: OSI Approved :: "


def table() -> str:
    """Markdown: layer, package, version, licence."""
    lines = ["# Licences of what the layers carry", "", "Made by `make sbom`.", ""]
    lines += ["| layer | package | version | licence |", "|---|---|---|---|"]
    return "\n".join([*lines, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    for layer in LAYERS:
        text = (PROJECT / "layers" / "dependencies" / f"{layer}.txt").read_text("utf-8")
        for name, version in re.findall(r"(?m)^([\w-]+)==([\w.]+)", text):
            yield f"| {layer} | {name} | {version} | {_licence(name)} |"


def _licence(package: str) -> str:
    """The expression of the package's metadata or, of an older one, its classifiers or its own words."""
    told = metadata(package).json
    classified = [one.removeprefix(CLASSIFIER) for one in told.get("classifier", []) if one.startswith(CLASSIFIER)]
    own = str(told.get("license") or "").strip().splitlines()
    return str(told.get("license_expression") or ", ".join(classified) or (own or ["?"])[0])


if __name__ == "__main__":
    (PROJECT / "docs" / "sbom" / "licences.md").write_text(table(), encoding="utf-8")
