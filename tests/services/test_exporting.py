"""Results as a file: whole, documented, and nobody's name in it."""

import csv
import dataclasses
import io
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from tests.support.made_courses import content
from trainer.errors import StoreFailed, WrongUse
from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade
from trainer.records import readings
from trainer.services import spreadsheet
from trainer.services.export_tables import RESULTS, TABLES
from trainer.services.exporting import Export
from trainer.services.turns import AnswerTurn, SayTurn

DOCS = Path(__file__).parents[2] / "docs" / "export.md"
EVERYTHING = {"names": True, "texts": True}


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(content(tmp_path / "content"),))


@pytest.fixture
def export(services, clock):
    return Export(services.store, clock, secret=b"a secret")


@pytest.fixture
def zoe(services):
    return services.people.add("zoe.q", "a long password", display_name="Zoe Quist")


def a_call(services, clock, person, words="=cmd|'/c calc'!A1"):
    call = services.calls.begin(person, "late-parcel", "zh", "practice", persona="wang", seed=1)
    services.calls.take_turn(person, call.id, AnswerTurn(seq=1, type="answer"))
    for seq, text in enumerate([words, "抱歉，请报一下您的账号", "我马上给您加急处理"], start=2):
        clock.move(5)
        services.calls.take_turn(person, call.id, SayTurn(seq=seq, type="say", text=text))
    services.calls.wrap_up(person, call.id, {"reason": "late"})
    return call.id


def a_life(services, clock, person, trainer):
    """One of everything."""
    call = a_call(services, clock, person)
    attempt = services.self_checks.begin(person, "refunds", "en", module="first-steps/refunds")
    services.self_checks.answer(person, attempt.id, "how-long", Answer(chosen=(1,)))
    services.self_checks.answer(person, attempt.id, "own-words", Answer(text="+I am Zoe Quist"))
    services.self_checks.rate(person, attempt.id, "own-words", Grade.HARD)
    services.courses.keep_place(person, "first-steps/refunds", anchor="listen-first", fraction=1.0)
    clock.move(30)
    services.courses.report(person, "module", "first-steps/refunds", 20)
    clock.move(30)
    now = clock.now()
    with services.store.writing() as kept:  # as browsers could once report it
        readings.add_activity(kept, person.id, now.date(), kind="module", ref="Zoe Quist was here", seconds=20, now=now)
    services.assignments.give(trainer, [person.id], kind="module", ref="first-steps/holding")
    return call, attempt.id


@pytest.fixture
def lived(services, clock, zoe):
    trainer = services.people.add("trudy", "a long password", display_name="Trudy T", role="trainer")
    return a_life(services, clock, zoe, trainer)


def rows(path, table):
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"select * from [{table}]")]


def test_every_table_is_filled_and_every_key_leads_somewhere(export, lived, tmp_path):
    done = export.write(tmp_path / "all.db", **EVERYTHING)
    assert all(done.rows[table.name] for table in TABLES if table.name != "critical_errors"), done.rows
    with closing(sqlite3.connect(tmp_path / "all.db")) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert len(database.execute("pragma foreign_key_list(items)").fetchall()) == 1


def test_results_are_those_of_the_pages(export, services, zoe, lived, tmp_path):
    call, attempt = lived
    export.write(tmp_path / "all.db")
    card = services.calls.scorecard(zoe, call)
    (row,) = rows(tmp_path / "all.db", "calls")
    assert (row["call"], row["percent"], row["passed"], row["critical"]) == (
        call, card.percent, int(bool(card.passed)), len(card.critical),
    )  # fmt: skip
    assert row["began_at"] == "2026-11-21T09:00:00+00:00"
    items = rows(tmp_path / "all.db", "items")
    assert [(item["item"], item["points"]) for item in items] == [(item.item, item.points) for item in card.items]
    answers = {row["question"]: row for row in rows(tmp_path / "all.db", "answers")}
    assert answers["how-long"]["points"] == 0
    assert (answers["own-words"]["points"], answers["own-words"]["rating"]) == (None, 0.5)
    assert len(answers["how-long"]["version"]) == 16
    (read,) = rows(tmp_path / "all.db", "reading")
    assert read["finished_at"]
    kinds = [row["kind"] for row in rows(tmp_path / "all.db", "results")]
    assert sorted(kinds) == ["answer", "answer", "call", "reading", "self_check"]
    assert {row["id"] for row in rows(tmp_path / "all.db", "results") if row["kind"] == "self_check"} == {attempt}


@pytest.mark.parametrize("ending", ["db", "csv", "xlsx"])
def test_without_names_nothing_tells_whose_results_they_are(export, services, lived, tmp_path, ending):
    path = tmp_path / f"all.{ending}"
    export.write(path)
    body = path.read_bytes()
    if ending == "xlsx":
        with zipfile.ZipFile(path) as zipped:
            body = b"".join(zipped.read(name) for name in zipped.namelist())
    for person in services.people.everybody():
        for secret in (person.id, person.name, person.display_name):
            assert secret.encode() not in body, secret
    assert b"cmd|" not in body
    assert "抱歉".encode() not in body


