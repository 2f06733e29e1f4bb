"""People, and one's own account."""

import pytest
from streamlit.runtime.scriptrunner import StopException

from tests.web.conftest import PASSWORD
from trainer.errors import NotAllowed


def test_a_trainee_is_told_that_the_page_is_not_for_them(opened, ann):
    assert "Not for this account" in opened(ann, "people").text


@pytest.mark.usefixtures("ann")
def test_a_trainer_sees_the_people_but_cannot_change_them(opened, coach):
    screen = opened(coach, "people")
    assert "Ann" in screen.text
    assert not [button for button in screen.at.button if str(button.key).startswith("disable_")]


def test_an_admin_adds_somebody(opened, services, admin):
    screen = opened(admin, "people")
    screen.at.text_input(key="new_name_0").input("lin")
    screen.at.text_input(key="new_display_name_0").input("林 <i>Lin</i>")
    screen.at.text_input(key="new_password_0").input("another password")
    screen.at.selectbox(key="new_role_0").set_value("trainer")
    screen.press("add_account_0")
    assert services.people.find("lin").role == "trainer"
    assert "&lt;i&gt;Lin" in screen.text


def test_a_bad_new_account_is_explained_and_nothing_is_added(opened, services, admin):
    screen = opened(admin, "people")
    screen.at.text_input(key="new_name_0").input("lin")
    screen.at.text_input(key="new_password_0").input("short")
    screen.press("add_account_0")
    assert "Nobody was added. The password needs at least 8 characters." in screen.text
    assert len(services.people.everybody()) == 1
    assert screen.at.text_input(key="new_name_0").value == "lin", "what was typed is still there"


def test_an_admin_resets_a_password_and_disables_an_account(opened, services, admin, ann):
    screen = opened(admin, "people")
    screen.at.text_input(key=f"reset_to_{ann.id}_0").input("brand new password")
    screen.press(f"reset_go_{ann.id}_0")
    assert services.people.sign_in("ann", "brand new password", address=None)
    screen.press(f"disable_{ann.id}")
    assert services.people.find("ann").disabled
    screen.press(f"enable_{ann.id}")
    assert not services.people.find("ann").disabled


def test_a_second_press_on_disable_allows_nobody_in_again(opened, services, admin, ann):
    screen = opened(admin, "people").press(f"disable_{ann.id}")
    assert not [button for button in screen.at.button if button.key == f"disable_{ann.id}"]
    assert services.people.find("ann").disabled


def test_nobody_disables_themselves(opened, admin):
    assert opened(admin, "people").at.button(key=f"disable_{admin.id}").disabled


def test_an_import_shows_what_it_would_do_before_it_does_it(opened, services, admin):
    screen = opened(admin, "people")
    table = "name,display_name,role\nlin,林,trainee\n,nobody,trainee\n".encode()
    screen.at.file_uploader(key="import_file_0").upload("class.csv", table, "text/csv").run()
    assert "left out" in screen.text
    assert len(services.people.everybody()) == 1
    screen.press("import_go")
    assert services.people.find("lin").display_name == "林"
    assert "they are shown only here" in screen.text


def test_an_import_that_is_broken_off_still_shows_the_passwords_it_made(opened, services, admin, monkeypatch):
    screen = opened(admin, "people")
    screen.at.file_uploader(key="import_file_0").upload("class.csv", b"name\nlin\nmin\nyan\n", "text/csv").run()
    add = services.people.add

    def left(name, *args, **more):
        if name == "min":
            raise StopException  # as when the visitor goes to another page meanwhile
        return add(name, *args, **more)

    monkeypatch.setattr(services.people, "add", left)
    screen.press("import_go")
    screen.at.run()
    assert "1 of 3 rows are imported" in screen.text
    assert "broken off" in screen.text
    assert "<code>" in screen.text


@pytest.mark.usefixtures("admin")
def test_the_own_password_needs_the_present_one(opened, services, ann):
    screen = opened(ann, "account")
    screen.at.text_input(key="current").input("wrong one")
    screen.at.text_input(key="new").input("brand new password")
    screen.press("change_password")
    assert "The present password is wrong" in screen.at.error[0].value
    screen.at.text_input(key="current").input(PASSWORD)
    screen.at.text_input(key="new").input("brand new password")
    screen.press("change_password")
    assert "Your password is changed" in screen.at.success[0].value
    assert "<h1>My account</h1>" in screen.text
    with pytest.raises(NotAllowed):
        services.people.sign_in("ann", PASSWORD, address=None)
    assert services.people.sign_in("ann", "brand new password", address=None)
