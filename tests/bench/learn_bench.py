"""Reading, answering, searching and finding the next step, with as much content and history as anybody will have.

python tests/bench/learn_bench.py [--modules 1000] [--questions 20000] [--years 5] [--samples 60]

Loading many courses is measured by courses_bench.py.
"""

import argparse
import contextlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bare_streamlit
import learn_data
import learn_history
import page_rerun
from http_client import Plain
from server_process import PASSWORD, free_port, processor_seconds, serving
from table import at_most, head, row

from trainer.people.roles import Person
from trainer.services import next_steps
from trainer.services.searching import Search
from trainer.settings import Settings
from trainer.wiring import built

ROOT = Path(__file__).resolve().parents[2]
BARE = """import streamlit as st
for _ in range({blocks}):
    st.container()
for _ in range({elements}):
    st.html("<p>hi</p>")
"""


def ms(seconds):
    return f"{seconds * 1000:.1f} ms"


def p95(times):
    return sorted(times)[int(len(times) * 0.95)]


def timed(act):
    began, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - worked


# -- pages


def pages(samples):
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        settings = Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")
        with built(settings) as services:
            services.people.add("owner", PASSWORD, role="admin")
            ann = services.people.add("ann", PASSWORD)
            course = next(iter(services.library.courses.values()))
            module = max(course.modules[:1], key=lambda each: len(each.bodies["zh"]))
            attempt = services.self_checks.begin(ann, module.quiz, "zh", module=course.key(module))
        with serving(data, ROOT) as (port, process, _started):
            settled(process.pid)
            client = Plain(port)
            client.sign_in("ann", PASSWORD)
            places = {
                "module page": ("module", f"course={course.id}&module={module.id}"),
                "question page": ("self-check", f"attempt={attempt.id}"),
            }
            for name, (page, query) in places.items():
                beside(Path(made), (port, process.pid, client.cookies), name, page, query, samples)


def settled(pid):
    """Waits until a server has nothing left to make ready."""
    for _ in range(120):
        before = processor_seconds(pid)
        time.sleep(1)
        if before is None or processor_seconds(pid) - before < 0.03:
            return


