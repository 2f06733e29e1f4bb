"""The socket the application listens on."""

import errno
import os
import socket

from trainer.errors import TrainerError, WrongUse


class PortTakenError(TrainerError):
    """The port can't be had."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTakenError, or WrongUse for a host that isn't this machine.

    It is made with the protocol TCP, not 0: only then does asyncio switch Nagle's algorithm off for what it accepts,
    and small answers don't wait 40 ms for the other side's delayed acknowledgement (Kludex/uvicorn#3149).
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise WrongUse(f"There is no address {host}: {error.strerror}.") from error
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        made.close()
        raise _explained(error, host, port) from error
    made.set_inheritable(False)
    return made


def _explained(error: OSError, host: str, port: int) -> TrainerError:
    if error.errno == errno.EADDRINUSE:
        return PortTakenError(
            f"Port {port} is in use; perhaps the application runs already: http://localhost:{port}. "
            f"Stop the other program, or choose another port: trainer serve --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return PortTakenError(f"This account may not use port {port}. Choose one above 1023, for example --port 8501.")
    if error.errno == errno.EADDRNOTAVAIL:
        return WrongUse(f"{host} is no address of this machine. Use 0.0.0.0 for all of its addresses.")
    return PortTakenError(f"Can't listen on {host}:{port}: {error.strerror}.")
