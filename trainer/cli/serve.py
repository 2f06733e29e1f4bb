"""`trainer serve`: starts the application."""

import contextlib
import gc
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from trainer.errors import WrongUse
from trainer.serving import addresses, certificate
from trainer.serving.listening import listen
from trainer.settings import Settings, read_settings
from trainer.speech import engines

OPEN_FILES = 65_536
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Nothing that looks like something else."""
SPOKEN = {"zh": "Chinese", "en": "English"}


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on [default: 127.0.0.1, this machine only].")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lan", is_flag=True, help="Serve a classroom over HTTPS, with a certificate made on the first start.")
@click.option("--cert", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificate (PEM).")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its key (PEM).")
def command(host: str | None, port: int, *, lan: bool, cert: Path | None, key: Path | None) -> None:
    r"""Start the application.

    The first visit creates the owner's account. From another machine that needs the code printed here.

    \b
    Examples:
      trainer serve
      trainer serve --lan
      trainer serve --host 0.0.0.0 --port 443 --cert fullchain.pem --key privkey.pem
    """
    if (cert is None) != (key is None):
        raise WrongUse("--cert and --key belong together: give both or neither.")
    host = host or ("0.0.0.0" if lan else "127.0.0.1")  # noqa: S104 - a classroom is what --lan asks for
    settings = read_settings()
    for sentence in settings.unknown:
        click.echo(f"trainer: {sentence}", err=True)
    engines.check_recognisers(settings)
    if lan and cert is None:
        cert, key = certificate.made(settings.data / "certificate", addresses.of_this_machine())
    elif cert is not None and key is not None:
        certificate.check(cert, key)
    # The port is taken first: a second start by mistake must not touch anything.
    with contextlib.closing(listen(host, port)) as socket:
        run(settings, socket, host=host, port=port, lan=lan, tls=(cert, key) if cert and key else None)


def run(settings: Settings, socket: object, *, host: str, port: int, lan: bool, tls: tuple[Path, Path] | None) -> None:
    """Opens the services, then serves until stopped. Raises what opening them raises."""
    _allow_many_connections()
    # Imported late: `trainer serve --help` needs none of it.
    import uvicorn  # noqa: PLC0415

    code = None
    if not addresses.is_loopback(host):
        code = settings.options.get("owner_code") or make_code()
        # The application reads its settings from the environment, however it is started.
        os.environ["TRAINER_OPTION_OWNER_CODE"] = code
    from trainer.web import running  # noqa: PLC0415
    from trainer.web.application import app  # noqa: PLC0415

    services = running.services()
    services.catalogue.ready()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ssl_certfile=tls[0] if tls else None,
        ssl_keyfile=tls[1] if tls else None,
        timeout_graceful_shutdown=5,
        # Longer than the pauses in a call, so that a turn need not open a connection (over TLS two more round trips).
        timeout_keep_alive=75,
        server_header=False,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(sockets=sockets)  # type: ignore[arg-type]
            if not self.should_exit:
                # What is loaded now stays until the end; the collector need not look at it again and again.
                gc.collect()
                gc.freeze()
                # Turns compute in threads; the event loop must not wait 5 ms for each of them to let go.
                sys.setswitchinterval(0.001)
                asked = code if services.people.needs_owner() else None
                announce(host, port, lan=lan, https=tls is not None, code=asked)
                for sentence in typed_only(services.speech.hearing()):
                    click.echo(sentence)

    server = Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[socket])  # type: ignore[list-item]
    if not server.started:
        raise SystemExit(3)


def _allow_many_connections() -> None:
    """Raises how many files may be open (each connection is one) from what is usual to what is allowed."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(most, OPEN_FILES)
        with contextlib.suppress(ValueError, OSError):  # some systems name a limit they don't grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


def make_code() -> str:
    """A code for the owner's first visit."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def typed_only(hearing: Mapping[str, str | None]) -> Iterator[str]:
    """A sentence for the languages in which nobody hears what is said."""
    deaf = [SPOKEN.get(lang, lang) for lang, engine in hearing.items() if engine is None]
    if deaf:
        yield (
            f"No recogniser hears {' or '.join(deaf)} here: trainees type in those calls, and the phone tells them so. "
            "docs/speech.md says how to add one."
        )


def announce(host: str, port: int, *, lan: bool, https: bool, code: str | None) -> None:
    """Says where the application is."""
    scheme = "https" if https else "http"
    urls = [f"{scheme}://{each}:{port}" for each in addresses.to_print(host)]
    click.echo(f"Call Trainer is ready at {urls[0]}   (stop it with Ctrl+C)")
    for url in urls[1:]:
        click.echo(f"                      or {url}")
    if lan:
        import segno  # noqa: PLC0415 - only here

        click.echo("Scan this from a phone or laptop in the same network:\n")
        segno.make(urls[0], error="m").terminal(compact=True)
        click.echo(
            "\nThe browser warns once that it doesn't know the certificate, because this machine made it itself:\n"
            "choose 'Advanced' and go on. Without HTTPS browsers give no page the microphone."
        )
    elif not https and not addresses.is_loopback(host):
        click.echo("Over plain HTTP browsers give the microphone to localhost only; --lan serves HTTPS.")
    if code:
        click.echo(f"\nThere is no owner yet. Their account is made on the first visit, with this code: {code}")
