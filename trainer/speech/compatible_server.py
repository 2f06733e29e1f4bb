"""A speech server with the OpenAI interface, for voices and recognition alike: one's own, or a provider's."""

import importlib
from dataclasses import dataclass
from typing import Any

from trainer.errors import EngineFailed, WrongUse

_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompatibleServer:
    """Where the server is (`url` ends before `/audio/…`, such as `http://localhost:8000/v1`) and how to be let in."""

    url: str
    key: str = ""
    engine: str = "openai"

    def __post_init__(self) -> None:
        """Refuses an address that isn't one, and a missing package."""
        if not self.url.startswith(("http://", "https://")):
            raise WrongUse("openai needs the option openai_url, such as http://localhost:8000/v1. See docs/speech.md.")
        try:
            importlib.import_module("httpx")
        except ImportError as error:
            raise WrongUse("openai isn't installed: pip install 'call-trainer[openai]'.") from error

    def post(self, path: str, **content: Any) -> Any:  # noqa: ANN401 - httpx is optional
        """The server's answer to what httpx is given. Raises EngineFailed, without the key in its words."""
        httpx: Any = importlib.import_module("httpx")
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answer = httpx.post(f"{self.url.rstrip('/')}{path}", headers=headers, timeout=_SECONDS, **content)
        except httpx.TimeoutException as error:
            raise EngineFailed(self.engine, f"the speech server didn't answer within {_SECONDS:.0f} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise EngineFailed(self.engine, f"the speech server can't be reached ({type(error).__name__})") from error
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise EngineFailed(self.engine, f"the speech server answered {answer.status_code}: {answer.text[:200]}")
        return answer
