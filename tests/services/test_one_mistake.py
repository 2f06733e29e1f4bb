"""One mistake of an author is one problem, at its place; several mistakes are all reported at once.

The content is the example of docs/formats.md, which uses nearly every key there is.
"""

import re
from pathlib import Path

import pytest

from trainer.services.checking import check_folders

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
FILE = re.compile(r"^```\w+ file=formats/(?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {match["name"]: match["text"] for match in FILE.finditer(PAGE.read_text("utf-8"))}

CALL, PLAN = "scenarios/book-order.yaml", "scenarios/book-order.plan.yaml"
RUBRIC, SNIPPET = "scenarios/rubrics/order-line.yaml", "scenarios/common/manners.yaml"
COMPETENCIES = "courses/competencies.yaml"
PERSONA = 'mood: 0, order: "61294"'
MANNERS = "languages: [zh, en]\nmoves:"


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def found(tmp_path):
    """What is wrong after some changes: each problem's code with the line's text from where it points to."""

    def found(*changes):
        files = dict(FILES)
        for name, old, new in changes:
            assert old in files[name], old
            files[name] = files[name].replace(old, new, 1)
        write(tmp_path, files)
        return [
            (one.code, Path(one.file).read_text("utf-8").splitlines()[one.line - 1][one.column - 1 :], one.message)
            for one in check_folders([tmp_path]).problems
            if one.severity == "error"
        ]

    return found


def test_the_example_is_in_order(found):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "place", "advice"),
    [
        # names that lead nowhere
        (CALL, "go: gone}", "go: gonne}", "S301", "gonne}", "did you mean `gone`?"),
        (CALL, "start: complains", "start: complain", "S301", "complain", "did you mean `complains`?"),
        (CALL, '"mood <= -3 or', '"moood <= -3 or', "S306", '"moood', "did you mean `mood`?"),
        (CALL, "known('order')", "known('ordr')", "S307", '"known(', "did you mean `order`?"),
        (CALL, "says: [arrival]", "says: [arival]", "S307", "arival]", "did you mean `arrival`?"),
        (CALL, "on: ask_order,", "on: ask_ordr,", "S308", "ask_ordr,", "did you mean `ask_order`?"),
        (CALL, "announce: hold_notice", "announce: hold_notce", "S308", "hold_notce", "did you mean `hold_notice`?"),
        (CALL, '"{persona.order}"', '"{persona.ordr}"', "S309", '"{persona.ordr}"', "did you mean `order`?"),
        (CALL, "knowledge: [late-orders]", "knowledge: [late-order]", "S310", "late-order]", "`late-orders`?"),
        (CALL, "did: lookup.parcel", "did: lookup.parcl", "S311", "lookup.parcl", "did you mean `parcel`?"),
        (CALL, "did: transfer.manager", "did: transfer.manger", "S312", "transfer.manger", "did you mean `manager`?"),
        (CALL, "[empathy, verifying]", "[empathy, verify]", "S313", "verify]", "did you mean `verifying`?"),
        (CALL, "rubric: order-line", "rubric: orderline", "S314", "orderline", "did you mean `order-line`?"),
        (CALL, "common/manners.yaml", "common/maners.yaml", "S315", "common/maners.yaml", "did you mean"),
        # ways through the call
        (CALL, "    fallback: {go: leaves}\n", "", "S305", "gives_number:", "needs a `fallback`"),
        (CALL, "start: complains\n", "", "V202", "id: book-order", "`start`"),
        # values
        (CALL, "tone: upset", "tone: furious", "V206", "furious", "one of `calm`"),
        (CALL, "value: +2d", "value: in 2 days", "V214", "value: in 2 days", "+3d"),
        (CALL, PERSONA, "mood: 0", "S317", "{id: bai", "`bai` lacks `order`"),
        (CALL, PERSONA, 'mood: 0, order: "6129x"', "V214", "value:", "for the persona `bai`"),
        (CALL, 'zh: "订单号是{fact.order}。"', "zh: {fact.order}", "V203", "{fact.order}", '"{fact.order}"'),
        (CALL, ", en: Says when it arrives}", "}", "V209", "{zh: 说对到货日期}", "missing in `en`"),
        (CALL, "我明白您盼着这本书", "不怪我们", "M601", "不怪我们", "stands under its `unless`"),
        # snippets
        (SNIPPET, MANNERS, "languages: [zh]\nmoves:", "V209", "common/manners.yaml", "add it there"),
        (SNIPPET, MANNERS, "languages: [zh, en]\nmoves: [", "F105", "", "bracket"),
        (SNIPPET, "zh: [[稍等, 等一下]]", "zh: [稍等, 等一下]", "V203", "稍等", "[[a, b]]"),
        # what lists the names can't be read, so nobody knows which there are
        (CALL, "use: [common/manners.yaml]", "use: common/manners.yaml", "V203", "common/manners.yaml", "[a, b]"),
        (CALL, "always: [hold_notice, blame]", "always: blame", "V203", "blame", "[a, b]"),
        (CALL, "{manager: {zh: 店长, en: The manager}}", "[manager]", "V203", "[manager]", "keys with values"),
        (CALL, "vars: {patience: 2}", "vars: [patience]", "V203", "[patience]", "keys with values"),
        (COMPETENCIES, "verifying: {zh: 核实身份, en: Verifying}", "verifying: {", "F105", "", "brace"),
        # plans
        (PLAN, "moves: [blame]", "moves: [empathy]", "P507", "[empathy]", "`blame` was made too"),
        (PLAN, "at: content", "at: leaves", "P508", "leaves", "not at `leaves`"),
        (PLAN, "ends: callback", "ends: lost", "P509", "lost", "ends as callback"),
        (PLAN, "mood: 3", "mood: 2", "P510", "2", "at 3, not 2"),
        (PLAN, '">= 95"', '"< 95"', "P511", '"< 95"', "scores 100, not < 95"),
        (PLAN, "critical: []", "critical: [business]", "P512", "[business]", "but has: none"),
        (PLAN, "mood: 3", "mood: >= 3", "F105", "", 'mood: ">= 1"'),
        (PLAN, "      - hang_up:", "      - hang_up:\n      - say: 喂\n      - say: 喂", "P506", "say: 喂", "is over"),
        # rubrics
        (RUBRIC, "        max: 2\n", "", "V202", "id: understands", "`max`"),
        (RUBRIC, "weight: 2", "weight: -2", "V207", "-2", "more than 0"),
        (RUBRIC, "after: lookup.parcel", "after: lookup.parcl", "R406", "lookup.parcl", "did you mean `parcel`?"),
        (RUBRIC, "order: [empathy, refund_postage]", "order: [empathy, refund]", "R401", "refund]", "`refund`"),
        (RUBRIC, "not_applicable_if: \"ending == 'abandoned' or", 'not_applicable_if: "patiense > 1 or', "R406", '"', "`patience`")
    ],
)  # fmt: skip
def test_a_mistake_is_one_problem_at_its_place(found, name, old, new, code, place, advice):
    [(what, text, message)] = found((name, old, new))
    assert what == code
    assert text.startswith(place)
    assert advice in message


