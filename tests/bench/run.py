"""All benchmarks, one after another, and one table at the end.

python tests/bench/run.py [--quick] [matching speech check courses server …]

Nothing here fails a build: the figures go into the closing note of whoever measured. `--quick` measures less of
everything, in a few minutes: for a look while working, not for the note.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import table

HERE = Path(__file__).resolve().parent
ALL = {
    "matching": ((), ("--no-folds",)),
    "speech": ((), ("--count", "2")),
    "check": ((), ("100",)),
    "courses": ((), ("100",)),
    "export": ((), ("--calls", "5000")),
    "learn": ((), ("--modules", "100", "--questions", "2000", "--years", "1", "--samples", "20")),
    "server": ((), ("--seconds", "10", "--samples", "100")),
}
"""What each is given as a whole, and in a hurry."""


def load():
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmarks", nargs="*", metavar="benchmark", help=f"some of: {', '.join(ALL)}")
    parser.add_argument("--quick", action="store_true", help="measure less")
    chosen = parser.parse_args()
    if unknown := [name for name in chosen.benchmarks if name not in ALL]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(ALL)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {load()} before the start")
    failed = []
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        rows = Path(folder) / "rows"
        rows.touch()
        environ = {**os.environ, table.ROWS: str(rows)}
        environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE.parents[1]), os.environ.get("PYTHONPATH"))))
        for name in chosen.benchmarks or ALL:
            print(f"\n== {name} ==", flush=True)
            began = time.perf_counter()
            command = [sys.executable, str(HERE / f"{name}_bench.py"), *ALL[name][chosen.quick]]
            if subprocess.run(command, env=environ, check=False).returncode:
                failed.append(name)
            print(f"({time.perf_counter() - began:.0f} s, {load()} at its end)", flush=True)
        print("\n== all ==")
        table.all_of(rows)
    if failed:
        sys.exit(f"These did not come to their end: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
