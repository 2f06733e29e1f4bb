"""`trainer check` of quizzes, courses, texts and pictures: what was asked for, and nothing else."""

import shutil
from pathlib import Path

import pytest

from trainer.content.course import Course
from trainer.content.quiz import Quiz
from trainer.errors import WrongUse
from trainer.services import content_cache, lesson_checking
from trainer.services.checking import check_folders, check_paths
from trainer.services.lesson_checking import lesson_at

EXAMPLE = Path(__file__).parents[2] / "docs" / "problems" / "example"
BODY = "courses/starting/01-first-words.en.md"
QUIZ = "quizzes/first-words.yaml"


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE, folder)
    return folder


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def found(problems):
    return [(Path(one.file).name, one.line, one.column, one.code) for one in problems]


def test_what_is_wrong_with_a_text_stands_where_it_is_written(content):
    append(
        content / BODY, "\nSee [a](../b.md) and\n![c](assets/none.svg) <b>d</b>.\n\n[e](#nowhere) [f](javascript:x)\n"
    )
    name = "01-first-words.en.md"
    assert found(check_folders([content]).problems) == [
        (name, 7, 9, "C917"),
        (name, 8, 6, "C913"),
        (name, 8, 23, "C919"),
        (name, 10, 5, "C918"),
        (name, 10, 19, "C917"),
    ]


def test_code_is_no_html_and_no_link(content):
    append(content / BODY, "\n`<b>` and `[a](javascript:x)`\n\n    <div>\n\nfor 1 < 2 and 3 > 2\n")
    assert check_folders([content]).problems == ()


def test_a_picture_is_told_about_in_its_own_file_and_once(content):
    (content / "assets" / "call.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">\n<script/></svg>')
    assert found(check_folders([content]).problems) == [("call.svg", 2, 1, "C916")]


@pytest.mark.parametrize(
    ("written", "code", "advice"),
    [
        ("assets/cal.svg", "C913", "did you mean `assets/call.svg`?"),
        ("assets/Call.SVG", "C913", "did you mean `assets/call.svg`?"),
        ("../../assets/call.svg", "C914", "write assets/call.svg"),
        ("call.svg", "C914", "write assets/call.svg"),
        ("https://example.org/other.png", "C914", "write assets/<name>.svg"),
    ],
)
def test_a_picture_that_is_not_there_is_answered_with_the_one_that_is_meant(content, written, code, advice):
    append(content / BODY, f"\n![c]({written})\n")
    [problem] = check_folders([content]).problems
    assert problem.code == code
    assert problem.message.endswith(advice)


@pytest.mark.parametrize(
    ("written", "column", "advice"),
    [
        ("See ![a](assets/two people.svg)", 5, "between < and >"),
        ("[a](https://example.org/a b)", 1, "between < and >"),
        ("见！[a]（assets/call.svg）。", 2, "as they are in English"),
        ("见[a]（https://example.org）", 2, "as they are in English"),
        ("![[assets/call.svg]]", 1, "![words](assets/name.svg)"),
    ],
)
def test_what_was_meant_as_a_link_or_picture_is_told(content, written, column, advice):
    append(content / BODY, f"\n{written}\n")
    [problem] = check_folders([content]).problems
    assert (problem.code, problem.line, problem.column) == ("C921", 7, column)
    assert advice in problem.message


def test_a_link_to_a_picture_is_told_what_it_lacks(content):
    append(content / BODY, "\n！[a](assets/call.svg)\n")
    [problem] = check_folders([content]).problems
    assert problem.code == "C917"
    assert problem.message.endswith("to show a picture, write an English ! before the [")


@pytest.mark.parametrize("written", ["\\[a\\](b c)", "`[a](b c)`", "[注]（见下文）", "a[1] (b)", "[ ] todo", "f(x)[y]"])
def test_other_brackets_are_text(content, written):
    append(content / BODY, f"\n{written}\n")
    assert check_folders([content]).problems == ()


def test_a_picture_with_an_odd_name_is_looked_at_again_when_it_has_changed(content, tmp_path):
    odd = content / "assets" / "two people (1).svg"
    shutil.copy(content / "assets" / "call.svg", odd)
    append(content / BODY, "\n![c](<assets/two people (1).svg>)\n")

    def codes():
        return [one.code for one in check_folders([content], cache=tmp_path / "cache").problems]

    assert codes() == []
    odd.write_text("<svg/", "utf-8")
    assert codes() == ["C915"]
    odd.unlink()
    assert codes() == ["C913"]


def test_minutes_that_fit_no_language_are_told_once(content):
    path = content / "courses/starting/course.yaml"
    path.write_text(path.read_text("utf-8").replace("minutes: 1", "minutes: 25"), "utf-8")
    [problem] = check_folders([content]).problems
    assert "about 1 min in `zh` and about 1 min in `en`" in problem.message


def test_everything_is_counted(content):
    checked = check_folders([content])
    assert (checked.courses, checked.quizzes, checked.scenarios) == (1, 1, 1)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([QUIZ], ["Q810"]),
        ([BODY], ["C916", "C917"]),
        (["courses/starting/01-first-words.zh.md"], ["C916"]),
        (["courses/starting/course.yaml"], ["C906", "C916", "C917"]),
        (["courses/starting"], ["C906", "C916", "C917"]),
        (["courses"], ["C906", "C916", "C917"]),
        (["quizzes"], ["Q810"]),
        (["assets/call.svg"], ["C916"]),
        (["assets"], ["C916"]),
        (["scenarios/example.yaml"], []),
        ([QUIZ, BODY], ["C916", "C917", "Q810"]),
        ([""], ["C906", "C916", "C917", "Q810"]),
    ],
)
def test_paths_choose_what_is_told(content, asked, told):
    (content / "assets" / "call.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    append(content / BODY, "\n[a](b.md)\n")
    for path, old, new in (
        (QUIZ, "    explain", "    #explain"),
        ("courses/starting/course.yaml", "[example]", "[sample]"),
    ):
        text = (content / path).read_text("utf-8")
        (content / path).write_text(text.replace(old, new), "utf-8")
    checked = check_paths([content / path for path in asked], folders=())
    assert sorted(problem.code for problem in checked.problems) == told


def test_a_quiz_or_course_on_its_own_can_be_checked(content, tmp_path):
    alone = tmp_path / "desk"
    alone.mkdir()
    shutil.copy(content / QUIZ, alone / "first-words.yaml")
    shutil.copytree(content / "courses" / "starting", tmp_path / "starting")
    assert check_paths([alone / "first-words.yaml"], folders=[content]).problems == ()
    text = (alone / "first-words.yaml").read_text("utf-8").replace("correct: true, ", "")
    (alone / "first-words.yaml").write_text(text, "utf-8")
    assert found(check_paths([alone / "first-words.yaml"], folders=[content]).problems) == [
        ("first-words.yaml", 10, 7, "Q801")
    ]
    assert check_paths([tmp_path / "starting"], folders=[content]).problems == ()
    assert check_paths([tmp_path / "starting" / "course.yaml"], folders=[content]).courses == 1


@pytest.mark.parametrize("name", ["nothing.yaml", "notes.txt", "empty"])
def test_paths_that_are_no_content_are_refused(tmp_path, name):
    (tmp_path / "notes.txt").write_text("a")
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUse):
        check_paths([tmp_path / name], folders=())


