"""Conditions authors write (`if`, `not_applicable_if`): a small parser and a total evaluation.

Numbers, texts in quotes, `true`, `false`, parentheses, `and or not`, `< <= == != >= >` (not chained), unary minus, the
variables, `turn`, `seconds`, `ending`, `persona.key`, `made('move')`, `count('move')`, `did('lookup.parcel')`,
`known('fact')`. Nothing else. `and` binds tighter than `or`, `not` tighter than both, comparisons tighter than `not`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

Value = bool | float | int | str

MAX_LENGTH = 1_000
MAX_DEPTH = 40

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))
  | (?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)
  | (?P<sign><=|>=|==|!=|<|>|\(|\)|-|,)
  | (?P<end>$)
    )""",
    re.VERBOSE,
)
_COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")
_FUNCTIONS = {"made": "move", "count": "move", "did": "action", "known": "fact"}
_HINTS = {
    "=": "write == to compare",
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not`, or != to compare",
    "+": "sums cannot be written here",
    "*": "products cannot be written here",
    "/": "divisions cannot be written here",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "（": "write ( and ), not the wide ones",
    "）": "write ( and ), not the wide ones",
    "'": "the quotation mark is never closed",
    '"': "the quotation mark is never closed",
}


class ExpressionError(ValueError):
    """A condition that can't be understood, and what to write; `column` counts from 1 within the condition."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class Names(Protocol):
    """What a condition can ask about a call. Unknown names must give 0, "" or False, never raise."""

    @property
    def turn(self) -> int:
        """How many spoken turns the trainee has taken, this one included."""

    @property
    def seconds(self) -> float:
        """Seconds since the call began."""

    @property
    def ending(self) -> str:
        """How the call ended; empty while it lasts."""

    def variable(self, name: str) -> float:
        """A variable's value, `mood` among them."""

    def persona(self, key: str) -> Value:
        """A persona's key."""

    def made(self, move: str) -> bool:
        """The move was made so far."""

    def count(self, move: str) -> int:
        """How often the move was made so far."""

    def did(self, action: str) -> bool:
        """The action was taken so far."""

    def known(self, fact: str) -> bool:
        """The fact is known."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, true or false."""

    value: Value
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, `turn`, `seconds`, `ending`, or a persona's key."""

    kind: Literal["variable", "turn", "seconds", "ending", "persona"]
    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """`made`, `count`, `did` or `known` with what is asked about."""

    function: str
    argument: str
    column: int


@dataclass(frozen=True, slots=True)
class Minus:
    """The opposite of a number."""

    part: "Part"
    column: int


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part isn't."""

    part: "Part"
    column: int


@dataclass(frozen=True, slots=True)
class Both:
    """`and` or `or` of two parts."""

    word: Literal["and", "or"]
    left: "Part"
    right: "Part"

    @property
    def column(self) -> int:
        """Where it begins."""
        return self.left.column


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two parts compared."""

    sign: str
    left: "Part"
    right: "Part"

    @property
    def column(self) -> int:
        """Where it begins."""
        return self.left.column


Part = Constant | Name | Call | Minus | Not | Both | Comparison
"""Each with its `column`, counted from 1 within the condition; parentheses count for nothing."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition taken apart. `names`: what it refers to, as (kind, name) of variable, persona, move, action, fact."""

    source: str
    part: Part
    names: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """Reads a condition. Raises ExpressionError, with what to write instead."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"a condition may have {MAX_LENGTH} characters; this one has {len(source)}", 1)
    part = _Parser(source).whole()
    return Expression(source, part, tuple(dict.fromkeys(_names(part))))


def parts_of(part: Part) -> Iterator[Part]:
    """The part and everything within it."""
    yield part
    if isinstance(part, Minus | Not):
        yield from parts_of(part.part)
    elif isinstance(part, Both | Comparison):
        yield from parts_of(part.left)
        yield from parts_of(part.right)


def _names(part: Part) -> Iterator[tuple[str, str]]:
    for one in parts_of(part):
        if isinstance(one, Call):
            yield _FUNCTIONS[one.function], one.argument
        elif isinstance(one, Name) and one.kind in ("variable", "persona"):
            yield one.kind, one.name


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


class _Parser:
    """Recursive descent over at most MAX_DEPTH levels."""

    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        if token.kind != "end":
            self._at += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._next.kind in ("word", "sign") and self._next.text in texts

    def whole(self) -> Part:
        if self._next.kind == "end":
            raise ExpressionError('it is empty; write a condition such as "mood <= -3"', 1)
        part = self._either()
        if self._next.kind != "end":
            raise self._unexpected("`and` or `or` is missing")
        return part

    def _either(self) -> Part:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"parentheses are nested more than {MAX_DEPTH} deep", self._next.column)
        part = self._both()
        while self._is("or"):
            self._take()
            part = Both("or", part, self._both())
        self._depth -= 1
        return part

    def _both(self) -> Part:
        part = self._negated()
        while self._is("and"):
            self._take()
            part = Both("and", part, self._negated())
        return part

    def _negated(self) -> Part:
        count, column = 0, self._next.column
        while self._is("not"):
            self._take()
            count += 1
        part = self._compared()
        for _ in range(min(count, 2 - count % 2)):
            part = Not(part, column)
        return part

    def _compared(self) -> Part:
        left = self._minus()
        if not self._is(*_COMPARISONS):
            return left
        sign = self._take()
        part = Comparison(sign.text, left, self._minus())
        if self._is(*_COMPARISONS):
            raise ExpressionError(
                "comparisons cannot be chained; write two of them joined by `and`: 0 <= mood and mood <= 2",
                self._next.column,
            )
        return part

    def _minus(self) -> Part:
        count, column = 0, self._next.column
        while self._is("-"):
            self._take()
            count += 1
        part = self._single()
        if not count:
            return part
        if isinstance(part, Constant) and isinstance(part.value, int | float) and not isinstance(part.value, bool):
            return Constant(-part.value if count % 2 else part.value, column)
        return Minus(part, column) if count % 2 else part

    def _single(self) -> Part:
        token = self._take()
        if token.kind == "number":
            return Constant(float(token.text) if "." in token.text else int(token.text), token.column)
        if token.kind == "text":
            return Constant(token.text[1:-1], token.column)
        if token.kind == "sign" and token.text == "(":
            part = self._either()
            self._close()
            return part
        if token.kind == "word" and token.text not in ("and", "or", "not"):
            return self._named(token)
        self._at -= token.kind != "end"
        raise self._unexpected("a value is missing")

    def _named(self, token: _Token) -> Part:
        word = token.text
        if word.lower() in ("true", "false"):
            return Constant(word.lower() == "true", token.column)
        if self._is("("):
            return self._called(token)
        if word in _FUNCTIONS:
            raise ExpressionError(f"`{word}` needs what is asked about: {word}('…')", token.column)
        if word in ("turn", "seconds", "ending"):
            return Name(word, word, token.column)  # type: ignore[arg-type] # one of the three
        before, dot, key = word.partition(".")
        if not dot:
            return Name("variable", word, token.column)
        if before == "persona":
            return Name("persona", key, token.column)
        advice = f"known('{key}')" if before == "fact" else "persona.key"
        raise ExpressionError(f"`{word}` cannot be asked here; write {advice}", token.column)

    def _called(self, token: _Token) -> Part:
        if token.text not in _FUNCTIONS:
            raise ExpressionError(
                f"there is no `{token.text}(…)`; there is made('move'), count('move'), did('lookup') and known('fact')",
                token.column,
            )
        self._take()
        argument = self._take()
        if argument.kind != "text" or not argument.text[1:-1].strip():
            raise ExpressionError(f"write the name in quotes: {token.text}('…')", argument.column)
        self._close()
        return Call(token.text, argument.text[1:-1].strip(), token.column)

    def _close(self) -> None:
        if not self._is(")"):
            raise self._unexpected("a closing parenthesis `)` is missing")
        self._take()

    def _unexpected(self, message: str) -> ExpressionError:
        token = self._next
        where = "at its end" if token.kind == "end" else f"before `{token.text}`"
        return ExpressionError(f"{message} {where}", token.column)


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while True:
        match = _TOKEN.match(source, at)
        if match is None:
            begin = at + len(source[at:]) - len(source[at:].lstrip())
            sign = source[begin]
            hint = _HINTS.get(sign, "texts stand in quotes, names are a-z, 0-9 and _")
            raise ExpressionError(f"`{sign}` means nothing here; {hint}", begin + 1)
        kind = match.lastgroup or "end"
        yield _Token(kind, match[kind], match.start(kind) + 1)
        if kind == "end":
            return
        at = match.end()


def evaluate(expression: Expression, names: Names) -> Value:
    """The value of a condition. Never raises: what can't be compared is False, the opposite of no number is 0."""
    return _value(expression.part, names)


def holds(expression: Expression, names: Names) -> bool:
    """Whether a condition is true."""
    return bool(_value(expression.part, names))


def _value(part: Part, names: Names) -> Value:  # noqa: PLR0911 - one return for each shape
    if isinstance(part, Constant):
        return part.value
    if isinstance(part, Name):
        return _named_value(part, names)
    if isinstance(part, Call):
        return _called_value(part, names)
    if isinstance(part, Comparison):
        return _compare(part.sign, _value(part.left, names), _value(part.right, names))
    if isinstance(part, Both):
        left = bool(_value(part.left, names))
        return (
            (left and bool(_value(part.right, names)))
            if part.word == "and"
            else (left or bool(_value(part.right, names)))
        )
    if isinstance(part, Not):
        return not _value(part.part, names)
    value = _value(part.part, names)
    return 0 if isinstance(value, str | bool) else -value


def _named_value(part: Name, names: Names) -> Value:
    if part.kind == "variable":
        return names.variable(part.name)
    if part.kind == "persona":
        return names.persona(part.name)
    if part.kind == "ending":
        return names.ending
    return names.turn if part.kind == "turn" else names.seconds


def _called_value(part: Call, names: Names) -> Value:
    if part.function == "count":
        return names.count(part.argument)
    if part.function == "made":
        return names.made(part.argument)
    return names.did(part.argument) if part.function == "did" else names.known(part.argument)


def _compare(sign: str, left: Value, right: Value) -> bool:
    alike = _kind(left) == _kind(right)
    if sign == "==":
        return alike and left == right
    if sign == "!=":
        return not (alike and left == right)
    if isinstance(left, str | bool) or isinstance(right, str | bool):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


def _kind(value: Value) -> str:
    return "text" if isinstance(value, str) else "truth" if isinstance(value, bool) else "number"
