"""Courses, read and checked: modules, their texts, and what they refer to."""

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.course_checking import _round_trips
from trainer.content.library import load

COURSE = "courses/starting/course.yaml"
EN = "courses/starting/01-first-words.en.md"
QUIZ = "quizzes/first-words.yaml"


def module(content, *changes):
    return content.change(*changes, file=COURSE)


def add(content, name, more="", *, body=None):
    """A second module with a text of its own."""
    for lang in ("zh", "en"):
        content.write(f"courses/starting/{body or name}.{lang}.md", "# More\n\nWords.\n")
    path = content.folder / COURSE
    text = path.read_text("utf-8")
    path.write_text(
        f"{text}  - {{id: {name}, title: {{zh: 更多, en: More}}, minutes: 1, body: {body or name}, quiz: first-words{more}}}\n",
        "utf-8",
    )
    return content


def test_the_example_is_whole(content):
    library = content.library()
    assert library.problems == ()
    course, found = library.module("starting/first-words")
    assert (course.track, course.languages, found.minutes) == ("agent", ("zh", "en"), 1)
    assert (found.quiz, found.practice, found.lab, found.requires) == ("first-words", ("example",), None, ())
    assert found.bodies["zh"].startswith("# 第一句话")
    assert library.module("starting/nothing") is None


def test_courses_stand_in_the_order_people_grow(content):
    for name, track, level in (("b", "manager", 1), ("a", "agent", 2), ("c", "team-leader", 1), ("d", "agent", 1)):
        shutil.copytree(content.folder / "courses/starting", content.folder / "courses" / name)
        content.change(
            ("id: starting", f"id: {name}"),
            ("track: agent", f"track: {track}\nlevel: {level}"),
            file=f"courses/{name}/course.yaml",
        )
    assert list(content.library().courses) == ["d", "starting", "a", "c", "b"]


def test_requirements_become_whole_keys(content):
    add(content, "more", ", requires: [first-words]")
    assert content.library().module("starting/more")[1].requires == ("starting/first-words",)
    assert content.problems() == []


WRONG = [
    ("unknown key", COURSE, ("minutes: 1", "minutes: 1\n    quizz: a"), ["V201"]),
    ("no track", COURSE, ("track: agent\n", ""), ["V202"]),
    ("another track", COURSE, ("track: agent", "track: agents"), ["V206"]),
    ("too high a level", COURSE, ("track: agent", "track: agent\nlevel: 7"), ["V207"]),
    ("no minutes", COURSE, ("    minutes: 1\n", ""), ["V202"]),
    ("endless minutes", COURSE, ("minutes: 1", "minutes: 900"), ["V207"]),
    ("minutes in words", COURSE, ("minutes: 1", "minutes: short"), ["V203"]),
    ("another id", COURSE, ("id: starting", "id: begin"), ["V205"]),
    ("an id that is none", COURSE, ("id: starting", "id: Starting"), ["V204"]),
    ("a module's id that is none", COURSE, ("- id: first-words", "- id: First"), ["V204"]),
    ("a title in one language", COURSE, ("zh: 上手, ", ""), ["V209"]),
    ("a body with its ending", COURSE, ("body: 01-first-words", "body: 01-first-words.zh.md"), ["V204"]),
    ("a body elsewhere", COURSE, ("body: 01-first-words", "body: ../01-first-words"), ["F111"]),
    ("a body misspelt", COURSE, ("body: 01-first-words", "body: 01-first-word"), ["C901"]),
    ("no body", COURSE, ("    body: 01-first-words\n", ""), ["V202"]),
    ("minutes of no time", COURSE, ("minutes: 1", "minutes: 0"), ["V207"]),
    ("minutes in quotes", COURSE, ("minutes: 1", 'minutes: "5"'), ["V203"]),
    ("minutes of nothing", COURSE, ("minutes: 1", "minutes:"), ["V208"]),
    ("an unknown language", COURSE, ("languages: [zh, en]", "languages: [zh-CN, en]"), ["V216"]),
    ("a language twice", QUIZ, ("languages: [zh, en]", "languages: [zh, zh]"), ["V215"]),
    ("an unknown quiz", COURSE, ("quiz: first-words", "quiz: last-words"), ["C905"]),
    ("an unknown call", COURSE, ("[example]", "[sample]"), ["C906"]),
    ("a call twice", COURSE, ("[example]", "[example, example]"), ["V215"]),
    ("an unknown module", COURSE, ("    quiz", "    requires: [nothing]\n    quiz"), ["C907"]),
    ("a module that requires itself", COURSE, ("    quiz", "    requires: [first-words]\n    quiz"), ["C908"]),
    (
        "an empty text",
        EN,
        (
            "# The first words\n\nA customer hears the tone first.\n\n![Two people on the phone](assets/call.svg)\n",
            " \n",
        ),
        ["F103"],
    ),
    ("a text without heading", EN, ("# The", "The"), ["C902"]),
    ("an unknown competency", QUIZ, ("verify-identity", "verify"), ["Q813"]),
]


