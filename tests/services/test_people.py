"""Accounts and signing in."""

import contextlib
import os
import threading

import pytest

from trainer import wiring
from trainer.errors import Conflict, NotAllowed, NotFound, TooMany, WrongUse
from trainer.records import people as people_rows
from trainer.records.store import Store
from trainer.services import passwords
from trainer.services.clock import SystemClock
from trainer.services.people import SESSION_LASTS, People
from trainer.services.roster import import_roster

PASSWORD = "a long password"


@pytest.fixture
def people(services):
    return services.people


def test_the_first_account_is_the_owners_and_there_is_only_one(people):
    assert people.needs_owner()
    owner = people.create_owner("Olga", PASSWORD, "Olga P.", None)
    assert (owner.role, owner.display_name) == ("admin", "Olga P.")
    assert not people.needs_owner()
    with pytest.raises(Conflict):
        people.create_owner("Second", PASSWORD, None, None)


def test_a_class_list_imported_first_does_not_shut_the_owner_out(people):
    people.add("ann", PASSWORD)
    assert people.needs_owner()
    assert people.create_owner("Olga", PASSWORD, None, None).role == "admin"


def test_from_another_machine_the_owner_needs_the_printed_code(settings, clock):
    settings = type(settings)(
        data=settings.data, content=settings.content, database_url=settings.database_url,
        options={"owner_code": "ABCD-2345"},
    )  # fmt: skip
    services = wiring.build(settings, clock=clock)
    assert services.people.needs_code("192.168.1.20")
    with pytest.raises(NotAllowed):
        services.people.create_owner("Olga", PASSWORD, None, "WRONG", address="192.168.1.20")
    with pytest.raises(NotAllowed):
        services.people.create_owner("Olga", PASSWORD, None, None, address="127.0.0.1")
    assert services.people.create_owner("Olga", PASSWORD, None, " abcd2345", address="192.168.1.20")
    services.close()


def test_without_a_printed_code_only_this_machine_makes_the_owner(people):
    with pytest.raises(NotAllowed, match="terminal"):
        people.create_owner("Eve", PASSWORD, None, "GUESS", address="192.168.1.20")
    assert people.create_owner("Olga", PASSWORD, None, None, address="::1")


def test_a_token_says_who_it_is_until_signed_out(people, ann):
    token = people.sign_in("ANN ", PASSWORD, address="10.0.0.1")
    assert people.who(token) == ann
    people.sign_out(token)
    assert people.who(token) is None
    assert people.who("") is None
    assert people.who("x" * 5000) is None


def test_a_session_ends_after_two_weeks(people, ann, clock):
    token = people.sign_in("ann", PASSWORD, address=None)
    clock.move(SESSION_LASTS.total_seconds() + 1)
    assert people.who(token) is None


def test_only_a_hash_of_the_token_is_stored(people, ann, settings):
    token = people.sign_in("ann", PASSWORD, address=None)
    stored = b"".join(path.read_bytes() for path in settings.data.glob("trainer.db*"))
    assert token.encode() not in stored
    assert PASSWORD.encode() not in stored


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("", ""), ("x" * 5000, "y" * 5000)]
)
def test_a_wrong_name_and_a_wrong_password_sound_the_same(people, ann, name, password):
    with pytest.raises(NotAllowed) as refused:
        people.sign_in(name, password, address=None)
    assert str(refused.value) == "The name or the password is wrong."


def test_twenty_wrong_passwords_are_slowed_down_and_the_right_one_waits_too(people, ann, clock):
    blocked = []
    for _ in range(20):
        try:
            people.sign_in("ann", "wrong", address="10.0.0.1")
        except TooMany as error:
            blocked.append(error.retry_after)
        except NotAllowed:
            pass
    assert len(blocked) == 15
    assert min(blocked) >= 1
    with pytest.raises(TooMany) as refused:
        people.sign_in("ann", PASSWORD, address="10.0.0.1")
    clock.move(refused.value.retry_after)
    assert people.sign_in("ann", PASSWORD, address="10.0.0.1")