@pytest.mark.parametrize(
    "example",
    ["您的訂單號是多少", "嗯，您的订单号是多少？"],
)
def test_the_same_example_in_two_moves_is_found_however_it_is_written(found, example):
    asks = "keywords: {zh: [[订单号, 单号]], en: [[order], [number]]}"
    problems = found(
        (CALL, asks, asks + "\n    examples: {zh: [您的订单号是多少], en: [may I have your order number]}"),
        (CALL, "我明白您盼着这本书", example),
    )
    assert [(code, text.partition("]")[0]) for code, text, _ in problems] == [("S319", "您的订单号是多少")]


def test_what_is_wrong_in_several_files_is_reported_at_once(found):
    problems = found(
        (CALL, "level: 2", "level: 7"),
        (CALL, "go: leaves}", "go: leafs}"),
        (CALL, "kind: money", "kind: mony"),
        (PLAN, "seed: 7", "seed: first"),
        (RUBRIC, "pass: 75", "pass: 750"),
        (RUBRIC, "points: 2", "points: 3"),
        (SNIPPET, "en: Greets", "en: "),
    )
    assert sorted(code for code, _, _ in problems) == ["S301", "V203", "V206", "V207", "V207", "V207", "V208"]


def test_a_turn_that_went_astray_is_not_reported_again_in_what_followed(found):
    problems = found((PLAN, "I'm sorry about that. What is your order number?", "Bananas."))
    assert [code for code, _, _ in problems][:1] == ["P507"]
    assert "P506" not in [code for code, _, _ in problems]


def test_an_item_that_needs_something_on_the_desk_does_not_apply_without_it(tmp_path):
    files = {**FILES, RUBRIC: FILES[RUBRIC].replace("after: lookup.parcel", "after: transfer")}
    files[CALL] = files[CALL].replace("  transfer_to: {manager: {zh: 店长, en: The manager}}\n", "").replace(
        """      - {did: transfer.manager, if: "known('order')", end: escalated}\n""", ""
    )  # fmt: skip
    del files[PLAN]
    write(tmp_path, files)
    problems = check_folders([tmp_path]).problems
    [problem] = [one for one in problems if "`tells_date`" in one.message]
    assert problem.code == "R402"
    assert "no transfer target at all" in problem.message


def test_a_rule_for_words_and_an_action_at_once_is_pointed_out(tmp_path):
    call = FILES[CALL].replace("{did: lookup.parcel, say", "{did: lookup.parcel, on: empathy, say")
    write(tmp_path, {**FILES, CALL: call})
    problems = check_folders([tmp_path]).problems
    [problem] = [one for one in problems if one.code == "S328"]
    assert call.splitlines()[problem.line - 1][problem.column - 1 :].startswith("{did: lookup.parcel, on: empathy")
