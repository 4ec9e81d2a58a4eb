"""Work on hostile bytes in a process of its own, so that what crashes, runs on or takes all memory is alone in it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SECONDS, MEGABYTES = 8, 320
"""Of processor and of address space that such work may take."""
PATIENCE = 60
"""Seconds on the wall."""
_START = """
import importlib, os, sys
paths, module, name, megabytes, seconds, *arguments = sys.argv[1:]
sys.path[:] = paths.split(os.pathsep)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
except (ImportError, ValueError, OSError):
    pass
getattr(importlib.import_module(module), name)(*arguments)
"""

Work = Callable[[str, str], None]
"""A function of a module: from one path to another."""


def done_apart(work: Work, source: Path, target: Path) -> bool:
    """Whether the work ended well within the limits; what it says of the bytes goes nowhere."""
    paths = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", _START, paths, work.__module__, work.__name__, str(MEGABYTES), str(SECONDS)]
    try:
        done = subprocess.run([*command, str(source), str(target)], capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
