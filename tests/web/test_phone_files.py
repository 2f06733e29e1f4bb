"""The phone's scripts and styles over HTTP, and its words."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from trainer.web import i18n
from trainer.web.softphone import assets, texts

SCRIPTS = assets.FOLDER / "js"


@pytest.fixture
def client():
    return TestClient(Starlette(routes=list(assets.routes())))


def test_the_main_module_may_be_kept_for_ever(client):
    answer = client.get(assets.module_path())
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


def test_a_file_asked_for_under_an_old_version_is_not_kept(client):
    answer = client.get("/softphone/0123/css/phone.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["__init__.py", "../pages/call.py", "js/../assets.py", "js/nothing.js", ""])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/softphone/{assets.version()}/{name}").status_code == 404


def test_every_text_the_scripts_ask_for_is_there(monkeypatch):
    monkeypatch.setattr(i18n, "lang", lambda: "en")
    known = texts.phone_texts()
    asked = set()
    for script in SCRIPTS.rglob("*.js"):
        asked |= set(re.findall(r"\bt\('([a-z_]+)'", script.read_text("utf-8")))
    assert asked - set(known) == set()


def test_every_text_is_translated(monkeypatch):
    monkeypatch.setattr(i18n, "lang", lambda: "zh")
    catalogue = i18n.catalogue("zh")
    monkeypatch.setattr(i18n, "lang", lambda: "en")
    assert [words for words in texts.phone_texts().values() if words not in catalogue] == []


def test_no_script_writes_markup():
    writing = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")
    found = [path.name for path in SCRIPTS.rglob("*.js") if writing.search(Path(path).read_text("utf-8"))]
    assert found == []
