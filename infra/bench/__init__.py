"""Benchmarks, and the generator of the files they measure on. One alone: `make bench NAME=hostile`."""

import sys
from pathlib import Path

DOMAIN = Path(__file__).parents[2] / "layers" / "domain" / "python"
if str(DOMAIN) not in sys.path:
    sys.path.insert(0, str(DOMAIN))
