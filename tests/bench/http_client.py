"""An HTTP client that costs next to nothing itself: one kept connection, JSON in and out."""

import asyncio
import json
import re
import socket

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: ([^=]+)=([^;]*)", re.IGNORECASE)


class Client:
    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.csrf = ""

    def _request(self, method, path, body):
        data = b"" if body is None else json.dumps(body).encode()
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: {cookie}\r\n"
            f"X-Trainer-CSRF: {self.csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        return head.encode() + data

    def _head(self, head):
        for key, value in _COOKIE.findall(head):
            self.cookies[key.decode()] = value.decode()
        found = _LENGTH.search(head)
        return int(head[9:12]), int(found[1]) if found else 0


class Plain(Client):
    """Blocking; for latencies of one caller."""

    def __init__(self, port):
        super().__init__(port)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def ask(self, method, path, body=None):
        self.socket.sendall(self._request(method, path, body))
        data = self.rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, rest = data.partition(b"\r\n\r\n")
        status, length = self._head(head)
        while len(rest) < length:
            rest += self._more()
        self.rest = rest[length:]
        return status, json.loads(rest[:length]) if length else None

    def _more(self):
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("closed")
        return got

    def sign_in(self, name, password):
        self.csrf = self.ask("GET", "/api/session")[1]["csrf"]
        status, session = self.ask("POST", "/api/session", {"name": name, "password": password})
        assert status == 200, session
        self.csrf = session["csrf"]


class Many(Client):
    """Asynchronous; for many callers at once."""

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, method, path, body=None):
        self.writer.write(self._request(method, path, body))
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, length = self._head(head)
        data = await self.reader.readexactly(length)
        return status, json.loads(data) if data else None