def test_a_person_has_the_same_pseudonym_in_every_export_and_another_elsewhere(
    export, services, clock, zoe, lived, tmp_path
):
    export.write(tmp_path / "one.db")
    export.write(tmp_path / "two.csv")
    named = {row["person"] for row in rows(tmp_path / "one.db", "calls")}
    table = pd.read_csv(tmp_path / "two.csv")
    assert named == {export.pseudonym(zoe.id)} == set(table["person"])
    assert export.pseudonym(zoe.id) != Export(services.store, clock, secret=b"other").pseudonym(zoe.id)


def test_names_and_words_are_there_when_asked_for(export, lived, tmp_path):
    export.write(tmp_path / "all.db", **EVERYTHING)
    assert "Zoe Quist" in [row["display_name"] for row in rows(tmp_path / "all.db", "people")]
    assert "=cmd|'/c calc'!A1" in [row["said"] for row in rows(tmp_path / "all.db", "turns")]
    assert any("Zoe Quist" in (row["answer"] or "") for row in rows(tmp_path / "all.db", "answers"))


def test_nothing_becomes_a_formula(export, lived, tmp_path):
    export.write(tmp_path / "turns.csv", table="turns", **EVERYTHING)
    said = [row["said"] for row in csv.DictReader(io.StringIO((tmp_path / "turns.csv").read_text("utf-8-sig")))]
    assert "'=cmd|'/c calc'!A1" in said
    export.write(tmp_path / "all.xlsx", **EVERYTHING)
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"cmd|" in sheets


def test_csv_and_excel_hold_what_the_database_holds(export, lived, tmp_path):
    export.write(tmp_path / "all.db")
    export.write(tmp_path / "all.xlsx")
    export.write(tmp_path / "items.csv", table="items")
    export.write(tmp_path / "results.csv")
    items = rows(tmp_path / "all.db", "items")
    read = pd.read_csv(tmp_path / "items.csv", dtype={"evidence": str})
    assert read.astype(object).where(read.notna(), None).to_dict("records") == items
    assert list(pd.read_csv(tmp_path / "results.csv").columns) == [column.name for column in RESULTS.columns]
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    assert all(f'name="{table.name}"' in names for table in TABLES if table.only is None)
    assert 'name="_schema"' in names


def test_a_table_too_long_for_a_sheet_goes_on_in_another(export, lived, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    export.write(tmp_path / "all.xlsx")
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        assert b'name="_schema 2"' in book.read("xl/workbook.xml")


def test_since_leaves_out_what_was_before(export, services, clock, zoe, lived, tmp_path):
    clock.move(timedelta(days=3).total_seconds())
    later = clock.now() - timedelta(days=1)
    second = a_call(services, clock, zoe)
    done = export.write(tmp_path / "new.db", since=later)
    assert [row["call"] for row in rows(tmp_path / "new.db", "calls")] == [second]
    assert done.rows["attempts"] == done.rows["answers"] == done.rows["activity"] == 0
    with closing(sqlite3.connect(tmp_path / "new.db")) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []


def test_no_results_are_an_empty_file_with_all_its_tables(export, tmp_path):
    for ending in ("db", "csv", "xlsx"):
        export.write(tmp_path / f"none.{ending}", **EVERYTHING)
    assert rows(tmp_path / "none.db", "results") == []
    assert len(pd.read_csv(tmp_path / "none.csv")) == 0


def test_a_file_is_never_overwritten_unless_asked(export, tmp_path):
    path = tmp_path / "all.db"
    path.write_text("mine")
    with pytest.raises(WrongUse, match="--force"):
        export.write(path)
    assert path.read_text() == "mine"
    export.write(path, force=True)
    assert rows(path, "_export")[0]["format"] == 1
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".trainer")) == []


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("all.txt", {}, "format"),
        ("all", {}, "format"),
        ("no/all.db", {}, "doesn't exist"),
        ("all.db", {"table": "calls"}, "CSV"),
        ("all.csv", {"table": "nothing"}, "There is no table"),
        ("all.csv", {"table": "turns"}, "--texts"),
    ],
)
def test_what_can_not_be_done_is_said(export, tmp_path, name, more, told):
    with pytest.raises(WrongUse, match=told):
        export.write(tmp_path / name, **more)


def test_a_failure_on_the_way_leaves_nothing_behind(export, lived, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.services.exporting._write_csv", full)
    with pytest.raises(StoreFailed, match="No space left"):
        export.write(tmp_path / "all.csv")
    assert not [each for each in tmp_path.iterdir() if "all" in each.name or "export" in each.name]


def test_people_go_on_while_results_are_written(export, services, clock, zoe, lived, tmp_path):
    done = []
    threads = [threading.Thread(target=lambda: done.append(a_call(services, clock, zoe))) for _ in range(3)]
    for thread in threads:
        thread.start()
    export.write(tmp_path / "all.db")
    for thread in threads:
        thread.join()
    assert len(done) == 3
    with closing(sqlite3.connect(tmp_path / "all.db")) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []


def test_the_documentation_has_every_column():
    documented = DOCS.read_text("utf-8")
    for table in (*TABLES, RESULTS):
        assert f"## {table.name}" in documented
        part = documented.partition(f"## {table.name}\n")[2].partition("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in part, (table.name, column.name)
            assert column.meaning in part, (table.name, column.name)
