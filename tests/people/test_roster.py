"""Class lists as spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import WrongUse
from trainer.people.roster import read_roster

LIST = "账号,姓名,角色\nlilei,李雷,学员\nhanmei,韩梅梅,讲师\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_chinese_list_is_read_in_whatever_encoding_excel_chose(encoding):
    rows, bad = read_roster(LIST.encode(encoding))
    assert [(row.name, row.display_name, row.role) for row in rows] == [
        ("lilei", "李雷", "trainee"),
        ("hanmei", "韩梅梅", "trainer"),
    ]
    assert bad == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_may_be_parted_by_comma_semicolon_or_tab(delimiter):
    rows, _ = read_roster(
        delimiter.join(["name", "role"]).encode() + b"\n" + delimiter.join(["ann", "trainer"]).encode()
    )
    assert [(row.name, row.role) for row in rows] == [("ann", "trainer")]


def test_a_bad_row_is_named_by_its_line_and_stops_nobody():
    rows, bad = read_roster(b"name,role,password\nann,,\n,,\n ,trainee,\nbob,king,\ncid,,short\nANN,,\ndan,,\n")
    assert [row.name for row in rows] == ["ann", "dan"]
    assert [(row.line, row.name) for row in bad] == [(4, ""), (5, "bob"), (6, "cid"), (7, "ANN")]
    assert "line 2" in bad[-1].reason


def test_a_cell_over_two_lines_does_not_shift_the_line_numbers():
    _, bad = read_roster(b'name,display_name,role\nann,"Ann\nMiller",king\nbob,,king\n')
    assert [row.line for row in bad] == [2, 4]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00", b"role\ntrainee\n", b"x" * (6 * 1024 * 1024)])
def test_a_file_of_which_nothing_can_be_used_is_refused_in_a_sentence(content):
    with pytest.raises(WrongUse):
        read_roster(content)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_nothing_but_wrong_use_is_raised(content):
    try:
        rows, bad = read_roster(b"name,role\n" + content)
    except WrongUse:
        return
    assert all(row.name for row in rows)
    assert len({row.line for row in rows}) == len(rows)
    assert all(row.reason for row in bad)


def test_a_name_that_would_turn_the_writing_around_is_refused():
    rows, bad = read_roster("name,display_name\nann,Ann \u202egnorw\nbob,بوب\n".encode())
    assert [row.display_name for row in rows] == ["بوب"]
    assert [row.line for row in bad] == [2]