@pytest.mark.parametrize(("file", "change", "codes"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_mistake_has_its_own_problems_and_no_other(content, file, change, codes):
    assert sorted(content.change(change, file=file).codes()) == codes


def test_two_modules_with_one_id_are_not_told_to_wait_for_each_other(content):
    add(content, "more", ", requires: [first-words]")
    add(content, "last", ", requires: [more]")
    assert module(content, ("id: more", "id: first-words")).codes() == ["C903"]
    assert module(content, ("id: first-words, title", "id: More Words, title")).codes() == ["V204"]


def test_a_course_without_modules_is_one_problem(content):
    text = (content.folder / COURSE).read_text("utf-8")
    content.write(COURSE, text[: text.index("modules:")] + "modules: []\n")
    assert content.codes() == ["V208"]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("other", "`other` is a course; write one of its modules, such as `other/first-words`"),
        ("second-words", "did you mean `other/second-words`?"),
        ("other/frist-words", "did you mean `other/first-words`?"),
        ("other/nothing", "there is `other/first-words`, `other/second-words`"),
        ("nowhere/nothing", "there is `other/first-words`, `other/second-words`, `starting/first-words`"),
    ],
)
def test_an_unknown_module_is_answered_with_the_one_that_is_meant(content, written, advice):
    shutil.copytree(content.folder / "courses/starting", content.folder / "courses/other")
    other = "courses/other/course.yaml"
    content.change(("id: starting", "id: other"), file=other)
    second = "  - {id: second-words, title: {zh: 二, en: Two}, minutes: 1, body: 02-more, quiz: first-words}\n"
    content.write(other, (content.folder / other).read_text("utf-8") + second)
    for lang in ("zh", "en"):
        content.write(f"courses/other/02-more.{lang}.md", "# More\n\nWords.\n")
    [problem] = module(content, ("    quiz", f"    requires: [{written}]\n    quiz")).library().problems
    assert problem.code == "C907"
    assert problem.message.endswith(f"; {advice}")


@pytest.mark.parametrize("name", ["courses/more/course.yml", "courses/more/Course.yaml", "quizzes/more.YAML"])
def test_a_file_whose_name_is_nearly_right_is_told(content, name):
    content.write(name, "id: more\n")
    assert content.problems() == [(Path(name).name, 1, "F115")]


def test_a_quiz_whose_name_is_no_id_is_told_once(content):
    shutil.copy(content.folder / QUIZ, content.folder / "quizzes" / "My quiz.yaml")
    content.change(("id: first-words", "id: My quiz"), file="quizzes/My quiz.yaml")
    assert content.codes() == ["F115"]


def test_a_course_with_an_error_in_one_of_its_texts_is_not_met(content):
    content.change(("# The", "The"), file=EN)
    assert content.library().courses == {}
    assert list(content.library().quizzes) == ["first-words"]


def test_a_setext_heading_is_a_heading(content):
    content.write(EN, "The first words\n===\n\nText.\n")
    assert content.problems() == []


def test_a_text_in_a_language_the_course_does_not_have_is_told(content):
    module(content, ("languages: [zh, en]", "languages: [en]"))
    assert "C909" in content.codes()


def test_bad_names_of_texts_are_told(content):
    content.write("courses/starting/notes.md", "# Notes\n")
    content.write("courses/starting/02-More.fr.md", "# More\n")
    assert content.codes() == ["F115", "F115"]


