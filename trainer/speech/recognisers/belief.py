"""How much to believe what pocketsphinx heard. docs/speech.md tells what the numbers were fitted to."""

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from trainer.matching.matcher import DOUBTFUL
from trainer.speech.recognisers.language_model import words_of
from trainer.speech.voicing import Stretch

Word = tuple[str, float]
"""A word and its posterior probability."""

LEAST = 0.35
"""Below this it was no speech that can be understood, and is rejected. Up to `DOUBTFUL` it is doubtful."""
UNSURE = DOUBTFUL - 0.05
"""The most that doubtful words are believed."""

_HALFWAY, _STEEPNESS, _WORDS_AHEAD, _ALONE = -5.5, 0.45, 5.0, 2.0
_SKIPPED = 0.12
"""The share of the speech that a phrase may leave out: a short phrase also "fits" the beginning of a long sentence."""

_BASE, _LIKENESS, _POSTERIOR, _THIN = -5.8, 6.8, 2.9, 0.7
_LETTERS_A_SECOND = 6.0
"""Slow speech has about ten letters a second."""
_PLAUSIBLE, _PLAUSIBLE_ALONE, _PLAUSIBLE_LETTERS, _PLAUSIBLE_WORDS = 0.5, 0.25, 5.0, 2
_CLEAR = 0.2

_TELLING = re.compile(
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|half"
    r"|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|\w+tie)th"
    r"|no|not|never|none|nothing|cannot|\w+n't",
)


def in_phrase(
    over_words: float | None, over_sounds: float, silent: Sequence[tuple[float, float]], spoken: Sequence[Stretch]
) -> float:
    """How sure it is that an expected phrase was said, 0 to 1.

    `over_words`, `over_sounds`: how much likelier the phrase is than free words and than mere sounds. `silent` are the
    stretches the phrase has no word for, `spoken` those where somebody speaks, both in seconds. Without `over_words`,
    which one part of a recording hasn't, more is asked of the other.
    """
    whole = sum(part.end - part.start for part in spoken)
    skipped = sum(max(0.0, min(end, part.end) - max(start, part.start)) for start, end in silent for part in spoken)
    if skipped > _SKIPPED * whole:
        return 0.0
    fit = over_sounds - _ALONE if over_words is None else min(over_sounds, over_words + _WORDS_AHEAD)
    return _logistic(_STEEPNESS * (fit - _HALFWAY))


def tell_the_same(phrase: str, words: Sequence[Word]) -> bool:
    """Whether free words have the numbers and the denials of a phrase: "I can" and "I can't" sound almost alike."""
    heard = [word for word, _ in words if _TELLING.fullmatch(word)]
    return heard == [word for word in words_of(phrase) if _TELLING.fullmatch(word)]


def in_words(words: Sequence[Word], expected: Sequence[str], seconds: float) -> float:
    """How much to believe free `words` that were heard in `seconds` of speech, 0 to 1.

    From half on it is roughly the chance that two words in three are right: a logistic rule of the mean posterior, the
    likeness to the nearest expected phrase (half when nothing is expected), and a penalty where too few letters stand
    for too much sound. What may well be English but is less sure than that is doubtful; the rest is none.
    """
    if not words:
        return 0.0
    heard = [word for word, _ in words]
    posterior = sum(sure for _, sure in words) / len(words)
    phrases = (words_of(phrase) for phrase in expected)
    likeness = max((SequenceMatcher(None, heard, phrase, autojunk=False).ratio() for phrase in phrases), default=0.5)
    letters = len(" ".join(heard)) / max(0.1, seconds)
    thin = max(0.0, _LETTERS_A_SECOND - letters)
    sure = _logistic(_BASE + _LIKENESS * likeness + _POSTERIOR * posterior - _THIN * thin)
    if sure >= DOUBTFUL:
        return sure
    enough = len(clear(words)) >= _PLAUSIBLE_WORDS and letters >= _PLAUSIBLE_LETTERS
    plausible = posterior >= (_PLAUSIBLE if expected else _PLAUSIBLE_ALONE)
    return LEAST + (UNSURE - LEAST) * posterior if enough and plausible else min(sure, LEAST - 0.01)


def clear(words: Sequence[Word]) -> list[str]:
    """The words without those that many others could stand for: guesses make moves that nobody made."""
    return [word for word, posterior in words if posterior >= _CLEAR]


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))
