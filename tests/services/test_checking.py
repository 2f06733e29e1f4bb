"""Checking folders and files: what is looked at, what is found again without looking, and that a broken cache is no harm."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from trainer.content.scenario import Scenario
from trainer.errors import NotFound, WrongUse
from trainer.matching.matcher import Matcher
from trainer.services.checking import check_folders, check_paths, scenario_at

EXAMPLE = Path(__file__).parents[2] / "docs" / "problems" / "example"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "content")
    return tmp_path / "content"


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def second(folder, name="second"):
    """Another scenario with its plan, beside the example."""
    for suffix in (".yaml", ".plan.yaml"):
        text = (folder / "scenarios" / f"example{suffix}").read_text("utf-8")
        (folder / "scenarios" / f"{name}{suffix}").write_text(text.replace("id: example", f"id: {name}"), "utf-8")


class CountingMatchers:
    """Makes matchers and remembers for which scenarios."""

    def __init__(self):
        self.asked = []

    def __call__(self, scenario: Scenario, lang: str) -> Matcher:
        self.asked.append(scenario.id)
        return Matcher(scenario, lang=lang)


# -- the cache


def test_a_second_check_looks_only_at_what_changed(folder, tmp_path):
    second(folder)
    cache = tmp_path / "cache"
    first = check_folders([folder], cache=cache)
    matchers = CountingMatchers()
    again = check_folders([folder], cache=cache, matcher_for=matchers)
    assert (again.problems, again.unchanged, matchers.asked) == (first.problems, 2, [])
    change(folder / "scenarios" / "second.yaml", "mood: +1", "mood: +2")
    changed = check_folders([folder], cache=cache, matcher_for=matchers)
    assert (changed.unchanged, set(matchers.asked)) == (1, {"second"})


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("scenarios/example.plan.yaml", "ends: resolved", "ends: lost", "P509"),
        ("scenarios/rubrics/example.yaml", "move: empathy", "move: nothing", "R401"),
        ("courses/competencies.yaml", "empathy:", "kindness:", "S313"),
    ],
)
def test_whatever_a_scenario_depends_on_is_looked_at_again(folder, tmp_path, file, old, new, code):
    cache = tmp_path / "cache"
    assert check_folders([folder], cache=cache).problems == ()
    change(folder / file, old, new)
    assert [one.code for one in check_folders([folder], cache=cache).problems] == [code]


def test_another_engine_looks_at_everything_again(folder, tmp_path):
    check_folders([folder], cache=tmp_path / "cache", engine="one")
    assert check_folders([folder], cache=tmp_path / "cache", engine="two").unchanged == 0


@pytest.mark.parametrize("damage", [b"", b"\xff\x00", b"[]", b'{"x": 3}', b"[" * 100_000, b'{"a": {"key": 1}}'])
def test_a_damaged_cache_is_no_harm(folder, tmp_path, damage):
    cache = tmp_path / "cache"
    change(folder / "scenarios" / "example.yaml", "start: open", "start: opening")
    first = check_folders([folder], cache=cache)
    for file in cache.iterdir():
        file.write_bytes(damage)
    again = check_folders([folder], cache=cache)
    assert (again.problems, again.unchanged) == (first.problems, 0)
    assert check_folders([folder], cache=cache).unchanged == 1


def test_a_cache_that_cannot_be_written_is_no_harm(folder, tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert check_folders([folder], cache=tmp_path / "file" / "cache").problems == ()


def test_entries_that_fit_in_form_and_not_in_content_are_looked_at_again(folder, tmp_path):
    cache = tmp_path / "cache"
    check_folders([folder], cache=cache)
    for file in cache.iterdir():
        file.write_text(file.read_text("utf-8").replace('"problems": []', '"problems": [[1]]'), "utf-8")
    again = check_folders([folder], cache=cache)
    assert (again.problems, again.unchanged) == ((), 0)


def test_checks_at_the_same_time_do_not_disturb_each_other(folder, tmp_path):
    for number in range(5):
        second(folder, f"call-{number}")
    found = []
    checks = [
        threading.Thread(target=lambda: found.append(check_folders([folder], cache=tmp_path / "cache")))
        for _ in range(4)
    ]
    for check in checks:
        check.start()
    for check in checks:
        check.join()
    assert [one.problems for one in found] == [()] * 4
    assert check_folders([folder], cache=tmp_path / "cache").unchanged == 6
    assert [file.suffix for file in (tmp_path / "cache").iterdir()] == [".json"]


# -- what is looked at


def test_a_file_is_checked_alone_with_its_plans_and_snippets(folder):
    second(folder)
    change(folder / "scenarios" / "second.yaml", "start: open", "start: opening")
    change(folder / "scenarios" / "example.plan.yaml", "ends: resolved", "ends: lost")
    (folder / "scenarios" / "common").mkdir(exist_ok=True)
    (folder / "scenarios" / "common" / "extra.yaml").write_text("languages: [zh, en]\nnoddes: {}\n", "utf-8")
    change(folder / "scenarios" / "example.yaml", "vars:", "use: [common/extra.yaml]\nvars:")

    def codes(*names):
        paths = [folder / name for name in names]
        return sorted(one.code for one in check_paths(paths, folders=[]).problems)

    assert codes("scenarios/second.yaml") == ["S301"]
    assert codes("scenarios/example.yaml") == ["V201"]
    change(folder / "scenarios" / "common" / "extra.yaml", "noddes", "nodes")
    assert codes("scenarios/example.yaml") == ["P509"]
    assert codes("scenarios/example.plan.yaml") == ["P509"]
    assert codes("scenarios/example.yaml", "scenarios/second.yaml") == ["P509", "S301"]
    assert codes("scenarios/rubrics/example.yaml") == []
    assert codes("") == ["P509", "S301"]
    assert codes("scenarios") == ["P509", "S301"]


def test_a_scenario_outside_any_content_folder_uses_what_lies_beside_it(folder, tmp_path):
    loose = tmp_path / "loose"
    loose.mkdir()
    for name in ("example.yaml", "example.plan.yaml"):
        shutil.copy(folder / "scenarios" / name, loose)
    (loose / "notes.yaml").write_text("- not a scenario", "utf-8")
    assert check_paths([loose / "example.yaml"], folders=[folder]).problems == ()
    codes = {one.code for one in check_paths([loose / "example.yaml"], folders=[]).problems}
    assert codes == {"S314", "S310"}


def test_several_folders_are_one_library(folder, tmp_path):
    ours = tmp_path / "ours"
    (ours / "scenarios").mkdir(parents=True)
    second(folder)
    for name in ("second.yaml", "second.plan.yaml"):
        (folder / "scenarios" / name).rename(ours / "scenarios" / name)
    assert check_folders([folder, ours]).problems == ()
    assert {one.code for one in check_folders([ours]).problems} == {"S310", "S314"}


@pytest.mark.parametrize("name", ["nothing-here", "content/scenarios/nope.yaml"])
def test_a_path_that_is_not_there_is_wrong_use(folder, tmp_path, name):
    with pytest.raises(WrongUse, match="There is no"):
        check_paths([tmp_path / name], folders=[folder])


def test_a_folder_without_content_is_wrong_use(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUse, match="no content folder"):
        check_paths([tmp_path / "empty"], folders=[])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_named_in_letters_that_can_be_printed(folder, tmp_path):
    Path(os.fsdecode(os.fsencode(folder / "scenarios") + b"/\xff\xfe.yaml")).write_text("id: x")
    result = check_folders([folder], cache=tmp_path / "cache")
    told = [problem for problem in result.problems if problem.code == "F115"]
    assert [problem.message.encode() for problem in told]


def test_a_scenario_with_errors_can_still_be_drawn(folder):
    change(folder / "scenarios" / "example.yaml", "fallback: {go: close}", "fallback: {go: nowhere}")
    drawn, problems = scenario_at("example", folders=[folder])
    assert list(drawn.nodes) == ["open", "close"]
    assert [one.code for one in problems] == ["S301"]


def test_a_scenario_there_is_not_is_not_found_and_the_likely_one_named(folder):
    with pytest.raises(NotFound, match="did you mean `example`"):
        scenario_at("exampel", folders=[folder])
