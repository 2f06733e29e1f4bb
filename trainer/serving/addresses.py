"""The addresses this machine is reached by."""

import contextlib
import socket
from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def of_this_machine() -> list[str]:
    """The machine's addresses in its networks, the likeliest first; empty without a network."""
    found: list[str] = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        # Connecting a datagram socket sends nothing; it only chooses the address that would be used.
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect((far, 9))
                found.append(asking.getsockname()[0])
        except OSError:
            continue
    with contextlib.suppress(OSError):
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)]
    plain = [address.partition("%")[0] for address in found]
    return [address for address in dict.fromkeys(plain) if not _useless(address)]


def to_print(host: str) -> list[str]:
    """What to type into a browser for an application that listens on `host`."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        everywhere = [f"[{address}]" if ":" in address else address for address in of_this_machine()]
        return [*everywhere, "localhost"]
    if is_loopback(host):
        return ["localhost"]
    return [f"[{host}]" if ":" in host else host]


def _useless(address: str) -> bool:
    parsed = ip_address(address)
    return parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified
