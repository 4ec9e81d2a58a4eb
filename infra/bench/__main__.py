"""`make bench`: every comparison, and with SCALE=1000000 the first load on a local stack of its own."""

import os

from infra.bench import load, validation, writes
from infra.bench.plan import plan


def main() -> None:
    """Prints one table after the other."""
    print("## From a file to verdicts\n")
    print(validation.compare(validation.ROWS, validation.ROUNDS))
    print("\n## From records to the table\n")
    print(writes.compare())
    if scale := int(os.environ.get("SCALE") or 0):
        print(f"\n## Through the whole of ingest, up to {scale:,} rows\n")
        loaded = load.run(scale)
        print(f"{load.table(loaded)}\n\n## The first load in a region\n\n{plan(loaded)}")


if __name__ == "__main__":
    main()
