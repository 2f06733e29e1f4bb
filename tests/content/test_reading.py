"""Reading files: whatever the bytes, there is a tree or there are problems, never an exception."""

import os
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trainer.content.codes import CODES
from trainer.content.plan_reading import read_plans
from trainer.content.reading import ListNode, MapNode, ScalarNode, Unreadable, parse, read_bytes
from trainer.content.rubric_reading import read_rubric
from trainer.content.scenario_reading import read_scenario, read_snippet

WORDS = st.sampled_from(
    ["id", "title", "languages", "zh", "en", "moves", "nodes", "say", "go", "end", "then", "on", "if", "facts", "kind", "mood",
     "personas", "plans", "turns", "hang_up", "sections", "items", "auto", "weight", "true", "~", "012", "+1", "{persona.x}"]
)  # fmt: skip
VALUES = st.recursive(
    WORDS | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


def written(value):
    """A value in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner) for inner in value) + "]"
    if isinstance(value, int):
        return str(value)
    return '"' + value.encode("unicode_escape").decode().replace('"', r"\"") + '"' if not value.isalpha() else value


def only_code(source):
    root, problems = parse(source, "x.yaml")
    assert root is None
    assert len(problems) == 1
    return problems[0].code


@given(st.binary(max_size=300))
@example(b"\x00\x01")
@example(b"? ? ?")
@example(b"&a a: &a [*a, *b]")
@example(b"%YAML 9.9\n---\n")
@example(b"\xef\xbb\xbfid: x")
def test_any_bytes_give_a_tree_or_a_problem(source):
    root, problems = parse(source, "x.yaml")
    assert root is not None or problems
    assert all(problem.line >= 1 and problem.column >= 1 and problem.code in CODES for problem in problems)


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>'\"%@` \n\t,#~\ufeff\u2028文"), max_size=120))
def test_any_text_gives_a_tree_or_a_problem(text):
    root, problems = parse(text.encode(), "x.yaml")
    assert root is not None or problems


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(WORDS, VALUES, max_size=8), st.sampled_from([read_scenario, read_snippet, read_rubric, read_plans])
)
def test_any_tree_can_be_read_as_anything_and_only_problems_come_of_it(value, reader):
    root, problems = parse(written(value).encode(), "x.yaml")
    if root is None:
        assert problems
        return
    read = reader(root, "x.yaml")
    assert all(problem.code in CODES and problem.message for problem in read.problems)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"a: 1\n" * 300_000, "F101"),
        ("title: 请问".encode("gb18030"), "F102"),
        ("title: x".encode("utf-16"), "F102"),
        (b"", "F103"),
        (b"# only a comment\n", "F103"),
        (b"- a\n- b", "F104"),
        (b"just words", "F104"),
        (b"a: [b", "F105"),
        (b"---\na: b\n---\nc: d", "F105"),
        (b"a: \x07", "F105"),
        (b"a:\n\tb: c", "F106"),
        (b"a: !!python/object/apply:os.system [id]", "F108"),
        (b"a: !x b", "F108"),
        (b"a: &a [*a]", "F109"),
        (b"a: &a {b: *a}", "F109"),
        (b"[" * 500_000, "F112"),
        (b"- " * 500_000, "F112"),
        (b"{a: " * 200_000, "F112"),
        (b"a: {[b]: c}", "F114"),
        (b"{persona.name}: c\n? [x]\n: y", "F114"),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_for_what_it_is(source, code):
    assert only_code(source) == code


def test_aliases_may_stand_for_much_but_not_for_a_bomb():
    few = b"a: &a [x, x]\nb: [*a, *a]"
    assert parse(few, "x.yaml")[1] == []
    many = b"a: &a x\nb: [" + b"*a, " * 1_001 + b"]"
    assert only_code(many) == "F109"
    levels = b"".join(b"l%d: &l%d [%s]\n" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9)) for n in range(1, 9))
    assert only_code(b"l0: &l0 [x, x, x, x, x, x, x, x, x]\n" + levels) == "F109"


def test_a_key_that_is_there_twice_is_reported_and_the_rest_is_read():
    root, problems = parse(b"a: 1\nb: 2\na: 3", "x.yaml")
    assert [(problem.line, problem.code) for problem in problems] == [(3, "F107")]
    assert "line 1" in problems[0].message
    assert list(root.entries) == ["a", "b"]


@pytest.mark.parametrize(
    "word", ["on", "off", "yes", "no", "012", "1:30", "2026-11-21", "1e3", "0x10", ".5", "1_000", "True", "NULL"]
)
def test_words_that_old_yaml_takes_for_something_else_are_text(word):
    node = parse(f"a: {word}".encode(), "x.yaml")[0].get("a")
    assert isinstance(node, ScalarNode)
    assert (node.boolean, node.number, node.is_null) == (None, None, False)


def test_only_plain_decimals_are_numbers_and_only_without_quotes():
    root, _ = parse(b"a: [+1, -2.50, 0, '3']", "x.yaml")
    items = root.get("a")
    assert isinstance(items, ListNode)
    assert [item.number for item in items.items] == [1, -2.5, 0, None]


def test_every_value_knows_its_line_and_column():
    root, _ = parse("a: 文字\n话:\n  - b\n  - {c: d}".encode(), "x.yaml")
    item = root.get("话").items[1]
    assert isinstance(item, MapNode)
    assert (item.line, item.column) == (4, 5)
    assert (item.get("c").line, item.get("c").column) == (4, 9)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("mood = 3", 9),
        ("mood = 3  # why", 9),
        ("'mood = 3'", 10),
        ('"mood = 3"', 10),
        ('"mood \\x3d 3"', 4),
        ("'mood = ''3'", 4),
        (">\n  mood = 3", 4),
        ("mood\n  = 3", 4),
        ("话🎧话🎧 = 3", 9),
    ],
)
def test_a_character_of_a_text_has_its_column_where_the_text_is_written_as_it_is(written, column):
    node = parse(f"a: {written}".encode(), "x.yaml")[0].get("a")
    assert isinstance(node, ScalarNode)
    assert node.column_of(6) == column


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_may_stay_inside_the_folder_and_never_leave_it(tmp_path):
    root = tmp_path / "content"
    root.mkdir()
    (tmp_path / "secret").write_text("id: x")
    (root / "real").write_text("id: y")
    (root / "inside").symlink_to("real")
    (root / "outside").symlink_to("../secret")
    (root / "round").symlink_to("round")
    (root / "up").symlink_to("..")
    assert read_bytes(root / "inside", root) == b"id: y"
    for name in ("outside", "round", "up/secret"):
        with pytest.raises(Unreadable) as refused:
            read_bytes(root / name, root)
        assert refused.value.code in ("F110", "F113")
    with pytest.raises(Unreadable, match="link"):
        read_bytes(root / "outside", root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(Unreadable, match="no ordinary file"):
        read_bytes(tmp_path / "pipe.yaml", tmp_path)


def test_chinese_folded_over_lines_has_no_blanks_where_the_lines_met():
    source = "zh: >-\n  先听客户说完，\n  再开口。\nen: >-\n  listen first,\n  then speak\nplain: 您好 再见\n"
    root, _ = parse(source.encode(), "x.yaml")
    texts = {key: value.text for key, (_, value) in root.entries.items()}
    assert texts == {"zh": "先听客户说完，再开口。", "en": "listen first, then speak", "plain": "您好 再见"}