def test_wrong_passwords_are_remembered_over_a_restart(people, ann, settings, clock, services):
    for _ in range(5):
        with pytest.raises(NotAllowed):
            people.sign_in("ann", "wrong", address="10.0.0.1")
    services.close()
    again = wiring.build(settings, clock=clock)
    with pytest.raises(TooMany):
        again.people.sign_in("ann", PASSWORD, address="10.0.0.1")
    again.close()


def test_nobody_locks_a_colleague_out_from_elsewhere_for_long(people, ann, clock):
    for number in range(60):
        clock.move(61)
        with pytest.raises(NotAllowed):
            people.sign_in("ann", "wrong", address=f"10.0.1.{number}")
    clock.move(61)
    assert people.sign_in("ann", PASSWORD, address="10.0.0.1")


def test_a_new_password_signs_out_every_browser_but_the_one_it_was_changed_in(people, ann):
    here, elsewhere = (people.sign_in("ann", PASSWORD, address=None) for _ in range(2))
    people.set_password("ann", "another password", staying=here)
    assert people.who(here) == ann
    assert people.who(elsewhere) is None


def test_a_disabled_person_is_out_at_once_and_can_be_let_in_again(people, ann):
    token = people.sign_in("ann", PASSWORD, address=None)
    people.disable("ann")
    assert people.who(token) is None
    with pytest.raises(NotAllowed):
        people.sign_in("ann", PASSWORD, address=None)
    people.disable("ann", disabled=False)
    assert people.sign_in("ann", PASSWORD, address=None)


def test_a_new_password_signs_every_browser_out(people, ann):
    token = people.sign_in("ann", PASSWORD, address=None)
    people.set_password("ann", "another password")
    assert people.who(token) is None
    assert people.sign_in("ann", "another password", address=None)


def meanwhile(monkeypatch, happens):
    """Lets something happen while a password is being checked."""
    matches = passwords.matches

    def slowly(password, kept):
        monkeypatch.setattr(passwords, "matches", matches)
        right = matches(password, kept)
        happens()
        return right

    monkeypatch.setattr(passwords, "matches", slowly)


def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(people, ann, monkeypatch):
    meanwhile(monkeypatch, lambda: people.set_password("ann", "another password"))
    with pytest.raises(NotAllowed):
        people.sign_in("ann", PASSWORD, address=None)


def test_an_account_that_is_closed_while_its_password_is_checked_opens_nothing(people, ann, monkeypatch):
    meanwhile(monkeypatch, lambda: people.disable("ann"))
    with pytest.raises(NotAllowed):
        people.sign_in("ann", PASSWORD, address=None)


def test_of_many_passwords_tried_at_the_same_moment_the_right_one_waits_too(people, ann, monkeypatch):
    def tried():
        for _ in range(20):
            with contextlib.suppress(NotAllowed, TooMany):
                people.sign_in("ann", "wrong", address="10.0.0.1")

    meanwhile(monkeypatch, tried)
    with pytest.raises(TooMany):
        people.sign_in("ann", PASSWORD, address="10.0.0.1")


def test_the_only_admin_can_not_be_disabled(people):
    people.create_owner("olga", PASSWORD, None, None)
    with pytest.raises(Conflict):
        people.disable("olga")


@pytest.mark.skipif(
    "TRAINER_TEST_POSTGRESQL" not in os.environ, reason="TRAINER_TEST_POSTGRESQL names no empty database"
)
def test_of_two_servers_on_postgresql_one_makes_the_owner_and_one_admin_stays(quick_hashes):
    stores = [Store(os.environ["TRAINER_TEST_POSTGRESQL"]) for _ in range(2)]
    servers = [People(store, SystemClock(), secret=b"") for store in stores]

    def at_once(*work):
        def done(what):
            with contextlib.suppress(Conflict):
                what()

        threads = [threading.Thread(target=done, args=[what]) for what in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def admins():
        return [each.name for each in servers[0].everybody() if each.role == "admin" and not each.disabled]

    at_once(*(lambda server=server, name=name: server.create_owner(name, PASSWORD, None, None)
              for server, name in zip(servers, ("olga", "otto"), strict=True)))  # fmt: skip
    assert len(admins()) == 1
    servers[0].add("second", PASSWORD, role="admin")
    at_once(*(lambda server=server, name=name: server.disable(name)
              for server, name in zip(servers, admins(), strict=True)))  # fmt: skip
    assert len(admins()) == 1
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("name", "password"),
    [("", PASSWORD), ("a\x00b", PASSWORD), ("n" * 81, PASSWORD), ("ann", "short"), ("ann", "p" * 201)],
)
def test_names_and_passwords_nobody_could_use_are_refused(people, name, password):
    with pytest.raises(WrongUse):
        people.add(name, password)


