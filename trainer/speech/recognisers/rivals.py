"""Phrases that sound like an expected one and mean the opposite, so that hearing can choose between them."""

from collections.abc import Iterable

_DENIED = {
    "can": "can't",
    "could": "couldn't",
    "will": "won't",
    "would": "wouldn't",
    "should": "shouldn't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "do": "don't",
    "does": "doesn't",
    "did": "didn't",
    "i'll": "i won't",
    "we'll": "we won't",
    "you'll": "you won't",
    "it'll": "it won't",
    "i've": "i haven't",
    "we've": "we haven't",
    "you've": "you haven't",
    "i'm": "i'm not",
    "we're": "we're not",
    "you're": "you're not",
    "it's": "it's not",
    "that's": "that's not",
}
_AFFIRMED = {denied: plain for plain, denied in _DENIED.items() if " " not in denied} | {"cannot": "can"}
_SWAPPED = _DENIED | _AFFIRMED


def rivals(phrase: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The phrase with one verb denied, or no longer denied: one for each verb it can be done to."""
    for place, word in enumerate(phrase):
        if word in _SWAPPED and phrase[place + 1 : place + 2] != ("not",):
            yield (*phrase[:place], *_SWAPPED[word].split(), *phrase[place + 1 :])
