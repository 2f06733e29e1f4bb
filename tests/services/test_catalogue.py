"""Content as the server sees it: read again when it was edited, made ready before it is needed."""

import shutil
from dataclasses import replace

import pytest

from tests.conftest import SMALL_CONTENT
from trainer import wiring
from trainer.errors import ContentHasProblems, NotFound, WrongUse
from trainer.services import edits
from trainer.services.edits import Edits
from trainer.services.turns import AnswerTurn, SayTurn
from trainer.services.warming import Warming, sets_of_moves


@pytest.fixture
def content(tmp_path):
    copied = tmp_path / "content"
    shutil.copytree(SMALL_CONTENT, copied)
    return copied


@pytest.fixture
def settings(settings, content, monkeypatch):
    monkeypatch.setattr(edits, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(edits, "REST", 0)
    return replace(settings, content=(content,))


def rewrite(content, before, after):
    path = content / "scenarios" / "late-parcel.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def begin(services, person):
    return services.calls.begin(person, "late-parcel", "en", seed=1, persona="wang")


def test_an_edit_is_in_the_next_call_and_not_in_the_one_under_way(services, ann, content):
    before = begin(services, ann)
    rewrite(content, before.title, "A parcel that is really late")
    assert begin(services, ann).title == "A parcel that is really late"
    services.calls.take_turn(ann, before.id, AnswerTurn(seq=1, type="answer"))
    assert services.calls.view(ann, before.id).title == before.title


def test_a_scenario_that_comes_is_offered_and_one_that_goes_is_not(services, ann, content):
    path = content / "scenarios" / "late-parcel.yaml"
    text = path.read_text("utf-8")
    (content / "scenarios" / "later-parcel.yaml").write_text(
        text.replace("id: late-parcel", "id: later-parcel"), "utf-8"
    )
    assert "later-parcel" in services.library.scenarios
    path.unlink()
    (content / "scenarios" / "late-parcel.plan.yaml").unlink(missing_ok=True)
    assert list(services.library.scenarios) == ["later-parcel"]
    with pytest.raises(NotFound):
        begin(services, ann)


def test_an_edit_with_an_error_in_it_begins_no_call_until_it_is_mended(services, ann, content):
    rewrite(content, "start: ", "begins: ")
    with pytest.raises(ContentHasProblems):
        begin(services, ann)
    rewrite(content, "begins: ", "start: ")
    assert begin(services, ann).phase == "ringing"


def test_files_are_looked_at_only_when_it_is_time(content, monkeypatch):
    monkeypatch.setattr(edits, "LOOK_EVERY", 2.0)
    now = [0.0]
    looks = Edits((content,), monotonic=lambda: now[0])
    assert not looks.due
    now[0] = 2.0
    assert looks.due
    assert not looks.happened()
    assert not looks.due
    rewrite(content, "start: ", "start:  ")
    assert looks.happened()
    assert not looks.happened()


def test_a_folder_that_goes_away_is_an_edit_and_no_error(content):
    looks = Edits((content,))
    shutil.rmtree(content)
    assert looks.happened()


def test_every_set_of_moves_the_engine_asks_for_is_made_ready(services, ann):
    scenario = services.library.scenarios["late-parcel"]
    asked = []
    services.warming.close()
    warming = Warming(services.catalogue, sleep=asked.append)
    call = begin(services, ann)
    frozen = services.catalogue.playable("late-parcel")
    warming.begun(frozen.scenario_hash, "en")
    warming.begun(frozen.scenario_hash, "en")
    warming.start()
    warming.finish()
    sets = len(list(sets_of_moves(scenario)))
    assert len(asked) >= sets * len(scenario.languages)
    services.calls.take_turn(ann, call.id, AnswerTurn(seq=1, type="answer"))
    assert services.calls.take_turn(ann, call.id, SayTurn(seq=2, type="say", text="Hello, good morning")).seq == 2


def test_what_is_to_follow_comes_after_all_was_made_ready(services):
    services.warming.close()
    asked, then = [], []
    warming = Warming(services.catalogue, sleep=asked.append)
    warming.start(then=lambda: then.append(len(asked)))
    warming.finish()
    assert then == [len(asked)]
    assert asked


def test_the_encoder_of_the_settings_reaches_the_matchers(settings, ann, services):
    del ann
    with wiring.built(replace(settings, encoder=str(settings.data / "no-model"))) as with_encoder:
        with pytest.raises(WrongUse, match="encoder"):
            with_encoder.catalogue.ready()
        frozen = with_encoder.catalogue.playable("late-parcel")
        with pytest.raises(WrongUse, match="encoder"):
            with_encoder.catalogue.matcher(frozen.scenario_hash, "en")
    services.catalogue.ready()
