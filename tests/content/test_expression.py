"""Conditions: what they mean, what is refused and how, and that they never raise while a call runs."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.content.conditions import mistakes
from trainer.content.expression import ExpressionError, evaluate, parse


@dataclass
class Call:
    """A call as conditions see it."""

    turn: int = 3
    seconds: float = 42.5
    ending: str = ""
    variables: dict = field(default_factory=lambda: {"mood": -2.0, "offered": 1})
    keys: dict = field(default_factory=lambda: {"account": "60412", "age": 70, "vip": True})

    def variable(self, name):
        return self.variables.get(name, 0)

    def persona(self, key):
        return self.keys.get(key, "")

    def made(self, move):
        return move == "greet"

    def count(self, move):
        return 2 if move == "greet" else 0

    def did(self, action):
        return action in ("lookup", "lookup.parcel")

    def known(self, fact):
        return fact == "fee"


def value(source, call=None):
    return evaluate(parse(source), call or Call())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("mood <= -2", True),
        ("mood < -2", False),
        ("-mood == 2", True),
        ("turn >= 3 and seconds > 42", True),
        ("made('greet') and not made('close')", True),
        ('count("greet") == 2', True),
        ("did('lookup.parcel') and did('lookup')", True),
        ("known('fee') or false", True),
        ("persona.age > 65 and persona.vip", True),
        ("persona.account == '60412'", True),
        ("ending == 'resolved'", False),
        ("ending == ''", True),
        ("true or false and false", True),
        ("(true or false) and false", False),
        ("not true or true", True),
        ("not (true or true)", False),
        ("not mood == 1", True),
        ("1.50 == 1.5", True),
        ("--1 == 1", True),
        ("persona.account == 60412", False),
        ("persona.account != 60412", True),
        ("persona.account < 7", False),
        ("true == 1", False),
        ("-persona.account == 0", True),
    ],
)
def test_a_condition_means_what_it_says(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "column", "advice"),
    [
        ("mood = 3", 6, "=="),
        ("mood ＝ 3", 6, "means nothing"),
        ("0 < mood < 3", 10, "joined by `and`"),
        ("made(greet)", 6, "quotes"),
        ("made('greet'", 13, "parenthesis"),
        ("made", 1, "made('…')"),
        ("len('x') > 1", 1, "there is no `len"),
        ("fact.fee > 1", 1, "known('fee')"),
        ("mood >", 7, "missing"),
        ("", 1, "empty"),
        ("   ", 1, "empty"),
        ("mood && turn", 6, "`and`"),
        ("mood + 1 > 2", 6, "sums"),
        ("'open", 1, "never closed"),
        ("mood mood", 6, "`and` or `or`"),
        ("__import__('os')", 1, "there is no"),
        ("(" * 60 + "1" + ")" * 60, 41, "nested"),
        ("1 or " * 300 + "1", 1, "1000 characters"),
    ],
)
def test_a_condition_that_cannot_be_read_says_where_and_what_to_write(source, column, advice):
    with pytest.raises(ExpressionError, match=re.escape(advice)) as error:
        parse(source)
    assert error.value.column == column


@given(st.text(max_size=60))
@example("\x00")
@example("1.")
def test_any_text_is_a_condition_or_says_why_not(source):
    try:
        parse(source)
    except ExpressionError as caught:
        error = caught
    else:
        return
    assert str(error)
    assert 1 <= error.column <= len(source) + 1


ATOMS = st.sampled_from(
    ["mood", "turn", "seconds", "ending", "nobody", "persona.account", "persona.age", "persona.vip", "persona.none", "1", "2.5",
     "'x'", "true", "false", "made('greet')", "count('greet')", "did('hold')", "known('fee')"]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(inner, st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        inner.map(lambda part: f"(not {part})"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=15,
)


@given(CONDITIONS)
def test_every_condition_has_a_value_in_every_call(source):
    assert isinstance(value(source), bool | int | float | str)
    assert isinstance(list(mistakes(source, {"account": "text", "age": "number", "vip": "truth"})), list)


@pytest.mark.parametrize(
    ("source", "column", "said"),
    [
        ("persona.account > 3", 1, "a text is compared with a number"),
        ("mood > 1 and (persona.account > 3)", 15, "a text is compared with a number"),
        ("ending == 'resolvd'", 11, "did you mean 'resolved'?"),
        ("'resolvd' == ending", 1, "did you mean 'resolved'?"),
        ("mood", 1, "true or false"),
        ("made('x') and turn", 15, "joins"),
        ("made('x') and not 5", 19, "joins"),
        ("made('x') > made('y')", 1, "compares numbers"),
        ("mood > 1 and turn > -ending", 21, "a minus can only stand before a number"),
    ],
)
def test_a_condition_that_can_never_be_meant_is_a_mistake_at_the_part_that_is_none(source, column, said):
    [mistake] = mistakes(source, {"account": "text"})
    assert said in mistake.message
    assert mistake.column == column


def test_a_sound_condition_has_no_mistakes():
    assert not list(
        mistakes("mood <= -3 and not did('lookup') or persona.any == 1 and ending != 'lost'", {"any": "any"})
    )
