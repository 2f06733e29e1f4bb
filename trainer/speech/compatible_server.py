"""A speech server with the OpenAI interface, for voices and recognition alike: one's own, or a provider's."""

import importlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trainer.errors import EngineFailed, WrongUse

MOST_BYTES = 32 << 20
"""A minute of speech as 16-bit samples at 48 kHz has 6 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompatibleServer:
    """Where the server is (`url` ends before `/audio/…`, such as `http://localhost:8000/v1`) and how to be let in."""

    url: str
    key: str = ""
    engine: str = "openai"
    seconds: float = 20.0
    """How long the server may take to answer, and then to send its answer."""

    def __post_init__(self) -> None:
        """Refuses an address that isn't one, and a missing package."""
        if not self.url.startswith(("http://", "https://")):
            raise WrongUse("openai needs the option openai_url, such as http://localhost:8000/v1. See docs/speech.md.")
        try:
            importlib.import_module("httpx")
        except ImportError as error:
            raise WrongUse("openai isn't installed: pip install 'call-trainer[openai]'.") from error

    def post(self, path: str, **content: Any) -> bytes:  # noqa: ANN401 - httpx is optional
        """The server's answer to what httpx is given. Raises EngineFailed, without the key in its words."""
        httpx: Any = importlib.import_module("httpx")
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        address = f"{self.url.rstrip('/')}{path}"
        try:
            with httpx.stream("POST", address, headers=headers, timeout=self.seconds, **content) as answer:
                body = self._whole(answer.iter_bytes())
        except httpx.TimeoutException as error:
            raise self._late() from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise EngineFailed(self.engine, f"the speech server can't be reached ({type(error).__name__})") from error
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise EngineFailed(self.engine, f"the speech server answered {answer.status_code}: {self._told(body)}")
        return body

    def _whole(self, pieces: Iterable[bytes]) -> bytes:
        """All of an answer. A server that goes on for ever, or sends a byte now and then, isn't waited for."""
        body = bytearray()
        latest = time.monotonic() + self.seconds
        for piece in pieces:
            body += piece
            if len(body) > MOST_BYTES:
                raise EngineFailed(self.engine, f"the speech server sent more than {MOST_BYTES >> 20} MB")
            if time.monotonic() > latest:
                raise self._late()
        return bytes(body)

    def _late(self) -> EngineFailed:
        return EngineFailed(self.engine, f"the speech server didn't answer within {self.seconds:.0f} s")

    def _told(self, body: bytes) -> str:
        """What a server says of its failure, on one line for the log. Some repeat the key they refuse."""
        text = body.decode(errors="replace")
        if self.key:
            text = text.replace(self.key, "…")
        return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())[:200]
