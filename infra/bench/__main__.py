"""`make bench`: every comparison, the reads of a sweep, and with SCALE=1000000 the first load on a local stack."""

import os

from infra.bench import day_files, load, names, publication, sweep, validation, writes
from infra.bench import load_report as loadtable
from infra.bench.bench_stack import empty_stack
from infra.bench.plan import plan


def main() -> None:
    """Prints one table after the other."""
    print("## From a file to verdicts\n")
    print(validation.compare(validation.ROWS, validation.ROUNDS))
    print("\n## From records to the table\n")
    print(writes.compare())
    print("\n## A day's files\n", flush=True)
    day_files.main(day_files.RECORDS)
    print("\n## From accepted records to what is public\n", flush=True)
    publication.main(publication.SIZES, publication.BESIDES)
    print("\n## Names of enterprises\n", flush=True)
    names.main(names.NAMES)
    print("\n## A sweep beside more and more history\n", flush=True)
    with empty_stack() as stack:
        print(f"\n{sweep.table(sweep.run(stack))}")
        if scale := int(os.environ.get("SCALE") or 0):
            print(f"\n## Through the whole of ingest, up to {scale:,} rows\n", flush=True)
            loaded = load.run(scale, stack)
            print(f"\n{loadtable.table(loaded)}\n\n## The first load in a region\n\n{plan(loaded)}")


if __name__ == "__main__":
    main()
