"""The tables of an export and what each column means: the schema that docs/export.md documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Only = Literal["names", "texts"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `refers` names the table whose key it holds; `only`: there only when names or texts are asked for."""

    name: str
    type: type[str] | type[int] | type[float]
    meaning: str
    refers: str | None = None
    only: Only | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    only: Only | None = None

    def shown(self, kept: frozenset[Only]) -> tuple[Column, ...]:
        """The columns that are there when `kept` are asked for."""
        return tuple(column for column in self.columns if column.only is None or column.only in kept)


def _of_call(*more: Column) -> tuple[Column, ...]:
    return (Column("call", str, "The call.", "calls"), *more)


_PERSON = Column("person", str, "Who.", "people")

TABLES = (
    Table("people", ("person",), (
        Column("person", str, "The pseudonym: the same person has the same one in every export of this installation."),
        Column("role", str, "`trainee`, `trainer`, `examiner` or `admin`."),
        Column("disabled", int, "1 when the account can't sign in any more."),
        Column("track", str, "The track they chose: `agent`, `team-leader` or `manager`; empty: none (agent)."),
        Column("lang", str, "Their language for the interface."),
        Column("created_at", str, "When the account was made."),
        Column("name", str, "What they sign in with.", only="names"),
        Column("display_name", str, "What others see.", only="names"),
    )),
    Table("calls", ("call",), (
        Column("call", str, "The call's id, as in its address."),
        _PERSON,
        Column("scenario", str, "The scenario's id."),
        Column("scenario_version", str, "The first 16 hexadecimal digits of the SHA-256 of the scenario as taken."),
        Column("rubric_version", str, "Likewise of the rubric it was scored with."),
        Column("persona", str, "Which customer rang."),
        Column("lang", str, "The language of the call."),
        Column("mode", str, "`practice`, `assigned` or `exam`."),
        Column("began_at", str, "When it rang."),
        Column("from_call", str, "The call it was tried again from, perhaps one before `--since`."),
        Column("from_turn", int, "The turn from which it was tried again."),
        Column("ending", str, "How it ended; empty while it goes on."),
        Column("turns", int, "What the trainee said and did, counted."),
        Column("seconds", float, "From picking up to the end."),
        Column("mood_at_end", float, "The customer's mood at the end."),
        Column("work_order_seconds", float, "From the end to the work order."),
        Column("percent", float, "The score, 0 to 100; empty when nothing is scored yet."),
        Column("passed", int, "1 passed, 0 not, empty undecided."),
        Column("critical", int, "How many critical errors."),
        Column("scored_at", str, "When the scorecard that counts was made."),
        Column("work_order", str, "The fields of the work order (JSON).", only="texts"),
    )),
    Table("items", ("call", "section", "item"), _of_call(
        Column("section", str, "The rubric's section."),
        Column("item", str, "The rubric's item."),
        Column("state", str, "`scored`, `not_applicable` or `waits_for_person`."),
        Column("points", float, "The points; empty unless scored."),
        Column("max", float, "The most there were to get."),
        Column("failed_critical", str, "The kind of critical error, when failing the item was one."),
        Column("evidence", str, "The numbers of the turns it was decided on, with blanks between them."),
    )),
    Table("critical_errors", ("call", "number"), _of_call(
        Column("number", int, "From 1 in each call."),
        Column("kind", str, "`customer`, `business` or `compliance`."),
        Column("move", str, "The critical move that was made, if it was one."),
        Column("item", str, "The critical item that was failed, if it was one."),
        Column("evidence", str, "The numbers of the turns."),
    )),
    Table("turns", ("call", "turn"), _of_call(
        Column("turn", int, "From 1 in each call."),
        Column("at", float, "Seconds since it began to ring."),
        Column("type", str, "What they did: `say`, `answer`, `hold`, `lookup`, `transfer`, `hang_up` and the like."),
        Column("said", str, "What the trainee said, searched for or told a colleague."),
        Column("hearing", float, "How sure the recogniser was, 0 to 1; empty for what was typed."),
        Column("customer", str, "What the customer said to it."),
        Column("node", str, "Where in the scenario the call was afterwards."),
        Column("mood", float, "The customer's mood afterwards."),
    ), only="texts"),
    Table("attempts", ("attempt",), (
        Column("attempt", str, "The self-check's id."),
        _PERSON,
        Column("quiz", str, "The quiz's id."),
        Column("quiz_version", str, "The first 16 hexadecimal digits of the SHA-256 of the quiz as it was begun."),
        Column("module", str, "The module it was begun from (`course/module`)."),
        Column("lang", str, "The language."),
        Column("began_at", str, "When it was begun."),
        Column("ended_at", str, "When the last question was answered; empty while it goes on."),
        Column("percent", float, "The result, 0 to 100."),
        Column("passed", int, "1 passed, 0 not, empty while it goes on."),
    )),
    Table("answers", ("attempt", "question"), (
        Column("attempt", str, "The self-check.", "attempts"),
        Column("question", str, "The question's id within the quiz."),
        Column("version", str, "The question's wording: 16 hexadecimal digits that change when it is edited."),
        Column("points", float, "0 to 1; empty for an open question."),
        Column("rating", float, "How the person rated their own answer to an open question: 0, 0.5 or 1."),
        Column("answered_at", str, "When it was stored."),
        Column("answer", str, "The answer (JSON).", only="texts"),
    )),
    Table("cards", ("card",), (
        Column("card", str, "The review card's id."),
        _PERSON,
        Column("kind", str, "`question` or `move`."),
        Column("ref", str, "`quiz/question`, or `scenario/node/move/language`."),
        Column("version", str, "The question's wording when it was last answered."),
        Column("due", str, "When it is to be met again."),
        Column("stability", float, "FSRS: days after which it is recalled with 90 %; empty while new."),
        Column("difficulty", float, "FSRS: 1 easy to 10 hard; empty while new."),
        Column("reviews", int, "How often it was met."),
        Column("last_at", str, "When it was last met."),
        Column("created_at", str, "When it became a card."),
    )),
    Table("reviews", ("card", "number"), (
        Column("card", str, "The review card.", "cards"),
        Column("number", int, "From 1 on each card."),
        Column("source", str, "`review` (the daily stack) or `self_check`."),
        Column("grade", int, "FSRS: 1 again, 2 hard, 3 good, 4 easy."),
        Column("points", float, "0 to 1; empty where only the person can tell."),
        Column("version", str, "The question's wording."),
        Column("lang", str, "The language."),
        Column("amends", int, "1 when it stands instead of the one before it."),
        Column("at", str, "When."),
        Column("answer", str, "The answer (JSON).", only="texts"),
    )),
    Table("reading", ("person", "module"), (
        _PERSON,
        Column("module", str, "The module (`course/module`)."),
        Column("furthest", float, "The share of the text that was reached, 0 to 1."),
        Column("finished_at", str, "When its end was first reached."),
        Column("changed_at", str, "When it was last open."),
    )),
    Table("activity", ("person", "day", "kind", "ref"), (
        _PERSON,
        Column("day", str, "The day where the person is (ISO 8601)."),
        Column("kind", str, "`module`, `self_check`, `review` or `call`."),
        Column("ref", str, "The module, self-check or call, where it is known; empty otherwise."),
        Column("seconds", float, "Active seconds, not the time a page was open."),
    )),
    Table("assignments", ("assignment",), (
        Column("assignment", str, "The assigned work's id."),
        _PERSON,
        Column("kind", str, "`module` or `call`."),
        Column("ref", str, "The module (`course/module`) or the scenario's id."),
        Column("due_at", str, "By when; empty: no date."),
        Column("given_by", str, "Who gave it.", "people"),
        Column("given_at", str, "When it was given."),
        Column("withdrawn_at", str, "When it was taken back."),
    )),
)  # fmt: skip
"""In an order in which each table comes after those it refers to."""

