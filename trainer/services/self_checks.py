"""Self-checks: begun, answered one question at a time, resumed anywhere. Each answer is on disk before it is told."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.content.frozen import question_version
from trainer.content.quiz import Question, Quiz
from trainer.errors import Conflict, NotFound, WrongUse
from trainer.learning.answers import Answer
from trainer.learning.marking import Mark, is_given, mark
from trainer.learning.reviewing import Grade, grade_for
from trainer.people.roles import Person, may
from trainer.records import attempts as rows_of
from trainer.records.attempts import AttemptEnd, AttemptRow, StoredAnswer, StoredAttempt
from trainer.records.people import Rows
from trainer.records.store import RowExists, Store
from trainer.services import cards
from trainer.services.clock import Clock
from trainer.services.courses import Courses
from trainer.services.quizzes import FrozenQuiz, Quizzes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as stored. `rating` is the person's own (0, 0.5 or 1), for open questions only."""

    answer: Answer
    mark: Mark
    stored_at: datetime
    rating: float | None = None

    @property
    def settled(self) -> bool:
        """Nothing is left to do about it."""
        return self.mark.points is not None or self.rating is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """A self-check as it stands. `quiz` is the version it was begun with; `edited`: there is a newer one now."""

    id: str
    owner: str
    quiz: Quiz
    module: str
    lang: str
    seed: int
    began_at: datetime
    answered: Mapping[str, Answered]
    end: AttemptEnd | None
    edited: bool

    @property
    def current(self) -> Question | None:
        """The first question that still wants something; None when there is none."""
        return next(
            (
                each
                for each in self.quiz.questions
                if each.id not in self.answered or not self.answered[each.id].settled
            ),
            None,
        )

    @property
    def saved_at(self) -> datetime | None:
        """When the latest answer was stored."""
        return max((each.stored_at for each in self.answered.values()), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCheck:
    """A self-check in a list: how it began, how it ended (None: it hasn't), the quiz as it was begun."""

    row: AttemptRow
    end: AttemptEnd | None
    quiz: Quiz


class SelfChecks:
    """The self-checks of everybody."""

    def __init__(self, store: Store, quizzes: Quizzes, courses: Courses, clock: Clock) -> None:
        self._store = store
        self._quizzes = quizzes
        self._courses = courses
        self._clock = clock

    def begin(
        self, person: Person, quiz_id: str, lang: str, *, module: str = "", seed: int | None = None
    ) -> AttemptView:
        """A new self-check, or the one under way, in the version and language it was begun with.

        `module` is where it was begun from; one that doesn't have this quiz (any more) is left out. Raises NotFound for
        a quiz there isn't, WrongUse for a language it doesn't have, Conflict while that module, or with none named
        every module that has the quiz, is still locked.
        """
        with self._store.reading() as rows:
            going = rows_of.under_way(rows, person.id, quiz_id)
        if going is not None:
            return self.view(person, going)
        frozen = self._quizzes.now(quiz_id)
        if lang not in frozen.quiz.languages:
            raise WrongUse(f"The quiz {quiz_id} is not there in {lang}; it is in {', '.join(frozen.quiz.languages)}.")
        having = [state for state in self._courses.path(person) if state.module.quiz == quiz_id]
        named = [state for state in having if state.key == module]
        if having and all(state.locked for state in named or having):
            raise Conflict("Another module comes first.")
        now = self._clock.now()
        row = AttemptRow(
            id=secrets.token_hex(16), owner=person.id, quiz=quiz_id, quiz_hash=frozen.hash, lang=lang, began_at=now,
            module=module if named else "", seed=secrets.randbits(31) if seed is None else seed,
        )  # fmt: skip
        with self._store.writing() as rows:  # writers come one after another: a second tab finds the first one's
            going = rows_of.under_way(rows, person.id, quiz_id)
            if going is None:
                self._quizzes.keep(rows, frozen, now)
                rows_of.add(rows, row)
        return self.view(person, going or row.id)

    def view(self, person: Person, attempt_id: str) -> AttemptView:
        """A self-check as it stands. Raises NotFound, also for one this person may not see."""
        return self._view(self._found(person, attempt_id))

    def answer(self, person: Person, attempt_id: str, question_id: str, answer: Answer) -> AttemptView:
        """Stores an answer and marks it; the first one stored counts, a second one changes nothing.

        Raises NotFound for an attempt or question there isn't, WrongUse for an answer that doesn't fit.
        """
        stored = self._own(person, attempt_id)
        frozen = self._quizzes.as_taken(stored.row.quiz_hash)
        question = frozen.question(question_id)
        if question_id in stored.answers:
            return self._view(stored)
        is_given(question, answer, stored.row.lang)
        marked = mark(question, answer, stored.row.lang)
        now = self._clock.now()

        def store(rows: Rows) -> None:
            rows_of.add_answer(rows, attempt_id, question_id, answer=answer, points=marked.points, now=now)
            if marked.points is not None:
                self._meet(rows, stored.row, question, answer, points=marked.points, grade=grade_for(marked.points))

        return self._stored(person, attempt_id, frozen, store)

    def rate(self, person: Person, attempt_id: str, question_id: str, grade: Grade) -> AttemptView:
        """Stores how somebody rated their own answer to an open question; the first rating counts.

        Raises NotFound, Conflict when it isn't answered yet, WrongUse for a question that is marked by itself.
        """
        stored = self._own(person, attempt_id)
        frozen = self._quizzes.as_taken(stored.row.quiz_hash)
        question = frozen.question(question_id)
        given = stored.answers.get(question_id)
        if given is None:
            raise Conflict("Answer the question first; then compare.")
        if question.type != "open":
            raise WrongUse("This question is marked by itself.")
        if given.rating is not None:
            return self._view(stored)
        points, now = cards.POINTS[grade], self._clock.now()

        def store(rows: Rows) -> None:
            rows_of.add_answer(
                rows, attempt_id, question_id, answer=Answer(), points=points, now=now, step=rows_of.RATED
            )
            self._meet(rows, stored.row, question, given.answer, points=points, grade=grade)

        return self._stored(person, attempt_id, frozen, store)

    def of_quiz(self, person: Person, quiz_id: str) -> list[tuple[AttemptRow, AttemptEnd | None]]:
        """Somebody's self-checks of one quiz, newest first."""
        with self._store.reading() as rows:
            return [pair for pair in rows_of.of_person(rows, person.id) if pair[0].quiz == quiz_id]

    def of_person(self, person: Person) -> list[TakenCheck]:
        """All of somebody's self-checks, newest first."""
        with self._store.reading() as rows:
            found = rows_of.of_person(rows, person.id)
        return [TakenCheck(row=row, end=end, quiz=self._quizzes.as_taken(row.quiz_hash).quiz) for row, end in found]

    def _stored(
        self, person: Person, attempt_id: str, frozen: FrozenQuiz, store: Callable[[Rows], None]
    ) -> AttemptView:
        """Does the writing and, where nothing is left to answer, ends the attempt, all in one transaction."""
        try:
            with self._store.writing() as rows:
                store(rows)
                now_stored = rows_of.load(rows, attempt_id)
                assert now_stored is not None
                end = _end(frozen.quiz, now_stored, self._clock.now())
                if end is not None and now_stored.end is None:
                    rows_of.add_end(rows, attempt_id, end)
        except RowExists:
            pass  # another tab was first; what it stored is what counts
        return self.view(person, attempt_id)

    def _meet(
        self, rows: Rows, row: AttemptRow, question: Question, answer: Answer, *, points: float, grade: Grade
    ) -> None:
        now, version = self._clock.now(), question_version(question)
        card = cards.ask(rows, row.owner, "question", f"{row.quiz}/{question.id}", version=version, now=now)
        met = cards.Met(
            source="self_check", grade=grade, points=points, answer=answer, version=version, lang=row.lang, at=now
        )
        cards.meet(rows, card, met)

    def _view(self, stored: StoredAttempt) -> AttemptView:
        row = stored.row
        taken = self._quizzes.as_taken(row.quiz_hash)
        by_id = {question.id: question for question in taken.quiz.questions}
        return AttemptView(
            id=row.id, owner=row.owner, quiz=taken.quiz, module=row.module, lang=row.lang, seed=row.seed,
            began_at=row.began_at, end=stored.end, edited=self._is_edited(row),
            answered={
                name: _answered(by_id[name], given, row.lang) for name, given in stored.answers.items() if name in by_id
            },
        )  # fmt: skip

    def _is_edited(self, row: AttemptRow) -> bool:
        try:
            return self._quizzes.now(row.quiz).hash != row.quiz_hash
        except NotFound:
            return True

    def _found(self, person: Person, attempt_id: str) -> StoredAttempt:
        with self._store.reading() as rows:
            stored = rows_of.load(rows, attempt_id)
        if stored is None or not may(person, "results.see", stored.row):
            raise NotFound("There is no such self-check.")
        return stored

    def _own(self, person: Person, attempt_id: str) -> StoredAttempt:
        stored = self._found(person, attempt_id)
        if stored.row.owner != person.id:
            raise NotFound("There is no such self-check.")
        return stored


def _answered(question: Question, given: StoredAnswer, lang: str) -> Answered:
    """With the points as they were stored, whatever marking would say today."""
    marked = replace(mark(question, given.answer, lang), points=given.points)
    return Answered(answer=given.answer, mark=marked, stored_at=given.stored_at, rating=given.rating)


def _end(quiz: Quiz, stored: StoredAttempt, now: datetime) -> AttemptEnd | None:
    """The result once every question is settled: the mean of the points of those that are marked."""
    points = []
    for question in quiz.questions:
        given = stored.answers.get(question.id)
        if given is None or (given.points is None and given.rating is None):
            return None
        if given.points is not None:
            points.append(given.points)
    percent = round(100 * sum(points) / len(points), 2) if points else None
    return AttemptEnd(percent=percent, passed=percent is None or percent >= quiz.pass_mark, ended_at=now)
