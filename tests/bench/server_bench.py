"""Turns over HTTP: one caller's latency against two yardsticks, then 100 and 400 callers for a minute each.

python tests/bench/server_bench.py [--seconds 60] [--callers 100,400] [--samples 300]

The callers share the machine with the server; half of them speak Chinese, half English.
"""

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bare_streamlit
from http_client import Many, Plain
from server_process import PASSWORD, free_port, make_people, memory, processor_seconds, serving
from table import at_most, head, row

from trainer.content.library import load

ROOT = Path(__file__).resolve().parents[2]
EVERY = 5.0


def calls_to_play():
    """The content folder, a scenario in it, and what a planned agent says in it, in each language."""
    for folder in (ROOT, ROOT / "tests" / "content_small"):
        library = load([folder])
        for scenario, plans in library.plans.items():
            said = [plan for plan in plans if sum(turn.action == "say" for turn in plan.turns) >= 4]
            if said and scenario in library.scenarios:
                chosen = {plan.lang: plan for plan in reversed(said)}
                turns = {
                    lang: [turn for turn in plan.turns if turn.action in ("say", "do")] for lang, plan in chosen.items()
                }
                return folder, scenario, dict(sorted(turns.items(), reverse=True))
    raise SystemExit("no scenario with a plan was found")


def unlike(text, lang):
    """The words with a new one at their end, so that nothing is remembered from the last time they were said."""
    letters = "天地人和风云山水花木春秋东南西北" if lang == "zh" else "bcdfglmnprst"
    return f"{text} {''.join(random.choices(letters, k=4))}"


def turns_of(plan, lang):
    """The JSON of a planned call's turns, the answering first, the hanging up last."""
    yield {"type": "answer"}
    for turn in plan:
        if turn.action == "say":
            yield {"type": "say", "text": unlike(turn.value, lang)}
        else:
            what, _, which = str(turn.value).partition(".")
            key = {"lookup": "record", "read": "article", "transfer": "target"}[what]
            yield {"type": what, key: which}
    yield {"type": "hang_up"}


def play(ask, scenario, lang, plan, note):
    """Plays a call; `note(kind, seconds)` gets each turn's time."""
    status, call = ask("POST", "/api/calls", {"scenario": scenario, "lang": lang, "seed": 1})
    assert status == 201, call
    seq = 0
    for turn in turns_of(plan, lang):
        began = time.perf_counter()
        status, answer = ask("POST", f"/api/calls/{call['id']}/turns", {"seq": seq + 1, **turn})
        took = time.perf_counter() - began
        if status != 200:
            raise SystemExit(f"turn {seq + 1} of {scenario} failed: {status} {answer}")
        seq = answer["seq"]
        note(turn["type"], took, answer)
        if answer["ended"]:
            return


def one_caller(port, name, scenario, lang, plan, rerun, samples):
    client = Plain(port)
    client.sign_in(name, PASSWORD)
    lines = []
    play(client.ask, scenario, lang, plan, lambda _kind, _took, answer: lines.extend(answer["lines"]))
    for line in lines:
        fetched = Plain(port)
        fetched.cookies = client.cookies
        fetched.socket.sendall(fetched._request("GET", line["audio"], None))
        assert b"200 OK" in fetched.socket.recv(65536)
    ok, say, hi = [], [], []

    def note(kind, took, _answer):
        if kind == "say":
            say.append(took)
        began = time.perf_counter()
        client.ask("GET", "/api/ok")
        ok.append(time.perf_counter() - began)
        if len(hi) < samples // 3:
            hi.append(rerun())

    while len(say) < samples:
        play(client.ask, scenario, lang, plan, note)
    return ok, say, hi


async def caller(port, name, session, scenario, lang, plan, until, times, errors):
    client = Many(port)
    client.cookies, client.csrf = dict(session.cookies), session.csrf
    await client.open()
    await asyncio.sleep(random.uniform(0, EVERY))
    while time.perf_counter() < until:
        status, call = await client.ask("POST", "/api/calls", {"scenario": scenario, "lang": lang, "seed": 1})
        if status != 201:
            errors.append((name, status, call))
            return
        seq = 0
        for turn in turns_of(plan, lang):
            began = time.perf_counter()
            status, answer = await client.ask("POST", f"/api/calls/{call['id']}/turns", {"seq": seq + 1, **turn})
            times.append(time.perf_counter() - began)
            if status != 200:
                errors.append((name, status, answer))
                return
            seq = answer["seq"]
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))
            if answer["ended"] or time.perf_counter() >= until:
                break


