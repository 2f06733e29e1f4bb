"""Who may do what: the table, and the rules that hold for any table."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.people.roles import ROLES, RULES, Person, may

roles = st.sampled_from(ROLES)
actions = st.sampled_from(sorted(RULES))


@dataclass(frozen=True)
class Call:
    owner: str


def person(role, *, id_="p1", disabled=False):
    return Person(id=id_, name="p", display_name="P", role=role, disabled=disabled)


@pytest.mark.parametrize(
    ("role", "action", "own", "others"),
    [
        ("trainee", "call.take", True, False),
        ("trainee", "call.see", True, False),
        ("trainer", "call.take", True, False),
        ("trainer", "call.see", True, True),
        ("examiner", "call.see", True, True),
        ("admin", "call.take", True, False),
        ("trainee", "call.rescore", False, False),
        ("trainer", "call.rescore", True, True),
        ("trainer", "account.manage", False, False),
        ("admin", "account.manage", True, True),
    ],
)
def test_the_table_says_who_reaches_what(role, action, own, others):
    assert may(person(role), action, Call(owner="p1")) is own
    assert may(person(role), action, Call(owner="somebody else")) is others


@given(roles, actions)
def test_a_disabled_person_may_nothing(role, action):
    assert not may(person(role, disabled=True), action, Call(owner="p1"))


@given(roles, st.text())
def test_what_no_rule_names_is_allowed_to_nobody(role, action):
    if action not in RULES:
        assert not may(person(role), action)


@given(roles, actions)
def test_whoever_may_do_it_to_anything_may_do_it_to_their_own(role, action):
    if may(person(role), action, Call(owner="somebody else")):
        assert may(person(role), action, Call(owner="p1"))


@given(roles)
def test_nobody_plays_somebody_elses_call(role):
    assert not may(person(role), "call.take", Call(owner="somebody else"))


@given(roles, actions, st.one_of(st.none(), st.integers(), st.text()))
def test_a_thing_that_belongs_to_nobody_is_not_ones_own(role, action, thing):
    if RULES[action].get(role) == "own" and thing is not None:
        assert not may(person(role), action, thing)
