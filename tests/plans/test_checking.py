"""What only matching and playing can tell of a library: examples that fail, plans that fail, endings nobody tries."""

import textwrap

import pytest
from made_calls import make_scenario, move, node

from trainer.content.library import load
from trainer.content.scenario import Rule
from trainer.matching.matcher import Matcher
from trainer.plans.checking import check
from trainer.plans.examples import without_facts
from trainer.plans.wording import Example, KeywordIndex, Likeness

RUBRIC = """
id: r
title: R
pass: 60
sections:
  - id: s
    weight: 1
    items: [{id: i, ask: I, type: yesno, auto: {move: empathy}}]
"""
HEAD = """
id: c
title: C
languages: [en]
rubric: r
briefing: B
personas: [{id: ann, name: Ann, voice: f1, mood: 0}]
facts: {fee: {kind: money, value: 40}}
"""
MOVES = """
moves:
  empathy:
    label: Empathy
    examples: [I can see why that is annoying, that must have been a shock, nobody would be happy about that]
  ask:
    label: Ask
    examples: [could you read me your account number, what is the number on the letter, may I have your number]
"""
NODES = """
start: open
nodes:
  open:
    say: Hello.
    expect: [empathy]
    then: [{on: ask, go: done}]
    fallback: {go: bad}
  done: {say: Thanks., end: resolved}
  bad: {say: Bye., end: lost}
"""
PLAN = """
plans:
  - name: asks
    lang: en
    turns: [{answer: 2}, {say: Hello}, {say: could you read me your account number}]
    ends: resolved
  - name: talks nonsense
    lang: en
    turns: [{answer: 2}, {say: Hello}, {say: Bananas}, {say: Bananas}]
    ends: lost
"""


@pytest.fixture
def found(tmp_path):
    """Checks a scenario; gives (code, line) of each problem."""

    def checked(*, moves=MOVES, nodes=NODES, plan=PLAN):
        folder = tmp_path / "scenarios"
        (folder / "rubrics").mkdir(parents=True)
        (folder / "rubrics" / "r.yaml").write_text(RUBRIC, "utf-8")
        (folder / "c.yaml").write_text(HEAD + textwrap.dedent(moves) + nodes, "utf-8")
        if plan:
            (folder / "c.plan.yaml").write_text(plan, "utf-8")
        library = load([tmp_path])
        assert [problem for problem in library.problems if problem.severity == "error"] == []
        return check(library, lambda scenario, lang: Matcher(scenario, lang=lang))

    return checked


def test_content_in_order_has_no_problems(found):
    assert found() == ()


def test_an_example_with_a_word_of_its_own_unless_is_an_error_at_the_example(found):
    moves = MOVES.replace("    label: Ask", "    label: Ask\n    unless: [letter]")
    [problem] = found(moves=moves)
    assert (problem.code, problem.severity) == ("M601", "error")
    assert "“letter”" in problem.message
    assert (
        problem.line == (HEAD + moves).splitlines().index(next(x for x in moves.splitlines() if "the letter" in x)) + 1
    )


def test_an_example_in_nearly_the_words_of_another_moves_is_a_warning(found):
    moves = MOVES.replace("that must have been a shock", "what is the number on your letter")
    [problem] = found(moves=moves)
    assert (problem.code, problem.severity) == ("M602", "warning")
    assert "`empathy` is so close to one of `ask`" in problem.message
    lines = (HEAD + moves).splitlines()
    number = next(n for n, line in enumerate(lines) if "what is the number on your letter" in line)
    assert (problem.line, problem.column) == (number + 1, lines[number].index("what is the number on your") + 1)


def test_examples_that_only_keywords_tell_apart_are_a_warning(found):
    moves = """
    moves:
      empathy: {label: E, keywords: [[sorry]], examples: [sorry about the long number on your letter]}
      ask: {label: A, keywords: [[tell]], examples: [tell about the long number on your letter, tell me your number]}
    """
    plan = PLAN.replace("could you read me", "tell me")
    assert {(problem.code, problem.severity) for problem in found(moves=moves, plan=plan)} == {("M602", "warning")}


def test_an_example_that_holds_another_moves_keywords_is_a_warning(found):
    moves = MOVES.replace("    label: Empathy", "    label: Empathy\n    keywords: [[letter]]")
    [problem] = found(moves=moves)
    assert (problem.code, problem.severity) == ("M603", "warning")
    assert "`ask` holds the keywords of `empathy`" in problem.message


def test_keywords_of_a_move_that_wants_a_value_are_no_danger_to_words_without_one(found):
    moves = MOVES.replace("    label: Empathy", "    label: Empathy\n    says: [fee]\n    keywords: [[letter]]")
    assert found(moves=moves) == ()


def test_an_example_needs_only_the_wording_not_the_value(found):
    assert found(moves=MOVES.replace("    label: Ask", "    label: Ask\n    says: [fee]"), plan="") == ()


def test_moves_never_heard_together_may_sound_alike(found):
    moves = MOVES.replace("that must have been a shock", "what is the number on your letter")
    nodes = NODES.replace("expect: [empathy]", "expect: []").replace("fallback: {go: bad}", "fallback: {go: next}")
    nodes += "  next: {say: So?, expect: [empathy], fallback: {go: bad}}\n"
    assert found(moves=moves, nodes=nodes, plan="") == ()


def test_a_failing_plan_is_an_error_at_its_place(found):
    [problem] = found(plan=PLAN.replace("ends: lost", "ends: resolved"))
    assert (problem.code, problem.severity) == ("P509", "error")
    assert problem.file.endswith("c.plan.yaml")
    assert problem.line == 10


def test_an_ending_no_plan_reaches_is_a_warning_where_it_is_written(found):
    [problem] = found(plan=PLAN[: PLAN.index("  - name: talks")])
    assert (problem.code, problem.severity) == ("P513", "warning")
    assert "`lost`" in problem.message


def test_without_plans_no_ending_is_reported(found):
    assert found(plan="") == ()


WORDS = make_scenario(
    node("open", expect=("a", "b"), fallback=Rule(go="bad")),
    moves=[
        move("a", keywords={"en": (("guarantee", "promise"), ("today",)), "zh": (("保证",), ("今天",))}),
        move("b", keywords={"en": (("post code", "address"),), "zh": (("地址",),)}),
        move("c", says=("fee",), examples={"en": ("that comes to",)}),
    ],
)


@pytest.mark.parametrize(
    ("lang", "words", "moves"),
    [
        ("en", "I promise it will come today", {"a"}),
        ("en", "I promised that today, at your address", {"a", "b"}),
        ("en", "I promise", set()),
        ("en", "I can't promise that today", set()),
        ("en", "what is your post code", {"b"}),
        ("zh", "我保证今天送到", {"a"}),
        ("zh", "请报一下地址", {"b"}),
        ("zh", "今天", set()),
    ],
)
def test_the_index_finds_the_moves_whose_keywords_hold(lang, words, moves):
    assert KeywordIndex(WORDS, lang).moves_with_all_groups(Example("x", 0, words, lang).said) == moves


def test_likeness_is_between_examples_of_different_moves():
    one, same, other = (
        Example("a", 0, "what is your account number", "en"),
        Example("b", 0, "what is your account number", "en"),
        Example("c", 0, "the weather is nice", "en"),
    )
    likeness = Likeness([one, same, other, Example("a", 1, "what is your account", "en")])
    assert likeness.neighbours(one, 0.5) == {"b": pytest.approx(1)}


def test_the_wording_of_a_scenario_asks_for_no_facts():
    assert without_facts(WORDS).moves["c"].says == ()
    assert WORDS.moves["c"].says == ("fee",)