def test_names_that_look_alike_are_the_same_account(people, ann):
    with pytest.raises(Conflict):
        people.add("ＡＮＮ", PASSWORD)
    with pytest.raises(NotFound):
        people.find("anna")


def test_preferences_are_kept(people, ann):
    people.prefer(ann, lang="zh", theme=None)
    people.prefer(ann, lang=None, theme="dark")
    assert people.preferences(ann) == {"lang": "zh", "theme": "dark"}
    with pytest.raises(WrongUse):
        people.prefer(ann, lang="klingon")


def test_importing_a_list_twice_changes_nothing_and_removes_nobody(people, ann):
    content = b"name,display_name,role,password\nann,Ann B.,trainer,\nbob,,,bobs own password\n,,king,\n"
    dry = import_roster(people, content, dry_run=True)
    assert [row.outcome for row in dry.rows] == ["changed", "added", "problem"]
    assert [person.name for person in people.everybody()] == ["ann"]
    first = import_roster(people, content)
    assert [row.outcome for row in first.rows] == ["changed", "added", "problem"]
    second = import_roster(people, content)
    assert [row.outcome for row in second.rows] == ["unchanged", "unchanged", "problem"]
    assert (second.fine, len(second.rows)) == (2, 3)
    assert people.sign_in("bob", "bobs own password", address=None)
    people.set_password("bob", "changed by bob himself")
    import_roster(people, content)
    assert people.sign_in("bob", "changed by bob himself", address=None)
    import_roster(people, b"name\ncid\n")
    assert [person.name for person in people.everybody()] == ["ann", "bob", "cid"]


def test_each_row_of_an_import_is_told_and_kept_when_it_is_broken_off(people, ann):
    content = "账号,姓名\nbob,\n,坏\ncid,\nBOB,\ndan,\n".encode("gbk")
    told = []

    def tell(row, of):
        told.append((row.line, row.outcome, of))
        if row.name == "cid":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_roster(people, content, tell=tell)
    assert told == [(2, "added", 5), (3, "problem", 5), (4, "added", 5)]
    assert [person.name for person in people.everybody()] == ["ann", "bob", "cid"]
    again = import_roster(people, content)
    assert [row.outcome for row in again.rows] == ["unchanged", "problem", "unchanged", "problem", "added"]


def test_a_cell_that_a_spreadsheet_would_compute_stays_the_text_it_is(people):
    shown = '=HYPERLINK("http://example.org","1")'
    import_roster(people, b'name,display_name\n=1+1,"' + shown.replace('"', '""').encode() + b'"\n@sum,+1\n-x,-1\n')
    assert [(each.name, each.display_name) for each in people.everybody()] == [
        ("-x", "-1"),
        ("=1+1", shown),
        ("@sum", "+1"),
    ]


def test_a_long_list_that_changes_everybody_reads_nobody_else_for_each_row(people, services, monkeypatch):
    names = [f"p{number}" for number in range(30)]
    import_roster(people, "\n".join(["name,role", *(f"{name},trainee" for name in names)]).encode())
    read = []
    everybody = people_rows.everybody
    monkeypatch.setattr(people_rows, "everybody", lambda rows: read.append(1) or everybody(rows))
    report = import_roster(people, "\n".join(["name,role", *(f"{name},trainer" for name in names)]).encode())
    assert {row.outcome for row in report.rows} == {"changed"}
    assert len(read) == 1
