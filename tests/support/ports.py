"""A port for a server of a test's own."""

import random
import socket
from contextlib import closing, suppress


def free_port() -> int:
    """A port nobody listens on, from below those that outgoing connections are given meanwhile."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("No port is free")
