"""A real `trainer serve`, killed in the middle of a call, and one whose disk is full."""

import contextlib
import http.client
import json
import os
import signal
import ssl
import subprocess
import sys

import pytest

from tests.conftest import SMALL_CONTENT
from tests.support.ports import free_port
from trainer.wiring import people_of

PASSWORD = "a long password"
pytestmark = pytest.mark.slow


class Phone:
    """A phone that keeps its cookie over a restart of the server."""

    def __init__(self, port, context=None):
        self.port, self.context = port, context
        self.cookie = self.csrf = ""

    def ask(self, method, path, body=None):
        kind = http.client.HTTPSConnection if self.context else http.client.HTTPConnection
        named = {"context": self.context} if self.context else {}
        connection = kind("127.0.0.1", self.port, timeout=60, **named)
        with contextlib.closing(connection):
            headers = {"Content-Type": "application/json", "Cookie": self.cookie, "X-Trainer-CSRF": self.csrf}
            connection.request(method, f"/api{path}", json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            got = answer.getheader("set-cookie")
            if got:
                self.cookie = got.partition(";")[0]
            return answer.status, json.loads(answer.read())

    def sign_in(self):
        self.csrf = self.ask("GET", "/session")[1]["csrf"]
        status, session = self.ask("POST", "/session", {"name": "ann", "password": PASSWORD})
        assert status == 200, session
        self.csrf = session["csrf"]


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def start(settings, port):
    settings.data.mkdir()
    with people_of(settings) as people:
        people.add("ann", PASSWORD, role="admin")
    processes = []

    def start_it(*arguments, before=""):
        environ = {**os.environ, "TRAINER_DATA": str(settings.data), "TRAINER_CONTENT": str(SMALL_CONTENT)}
        program = f"{before}\nimport sys\nfrom trainer.cli import main\nmain()"
        with (settings.data / "complaints").open("ab") as complaints:
            process = subprocess.Popen(
                [sys.executable, "-c", program, "serve", "--port", str(port), *arguments],
                env=environ, stdout=subprocess.PIPE, stderr=complaints, text=True, cwd=settings.data,
            )  # fmt: skip
        processes.append(process)
        process.ready = process.stdout.readline()
        assert "ready" in process.ready
        return process

    yield start_it
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        process.wait(60)
        process.stdout.close()


def test_a_call_survives_the_server_being_killed(start, port):
    process = start()
    phone = Phone(port)
    phone.sign_in()
    status, call = phone.ask("POST", "/calls", {"scenario": "late-parcel", "lang": "en", "persona": "wang", "seed": 1})
    assert status == 201
    turns = f"/calls/{call['id']}/turns"
    phone.ask("POST", turns, {"seq": 1, "type": "answer"})
    said = {"seq": 2, "type": "say", "text": "Hello, good morning"}
    status, answer = phone.ask("POST", turns, said)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    with pytest.raises(ConnectionRefusedError):
        phone.ask("GET", f"/calls/{call['id']}")
    start()
    assert phone.ask("POST", turns, said) == (200, answer)
    status, view = phone.ask("GET", f"/calls/{call['id']}")
    assert (status, view["seq"], view["phase"]) == (200, 2, "talking")
    status, answer = phone.ask("POST", turns, {"seq": 3, "type": "say", "text": "What is your account number?"})
    assert answer["line"]["text"] == "It's 60412"


def test_a_full_disk_is_said_and_the_call_stays_where_it_was(start, port, settings):
    # The process may write no file longer than this: what a full disk looks like from inside.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))"
    start(before=limit)
    phone = Phone(port)
    phone.sign_in()
    call = phone.ask("POST", "/calls", {"scenario": "late-parcel", "lang": "en", "seed": 1})[1]
    turns = f"/calls/{call['id']}/turns"
    phone.ask("POST", turns, {"seq": 1, "type": "answer"})
    last = 1
    for seq in range(2, 3000):
        status, answer = phone.ask("POST", turns, {"seq": seq, "type": "search", "words": "refund " * 25})
        if status != 200:
            break
        last = seq
    assert (status, answer["code"]) == (503, "store_failed")
    assert "kept" in answer["detail"]
    assert str(settings.data) not in answer["detail"]
    assert f"{settings.data} can't be written" in (settings.data / "complaints").read_text()
    assert phone.ask("GET", f"/calls/{call['id']}")[1]["seq"] == last


def test_a_classroom_is_served_over_https_with_the_address_and_the_owners_code(start, port, settings):
    process = start("--lan")
    assert process.ready.startswith("Call Trainer is ready at https://")
    context = ssl.create_default_context(cafile=settings.data / "certificate" / "certificate.pem")
    status, health = Phone(port, context).ask("GET", "/health")
    assert (status, health["status"]) == (200, "ok")
    phone = Phone(port, context)
    phone.sign_in()
    assert phone.cookie
