"""Prints what reading each hostile file takes."""

import subprocess
import sys
import tempfile
from pathlib import Path

from chengxin.catalogue.load import compile_to
from infra.bench.hostile import CASES
from infra.bench.hostile.measure import MEMORY_LIMIT, ROOT, measured


def main() -> int:
    """Writes and reads every file whose name holds the argument; answers 1 where one ended otherwise than it must."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    worst = 0
    print("| file | MB on disk | seconds of processor | MB of memory | rows | findings |\n|---|--:|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory() as folder:
        path, compiled = Path(folder) / "file", Path(folder) / "catalogue.json"
        compile_to(ROOT / "infra" / "catalogue", compiled)
        for name in (name for name in CASES if wanted in name):
            line, fine = _case(name, path, compiled)
            worst |= not fine
            print(line, flush=True)
    return worst


def _case(name: str, path: Path, compiled: Path) -> tuple[str, bool]:
    write, code = CASES[name]
    write(path)
    start = f"| {name} | {path.stat().st_size / 1e6:.1f} |"
    try:
        found = measured(path, compiled)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return f"{start} – | – | – | {type(error).__name__} |", False
    fine = (not code or code in found.codes) and found.megabytes < MEMORY_LIMIT
    told = f"{', '.join(found.codes) or 'read'}{'' if fine else ' (!)'}"
    return f"{start} {found.seconds:.1f} | {found.megabytes} | {found.rows:,} | {told} |", fine


if __name__ == "__main__":
    sys.exit(main())
