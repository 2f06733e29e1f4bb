"""Turns over HTTP: one caller's latency against two yardsticks, then 100 and 400 callers for a minute each.

python tests/bench/server_bench.py [--seconds 60] [--callers 100,400]
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
from server_process import PASSWORD, free_port, make_people, memory, serving

from trainer.content.library import load

ROOT = Path(__file__).resolve().parents[2]
EVERY = 5.0
SAMPLES = 300


def calls_to_play():
    """The content folder, a scenario in it, and what a planned agent says in it, by language."""
    for folder in (ROOT, ROOT / "tests" / "content_small"):
        library = load([folder])
        for scenario, plans in library.plans.items():
            said = [plan for plan in plans if sum(turn.action == "say" for turn in plan.turns) >= 4]
            if said and scenario in library.scenarios:
                return folder, scenario, said[0].lang, [turn for turn in said[0].turns if turn.action in ("say", "do")]
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


def one_caller(port, names, scenario, lang, plan, rerun):
    client = Plain(port)
    client.sign_in(names[0], PASSWORD)
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
        if len(hi) < SAMPLES // 3:
            hi.append(rerun())

    while len(say) < SAMPLES:
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


async def many_callers(port, names, sessions, scenario, lang, plan, seconds):
    times, errors = [], []
    until = time.perf_counter() + seconds
    work = [caller(port, name, sessions[name], scenario, lang, plan, until, times, errors) for name in names]
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


def row(what, value, target, held):
    print(f"| {what:<52} | {value:>22} | {target:>18} | {'yes' if held else 'NO':<4} |")


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--callers", default="100,400")
    chosen = parser.parse_args([] if arguments is None else arguments)
    counts = [int(each) for each in chosen.callers.split(",") if each]
    folder, scenario, lang, plan = calls_to_play()
    print(f"server: scenario {scenario} ({lang}), {len(plan)} planned turns")
    print(f"| {'what':<52} | {'measured':>22} | {'target':>18} | held |")
    print(f"| {'-' * 52} | {'-' * 22} | {'-' * 18} | ---- |")
    took = help_time()
    row("trainer --help", ms(took), "< 400 ms", took < 0.4)
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as made:
        data = Path(made) / "data"
        data.mkdir()
        names = make_people(data, max([1, *counts]))
        with serving(data, folder) as (port, process, started):
            row("/api/health after trainer serve", f"{started:.2f} s", "< 5 s", started < 5)
            with bare_streamlit.page(Path(made), free_port()) as rerun:
                ok, say, hi = one_caller(port, names, scenario, lang, plan, rerun)
            middle = statistics.median
            row('route that returns {"ok": true}, median', ms(middle(ok)), "", True)
            row("typed turn, median", ms(middle(say)), "", True)
            row("typed turn, p95", ms(at(say, 0.95)), "", True)
            ratio = middle(say) / middle(ok)
            row("typed turn / ok route", f"{ratio:.2f}", "<= 6", ratio <= 6)
            row('bare Streamlit rerun (st.write("hi")), median', ms(middle(hi)), "", True)
            ratio = middle(say) / middle(hi)
            row("typed turn / bare rerun", f"{ratio:.2f}", "< 1", ratio < 1)
            sessions = signed_in(port, names[: max([0, *counts])])
            for count in counts:
                times, errors = asyncio.run(
                    many_callers(port, names[:count], sessions, scenario, lang, plan, chosen.seconds)
                )
                limit = 0.1 if count <= 100 else 0.3
                held = at(times, 0.95) < limit and not errors
                what = f"{count} callers, {len(times)} turns: median / p95 / worst"
                value = f"{at(times, 0.5) * 1000:.0f} / {at(times, 0.95) * 1000:.0f} / {max(times) * 1000:.0f} ms"
                row(what, value, f"p95 < {limit * 1000:.0f} ms", held)
                for error in errors[:3]:
                    print("  error:", error)
                row(f"{count} callers: errors", str(len(errors)), "0", not errors)
            now, peak = memory(process.pid)
            held = max(now, peak) < 700
            row("server's memory with its voice worker / peak", f"{now:.0f} / {peak:.0f} MB", "< 700 MB", held)


def signed_in(port, names):
    sessions = {}
    for name in names:
        client = Plain(port)
        client.sign_in(name, PASSWORD)
        client.socket.close()
        sessions[name] = client
    return sessions


if __name__ == "__main__":
    main(sys.argv[1:])
