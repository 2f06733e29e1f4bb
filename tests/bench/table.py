"""The table of what was measured against what was wanted. Each benchmark prints its own; `run.py` prints all at the end."""

import json
import os
from pathlib import Path

ROWS = "CALL_TRAINER_BENCH_ROWS"
"""Names the file that `run.py` gathers the rows of its benchmarks in."""


def head():
    print(f"| {'what':<56} | {'measured':>22} | {'wanted':>10} | {'ratio':>6} | held |")
    print(f"| {'-' * 56} | {'-' * 22} | {'-' * 10} | {'-' * 6} | ---- |")


def line(what, shown, wanted, ratio, held):
    """`ratio`: measured / wanted."""
    share = "" if ratio is None else f"{ratio:.2f}"
    verdict = {True: "yes", False: "NO", None: ""}[held]
    print(f"| {what:<56} | {shown:>22} | {wanted:>10} | {share:>6} | {verdict:<4} |", flush=True)


def row(what, shown, wanted="", *, ratio=None, held=None, printed=True):
    """Prints a row and keeps it for the table of all."""
    if printed:
        line(what, shown, wanted, ratio, held)
    if path := os.environ.get(ROWS):
        with Path(path).open("a", encoding="utf-8") as rows:
            rows.write(json.dumps([what, shown, wanted, ratio, held]) + "\n")


def at_most(what, value, limit, unit="", *, digits=2, printed=True):
    """A value that should not be over a limit."""
    space = f" {unit}" if unit else ""
    shown, wanted = f"{value:.{digits}f}{space}", f"<= {limit:g}{space}"
    row(what, shown, wanted, ratio=value / limit, held=value <= limit, printed=printed)


def at_least(what, value, limit, *, printed=True):
    """A value that should reach a limit."""
    row(what, f"{value:.3f}", f">= {limit:g}", ratio=value / limit, held=value >= limit, printed=printed)


def all_of(path):
    """Prints every row that was kept in a file."""
    head()
    for kept in Path(path).read_text("utf-8").splitlines():
        line(*json.loads(kept))
