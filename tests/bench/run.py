"""All benchmarks, one after another: `python tests/bench/run.py [matching|speech|check|server …]`.

Each prints its own table. Nothing here fails a build: the figures go into the closing note of whoever measured.
"""

import importlib
import os
import platform
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

ALL = ("matching", "speech", "check", "server")


def main(chosen):
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f} before the start")
    for name in chosen or ALL:
        print(f"\n== {name} ==", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"{name}_bench").main()
        print(f"({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