async def many_callers(port, names, sessions, scenario, plans, seconds):
    times, errors = [], []
    until = time.perf_counter() + seconds
    langs = list(plans)
    work = [
        caller(port, name, sessions[name], scenario, lang, plans[lang], until, times, errors)
        for name, lang in zip(names, langs * len(names), strict=False)
    ]
    await asyncio.gather(*work)
    return times, errors


def help_time():
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "trainer", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def ms(seconds):
    return f"{seconds * 1000:.2f} ms"


def at(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def latencies(port, name, scenario, plans, rerun, samples):
    """One caller's turns beside the two yardsticks."""
    for lang, plan in plans.items():
        ok, say, hi = one_caller(port, name, scenario, lang, plan, rerun, samples)
        middle = statistics.median
        row(f'route that returns {{"ok": true}}, median (beside {lang})', ms(middle(ok)))
        row(f"typed turn ({lang}), median / p95", f"{ms(middle(say))} / {ms(at(say, 0.95))}")
        at_most(f"typed turn ({lang}) / ok route", middle(say) / middle(ok), 6)
        row('bare Streamlit rerun (st.write("hi")), median', ms(middle(hi)))
        at_most(f"typed turn ({lang}) / bare rerun", middle(say) / middle(hi), 1)


def crowd(port, process, names, sessions, scenario, plans, seconds):
    """Many callers at once."""
    spent, began, served = time.process_time(), time.perf_counter(), processor_seconds(process.pid)
    times, errors = asyncio.run(many_callers(port, names, sessions, scenario, plans, seconds))
    own = (time.process_time() - spent) / (time.perf_counter() - began)
    count = len(names)
    limit = 100 if count <= 100 else 300
    half, worst = at(times, 0.5) * 1000, max(times) * 1000
    row(f"{count} callers, {len(times)} turns: median / worst", f"{half:.0f} / {worst:.0f} ms")
    at_most(f"{count} callers: p95", at(times, 0.95) * 1000, limit, "ms", digits=0)
    row(f"{count} callers: errors", str(len(errors)), "0", held=not errors)
    row(f"{count} callers: processors the callers themselves took", f"{own:.2f}")
    if served is not None:
        each = (processor_seconds(process.pid) - served) / max(1, len(times))
        row(f"{count} callers: server's processor time a turn", ms(each))
    for error in errors[:3]:
        print("  error:", error)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--callers", default="100,400")
    parser.add_argument("--samples", type=int, default=300, help="turns measured in each language")
    chosen = parser.parse_args()
    counts = [int(each) for each in chosen.callers.split(",") if each]
    folder, scenario, plans = calls_to_play()
    print(f"server: scenario {scenario}, " + ", ".join(f"{len(plan)} turns in {lang}" for lang, plan in plans.items()))
    head()
    at_most("trainer --help", help_time() * 1000, 400, "ms", digits=0)
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        data.mkdir()
        names = make_people(data, max([1, *counts]))
        with serving(data, folder) as (port, process, started):
            at_most("/api/health after trainer serve", started, 5, "s")
            with bare_streamlit.page(Path(made), free_port()) as rerun:
                latencies(port, names[0], scenario, plans, rerun, chosen.samples)
            sessions = signed_in(port, names[: max([0, *counts])])
            for count in counts:
                crowd(port, process, names[:count], sessions, scenario, plans, chosen.seconds)
            now, peak = memory(process.pid)
            at_most("server's memory with its voice worker, now or peak", max(now, peak), 700, "MB", digits=0)


def signed_in(port, names):
    sessions = {}
    for name in names:
        client = Plain(port)
        client.sign_in(name, PASSWORD)
        client.socket.close()
        sessions[name] = client
    return sessions


if __name__ == "__main__":
    main()
