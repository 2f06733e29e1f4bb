"""Handing out the results of a large organisation: time, memory and size of each format; and one long history.

python tests/bench/export_bench.py [--calls 100000] [--people 200]

The calls are written straight into the database, with scorecards of real calls.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import learn_history
from server_process import PASSWORD
from table import at_most, head, row

from trainer.records import scorecards, tables
from trainer.services.turns import AnswerTurn, HangUpTurn
from trainer.settings import Settings
from trainer.wiring import built

AT_ONCE = 2000
"""Calls in one transaction."""
MOST_MEMORY = 500
"""MB that an export may take, however long the history."""
ENDINGS = (".db", ".csv", ".xlsx")


def real_scorecard(services, person, scenario):
    """The scorecard of a call that was picked up and dropped: all items of the rubric, with their reasons."""
    call = services.calls.begin(person, scenario, "zh", seed=1)
    services.calls.take_turn(person, call.id, AnswerTurn(type="answer", seq=1))
    services.calls.take_turn(person, call.id, HangUpTurn(type="hang_up", seq=2))
    return services.calls.wrap_up(person, call.id, {})


def many_calls(services, people, calls):
    """So many calls, shared out among the people, an hour apart."""
    draw = random.Random(1)
    scenarios = [services.catalogue.playable(name) for name in services.library.scenarios]
    cards = {one.scenario.id: real_scorecard(services, people[0], one.scenario.id) for one in scenarios}
    begin = services.clock.now() - timedelta(hours=calls)
    for first in range(0, calls, AT_ONCE):
        made = {name: [] for name in ("calls", "entries", "call_ends", "wrap_ups", "scorecards")}
        for number in range(first, min(first + AT_ONCE, calls)):
            one = draw.choice(scenarios)
            at = begin + timedelta(hours=number)
            learn_history.call(made, draw, people[number % len(people)], one, f"call-{number}", at)
            last = made["scorecards"][-1]
            card = replace(cards[one.scenario.id], percent=last["percent"], passed=last["passed"])
            last["body"] = scorecards.SCORECARD.dump_json(card).decode()
        with services.store.writing() as rows:
            for name, lines in made.items():
                rows.execute(tables.metadata.tables[name].insert(), lines)


def measured(data, target):
    """Seconds, and MB at most, of `trainer export` in a process of its own."""
    command = [sys.executable, "-c", "from trainer.cli import main; main()", "export", "--out", str(target)]
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "TRAINER_DATA": str(data)}, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"The export to {target.suffix} failed.")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def looked_back(services, person):
    """One long history: its first page, its last, and the line of all scores."""
    histories = services.calls.histories
    doing = {
        "first page": lambda: histories.page(person, 1, of=None, scenario=None, came="all", size=15),
        "last page": lambda: histories.page(person, 10**6, of=None, scenario=None, came="all", size=15),
        "passed ones": lambda: histories.page(person, 1, of=None, scenario=None, came="passed", size=15),
        "line of scores": lambda: histories.scores(person, most=100),
    }
    for name, act in doing.items():
        act()
        times = []
        for _ in range(5):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
        at_most(f"a person's 20000 calls, {name}: median", statistics.median(times) * 1000, 250, "ms", digits=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=200)
    chosen = parser.parse_args()
    head()
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        with built(Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")) as services:
            people = [services.people.add(f"person-{number}", PASSWORD) for number in range(chosen.people)]
            many_calls(services, people, chosen.calls)
        for ending in ENDINGS:
            target = Path(made) / f"results{ending}"
            seconds, most = measured(data, target)
            size = target.stat().st_size / 1e6
            row(f"{chosen.calls} calls to {ending}: seconds, MB of the file", f"{seconds:.0f} s, {size:.0f} MB")
            at_most(f"{chosen.calls} calls to {ending}: memory at most", most, MOST_MEMORY, "MB", digits=0)
            target.unlink()
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        with built(Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")) as services:
            ann = services.people.add("ann", PASSWORD)
            many_calls(services, [ann], 20_000)
            looked_back(services, ann)


if __name__ == "__main__":
    main()