def test_a_text_that_is_not_utf_8_or_too_long_is_told_once(content):
    (content.folder / EN).write_bytes("# Café\n".encode("latin-1"))
    assert content.codes() == ["F102"]
    content.write(EN, "# Long\n" + "word " * 60_000)
    assert content.codes() == ["F101"]


def test_line_ends_of_other_systems_make_no_difference(content):
    (content.folder / EN).write_bytes(b"\xef\xbb\xbf# One\r\n\r\nTwo.\r\n")
    assert content.library().courses["starting"].modules[0].bodies["en"] == "# One\n\nTwo.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_text_that_is_a_link_out_of_the_folder_is_refused(content):
    outside = content.folder.parent / "outside.md"
    outside.write_text("# Secret\n")
    (content.folder / EN).unlink()
    (content.folder / EN).symlink_to(outside)
    assert content.codes() == ["F110"]


def test_a_cycle_is_told_once_with_its_names_at_its_last_step(content):
    add(content, "second", ", requires: [third]")
    add(content, "third", ", requires: [first-words]")
    module(
        content, ("    quiz: first-words\n    practice", "    quiz: first-words\n    requires: [second]\n    practice")
    )
    found = content.library().problems
    assert [problem.code for problem in found] == ["C908"]
    assert "`starting/first-words` requires `starting/second`, which requires `starting/third`" in found[0].message
    assert found[0].line == 14


def test_a_call_can_require_a_module(content):
    content.change(("rubric: example", "rubric: example\nrequires: [starting/first-words]"))
    assert content.problems() == []
    assert content.library().scenarios["example"].requires == ("starting/first-words",)
    content.change(("starting/first-words]", "starting/first-word]"))
    found = content.library()
    assert "did you mean `starting/first-words`?" in found.problems[0].message
    assert "example" not in found.scenarios


def test_a_course_that_cannot_be_read_takes_no_blame_for_what_refers_to_it(content):
    content.change(("rubric: example", "rubric: example\nrequires: [starting/first-words]"))
    content.write(COURSE, "id: [\n")
    assert content.codes() == ["F105"]


def test_exams_are_no_quizzes(content):
    content.write("quizzes/exams/paper.yaml", "id: nothing\n")
    assert content.problems() == []


def test_a_course_in_two_folders_is_told(content, tmp_path):
    shutil.copytree(content.folder, tmp_path / "second")
    shutil.rmtree(tmp_path / "second" / "scenarios")
    found = load([content.folder, tmp_path / "second"])
    assert sorted(problem.code for problem in found.problems) == ["L701", "L701"]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4, unique=True)))
def test_a_way_back_is_found_when_there_is_one_and_only_then(requires):
    trips = list(_round_trips(requires))
    for trip in trips:
        assert all(after in requires[before] for before, after in zip(trip, [*trip[1:], trip[0]], strict=True))
        assert len(set(trip)) == len(trip)

    def reaches(start):
        seen, todo = set(), list(requires.get(start, ()))
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo.extend(requires.get(one, ()))
        return seen

    assert bool(trips) == any(one in reaches(one) for one in requires)


def test_a_chain_of_thousands_of_modules_is_followed_to_its_end():
    chain = {f"m{number}": [f"m{number + 1}"] for number in range(50_000)}
    assert list(_round_trips(chain)) == []
    chain["m50000"] = ["m0"]
    assert len(next(_round_trips(chain))) == 50_001


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe",
        b"- a\n",
        b"id: *x\n",
        b"modules: {a: b}\n",
        b"a: " * 5000,
        b"modules: [[[[1]]]]\n",
        b"modules: [{id: {a: b}, body: [x], requires: {c: d}, practice: 1, quiz: [], title: 1, minutes: {}}]\n",
        b"id: starting\nmodules: [{id: a, body: ../../../etc/passwd}]\n",
    ],
)
def test_a_hostile_course_is_only_told_about(content, source):
    (content.folder / COURSE).write_bytes(source)
    assert content.library().courses == {}
    assert Path(COURSE).name in {name for name, _, _ in content.problems()}
