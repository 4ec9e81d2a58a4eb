"""Benchmarks, and the generator of the files they measure on. Run as `python -m infra.bench.<name>`."""

import sys
from pathlib import Path

DOMAIN = Path(__file__).parents[2] / "layers" / "domain" / "python"
if str(DOMAIN) not in sys.path:
    sys.path.insert(0, str(DOMAIN))
