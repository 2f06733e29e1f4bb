"""An engine in a process of its own: it may crash, print, keep global state or hold the interpreter's lock there.

The other side is a module that calls `serve`. Both sides write a line of JSON and then, when it says how many, bytes.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import trainer
from trainer.errors import EngineFailed

START_SECONDS = 30.0
"""How long a worker may take to start: on a cold machine it reads its models from disk."""
_TRIES = 2

Answer = tuple[dict[str, Any], bytes]


class WorkerDied(Exception):
    """The worker's process ended, or was ended because it took too long, before it answered."""


class Worker:
    """One process at a time, started when first needed and again whenever it died. Safe to use from many threads."""

    def __init__(self, engine: str, module: str, *arguments: str) -> None:
        self._engine = engine
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._closed = False
        atexit.register(self.close)

    def ask(self, head: dict[str, Any], body: bytes = b"", *, seconds: float) -> Answer:
        """What the worker answers, within `seconds`; requests of several threads wait for each other.

        Raises EngineFailed when the worker says what is wrong, can't be started, or dies twice over the same request.
        """
        with self._lock:
            for left in reversed(range(_TRIES)):
                try:
                    return self._running().ask(head, body, seconds=seconds)
                except WorkerDied as error:
                    self._stop()
                    if not left:
                        raise EngineFailed(self._engine, f"it stopped working: {error}") from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the process. Asking afterwards raises EngineFailed."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
            self._stop()

    @property
    def process_id(self) -> int | None:
        """The id of the process that is running now."""
        running = self._process
        return running.popen.pid if running is not None and running.popen.poll() is None else None

    def _running(self) -> "_Process":
        if self._closed:
            raise EngineFailed(self._engine, "it has been shut down")
        if self._process is None or self._process.popen.poll() is not None:
            self._stop()
            self._process = _Process(self._engine, self._command)
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None


class _Process:
    """One run of the worker, and the pipes to it."""

    def __init__(self, engine: str, command: list[str]) -> None:
        self._engine = engine
        try:
            self.popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            raise EngineFailed(engine, f"its process can't be started: {error.strerror}") from error
        # Reaps the process at the moment it ends, however long nothing is asked of it.
        threading.Thread(target=self.popen.wait, name=f"{engine}-reaper", daemon=True).start()
        try:
            self._read(START_SECONDS)
        except BaseException:
            self.stop()
            raise

    def ask(self, head: dict[str, Any], body: bytes, *, seconds: float) -> Answer:
        """One request and its answer."""
        assert self.popen.stdin is not None
        try:
            _write(self.popen.stdin, head, body)  # type: ignore[arg-type]  # typeshed says IO[bytes]
        except OSError as error:
            raise WorkerDied("its process is gone") from error
        return self._read(seconds)

    def stop(self) -> None:
        """Ends the process and waits for it."""
        for pipe in (self.popen.stdin, self.popen.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self.popen.wait(1)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()

    def _read(self, seconds: float) -> Answer:
        """One answer; a worker that takes longer than `seconds` is killed, which ends the reading."""
        assert self.popen.stdout is not None
        clock = threading.Timer(seconds, self.popen.kill)
        clock.daemon = True
        clock.start()
        try:
            answer = _read(self.popen.stdout)  # type: ignore[arg-type]  # typeshed says IO[bytes]
        finally:
            clock.cancel()
        if answer is None:
            raise WorkerDied("its process ended")
        if "error" in answer[0]:
            raise EngineFailed(self._engine, str(answer[0]["error"]))
        return answer


def serve(make: Callable[[], Callable[[dict[str, Any], bytes], Answer]]) -> None:
    """The worker's side: `make` the answering function, then answer until standard input is closed.

    Whatever is printed meanwhile goes nowhere, and whatever is raised becomes the answer. Ctrl-C is left to the server.
    """
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _take_stdout()
    try:
        respond = make()
    except Exception as error:  # noqa: BLE001 - whatever an engine raises goes to the parent
        _write(answers, {"error": _told(error)})
        return
    _write(answers, {"ready": True})
    while (request := _read(sys.stdin.buffer)) is not None:
        try:
            head, body = respond(*request)
        except Exception as error:  # noqa: BLE001 - likewise
            head, body = {"error": _told(error)}, b""
        _write(answers, head, body)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _take_stdout() -> BinaryIO:
    """The real standard output, for answers; what libraries print goes nowhere."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(kept, "wb")


def _write(pipe: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    pipe.write(json.dumps(head | {"bytes": len(body)}).encode() + b"\n" + body)
    pipe.flush()


def _read(pipe: BinaryIO) -> Answer | None:
    """One message; None when the pipe was closed before its end."""
    line = pipe.readline()
    if not line.endswith(b"\n"):
        return None
    head: dict[str, Any] = json.loads(line)
    size = head.pop("bytes", 0)
    body = pipe.read(size) if size else b""
    return None if len(body) < size else (head, body)


def _environment() -> dict[str, str]:
    """Ours, with this very package found first, also when it was started from a checkout that is not installed."""
    home = str(Path(trainer.__file__).resolve().parent.parent)
    path = os.environ.get("PYTHONPATH")
    return dict(os.environ) | {"PYTHONPATH": os.pathsep.join([home, path] if path else [home])}