RESULTS = Table("results", ("kind", "id"), (
    _PERSON,
    Column("at", str, "When a call rang, a self-check ended (or began), an answer was given, a text was finished."),
    Column("kind", str, "`call`, `self_check`, `answer`, `review` or `reading`."),
    Column("what", str, "The scenario, quiz, `quiz/question`, card's ref or module."),
    Column("version", str, "Of what it was the result: as in the table of that kind; empty for a text."),
    Column("lang", str, "The language; empty for a text."),
    Column("mode", str, "The mode of a call; empty otherwise."),
    Column("points", float, "0 to 1: percent / 100, the points, or the person's own rating."),
    Column("percent", float, "Of calls and self-checks, 0 to 100."),
    Column("passed", int, "Of calls and self-checks: 1 passed, 0 not, empty undecided."),
    Column("critical", int, "Of calls: how many critical errors."),
    Column("seconds", float, "Of calls: from picking up to the end."),
    Column("id", str, "The call, the self-check, the self-check and question, the card and review, the module."),
))  # fmt: skip
"""One row a result, whatever it is of: in an SQLite file a view, and what a CSV file holds unless told otherwise."""

RESULTS_OF = ("calls", "attempts", "answers", "cards", "reviews", "reading")
"""The tables it is made of."""

RESULTS_SQL = """
select person, began_at as at, 'call' as kind, scenario as what, scenario_version as version, lang, mode,
       percent / 100 as points, percent, passed, critical, seconds, call as id from calls
union all
select person, coalesce(ended_at, began_at), 'self_check', quiz, quiz_version, lang, null,
       percent / 100, percent, passed, null, null, attempt from attempts
union all
select attempts.person, answered_at, 'answer', quiz || '/' || question, version, lang, null,
       coalesce(points, rating), null, null, null, null, attempt || '/' || question
       from answers join attempts using (attempt)
union all
select person, at, 'review', ref, reviews.version, reviews.lang, null,
       points, null, null, null, null, card || '/' || number
       from reviews join cards using (card) where source = 'review' and points is not null
union all
select person, finished_at, 'reading', module, null, null, null, null, null, null, null, null, person || ' ' || module
       from reading where finished_at is not null
order by at, person, kind, id
"""


def tables(kept: frozenset[Only]) -> tuple[Table, ...]:
    """The tables that are there when `kept` are asked for."""
    return tuple(table for table in TABLES if table.only is None or table.only in kept)


def schema(kept: frozenset[Only]) -> Iterator[tuple[str, str, str, str | None, str]]:
    """Each column of an export: table, name, type as SQLite says it, the table it refers to, its meaning."""
    names = {str: "TEXT", int: "INTEGER", float: "REAL"}
    for table in (*tables(kept), RESULTS):
        for column in table.shown(kept):
            yield table.name, column.name, names[column.type], column.refers, column.meaning
