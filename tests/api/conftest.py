"""A browser that talks to the application in this process."""

import httpx
import pytest
from starlette.applications import Starlette

from trainer.api.app import api_app
from trainer.api.mount import ApiMount


class Browser:
    """Keeps cookies and the CSRF header, as the phone does."""

    def __init__(self, app, *, address="127.0.0.1"):
        transport = httpx.ASGITransport(app=app, client=(address, 5000), raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://localhost:8501")
        self.csrf = ""

    async def get(self, path, **kwargs):
        return await self.http.get(f"/api{path}", **kwargs)

    async def send(self, method, path, body=None, **kwargs):
        headers = {"X-Trainer-CSRF": self.csrf, **kwargs.pop("headers", {})}
        return await self.http.request(method, f"/api{path}", json=body, headers=headers, **kwargs)

    async def post(self, path, body=None, **kwargs):
        return await self.send("POST", path, body, **kwargs)

    async def meet(self):
        answer = await self.get("/session")
        self.csrf = answer.json()["csrf"]
        return answer.json()

    async def sign_in(self, name, password="a long password"):
        await self.meet()
        answer = await self.post("/session", {"name": name, "password": password})
        if answer.is_success:
            self.csrf = answer.json()["csrf"]
        return answer

    async def begin(self, **wanted):
        answer = await self.post(
            "/calls", {"scenario": "late-parcel", "lang": "en", "persona": "wang", "seed": 1} | wanted
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def turn(self, call, seq, type_, **values):
        return await self.post(f"/calls/{call['id']}/turns", {"seq": seq, "type": type_, **values})


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def app(services):
    inner = api_app(services)
    yield Starlette(routes=[ApiMount(inner)])
    inner.state.desk.close()


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def other_browser(app):
    return Browser(app)
