"""Scenarios with everything wrong with them, at once and without noise."""

import pytest

from trainer.content.frozen import content_hash, freeze, thaw_rubric, thaw_scenario

COURTESY = """\
languages: [zh, en]
facts:
  hotline: {kind: phone, value: 400-820-8820}
moves:
  greet: {label: {zh: 问候, en: Greets}, keywords: {zh: [[您好]], en: [[hello]]}}
  spare: {label: {zh: 无, en: None}, says: [nothing_there]}
nodes:
  bye: {say: {zh: 再见, en: Goodbye}, end: resolved}
  elsewhere: {say: {zh: 无, en: None}, expect: [nobody], fallback: {go: nowhere}}
always: [greet]
"""


def test_the_example_is_read_as_it_was_written(content):
    library = content.library()
    assert library.problems == ()
    scenario = library.scenarios["example"]
    assert scenario.personas["wang"].keys == {"account": "60412"}
    assert (scenario.personas["wang"].mood, scenario.personas["li"].mood) == (-1, 0)
    assert scenario.moves["empathy"].effect == {"mood": 1}
    assert scenario.moves["empathy"].keywords["en"] == (("sorry", "understand"),)
    assert scenario.nodes["open"].then[0].on == ("ask_account",)
    assert (scenario.opens, scenario.direction, scenario.level, scenario.minutes) == ("agent", "inbound", 1, 4)
    assert library.plans["example"][0].turns[2].moves == ("empathy", "ask_account")
    assert library.articles["bills"].title == {"zh": "账单怎么看", "en": "How to read a bill"}
    assert library.rubrics["example"].pass_mark == 80


def test_who_picks_up_speaks_first(content):
    content.change(("rubric: example", "rubric: example\ndirection: outbound"))
    assert content.library().scenarios["example"].opens == "customer"


def test_all_problems_are_found_at_once_each_in_its_place(content):
    content.change(
        ("title: {zh: 话费多了, en: The bill is too high}", "title: {zh: 话费多了}\nlevel: 9"),
        ("tone: upset", "tone: furious"),
        ("fallback: {go: close}", "fallback: {go: closing}"),
        ("expect: [empathy]", "expect: [empathy, thanks]"),
        ("kind: money", "kind: monney"),
    )
    assert content.problems() == [
        ("example.yaml", 2, "V209"),
        ("example.yaml", 3, "V207"),
        ("example.yaml", 14, "V206"),
        ("example.yaml", 32, "V206"),
        ("example.yaml", 33, "S308"),
        ("example.yaml", 36, "S301"),
    ]


