"""What each function takes of the processor before its first event, and how large its package is.

    make bench NAME=cold_starts

The packages are those that `make run` built. Each function's handler is imported with its adapters in a process of its
own, as the runtime does before the first event (boto3 comes with it): with the byte-code of the layers, and without
any, as packages were before they carried it. Processor seconds, the median of five turns,
the interpreter's own start included.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import boto3
import yaml

from infra.local.config import Config

TURNS = 5
MEGABYTE = 1 << 20
MADE = "import importlib, sys, time; importlib.import_module(sys.argv[1]); import boto3; print(time.process_time())"


def main() -> None:
    """Prints the table."""
    build = Config.from_environment().directory / "build"
    print("| function | package MB | cold processor s | without byte-code |\n|---|--:|--:|--:|")
    for name, handler, layers in functions(yaml.safe_load((build / "template.yaml").read_text("utf-8"))):
        folders = [build / layer for layer in layers]
        size = sum(path.stat().st_size for folder in [build / name, *folders] for path in folder.rglob("*"))
        places = [build / name, *(folder / "python" for folder in folders)]
        with_it, without = seconds(handler, places), seconds(handler, places, "-X", "pycache_prefix=/nonexistent")
        print(f"| {name} | {size / MEGABYTE:.1f} | {with_it:.2f} | {without:.2f} |", flush=True)


def functions(built: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Name, module of the handler and layers of each function that has layers."""
    for name, resource in built["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function" and "Layers" in resource["Properties"]:
            layers = [layer["Ref"] for layer in resource["Properties"]["Layers"]]
            yield name, resource["Properties"]["Handler"].rpartition(".")[0], layers


def seconds(handler: str, places: list[Path], *flags: str) -> float:
    """What importing a handler takes of the processor."""
    runtime = Path(boto3.__file__).parents[1]
    path = os.pathsep.join(map(str, [*places, runtime]))
    environment = {"PYTHONPATH": path, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", *flags, "-c", MADE, handler]
    return median(
        float(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
        for _ in range(TURNS)
    )


if __name__ == "__main__":
    main()
