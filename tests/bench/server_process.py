"""A real `trainer serve` with accounts in it, for the benchmarks."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from trainer.settings import Settings
from trainer.wiring import people_of

PASSWORD = "a long password"


def free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


def make_people(data: Path, count: int):
    with people_of(Settings(data=data, database_url=f"sqlite:///{data / 'trainer.db'}")) as people:
        people.add("owner", PASSWORD, role="admin")
        return [people.add(f"caller{number}", PASSWORD).name for number in range(count)]


@contextlib.contextmanager
def serving(data: Path, content: Path):
    """The port, the process, and the seconds until /api/health answered."""
    port = free_port()
    environ = {**os.environ, "TRAINER_DATA": str(data), "TRAINER_CONTENT": str(content), "TRAINER_LANG": "en"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "serve", "--port", str(port)],
        env=environ, stdout=subprocess.DEVNULL, cwd=data,
    )  # fmt: skip
    try:
        while True:
            try:
                with urlopen(port, "/api/health") as answer:
                    assert json.loads(answer.read())["status"] == "ok"
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > 60:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.02)
        yield port, process, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def urlopen(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        yield connection.getresponse()
    finally:
        connection.close()


def memory(pid):
    """Resident megabytes of a process and its children, now, and the process's own peak."""
    total = _status(pid, "VmRSS")
    for child in Path(f"/proc/{pid}/task").glob("*/children"):
        total += sum(_status(int(each), "VmRSS") for each in child.read_text().split())
    return total / 1024, _status(pid, "VmHWM") / 1024


def processor_seconds(pid):
    """Processor time of a process so far, its children left out; None where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status(pid, key):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)