@pytest.mark.parametrize(
    ("change", "code", "advice"),
    [
        (("fallback: {go: close}", "fallbakc: {go: close}"), "V201", "did you mean `fallback`?"),
        (("fallback: {go: close}", "fallback: {goto: close}"), "V201", "did you mean `go`?"),
        (("fallback: {go: close}", "fallback: close"), "V203", "{go: close}"),
        (("{on: ask_account, go: close}", "{on: ask_acount, go: close}"), "S308", "did you mean `ask_account`?"),
        (("{on: ask_account, go: close}", "{on: ask_account, go: Close}"), "S301", "did you mean `close`?"),
        (("end: resolved", "end: resolve"), "V206", "did you mean `resolved`?"),
        (("en: [[sorry, understand]]", "en: [sorry, understand]"), "V203", "[[a, b]]"),
        (('  close:\n    say: {zh: 好的，谢谢。, en: "All right, thank you."}', "  close:\n    say: {zh: 好的，谢谢。, en: All right, thank you.}"), "V216", "quotes"),
        (("voice: f1", "voice: female"), "V206", "`f1`"),
        (("mood: -1", "mood: angry"), "V203", "needs a number"),
        (("vars: {offered: 0}", "vars: {mood: 0}"), "V204", "leave it out"),
        (("{persona.account}", "{persona.acount}"), "S309", "did you mean `account`?"),
        (("kind: money, value: 40", "kind: money, value: 四十"), "V214", "a plain number"),
        (('account: "77120"', 'account: "77120a"'), "V214", "for the persona `li`"),
        (("rubric: example", "rubric: exmaple"), "S314", "did you mean `example`?"),
        (("vars: {offered: 0}", "vars: {offered: 0}\nvars: {}"), "F107", "line 7"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_problem_that_says_what_to_write(content, change, code, advice):
    problems = [one for one in content.change(change).library().problems if one.severity == "error"]
    assert [one.code for one in problems] == [code], "\n".join(map(str, problems))
    assert advice in problems[0].message


@pytest.mark.parametrize(
    ("condition", "marked"),
    [
        ("mood = 3", "= 3"),
        ('"turn > 2 and mood = 3"', "= 3"),
        ("turn > 2 and ending == 'resolvd'", "'resolvd'"),
        ("\"ending == 'resolvd'\"", "'resolvd'"),
        ("mood", "mood"),
    ],
)
def test_a_condition_that_makes_no_sense_is_a_problem_at_the_very_part_of_it(content, condition, marked):
    content.change(("{on: ask_account, go: close}", f"{{if: {condition}, go: close}}"))
    lines = (content.folder / "scenarios" / "example.yaml").read_text("utf-8").splitlines()
    line = next(line for line in lines if f"if: {condition}," in line)
    [problem] = [one for one in content.library().problems if one.code == "V213"]
    assert (problem.line, problem.column) == (lines.index(line) + 1, line.index(marked, line.index("if:")) + 1)


def test_a_scenario_with_errors_is_not_there_and_the_others_are(content):
    text = (content.folder / "scenarios" / "example.yaml").read_text("utf-8")
    content.write("scenarios/other.yaml", text.replace("id: example", "id: other"))
    content.change(("start: open", "start: opening"))
    assert list(content.library().scenarios) == ["other"]


def test_a_scenario_without_a_usable_rubric_is_not_there(content):
    content.change(("pass: 80", "pass: most"), file="scenarios/rubrics/example.yaml")
    library = content.library()
    assert (library.scenarios, library.rubrics) == ({}, {})
    assert [one.code for one in library.problems] == ["V203"]


# -- snippets


def test_a_snippet_lends_what_is_used_and_nothing_else(content):
    content.write("scenarios/common/courtesy.yaml", COURTESY)
    content.change(("vars:", "use: [common/courtesy.yaml]\nvars:"), ("  close:\n", "  unused_no_more:\n"),
                   ("go: close", "go: unused_no_more"))  # fmt: skip
    content.change(("fallback: {go: unused_no_more}", "fallback: {go: bye}"))
    content.change(("at: close", "at: unused_no_more"), file="scenarios/example.plan.yaml")
    library = content.library()
    assert library.problems == ()
    scenario = library.scenarios["example"]
    assert list(scenario.nodes) == ["open", "unused_no_more", "bye"]
    assert list(scenario.moves) == ["ask_account", "empathy", "greet"]
    assert scenario.always == ("greet",)


def test_a_snippets_node_may_jump_into_the_scenario(content):
    content.write(
        "scenarios/common/hold.yaml",
        "languages: [zh, en]\nnodes:\n  waiting: {say: {zh: 好。, en: Fine.}, fallback: {go: close}}\n",
    )
    content.change(("vars:", "use: [common/hold.yaml]\nvars:"), ("fallback: {go: close}", "fallback: {go: waiting}"))
    assert content.codes() == []


def test_what_is_wrong_in_a_used_part_of_a_snippet_is_found_there(content):
    content.write("scenarios/common/courtesy.yaml", COURTESY)
    content.change(
        ("vars:", "use: [common/courtesy.yaml]\nvars:"), ("fallback: {go: close}", "fallback: {go: elsewhere}")
    )
    assert content.problems() == [("courtesy.yaml", 9, "S308"), ("courtesy.yaml", 9, "S301")]


def test_a_snippet_must_have_the_scenarios_languages(content):
    content.write("scenarios/common/courtesy.yaml", "languages: [zh]\nalways: []\n")
    content.change(("vars:", "use: [common/courtesy.yaml]\nvars:"))
    assert content.problems() == [("example.yaml", 7, "V209")]


@pytest.mark.parametrize("path", ["../../secret.yaml", "/etc/passwd", "C:/secret.yaml", "common\\..\\..\\x.yaml", ".."])
def test_a_snippets_path_stays_in_the_folder(content, path):
    content.change(("vars:", f"use: ['{path}']\nvars:"))
    assert content.codes() == ["F111"]


# -- the ways through a call


def nodes(content, text):
    before, _, after = (content.folder / "scenarios/example.yaml").read_text("utf-8").partition("nodes:\n")
    _, _, wrap_up = after.partition("wrap_up:")
    return content.write("scenarios/example.yaml", f"{before}nodes:\n{text}wrap_up:{wrap_up}")


NODE = "  {name}: {{say: {{zh: 嗯, en: Hm}}, expect: [empathy, ask_account], {ways}}}\n"
END = "  close: {say: {zh: 好, en: Good}, end: resolved}\n"


def test_a_circle_of_fallbacks_is_reported_once(content):
    nodes(content, "".join(NODE.format(name=name, ways=f"then: [{{on: empathy, go: close}}], fallback: {{go: {then}}}")
                           for name, then in [("open", "b"), ("b", "c"), ("c", "open")]) + END)  # fmt: skip
    assert [one for one in content.codes() if one.startswith("S3")] == ["S304"]


@pytest.mark.parametrize(
    ("condition", "effect", "codes"),
    [
        ("mood <= -3", "{mood: -1}", []),
        ("turn > 5", "{}", []),
        ("seconds > 60", "{}", []),
        ("offered >= 3", "{offered: 1}", []),
        ("mood >= 4", "{mood: 1}", ["S304"]),
        ("made('empathy')", "{}", ["S304"]),
        ("mood <= -3", "{mood: 1}", ["S304"]),
    ],
)
def test_whoever_is_never_understood_may_get_out_by_a_rule(content, condition, effect, codes):
    ways = f'then: [{{if: "{condition}", go: close}}], fallback: {{effect: {effect}, go: open}}'
    nodes(content, NODE.format(name="open", ways=ways) + END)
    assert [one for one in content.codes() if one.startswith("S3")] == codes


def test_a_last_rule_without_conditions_is_a_fallback(content):
    nodes(content, NODE.format(name="open", ways="then: [{on: empathy, go: close}, {go: close}]") + END)
    assert [one for one in content.codes() if one.startswith("S3")] == []


def test_a_node_reached_only_by_silence_is_reached(content):
    ways = "fallback: {go: close}, silence: {after: 5, go: gone}"
    gone = "  gone: {say: {zh: 再见, en: Bye}, end: abandoned}\n"
    nodes(content, NODE.format(name="open", ways=ways) + END + gone)
    assert "S302" not in content.codes()


# -- frozen


def test_a_frozen_scenario_and_rubric_come_back_the_same(content):
    library = content.library()
    scenario, rubric = library.scenarios["example"], library.rubrics["example"]
    assert thaw_scenario(freeze(scenario)) == scenario
    assert thaw_rubric(freeze(rubric)) == rubric
    assert freeze(thaw_scenario(freeze(scenario))) == freeze(scenario)
    assert list(thaw_scenario(freeze(scenario)).nodes) == list(scenario.nodes)
    assert len(content_hash(freeze(rubric))) == 64


@pytest.mark.parametrize("thaw", [thaw_scenario, thaw_rubric])
@pytest.mark.parametrize("frozen", [b"", b"{}", b"[]", b"\xff", b'{"id": 3}'])
def test_thawing_something_else_is_a_value_error(thaw, frozen):
    with pytest.raises(ValueError, match=r"\w"):
        thaw(frozen)


def test_places_tell_where_parts_stand(content):
    places = content.library().places["example"]
    assert places.of("moves", "empathy", "keywords")[1:] == (25, 5)
    assert places.of("nodes", "open", "then", 0)[1:] == (34, 9)
    assert places.of("nodes", "open", "nothing", 7)[1:] == (29, 3)
