"""What was read of courses is kept for the next start, notices every edit, and is never needed."""

import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.library import load
from trainer.content.reading import parse
from trainer.services import content_cache
from trainer.services.content_cache import ContentCache

EXAMPLE = Path(__file__).parents[2] / "docs" / "problems" / "example"
QUIZ = "quizzes/first-words.yaml"
BODY = "courses/starting/01-first-words.en.md"


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE, folder)
    return folder


@pytest.fixture
def kept(tmp_path, content):
    """A cache that finds files old enough to be kept."""
    return lambda: ContentCache(tmp_path / "cache", [content], now=lambda: 4e9)


@pytest.fixture
def reads(monkeypatch):
    """The files that were really read."""
    seen = []

    def parsing(source, file):
        seen.append(Path(file).name)
        return parse(source, file)

    monkeypatch.setattr("trainer.content.folders.parse", parsing)
    return seen


def learned(reads):
    """Quizzes and courses among them."""
    found = [name for name in reads if name in {"first-words.yaml", "course.yaml"}]
    reads.clear()
    return found


def test_the_next_start_reads_no_course_again_and_finds_the_same(content, kept, reads):
    first = load([content], kept=kept())
    assert sorted(learned(reads)) == ["course.yaml", "first-words.yaml"]
    again = load([content], kept=kept())
    assert learned(reads) == []
    assert (again.quizzes, again.courses, again.problems) == (first.quizzes, first.courses, first.problems)
    assert first.courses["starting"].modules[0].bodies["en"].startswith("# The first words")


@pytest.mark.parametrize(
    ("file", "before", "after", "read"),
    [
        (QUIZ, "Nobody knows", "Nobody knew!", "first-words.yaml"),
        (BODY, "tone", "tune", "course.yaml"),
        ("courses/starting/course.yaml", "minutes: 1", "minutes: 2", "course.yaml"),
    ],
)
def test_an_edit_of_the_same_length_is_noticed_and_nothing_else_is_read(
    content, kept, reads, file, before, after, read
):
    load([content], kept=kept())
    learned(reads)
    path = content / file
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    library = load([content], kept=kept())
    assert learned(reads) == [read]
    assert library == load([content])


def test_a_text_that_comes_or_goes_is_noticed(content, kept):
    load([content], kept=kept())
    shutil.copy(content / BODY, content / "courses/starting/02-more.en.md")
    assert [problem.code for problem in load([content], kept=kept()).problems] == ["C909"]
    (content / BODY).unlink()
    assert "C901" in [problem.code for problem in load([content], kept=kept()).problems]


def test_problems_of_files_that_did_not_change_are_still_told(content, kept):
    path = content / QUIZ
    path.write_text(path.read_text("utf-8").replace("correct: true, ", ""), "utf-8")
    first = load([content], kept=kept())
    assert [problem.code for problem in first.problems] == ["Q801"]
    assert load([content], kept=kept()).problems == first.problems


def test_a_file_changed_just_now_is_not_kept_because_its_next_edit_could_not_be_seen(content, tmp_path, reads):
    newest = max(path.stat().st_ctime for path in content.rglob("*"))
    for _ in range(2):
        load([content], kept=ContentCache(tmp_path / "cache", [content], now=lambda: newest + 0.5))
        assert sorted(learned(reads)) == ["course.yaml", "first-words.yaml"]


def test_what_another_version_of_the_program_kept_is_not_used(content, kept, reads, monkeypatch):
    load([content], kept=kept())
    learned(reads)
    monkeypatch.setattr(content_cache, "product_fingerprint", lambda: "another")
    load([content], kept=kept())
    assert len(learned(reads)) == 2
    load([content], kept=kept())
    assert learned(reads) == []


def damage(tmp_path):
    return next((tmp_path / "cache").glob("*.db"))


@pytest.mark.parametrize("body", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_cache_is_made_anew(content, kept, reads, tmp_path, body):
    first = load([content], kept=kept())
    damage(tmp_path).write_bytes(body)
    learned(reads)
    assert load([content], kept=kept()) == first
    assert len(learned(reads)) == 2
    assert load([content], kept=kept()) == first
    assert learned(reads) == []


def test_a_cache_cut_off_in_the_middle_is_made_anew(content, kept, tmp_path):
    first = load([content], kept=kept())
    path = damage(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert load([content], kept=kept()) == first
    assert load([content], kept=kept()) == first


def test_a_row_that_is_not_what_was_written_is_not_believed(content, kept, tmp_path):
    first = load([content], kept=kept())
    with sqlite3.connect(damage(tmp_path)) as database:
        database.execute("UPDATE kept SET body = replace(body, 'Nobody knows', 'Somebody kno')")
    database.close()
    assert load([content], kept=kept()) == first


def test_what_is_gone_is_forgotten(content, kept, tmp_path):
    load([content], kept=kept())
    (content / QUIZ).unlink()
    load([content], kept=kept())
    with sqlite3.connect(damage(tmp_path)) as database:
        assert [Path(file).name for (file,) in database.execute("SELECT file FROM kept")] == ["course.yaml"]
    database.close()


def test_one_cache_serves_many_reloads(content, kept, reads):
    cache = kept()
    load([content], kept=cache)
    learned(reads)
    load([content], kept=cache)
    assert learned(reads) == []
    (content / BODY).write_text("# New\n\nText.\n", "utf-8")
    assert load([content], kept=cache).courses["starting"].modules[0].bodies["en"] == "# New\n\nText.\n"
    assert learned(reads) == ["course.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be made read-only there")
def test_a_data_folder_that_cannot_be_written_changes_nothing(content, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        cache = ContentCache(locked / "cache", [content], now=lambda: 4e9)
        assert load([content], kept=cache) == load([content])
    finally:
        locked.chmod(stat.S_IRWXU)


def test_a_cache_whose_place_is_taken_by_a_folder_changes_nothing(content, kept, tmp_path):
    load([content], kept=kept())
    path = damage(tmp_path)
    path.unlink()
    path.mkdir()
    assert load([content], kept=kept()) == load([content])


@given(st.lists(st.sampled_from(["edit", "body", "undo", "load"]), max_size=8))
def test_whatever_is_done_between_the_cache_never_tells_another_story(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("story")
    content = folder / "content"
    shutil.copytree(EXAMPLE, content)
    cache = ContentCache(folder / "cache", [content], now=lambda: 4e9)
    for number, step in enumerate([*steps, "load"]):
        if step == "edit":
            text = (EXAMPLE / QUIZ).read_text("utf-8").replace("The first words", f"The {number} words")
            (content / QUIZ).write_text(text, "utf-8")
        elif step == "body":
            (content / BODY).write_text(f"# Title {number}\n", "utf-8")
        elif step == "undo":
            shutil.copy(EXAMPLE / QUIZ, content / QUIZ)
        else:
            assert load([content], kept=cache) == load([content])
