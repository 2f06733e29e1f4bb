"""What the customer says: variants, their names, and facts in them."""

import re

import pytest
from made_calls import Caller, full_scenario, make_scenario, node

from trainer.call.lines import draw, facts_in
from trainer.content.scenario import Rule


def spoken(seed, persona="ann"):
    call = Caller(full_scenario(), seed=seed, persona=persona).answer().say("greet").say().say("ask_account").say()
    return [event for entry in call.record.entries for event in entry.events if event.type == "customer_said"]


def test_the_same_seed_gives_the_same_words():
    assert spoken(7) == spoken(7)


def test_seeds_differ_in_their_words():
    assert len({spoken(seed)[0].text for seed in range(20)}) == 3


def test_drawing_stays_the_same_from_one_version_to_the_next():
    assert [draw(1, "open.line", used=used, count=3) for used in range(4)] == [0, 1, 2, 0]
    assert [draw(seed, "open.line", used=0, count=5) for seed in range(6)] == [0, 3, 2, 4, 4, 4]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_variant_has_its_turn(count):
    assert {draw(3, "x.line", used=used, count=count) for used in range(count)} == set(range(count))


def test_a_line_has_one_name_for_one_text():
    names = {}
    for seed in range(10):
        for event in spoken(seed):
            assert names.setdefault(event.line, event.text) == event.text
            assert re.fullmatch(r"[A-Za-z0-9._-]+", event.line)


def test_a_fact_is_shown_one_way_and_spoken_another():
    call = Caller(make_scenario(node("open", "It's {fact.account}.", fallback=Rule(go="bad")))).answer()
    said = call.events[1]
    assert said.text == "It's 60412."
    assert said.spoken != said.text
    assert re.sub(r"\W", "", said.spoken).endswith("60412")


def test_a_doubled_brace_makes_no_fact_known():
    assert facts_in("{{fact.fee} and {fact.account} and {fact.account}") == ("account",)


def test_a_call_in_a_language_without_a_line_uses_another():
    scenario = make_scenario(node("open", "Hello.", fallback=Rule(go="bad")))
    assert Caller(scenario).answer().heard == ["Hello."]
