"""The database: up to date, safe, and plain about what is wrong."""

import resource
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from trainer.errors import DatabaseDamaged, StoreFailed, WrongUse
from trainer.records import assignments, call_lines, migrations, people, review_cards
from trainer.records.store import RowExists, Store
from trainer.records.tables import metadata, sign_in_failures

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "trainer.db"


@pytest.fixture
def store(path):
    made = Store(f"sqlite:///{path}")
    yield made
    made.close()


def remember(rows, key):
    people.set_failures(rows, key, 1, now=NOW, forgotten_before=NOW - timedelta(hours=1))


def remembered(store):
    with store.reading() as rows:
        return {row.key for row in rows.execute(sign_in_failures.select())}


def test_a_new_database_has_the_tables_that_the_program_knows(store):
    with store.reading() as rows:
        context = MigrationContext.configure(rows, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_step_is_the_one_the_program_asks_for():
    folder = Path(migrations.__file__).parent
    assert ScriptDirectory(str(folder)).get_current_head() == migrations.HEAD


def test_every_table_can_be_made_in_postgresql():
    dialect = postgresql.dialect()
    made = [str(sa.schema.CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    assert all("CREATE TABLE" in statement for statement in made)


def test_opening_an_old_database_again_keeps_what_is_in_it(path, store):
    with store.writing() as rows:
        remember(rows, "kept")
    store.close()
    again = Store(f"sqlite:///{path}")
    assert remembered(again) == {"kept"}
    again.close()


def add_a_call(rows):
    """Somebody with one scored call, in the words of SQL: as an old program wrote it."""
    moment = "2026-11-20 09:00:00.000000"
    for table, values in {
        "people": f"'p', 'ann', 'ann', 'Ann', 'trainee', 'x', 0, '{{}}', '{moment}'",
        "contents": f"'h', 'scenario', 's', x'00', '{moment}'",
        "calls": f"'c', 'p', 's', 'h', 'h', 'w', 'zh', 'practice', 1, '{moment[:10]}', '{moment}', '{moment}', '[]', NULL, NULL",
        "entries": f"'c', 1, 2.5, '{{}}', '[]', 'n', 0.5, 'x', '{{}}', '{moment}'",
        "call_ends": "'c', 'solved', 9.0",
        "scorecards": f"1, 'c', 'h', 80.0, 1, 0, '{{}}', '0.1', '{moment}'",
    }.items():
        rows.exec_driver_sql(f"INSERT INTO {table} VALUES ({values})")


@pytest.mark.parametrize("step", ["0001", "0002", "0003"])
def test_a_database_of_any_older_program_is_brought_up_to_date_with_all_that_is_in_it(path, step):
    path.parent.mkdir()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as rows:
        config = Config()
        config.set_main_option("script_location", "trainer.records:migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = rows
        command.upgrade(config, step)
        add_a_call(rows)
    engine.dispose()
    store = Store(f"sqlite:///{path}")
    with store.reading() as rows:
        context = MigrationContext.configure(rows, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        (line,) = call_lines.history(rows, taken=True)
        assert (line.owner_name, line.turns, line.percent, line.passed, line.ending) == ("Ann", 1, 80.0, True, "solved")
        assert line.row.created_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        assert rows.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    store.close()


def plans_of(store, asked):
    """How SQLite looks for what is asked, step by step."""
    plans = []

    @sa.event.listens_for(store.engine, "before_cursor_execute")
    def explained(connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            query = f"EXPLAIN QUERY PLAN {statement}"
            plans.extend(row[3] for row in connection.connection.cursor().execute(query, parameters))

    with store.reading() as rows:
        asked(rows)
    return plans


def test_what_everybody_did_last_is_found_without_sorting_all_they_ever_did(store):
    taken = plans_of(store, lambda rows: call_lines.history(rows, taken=True, limit=50))
    assert any("SCAN calls USING COVERING INDEX ix_calls_created_at" in plan for plan in taken)
    given = plans_of(store, lambda rows: assignments.latest(rows, 50))
    assert any("SCAN assignments USING INDEX ix_assignments_given_at" in plan for plan in given)
    # Of what was found that way, only what happened at the same moment is still to be put in order.
    assert (taken + given).count("USE TEMP B-TREE FOR ORDER BY") == 1, "for the few of the page that was chosen"


def test_for_a_newcomer_the_calls_of_others_are_not_gone_through(store):
    plans = plans_of(store, lambda rows: review_cards.uncollected(rows, "nobody"))
    assert any("ix_calls_person_id_created_at (person_id=?)" in plan for plan in plans)


def test_a_database_of_a_newer_program_is_left_alone(path, store):
    with store.writing() as rows:
        rows.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreFailed, match="newer version"):
        Store(f"sqlite:///{path}")


def test_commits_are_on_disk_and_foreign_keys_hold(store):
    with store.reading() as rows:
        assert rows.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert rows.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert rows.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_write_that_raises_leaves_nothing_behind(store):
    with pytest.raises(ZeroDivisionError), store.writing() as rows:
        remember(rows, "half")
        raise ZeroDivisionError
    assert remembered(store) == set()


def test_a_taken_key_is_told_apart_from_a_broken_disk(store):
    with store.writing() as rows:
        remember(rows, "one")
    with pytest.raises(RowExists), store.writing() as rows:
        rows.execute(sign_in_failures.insert(), {"key": "one", "failures": 1, "last_at": NOW})


def test_writes_that_share_a_commit_fail_alone(store):
    def write(number):
        try:
            with store.writing() as rows:
                remember(rows, f"{number}")
                _ = 1 // (number % 3)
        except ZeroDivisionError:
            pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert remembered(store) == {f"{number}" for number in range(60) if number % 3}


def test_nobody_is_told_a_write_is_kept_when_the_database_dropped_the_transaction(store):
    # SQLite rolls the whole transaction back by itself on some failures of the disk.
    with pytest.raises(StoreFailed, match="kept"), store.writing() as rows:
        remember(rows, "lost")
        rows.exec_driver_sql("ROLLBACK")
    assert remembered(store) == set()


def test_a_write_that_makes_the_database_drop_the_transaction_fails_all_that_share_it(store):
    inside, told = threading.Event(), {}

    def first():
        try:
            with store.writing() as rows:
                remember(rows, "first")
                inside.set()
                time.sleep(0.3)  # the second lines up meanwhile, and shares the commit
        except StoreFailed as error:
            told["first"] = str(error)

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with pytest.raises(ZeroDivisionError), store.writing() as rows:
        rows.exec_driver_sql("ROLLBACK")
        raise ZeroDivisionError
    thread.join()
    assert bool(remembered(store)) != bool(told)
    with store.writing() as rows:
        remember(rows, "after")
    assert "after" in remembered(store)


def test_whoever_is_told_that_a_row_exists_finds_it(store):
    """Also where the row is another thread's, whose commit is still under way."""
    inside, missing = threading.Event(), []

    def first():
        with store.writing() as rows:
            remember(rows, "contended")
            inside.set()
            time.sleep(0.2)  # the others line up meanwhile, and share the commit

    def late():
        try:
            with store.writing() as rows:
                values = {"key": "contended", "failures": 1, "last_at": NOW}
                rows.execute(sign_in_failures.insert(), values)
        except RowExists:
            if "contended" not in remembered(store):
                missing.append("contended")

    threads = [threading.Thread(target=each) for each in (first, *[late] * 6)]
    threads[0].start()
    inside.wait()
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join()
    assert missing == []


def test_times_keep_their_zone(store):
    with store.writing() as rows:
        remember(rows, "when")
    with store.reading() as rows:
        assert people.failures(rows, ["when"])["when"].last_at == NOW


@pytest.mark.parametrize(
    "damage",
    [
        lambda _content: b"this was never a database, " * 200,
        lambda content: content[:100] + b"\xff" * (len(content) - 100),
        lambda content: content[: len(content) // 2],
    ],
    ids=["no database", "overwritten", "cut off"],
)
def test_a_damaged_database_is_refused_with_the_command_that_helps(path, store, damage):
    with store.writing() as rows:
        remember(rows, "kept")
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    before = damage(path.read_bytes())
    path.write_bytes(before)
    with pytest.raises(DatabaseDamaged, match="trainer restore"):
        Store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_database_emptied_beside_its_secret_is_damaged_not_new(path, store):
    store.close()
    path.write_bytes(b"")
    Store(f"sqlite:///{path}").close()
    (path.parent / "secret.key").write_text("secret")
    path.write_bytes(b"")
    with pytest.raises(DatabaseDamaged, match=r"empty.*trainer restore"):
        Store(f"sqlite:///{path}")


def test_a_full_disk_is_said_plainly_and_the_last_commit_is_kept(store):
    with store.writing() as rows:
        remember(rows, "kept")
    # SQLite's own limit stands for the disk's: it fails the write with the same error.
    for _ in range(8):
        with store.reading() as rows:
            pages = rows.exec_driver_sql("PRAGMA page_count").scalar()
            rows.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFailed, match="full"):
        for number in range(500):
            with store.writing() as rows:
                rows.exec_driver_sql(f"PRAGMA max_page_count={pages}")
                remember(rows, f"{number:064}")
    assert "kept" in remembered(store)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more_bytes_loses_nothing_that_was_committed(path, store):
    with store.writing() as rows:
        remember(rows, "kept")
    store.close()
    program = f"""
import resource
from datetime import UTC, datetime, timedelta
from trainer.errors import StoreFailed
from trainer.records import people
from trainer.records.store import Store
store = Store("sqlite:///{path}")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
now = datetime.now(UTC)
done = 0
try:
    while True:
        with store.writing() as rows:
            people.set_failures(rows, f"{{done:064}}", 1, now=now, forgotten_before=now - timedelta(hours=1))
        done += 1
except StoreFailed as error:
    print(done, error)
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    done, _, told = answer.stdout.partition(" ")
    assert "can't be written" in told
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    again = Store(f"sqlite:///{path}")
    assert len(remembered(again)) == int(done)
    again.close()


def test_a_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreFailed, match="can't be made"):
        Store(f"sqlite:///{tmp_path / 'file' / 'trainer.db'}")


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y"])
def test_an_address_that_means_nothing_is_wrong_use(url):
    with pytest.raises(WrongUse):
        Store(url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_without_the_driver_of_postgresql_it_is_said_how_to_get_it(scheme, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WrongUse, match=r"pip install 'call-trainer\[postgres\]'"):
        Store(f"{scheme}://somebody@127.0.0.1:1/trainer")
