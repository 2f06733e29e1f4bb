"""`trainer preview`: a file in the browser, as it is saved."""

import contextlib
import threading
import webbrowser
from pathlib import Path

import click

from trainer.content.folders import content_of
from trainer.services.previewing import Previewed
from trainer.serving.listening import PortTakenError, listen
from trainer.settings import LANGUAGES, read_settings

HOST = "127.0.0.1"
PORT = 8511
OTHERS = 20
"""Ports after the usual one that are tried, so that several files can be looked at."""


@click.command("preview")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port [default: {PORT}, or the next that is free].")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language to begin in.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def command(file: Path, port: int | None, lang: str | None, *, no_browser: bool) -> None:
    r"""Show a quiz, a course.yaml or the Markdown of a module in the browser, and again whenever it is saved.

    What is wrong stands above it, with line and column. Nothing is kept, and only this machine can see it.

    \b
    Examples:
      trainer preview quizzes/complaints.yaml
      trainer preview courses/answering-calls/07-complaints.zh.md --lang zh
    """
    settings = read_settings()
    previewed = Previewed(file, content_of(settings))
    socket = _listening(port)
    with contextlib.closing(socket):  # type: ignore[type-var]
        _serve(previewed, socket, lang=lang or settings.lang, no_browser=no_browser)


def _listening(port: int | None) -> object:
    for number in range(PORT, PORT + OTHERS):
        try:
            return listen(HOST, port or number)
        except PortTakenError:
            if port is not None or number == PORT + OTHERS - 1:
                raise
    raise AssertionError  # the last one raised


def _serve(previewed: Previewed, socket: object, *, lang: str, no_browser: bool) -> None:
    # Imported late: `trainer preview --help` needs none of it.
    import uvicorn  # noqa: PLC0415

    from trainer.web.previewing import application  # noqa: PLC0415

    url = f"http://localhost:{socket.getsockname()[1]}"  # type: ignore[attr-defined]

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(sockets=sockets)  # type: ignore[arg-type]
            if self.started:
                click.echo(f"{previewed.path.name} is shown at {url}   (stop it with Ctrl+C)")
                if not no_browser:
                    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    config = uvicorn.Config(
        application(previewed, lang=lang), log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[socket])  # type: ignore[list-item]
