"""Scenarios as Mermaid flowcharts: everything on the way, and no text that breaks the drawing."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trainer.content.graph import escaped, mermaid
from trainer.content.scenario import Clarify, Node, Persona, Rule, Scenario, Silence


def scenario(**nodes):
    return Scenario(
        id="x", title={"en": 'A "call"'}, languages=("en",), briefing={}, rubric="r",
        personas={"a": Persona(id="a", name={}, voice="f1")}, moves={}, nodes=nodes, start="open",
    )  # fmt: skip


def node(name, **more):
    return Node(id=name, say={"en": (f"line of {name}",)}, clarify=Clarify(), **more)


def test_every_way_on_is_drawn():
    rules = (
        Rule(on=("a", "b"), condition='mood <= -3 and "x"', effect={"mood": 1}, go="end"),
        Rule(did="lookup.bill"),
        Rule(end="lost"),
    )
    silence = Silence(after=6, times=2, go="end")
    drawing = mermaid(
        scenario(
            open=node("open", then=rules, fallback=Rule(go="end"), silence=silence), end=node("end", end="resolved")
        )
    )
    assert 'open -->|"a + b, if mood #60;= -3 and #34;x#34; #91;mood +1#93;"| n_end' in drawing
    assert 'open -->|"did lookup.bill"| open' in drawing
    assert 'open -->|"always"| ending_lost' in drawing
    assert 'open -.->|"fallback"| n_end' in drawing
    assert 'open -.->|"silence 3 × 6 s"| n_end' in drawing
    assert 'title: "A \\"call\\""' in drawing


def test_words_of_mermaid_are_no_node_names():
    drawing = mermaid(scenario(open=node("open", fallback=Rule(go="end")), end=node("end", end="lost")))
    assert not re.search(r"(?m)^\s*end\b", drawing)


@given(st.text(max_size=40))
def test_no_text_breaks_out_of_its_label(text):
    safe = escaped(text)
    assert not set(safe) & set('"<>`\\{}[]|\n\r')
    assert re.sub(r"#\d+;", "", safe).count("#") == 0
    drawing = mermaid(scenario(open=replace(node("open", end="resolved"), say={"en": (text,)})))
    assert len(drawing.splitlines()) == 6