def test_the_second_check_parses_no_text_and_finds_the_same(content, tmp_path, monkeypatch):
    monkeypatch.setattr(content_cache, "SETTLED", -1.0)
    append(content / BODY, "\n[a](b.md)\n")
    first = check_folders([content], cache=tmp_path / "cache")
    with monkeypatch.context() as patched:
        patched.setattr(lesson_checking, "check_bodies", lambda *_: pytest.fail("parsed again"))
        assert check_folders([content], cache=tmp_path / "cache") == replace_unchanged(first)
    (content / "assets" / "call.svg").unlink()
    again = check_folders([content], cache=tmp_path / "cache")
    assert [problem.code for problem in again.problems] == ["C913", "C917", "C913"]


def replace_unchanged(checked):
    return type(checked)(
        **{field: getattr(checked, field) for field in checked.__dataclass_fields__} | {"unchanged": 1}
    )


def test_a_lesson_is_given_by_its_file_errors_or_not(content):
    quiz, problems = lesson_at(content / QUIZ, folders=())
    assert isinstance(quiz, Quiz)
    assert problems == ()
    append(content / BODY, "\n[a](b.md)\n")
    for path in (BODY, "courses/starting/course.yaml"):
        course, problems = lesson_at(content / path, folders=())
        assert isinstance(course, Course)
        assert [problem.code for problem in problems] == ["C917"]
    (content / QUIZ).write_text("id: [\n")
    assert lesson_at(content / QUIZ, folders=())[0] is None
    assert [problem.code for problem in lesson_at(content / QUIZ, folders=())[1]] == ["F105"]


@pytest.mark.parametrize("name", ["scenarios/example.yaml", "", "courses/competencies.yaml", "none.md"])
def test_what_is_no_lesson_is_refused(content, name):
    with pytest.raises(WrongUse):
        lesson_at(content / name, folders=())
