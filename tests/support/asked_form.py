"""The form of a question on a page drawn by AppTest: what the browser was told, and sending what a browser would."""

import dataclasses
import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from trainer.web.application import MAIN

PATIENCE = 60


def _component(screen: Any) -> Any:
    found = [node.proto for node in screen.at.get("bidi_component") if node.proto.component_name.endswith("asking")]
    return found[0] if found else None


def form(screen: Any) -> dict[str, Any] | None:
    """What the form was drawn with; None where none is shown."""
    component = _component(screen)
    return json.loads(component.json) if component else None


def send(screen: Any, **answer: Any) -> Any:
    """Answers, as the form's Check does."""
    drawn = form(screen)
    assert drawn is not None
    return trigger(screen, "answer", {"question": drawn["question"], **answer})


def trigger(screen: Any, event: str, value: object) -> Any:
    """Has the form send an event."""
    component = _component(screen)
    states = screen.at._tree.get_widget_states()
    sent = WidgetState(id=_make_trigger_id(component.id, "events"))
    sent.json_trigger_value = json.dumps([{"event": event, "value": value}])
    states.widgets.append(sent)
    screen.at._run(states, timeout=PATIENCE)
    assert not screen.at.exception, screen.at.exception
    return screen


def after_a_restart(screen: Any, *, answer: dict[str, Any] | None = None, button: str = "") -> Any:
    """The page as a new server meets it: its first run comes with what was pressed on the page that was still open."""
    states = WidgetStates()
    if answer is not None:
        sent = states.widgets.add(id=_make_trigger_id(_component(screen).id, "events"))
        sent.json_trigger_value = json.dumps([{"event": "answer", "value": answer}])
    if button:
        states.widgets.add(id=screen.at.button(key=button).proto.id, trigger_value=True)
    anew = AppTest.from_file(str(MAIN), default_timeout=PATIENCE)
    anew.query_params.update(screen.at.query_params)
    anew._page_hash = screen.at._page_hash
    anew._run(states, timeout=PATIENCE)
    assert not anew.exception, anew.exception
    return dataclasses.replace(screen, at=anew)


def answer_right(screen: Any) -> Any:
    """Answers the question of tests/web/content that is shown, and rightly."""
    drawn = form(screen)
    assert drawn is not None
    chosen = {
        "first-words": ["Check the account"],
        "signs": ["It is about a parcel", "It has been three days"],
        "steps": ["Greet", "Check the account", "Look up", "Explain"],
    }
    sent: dict[str, Any] = {
        "promise": {"truth": False},
        "fee": {"text": "40"},
        "word": {"text": "held"},
        "gaps": {"gaps": ["check", "look up"]},
        "own-words": {"text": "I'm sorry"},
    }.get(drawn["question"], {})
    if drawn["question"] in chosen:
        sent = {"chosen": [drawn["options"].index(text) for text in chosen[drawn["question"]]]}
    if drawn["question"] == "pairs":
        sent = {
            "chosen": [
                drawn["rights"].index(text) for text in ("listen to the end", "say the result first", "go step by step")
            ]
        }
    return send(screen, **sent)
