"""The expected phrases as the prompt that Whisper, here or on a server, reads before it listens."""

from collections.abc import Sequence

_LETTERS = {"zh": 150}
_LETTERS_ELSE = 600
"""Whisper keeps the last 223 tokens of a prompt and forgets the beginning, where the likeliest phrases stand. English
has about four letters a token, Chinese up to two tokens a character."""


def prompt_of(expected: Sequence[str], lang: str) -> str | None:
    """As many whole phrases, the likeliest first, as Whisper remembers; None when nothing is expected."""
    left = _LETTERS.get(lang, _LETTERS_ELSE)
    taken = []
    for phrase in expected:
        left -= len(phrase) + 1
        if left < 0:
            break
        taken.append(phrase)
    return " ".join(taken) or None
