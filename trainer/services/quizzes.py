"""Quizzes as they are now, and as somebody began them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from trainer.content import frozen
from trainer.content.quiz import Question, Quiz
from trainer.errors import NotFound
from trainer.records import calls as content_rows
from trainer.records.people import Rows
from trainer.records.store import Store
from trainer.services.catalogue import Catalogue

KEPT = 256
"""Quizzes kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenQuiz:
    """A quiz with the bytes that results keep of it."""

    quiz: Quiz
    body: bytes
    hash: str

    def question(self, question_id: str) -> Question:
        """One of its questions. Raises NotFound."""
        found = next((each for each in self.quiz.questions if each.id == question_id), None)
        if found is None:
            raise NotFound(f"The quiz {self.quiz.id} has no question called {question_id}.")
        return found


class Quizzes:
    """Quizzes by id (now) and by hash (as they were)."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, FrozenQuiz] = OrderedDict()
        self._now: dict[int, FrozenQuiz] = {}

    def now(self, quiz_id: str) -> FrozenQuiz:
        """A quiz as it is now. Raises NotFound for one there isn't, or that has problems."""
        quiz = self._catalogue.current().quizzes.get(quiz_id)
        if quiz is None:
            raise NotFound(f"There is no usable quiz called {quiz_id} now ('trainer check' lists what is wrong).")
        with self._lock:
            known = self._now.get(id(quiz))
            if known is not None and known.quiz is quiz:
                return known
        body = frozen.freeze(quiz)
        made = FrozenQuiz(quiz=quiz, body=body, hash=frozen.content_hash(body))
        with self._lock:
            if len(self._now) >= KEPT:
                self._now.clear()
            self._now[id(quiz)] = made
        return made

    def as_taken(self, quiz_hash: str) -> FrozenQuiz:
        """The quiz somebody began with."""
        with self._lock:
            known = self._kept.get(quiz_hash)
            if known is not None:
                self._kept.move_to_end(quiz_hash)
                return known
        with self._store.reading() as rows:
            body = content_rows.content(rows, quiz_hash)
        made = FrozenQuiz(quiz=frozen.thaw_quiz(body), body=body, hash=quiz_hash)
        with self._lock:
            self._kept[quiz_hash] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    @staticmethod
    def keep(rows: Rows, quiz: FrozenQuiz, now: datetime) -> None:
        """Has the database keep the quiz, once."""
        content_rows.add_content(
            rows, content_hash=quiz.hash, kind="quiz", content_id=quiz.quiz.id, body=quiz.body, now=now
        )
