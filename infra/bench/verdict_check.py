"""Are the fast verdicts the right ones, and does memory stay flat? What a rate alone doesn't tell."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from infra.bench.validation_inputs import context, write_file

LONG = 10
"""How many times longer the long file is."""


def differing_rows(path: Path) -> tuple[int, int]:
    """Rows of a file, and those on which the columns and the rules told row by row disagree.

    Compared are the verdict, every finding with its field, and every cell in canonical form.
    """
    from chengxin.formats.model import Limits
    from chengxin.formats.read import read
    from chengxin.formats.table.chunk_csv import read_rows
    from chengxin.normalise.engine import judge
    from infra.bench.row_oracle import judge_row

    given = context()
    reading = read(path, given.dataset, given.catalogue, Limits())
    layout = reading.layout or ""
    dataset = given.dataset.in_layout(layout)
    rows = differing = 0
    for chunk in reading.chunks:
        table = judge(chunk, reading.columns, given, layout, reading.findings)
        cells = {name: table.values(name).to_list() for name in table.filled()}
        told: dict[int, set[tuple[str, str]]] = {}
        for finding in table.findings:
            told.setdefault(finding.row or 0, set()).add((finding.field or "", finding.kind.code))
        written = read_rows(chunk.data, None if chunk.numbered else chunk.first_row)
        for at, (number, texts) in enumerate(written):
            right = judge_row(texts, reading.columns, given, layout, dataset)
            same = told.get(number, set()) == right.findings and (at not in table.rejected) == right.accepted
            held = {name: values[at] for name, values in cells.items() if values[at] is not None}
            differing += not (same and held == right.cells)
        rows += len(written)
    return rows, differing


def flat_memory(measured: Callable[[Path], dict[str, float]], rows: int) -> str:
    """Peak memory on files of `rows` rows and ten times as many, as a Markdown table."""
    lines = ["| rows | file MB | peak MB (over base) | rows/s |", "|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows, rows * LONG):
            path = Path(folder) / f"{count}.csv"
            write_file(path, count)
            found = measured(path)
            rate = count / found["seconds"]
            size = path.stat().st_size / 1e6
            lines.append(f"| {count:,} | {size:,.0f} | {found['peak']:.0f} (+{found['growth']:.0f}) | {rate:,.0f} |")
    return "\n".join(lines)
