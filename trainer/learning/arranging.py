"""The order in which options are shown: shuffled by seed, the same every time for one attempt."""

import hashlib
import random

from trainer.content.quiz import Question

SHUFFLED = frozenset({"single", "multiple", "order", "match"})


def arrange(question: Question, seed: int) -> tuple[int, ...]:
    """The options' numbers in the order they are shown (for match: the order of the right-hand side).

    `fixed` options stay in their place. What is to be put in order is never shown in the right order already, nor the
    right-hand side of a match beside its own left-hand side throughout.
    """
    count = len(question.options)
    if question.type not in SHUFFLED:
        return tuple(range(count))
    chance = random.Random(_seed(question.id, seed))  # noqa: S311 - a shuffle, not a secret
    free = [number for number, option in enumerate(question.options) if not option.fixed]
    mixed = free.copy()
    chance.shuffle(mixed)
    if question.type in ("order", "match") and mixed == free and len(free) > 1:
        mixed = [*mixed[1:], mixed[0]]
    places = iter(mixed)
    return tuple(number if option.fixed else next(places) for number, option in enumerate(question.options))


def _seed(question_id: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{question_id}".encode()).digest()[:8])
