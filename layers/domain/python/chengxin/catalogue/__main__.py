"""`python -m chengxin.catalogue SOURCE TARGET.json`: checks the catalogue and compiles it for the Lambda layer."""

import argparse
import sys
from pathlib import Path

from chengxin.catalogue.load import CatalogueError, compile_to


def main() -> int:
    """Answers 0, or 1 after printing everything that is wrong."""
    parser = argparse.ArgumentParser(prog="python -m chengxin.catalogue", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    try:
        catalogue = compile_to(arguments.source, arguments.target)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(catalogue.datasets)} datasets, {len(catalogue.departments)} departments -> {arguments.target}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
