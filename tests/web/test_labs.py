"""The labs on module pages: what they are handed, and the two that are drawn by Streamlit's own controls."""

import json
import re

import pytest
from made_labs import lab_content
from starlette.applications import Starlette
from starlette.testclient import TestClient

from trainer.content.labs import LABS
from trainer.settings import Settings
from trainer.web import i18n
from trainer.web.parts import labs
from trainer.web.parts.labs import call_timeline, drawing, ivr_designer

SCRIPTS = drawing.SCRIPTS


@pytest.fixture
def settings(tmp_path):
    data = tmp_path / "data"
    content = lab_content(tmp_path / "content")
    return Settings(data=data, content=(content,), database_url=f"sqlite:///{data / 'trainer.db'}", lang="en")


def lab_page(opened, person, lab, lang="en"):
    return opened(person, "module", lang=lang, course="labs", module=lab)


def table(screen, number):
    """The rows of a table on the page, as lists of text."""
    tables = re.findall(r'<table class="plain lab-table">(.*?)</table>', screen.text, re.DOTALL)
    rows = re.findall(r"<tr.*?>(.*?)</tr>", tables[number], re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def test_every_lab_a_module_may_name_is_drawn():
    assert set(LABS) == labs.KNOWN


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_lab_stands_between_the_text_and_the_end_of_its_module(opened, ann, lab, lang):
    text = lab_page(opened, ann, lab, lang).text
    before, over, after = text.partition('<header class="lab-over">')
    assert over
    assert "A text before the lab." in before
    assert {"en": "Lab", "zh": "实验"}[lang] in after


@pytest.mark.parametrize(("lab", "script"), [("call-timeline", "timeline.js"), ("ivr-designer", "ivr/designer.js")])
def test_a_lab_of_its_own_script_is_told_where_the_script_is(opened, ann, lab, script):
    screen = lab_page(opened, ann, lab)
    handed = [json.loads(each.proto.json) for each in screen.at.get("bidi_component") if '"/labs/' in each.proto.json]
    assert [each["module"] for each in handed] == [f"/labs/{drawing.version()}/{script}"]


def test_staffing_begins_with_the_case_of_the_module(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    rows = table(screen, 0)
    assert [row[0].split()[0] for row in rows[1:]] == ["12", "13", "14", "15", "16"]
    assert rows[2][1:] == ["28.5 %", "79.6 %", "17.1 s", "76.9 %"]
    assert "needed" in rows[3][0]
    assert "With 13, 79.6 % are answered in time" in screen.text


def test_other_figures_ask_for_other_agents(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    screen.at.number_input(key="staffing_within").set_value(15)
    screen.at.number_input(key="staffing_target").set_value(90).run()
    assert '<p class="lab-big"><b>15</b>' in screen.text


def test_staffing_has_words_for_no_calls_and_for_too_many(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    screen.at.number_input(key="staffing_calls").set_value(0).run()
    assert "Nobody calls, so nobody is needed." in screen.text
    screen.at.number_input(key="staffing_calls").set_value(10_000)
    screen.at.number_input(key="staffing_handling").set_value(3600).run()
    assert "more than 1,000 agents" in screen.text


def test_one_agent_fewer_where_the_queue_never_ends(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    screen.at.number_input(key="staffing_target").set_value(1)
    screen.at.number_input(key="staffing_within").set_value(600).run()
    assert "With 10 the work is never done" in screen.text
    assert "∞" in screen.text


def test_a_day_with_one_agent_fewer_stands_beside_the_day(opened, ann):
    rows = table(lab_page(opened, ann, "staffing"), 1)
    assert rows[0][1:] == ["Your roster", "One agent fewer"]
    share = {row[0]: [float(cell.split(" %")[0]) for cell in row[1:]] for row in rows[1:2]}
    yours, fewer = share["Answered within 20 s"]
    assert 100 > yours > fewer > 0


def test_more_agents_answer_more_and_another_day_is_another(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    before = table(screen, 1)
    screen.at.number_input(key="shift_early").set_value(20).run()
    more = table(screen, 1)
    assert float(more[1][1].split()[0]) > float(before[1][1].split()[0])
    assert more[0][0] == before[0][0]
    screen.press("shift_again")
    assert table(screen, 1)[0][0].startswith("Day 2,")


def test_an_empty_roster_and_a_day_without_calls_are_shown(opened, ann):
    screen = lab_page(opened, ann, "staffing")
    for name in ("night", "early", "noon", "late", "peak"):
        screen.at.number_input(key=f"shift_{name}").set_value(0)
    screen.at.number_input(key="shift_patience").set_value(0).run()
    assert table(screen, 1)[1][1:] == ["0.0 %", "0.0 %"]
    screen.at.number_input(key="shift_calls").set_value(0).run()
    assert table(screen, 1)[1][1:] == ["–", "–"]


@pytest.mark.parametrize("measure", ["wait", "abandoned", "occupancy"])
def test_each_measure_is_drawn_and_told_by_half_hour(opened, ann, measure):
    screen = lab_page(opened, ann, "staffing")
    screen.at.segmented_control(key="shift_measure").set_value(measure).run()
    assert not screen.at.exception
    assert len(table(screen, 2)) == 1 + 48


def test_the_scripts_are_served_and_nothing_else():
    client = TestClient(Starlette(routes=list(drawing.routes())))
    for script in ("timeline.js", "ivr/designer.js", "ivr/rules.js", "dom.js"):
        answer = client.get(f"/labs/{drawing.version()}/{script}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"/labs/{drawing.version()}/../drawing.py").status_code == 404


def test_no_script_of_a_lab_writes_markup_or_asks_another_server():
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|https?://|eval\(")
    assert [path.name for path in SCRIPTS.rglob("*.js") if forbidden.search(path.read_text("utf-8"))] == []


def test_every_text_the_scripts_ask_for_is_handed_to_them(monkeypatch):
    monkeypatch.setattr(i18n, "lang", lambda: "en")
    known = (
        (("timeline.js",), call_timeline.script_words()),
        (("ivr/designer.js", "ivr/phone.js"), ivr_designer.script_words()),
    )
    for scripts, handed in known:
        asked = {
            word for name in scripts for word in re.findall(r"\bwords\.(\w+)", (SCRIPTS / name).read_text("utf-8"))
        }
        assert asked == set(handed)
