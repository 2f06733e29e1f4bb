"""Pages drawn by AppTest, over real services on content of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from streamlit.testing.v1 import AppTest

from trainer.people.roles import Person
from trainer.services import Services
from trainer.services.turns import TurnRequest
from trainer.settings import Settings
from trainer.web import running, session
from trainer.web.application import MAIN

CONTENT = Path(__file__).parent / "content"
PASSWORD = "a long password"
TURN: TypeAdapter[TurnRequest] = TypeAdapter(TurnRequest)
PATIENCE = 60

GOOD = (
    {"type": "answer"},
    {"type": "say", "text": "您好，速达快递"},
    {"type": "say", "text": "非常抱歉让您着急了，请您报一下账号"},
    {"type": "lookup", "record": "parcel"},
    {"type": "say", "text": "包裹在中转站滞留了"},
    {"type": "say", "text": "改派一共四十元"},
    {"type": "say", "text": "感谢您的来电，再见"},
)
BAD = (
    {"type": "answer"},
    {"type": "say", "text": "<script>alert(1)</script>"},
    {"type": "say", "text": "我保证今天一定送到"},
    {"type": "hang_up"},
)
RIGHT = {"reason": "late", "account": "60412", "notes": "三天没更新"}
WRONG = {"reason": "lost", "account": "1", "notes": ""}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    return Settings(data=data, content=(CONTENT,), database_url=f"sqlite:///{data / 'trainer.db'}", lang="en")


@dataclass
class Screen:
    """The application as somebody sees it."""

    at: AppTest

    @property
    def text(self) -> str:
        """All that is on the page: HTML, labels of controls, messages."""
        bodies = [block.proto.body for block in self.at.get("html")]
        parts = [body for body in bodies if "<style>" not in body]
        for kind in ("button", "selectbox", "text_input", "success", "error", "markdown"):
            parts += [str(getattr(each, "label", "") or getattr(each, "value", "")) for each in self.at.get(kind)]
        parts += [link.proto.label for link in self.at.get("page_link")]
        return "\n".join(parts)

    def press(self, key: str) -> "Screen":
        self.at.button(key=key).click().run(timeout=PATIENCE)
        assert not self.at.exception, self.at.exception
        return self


Open = Callable[..., Screen]


@pytest.fixture
def opened(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page: whose browser it is, at which address, in which language."""
    former = running.use(services)

    def open_page(person: Person | None, path: str = "", /, *, lang: str = "en", **query: str) -> Screen:
        jar = {session.LANG_COOKIE: lang}
        if person is not None:
            jar[session.SESSION_COOKIE] = services.people.sign_in(person.name, PASSWORD, address=None)
        monkeypatch.setattr(session, "cookies", lambda: jar)
        at = AppTest.from_file(str(MAIN), default_timeout=PATIENCE)
        at.query_params.update(query)
        at.run()
        if path:
            found = [key for key, page in at._registered_pages.items() if page.get("url_pathname") == path]
            at._page_hash = found[0]
            at.query_params.update(query)
            at.run()
        assert not at.exception, at.exception
        return Screen(at)

    yield open_page
    running.use(former)


@pytest.fixture
def admin(services: Services) -> Person:
    return services.people.add("root", PASSWORD, display_name="Root", role="admin")


@pytest.fixture
def coach(services: Services) -> Person:
    return services.people.add("coach", PASSWORD, display_name="Coach", role="trainer")


@pytest.fixture
def taken(services: Services, clock) -> Callable[..., str]:
    """Takes a call through the services and hands back its id; an unfinished one has no work order."""

    def take(person: Person, turns=GOOD, fields=RIGHT, *, lang: str = "zh") -> str:
        call = services.calls.begin(person, "late-parcel", lang, "practice", persona="wang", seed=7)
        for seq, turn in enumerate(turns, 1):
            clock.move(6)
            services.calls.take_turn(person, call.id, TURN.validate_python({"seq": seq, **turn}))
        if fields is not None:
            clock.move(20)
            services.calls.wrap_up(person, call.id, fields)
        clock.move(3600)
        return call.id

    return take
