"""What the emulator and the functions that it runs take of the machine: processor seconds and peak memory."""

import json
import os
import threading
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

EMULATOR = "emulator"
EVERY = 0.5
_WORK = json.dumps({f"field{number}": f"武市监罚〔2026〕{number}号" for number in range(30)})
_TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at a process and its children (one for each worker of a function) twice a second; needs /proc."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seconds: dict[int, float] = {}
        self._peaks: dict[int, int] = {}
        self._names: dict[int, str] = {pid: EMULATOR}
        self._taken: list[float] = []
        self._stop = threading.Event()

    @contextmanager
    def running(self) -> Iterator["Watch"]:
        """Watches for as long as the block lasts."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join()

    def seconds(self) -> Counter[str]:
        """Processor seconds so far, by function; the emulator's own under its name."""
        self._look()
        found: Counter[str] = Counter()
        for pid, seconds in self._seconds.items():
            found[self._names[pid]] += seconds  # type: ignore[assignment]
        return found

    def yardstick(self) -> float:
        """What the same small piece of work took of the processor since the last time this was asked, in the middle
        case: other work on the machine makes every step's work dearer, and this as much."""
        taken, self._taken = self._taken or [_measured()], []
        return median(taken)

    def peaks(self) -> dict[str, int]:
        """The highest resident megabytes of one worker, by function."""
        found: dict[str, int] = defaultdict(int)
        for pid, peak in self._peaks.items():
            found[self._names[pid]] = max(found[self._names[pid]], peak)
        return dict(sorted(found.items()))

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self._look()
            self._taken.append(_measured())

    def _look(self) -> None:
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                self._note(entry, int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue

    def _note(self, entry: Path, pid: int) -> None:
        stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        if pid != self._pid and int(stat[1]) != self._pid:
            return
        self._seconds[pid] = (int(stat[11]) + int(stat[12])) / _TICKS
        if pid == self._pid:
            return
        lines = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines() if ":" in line)
        self._peaks[pid] = int(lines.get("VmHWM", "0 kB").split()[0]) // 1024
        if pid not in self._names:
            environment = dict(e.partition("=")[::2] for e in (entry / "environ").read_text().split("\0"))
            self._names[pid] = _stem(environment.get("AWS_LAMBDA_FUNCTION_NAME", "other"))


def _measured() -> float:
    """Processor seconds of a piece of work like that which is watched: texts to objects, to JSON, packed."""
    start = time.thread_time()
    zlib.compress(json.dumps([json.loads(_WORK) for _ in range(20)]).encode())
    return time.thread_time() - start


def _stem(function: str) -> str:
    """`normalise` from `chengxin-NormaliseFunction-C84EE2570219C`."""
    return function.removeprefix("chengxin-").partition("Function-")[0].lower()