def progress_page(years, samples):
    """The page that puts years together, for somebody who worked every day of them."""
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        with built(Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")) as services:
            services.people.add("owner", PASSWORD, role="admin")
            learn_history.live(services, services.people.add("ann", PASSWORD), years=years)
        with serving(data, ROOT) as (port, process, _started):
            settled(process.pid)
            client = Plain(port)
            client.sign_in("ann", PASSWORD)
            server = port, process.pid, client.cookies
            beside(Path(made), server, f"progress page after {years} years", "progress", "", samples, most=None)


def beside(folder, server, name, page, query, samples, *, most=1.5):
    """A page's reruns and those of a bare page that draws as much, one after the other."""
    port, pid, cookies = server
    known, kept = set(), set()
    with page_rerun.connected(port, cookies) as socket:
        for _ in range(4):
            drawn = page_rerun.rerun(socket, page=page, query=query, kept=known)
        script = BARE.format(blocks=drawn.blocks, elements=drawn.elements)
        with (
            bare_server(folder / name.partition(" ")[0], script) as (bare_port, bare_pid),
            page_rerun.connected(bare_port) as bare,
        ):
            for _ in range(4):
                page_rerun.rerun(bare, kept=kept)
            ours, theirs = [], []
            spent = processor_seconds(pid), processor_seconds(bare_pid)
            for _ in range(samples):
                theirs.append(page_rerun.rerun(bare, kept=kept).seconds)
                ours.append(page_rerun.rerun(socket, page=page, query=query, kept=known).seconds)
            if spent[0] is not None:
                spent = processor_seconds(pid) - spent[0], processor_seconds(bare_pid) - spent[1]
    middle = statistics.median
    row(f"bare rerun with {drawn.elements} elements in {drawn.blocks} blocks, median", ms(middle(theirs)))
    row(f"{name}: rerun, median / p95", f"{ms(middle(ours))} / {ms(p95(ours))}")
    if most is not None:
        at_most(f"{name} / bare rerun", middle(ours) / middle(theirs), most)
    else:
        row(f"{name} / bare rerun", "", ratio=middle(ours) / middle(theirs))
    if spent[1]:
        told = f"{ms(spent[0] / samples)} / {ms(spent[1] / samples)}"
        row(f"{name}, bare rerun: processor time of each server", told, ratio=spent[0] / spent[1])


@contextlib.contextmanager
def bare_server(folder, script):
    """A Streamlit application of one script, started as ours is."""
    folder.mkdir()
    (folder / "bare.py").write_text(script)
    port = free_port()
    command = [sys.executable, "-c", bare_streamlit.SERVER, str(folder / "bare.py"), str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    try:
        with bare_streamlit._connected(port, process):
            pass
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


# -- search


class Standing:
    """A catalogue that nobody edits, and courses that nobody has begun."""

    def __init__(self, library):
        self.library = library

    def current(self):
        return self.library

    def path(self, _person):
        return ()


def queries(library, count):
    """What people look for: words and pairs of words of the texts, common and rare, in both languages."""
    draw = random.Random(2)
    bodies = [module.bodies for course in library.courses.values() for module in course.modules]
    found = [
        ("客户", "zh"),
        ("的", "zh"),
        ("the", "en"),
        ("customer", "en"),
        ("怎么处理客户的投诉", "zh"),
        ("投訴", "zh"),
    ]
    while len(found) < count:
        body = draw.choice(bodies)
        if draw.random() < 0.5:
            runs = re.findall(r"[\u4e00-\u9fff]{4,}", body["zh"])
            run = draw.choice(runs)
            found.append((run[: draw.randrange(1, 5)], "zh"))
        else:
            words = re.findall(r"[A-Za-z]{3,}", body["en"])
            place = draw.randrange(len(words) - 2)
            found.append((" ".join(words[place : place + draw.randrange(1, 3)]), "en"))
    return found


def search(modules, questions, count):
    library = learn_data.many(modules, questions)
    anybody = Person(id="x", name="x", display_name="x", role="trainee")
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        standing = Standing(library)
        service = Search(standing, standing, Path(made))
        wall, work = timed(service.prepare)
        size = (Path(made) / "search.db").stat().st_size / 1e6
        row(f"search index of {modules} modules, {questions} questions", f"{wall:.0f} s, {size:.0f} MB")
        row("the same, time of the processor alone", f"{work:.0f} s")
        again = Search(standing, standing, Path(made))
        row("search index: the next start, nothing changed", ms(timed(again.prepare)[0]))
        asked = queries(library, count)
        times = [timed(lambda words=words, lang=lang: again.find(anybody, words, lang=lang)) for words, lang in asked]
        clock, worked = [each[0] for each in times], [each[1] for each in times]
        row(
            f"{count} searches, time of the processor alone: median / p95",
            f"{ms(statistics.median(worked))} / {ms(p95(worked))}",
        )
        at_most(f"{count} searches: median", statistics.median(clock) * 1000, 50, "ms", digits=1)
        at_most(f"{count} searches: p95", p95(clock) * 1000, 50, "ms", digits=1)
        slowest = max(zip(clock, asked, strict=True))
        row(f"{count} searches: the slowest ({slowest[1][0]})", ms(slowest[0]))
        again.close()
        service.close()


# -- the next step


def today(years, samples):
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made)
        with built(Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")) as services:
            ann = services.people.add("ann", PASSWORD)
            counts = learn_history.live(services, ann, years=years)
            told = ", ".join(f"{counts[name]} {name}" for name in ("calls", "attempts", "answers", "review_logs"))
            print(f"{years} years: {told}")
            next_steps.today(services, ann, lang="zh")
            times = [timed(lambda: next_steps.today(services, ann, lang="zh")) for _ in range(samples)]
    clock, worked = [each[0] for each in times], [each[1] for each in times]
    row(f"next step after {years} years, processor alone: median", ms(statistics.median(worked)))
    at_most(f"next step after {years} years of daily work: median", statistics.median(clock) * 1000, 50, "ms", digits=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--samples", type=int, default=60)
    chosen = parser.parse_args()
    head()
    pages(chosen.samples)
    progress_page(chosen.years, chosen.samples)
    today(chosen.years, chosen.samples)
    search(chosen.modules, chosen.questions, max(50, 4 * chosen.samples))


if __name__ == "__main__":
    main()
