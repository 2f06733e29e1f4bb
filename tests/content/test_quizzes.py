"""Quizzes, read: every type of question, and what is wrong with each, at its place."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content import frozen
from trainer.content.library import load
from trainer.content.question_reading import GAP, QUESTION_TYPES
from trainer.content.quiz_reading import read_quiz
from trainer.content.reading import parse

HEAD = "id: q\ntitle: {zh: 测, en: Quiz}\nlanguages: [zh, en]\nquestions:\n"


def read(text, head=HEAD):
    root, problems = parse((head + text).encode(), "content/quizzes/q.yaml")
    assert root is not None, problems
    found = read_quiz(root, "content/quizzes/q.yaml")
    return found.quiz, [(one.line, one.column, one.code) for one in found.problems], found


def question(kind, more, ask='{zh: 问, en: "Ask?"}'):
    lines = [f"id: one\ntype: {kind}\ncompetency: empathy\nask: {ask}\nexplain: {{zh: 因为, en: Because}}", more]
    text = "\n".join(lines)
    return "  - " + text.replace("\n", "\n    ") + "\n"


OPTIONS = """options:
  - {text: {zh: 甲, en: a}, correct: true, feedback: {zh: 对, en: Yes}}
  - {text: {zh: 乙, en: b}, feedback: {zh: 错, en: "No"}, fixed: true}"""
VALID = {
    "single": OPTIONS,
    "multiple": OPTIONS + "\nscoring: all",
    "truefalse": "answer: false\nfeedback: {right: {zh: 对, en: Yes}, wrong: {zh: 错, en: Wrong}}",
    "numeric": "answer: 12.5\ntolerance: 1\nunit: {zh: 秒, en: seconds}",
    "text": "accept: {zh: [一次解决率], en: [first-call resolution, FCR]}",
    "order": "options:\n  - text: {zh: 一, en: first}\n  - {text: {zh: 二, en: second}, feedback: {zh: 后, en: Then}}",
    "match": "options:\n  - {text: {zh: 一, en: x}, match: {zh: 二, en: y}}\n  - {text: {zh: 三, en: z}, match: {zh: 四, en: w}}",
    "cloze": "",
    "open": "model: {zh: 您好, en: Hello}",
}
CLOZE = '{zh: "先{{保持|等候}}，再{{转接}}", en: "{{Hold| wait }} them, then {{transfer}}."}'


def valid(kind):
    return question(kind, VALID[kind], CLOZE) if kind == "cloze" else question(kind, VALID[kind])


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_type_is_read_without_a_problem(kind):
    quiz, problems, _ = read(valid(kind))
    assert problems == []
    assert quiz.questions[0].type == kind
    assert quiz.pass_mark == 80


def test_what_each_type_needs_is_in_its_shape():
    quiz = read("".join(valid(kind).replace("id: one", f"id: {kind}") for kind in QUESTION_TYPES))[0]
    made = {one.id: one for one in quiz.questions}
    assert [option.correct for option in made["single"].options] == [True, False]
    assert [option.fixed for option in made["single"].options] == [False, True]
    assert made["multiple"].all_or_nothing
    assert (made["truefalse"].truth, made["truefalse"].feedback_wrong) == (False, {"zh": "错", "en": "Wrong"})
    assert (made["numeric"].number, made["numeric"].tolerance) == (12.5, 1)
    assert made["text"].accept["en"] == ("first-call resolution", "FCR")
    assert made["order"].options[1].feedback == {"zh": "后", "en": "Then"}
    assert made["match"].options[0].match == {"zh": "二", "en": "y"}
    assert made["cloze"].cloze["en"].gaps == (("Hold", "wait"), ("transfer",))
    assert made["cloze"].cloze["en"].texts == ("", " them, then ", ".")
    assert made["cloze"].ask["zh"] == f"先{GAP}，再{GAP}"
    assert made["open"].model == {"zh": "您好", "en": "Hello"}


WRONG = [
    ("nobody is right", question("single", OPTIONS.replace("correct: true, ", "")), ["Q801"]),
    ("two are right", question("single", OPTIONS.replace("fixed", "correct")), ["Q801"]),
    ("right in other words", question("single", OPTIONS.replace("correct: true", "correct: yes")), ["V203"]),
    ("one option", question("order", "options:\n  - text: {zh: 一, en: first}"), ["Q802"]),
    ("no option", question("single", "options: []"), ["Q802"]),
    ("no list of options", question("single", "options: a"), ["V203"]),
    ("no options", question("single", ""), ["V202"]),
    ("same option but for its case", question("single", OPTIONS.replace("en: b", "en: A.")), ["Q803"]),
    ("same match", question("match", VALID["match"].replace("en: w", "en: Y")), ["Q804"]),
    ("match without its half", question("match", VALID["match"].replace(", match: {zh: 四, en: w}", "")), ["V202"]),
    ("option with a match", question("single", OPTIONS.replace("fixed: true", "match: {zh: 一, en: x}")), ["Q806"]),
    (
        "fixed in an order",
        question("order", VALID["order"].replace("feedback: {zh: 后, en: Then}", "fixed: true")),
        ["Q806"],
    ),
    ("answer of a single", question("single", OPTIONS + "\nanswer: 1"), ["Q806"]),
    ("voice of nobody heard", question("open", VALID["open"] + "\nvoice: f1"), ["Q806"]),
    ("gap in an open", question("open", VALID["open"], '{zh: 问, en: "a {{gap}}"}'), ["Q806"]),
    ("unknown voice", question("open", VALID["open"] + "\nvoice: x9\nlisten: {zh: 喂, en: Hi}"), ["V206"]),
    ("too difficult", question("open", VALID["open"] + "\ndifficulty: 4"), ["V207"]),
    ("a word for a number", question("numeric", "answer: twelve"), ["V203"]),
    ("a number in quotes", question("numeric", 'answer: "12"'), ["V203"]),
    ("negative tolerance", question("numeric", "answer: 12\ntolerance: -1"), ["V207"]),
    ("a word for true", question("truefalse", "answer: yes"), ["V203"]),
    ("no answer", question("truefalse", ""), ["V202"]),
    ("open without model", question("open", ""), ["V202"]),
    ("accepts nothing", question("text", "accept: {zh: [], en: [a]}"), ["Q807"]),
    ("accepts in one language", question("text", "accept: {en: [a]}"), ["V209"]),
    ("accepts twice", question("text", "accept: {zh: [甲], en: [Hold, hold.]}"), ["Q807"]),
    ("accepts a dash", question("text", "accept: {zh: [甲], en: ['-']}"), ["Q807"]),
    ("accepts a list for all", question("text", "accept: [a]"), ["V209"]),
    ("no gaps", question("cloze", "", '{zh: "{{一}}", en: none}'), ["Q808"]),
    ("open braces", question("cloze", "", '{zh: "{{一}}", en: "{{a}} {{b"}'), ["Q808"]),
    ("gaps in gaps", question("cloze", "", '{zh: "{{一}}", en: "{{a {{b}} }}"}'), ["Q808"]),
    ("an empty gap", question("cloze", "", '{zh: "{{一}}", en: "{{ | }}"}'), ["Q807"]),
    ("the same twice in a gap", question("cloze", "", '{zh: "{{一}}", en: "{{a|A}}"}'), ["Q807"]),
    ("an open brace beside a gap", question("cloze", "", '{zh: "{{一}}，{{二}}", en: "{{a}} {{b}"}'), ["Q808"]),
    ("fewer gaps", question("cloze", "", '{zh: "{{一}}{{二}}", en: "{{a}}"}'), ["Q809"]),
    ("unknown type", question("essay", ""), ["V206"]),
    ("misspelt type", question("singel", OPTIONS), ["V206"]),
    ("misspelt key", question("open", "modle: {zh: 您好, en: Hello}"), ["V201"]),
    ("missing language", question("open", "model: {zh: 您好}"), ["V209"]),
    ("bad id", question("open", VALID["open"]).replace("id: one", "id: Über Eins"), ["V204"]),
    ("no id", question("open", VALID["open"]).replace("id: one", "id:"), ["V208"]),
    ("no feedback", question("single", OPTIONS.replace(", feedback: {zh: 对, en: Yes}", "")), ["Q811"]),
    ("no explanation", question("open", VALID["open"]).replace("explain: {zh: 因为, en: Because}\n    ", ""), ["Q810"]),
    ("the same id", valid("open") + valid("truefalse"), ["Q805"]),
    ("no mapping", "  - just a text\n", ["V203"]),
]


@pytest.mark.parametrize(("text", "codes"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_mistake_has_its_own_problem_and_no_other(text, codes):
    assert [code for _, _, code in read(text)[1]] == codes


def test_a_problem_stands_where_the_mistake_is():
    text = valid("numeric").replace("tolerance: 1", "tolerance: -1")
    line = HEAD.count("\n") + text.split("tolerance")[0].count("\n") + 1
    assert read(text)[1] == [(line, len("    tolerance: ") + 1, "V207")]


def test_a_misspelt_type_is_read_as_what_was_meant():
    _, _, found = read(question("singel", OPTIONS))
    assert "did you mean `single`?" in found.problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "place", "advice"),
    [
        ("type: open", "type：open", "：open", "write `: ` instead of `：`"),
        (", en: Hello", "，en: Hello", "，en: Hello", "write `, ` instead of `，`"),
        ("zh: 您好", "zh：您好", "zh：您好", "an English colon and a space"),
        ("en: Hello", "en: “Hello, you”", "you”", "Quotes are the English ones"),
        ("    type: open", "\u3000\u3000type: open", "\u3000", "two for each step"),
        ("    type: open", "\u00a0   type: open", "\u00a0", "two for each step"),
        ("languages: [zh, en]", "languages: [zh，en]", "zh，en", "English comma"),
    ],
)
def test_chinese_punctuation_in_yaml_is_told_at_its_place(tmp_path, old, new, place, advice):
    text = (HEAD + valid("open")).replace(old, new, 1)
    assert new in text
    path = tmp_path / "quizzes" / "q.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    [problem] = [one for one in load([tmp_path]).problems if one.severity == "error"]
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith(place)
    assert advice in problem.message


@pytest.mark.parametrize("mark", ["-1", "101", "many", '"80"'])
def test_the_pass_mark_is_a_percentage(mark):
    head = HEAD.replace("questions:", f"pass: {mark}\nquestions:")
    assert [code for *_, code in read(valid("open"), head)[1]] in (["V207"], ["V203"])


def test_a_quiz_without_questions_is_none():
    assert [code for *_, code in read("", HEAD.replace("questions:\n", "questions: []\n"))[1]] == ["V208"]


def test_in_a_file_of_one_language_the_language_may_be_left_out():
    head = "id: q\ntitle: Quiz\nlanguages: [en]\nquestions:\n"
    quiz, problems, _ = read(
        "  - {id: one, type: text, competency: c, ask: What?, explain: So, accept: [hold]}\n"
        '  - {id: two, type: cloze, competency: c, ask: "Say {{hello|hi}}", explain: So}\n',
        head,
    )
    assert problems == []
    assert quiz.questions[0].accept == {"en": ("hold",)}
    assert quiz.questions[1].cloze["en"].gaps == (("hello", "hi"),)


def test_thousands_of_options_are_not_read():
    text = "options:\n" + "".join(f"  - text: {{zh: 第{n}, en: n{n}}}\n" for n in range(3000))
    quiz, problems, _ = read(question("order", text))
    assert [code for *_, code in problems] == ["V207"]
    assert len(quiz.questions[0].options) == 50


WORDS = st.text(st.characters(exclude_characters="{}|", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=3, unique=True)), min_size=1, max_size=5), WORDS)
def test_a_cloze_put_together_again_is_what_was_written(parts, end):
    written = "".join(f"{text}{{{{{'|'.join(gap)}}}}}" for text, gap in parts) + end
    ask = json.dumps({"zh": written, "en": written}, ensure_ascii=False)
    cloze = read(question("cloze", "", ask))[0].questions[0].cloze["en"]
    assert len(cloze.texts) == len(cloze.gaps) + 1
    assert cloze.texts[-1] == end
    assert [list(gap) for gap in cloze.gaps] == [gap for _, gap in parts]


@given(
    st.recursive(
        st.text(max_size=12) | st.integers() | st.booleans() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "type",
                        "ask",
                        "options",
                        "text",
                        "correct",
                        "accept",
                        "zh",
                        "en",
                        "answer",
                        "single",
                        "match",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_whatever_stands_under_questions_is_read_without_an_error(tree):
    root, _ = parse(
        (HEAD.replace("questions:\n", "") + f"questions: {json.dumps([tree])}\n").encode(), "quizzes/q.yaml"
    )
    if root is not None:
        read_quiz(root, "quizzes/q.yaml")


# -- frozen


def whole():
    return read("".join(valid(kind).replace("id: one", f"id: {kind}") for kind in QUESTION_TYPES))[0]


def test_a_frozen_quiz_thaws_into_the_same_and_freezes_into_the_same_bytes():
    quiz = whole()
    body = frozen.freeze(quiz)
    assert frozen.thaw_quiz(body) == quiz
    assert frozen.freeze(frozen.thaw_quiz(body)) == body
    assert frozen.content_hash(body) == frozen.content_hash(frozen.freeze(whole()))


def test_a_questions_version_changes_with_its_words_and_not_with_its_quiz():
    quiz = whole()
    versions = [frozen.question_version(one) for one in quiz.questions]
    assert len(set(versions)) == len(QUESTION_TYPES)
    assert all(len(one) == 16 for one in versions)
    assert [frozen.question_version(one) for one in frozen.thaw_quiz(frozen.freeze(quiz)).questions] == versions
    first = quiz.questions[0]
    assert frozen.question_version(replace(first, ask={**first.ask, "en": "Asked otherwise?"})) != versions[0]
    assert frozen.question_version(replace(first, ask=dict(reversed(first.ask.items())))) == versions[0]


def test_what_is_no_frozen_quiz_does_not_thaw():
    with pytest.raises(ValueError, match="validation error"):
        frozen.thaw_quiz(b'{"id": "q"}')
