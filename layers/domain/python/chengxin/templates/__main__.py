"""`python -m chengxin.templates SOURCE OUT_DIR`: blank workbooks and reference pages of a catalogue.

`--pages` writes only the pages (`datasets/*.md`, `errors.md`, `formats.md`, `indicators.md`, `legal.md`),
`--workbooks` only the workbooks (`*.xlsx`).
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.templates.blank_workbook import blank_workbook
from chengxin.templates.format_limits import formats_page
from chengxin.templates.reference_pages import (
    dataset_page,
    datasets_page,
    findings_page,
    indicators_page,
    legal_page,
)


def pages(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every reference page: its path below the folder of documents, and its bytes."""
    yield "errors.md", findings_page().encode()
    yield "formats.md", formats_page().encode()
    yield "indicators.md", indicators_page().encode()
    yield "legal.md", legal_page(catalogue).encode()
    yield "datasets/README.md", datasets_page(catalogue).encode()
    for dataset in catalogue.datasets:
        yield f"datasets/{dataset.id}.md", dataset_page(dataset, catalogue).encode()


def workbooks(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every blank workbook: its file name and its bytes."""
    for dataset in catalogue.datasets:
        yield f"{dataset.id}.xlsx", blank_workbook(dataset, catalogue)


def main() -> None:
    """Writes both kinds unless one of them is asked for."""
    parser = argparse.ArgumentParser(prog="python -m chengxin.templates", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--pages", action="store_true")
    only.add_argument("--workbooks", action="store_true")
    arguments = parser.parse_args()
    catalogue = load(arguments.source)
    files = [
        *(() if arguments.workbooks else pages(catalogue)),
        *(() if arguments.pages else workbooks(catalogue)),
    ]
    for name, content in files:
        target = arguments.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"{len(files)} files -> {arguments.out}")


if __name__ == "__main__":
    main()
