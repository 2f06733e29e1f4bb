"""English words brought to a stem: regular endings off, British and American spellings alike."""

import re
from functools import lru_cache

from trainer.matching.remembered import remembered

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")
_SHORTEST = 3

# Spellings that differ by a rule; the left side is written as the right.
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})ys(e|ed|es|er|ing)$"), r"yz\1"),
    (re.compile(r"(col|hon|lab|fav|vap|arb|hum|rum|neighb|behavi|harb|endeav|flav|sav|cand|vig)our"), r"\1or"),
    (re.compile(r"(cent|met|lit|fib|lust|theat|calib)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(lic|def|off|pret)enc(e|es|ed|ing)$"), r"\1ens\2"),
    (re.compile(r"(?<=al|ol)ogue(s?)$"), r"og\1"),
    (re.compile(r"^(enrol|fulfil|instal|skil|wil)(?=ment|ful)"), r"\1l"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^cheque"), "check"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^tyre"), "tire"),
    (re.compile(r"^kerb"), "curb"),
    (re.compile(r"^(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"^jewellery"), "jewelry"),
    (re.compile(r"^moustache"), "mustache"),
)
_KEEP = frozenset(
    [
        "this",
        "his",
        "is",
        "was",
        "has",
        "does",
        "its",
        "us",
        "bus",
        "plus",
        "gas",
        "yes",
        "news",
        "always",
        "perhaps",
        "thus",
        "less",
        "unless",
        "during",
        "morning",
        "evening",
        "nothing",
        "something",
        "anything",
        "everything",
        "king",
        "ring",
        "bring",
        "thing",
        "string",
        "spring",
        "sing",
        "wing",
        "red",
        "bed",
        "need",
        "feed",
        "speed",
        "hundred",
        "indeed",
        "seed",
        "weed",
        "exceed",
        "proceed",
        "ceiling",
        "wedding",
        "christmas",
        "virus",
        "status",
        "bonus",
        "focus",
        "campus",
        "lens",
        "mrs",
        "ms",
        "access",
        "process",
        "address",
        "business",
        "express",
        "press",
        "pass",
        "class",
        "glass",
        "loss",
        "boss",
        "miss",
        "across",
        "as",
    ]
)
_DOUBLED = re.compile(r"([bdfgklmnprtv])\1$")


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The stem of a lower-case word: `travelling`, `traveled` and `travels` give the same."""
    word = word.removesuffix("'s").removesuffix("'").replace("'", "")
    for pattern, written in _SPELLINGS:
        word = pattern.sub(written, word)
    if word in _KEEP or len(word) <= _SHORTEST or not word.isascii() or any(sign.isdigit() for sign in word):
        return _end(word)
    for suffix, rest in (
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("zes", "ze"),
    ):
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            return _end(word.removesuffix(suffix) + rest)
    if word.endswith("s") and word[-2] not in "suiao'":
        word = word[:-1]
    elif word.endswith("s") and word[-2] in "aoi" and len(word) > 4:  # noqa: PLR2004 - "is", "was" and "gas" are short
        word = word[:-1] if word[-2] != "i" else word
    for suffix in ("ing", "ed"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 2 and _VOWEL.search(rest) and not rest.endswith("e"):  # noqa: PLR2004
            return _end(_DOUBLED.sub(r"\1", rest))
    return _end(word)


def _end(word: str) -> str:
    """Drops what endings would have hidden: a final e, a doubled consonant, y for i."""
    if len(word) > _SHORTEST and word.endswith("e"):
        word = word[:-1]
    if len(word) > _SHORTEST:
        word = _DOUBLED.sub(r"\1", word)
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") and word[-2] not in "aeou" else word  # noqa: PLR2004


def tokens(text: str) -> tuple[str, ...]:
    """The words of a normalised text, in order."""
    return tuple(_TOKEN.findall(text))


@remembered
def stems(text: str) -> tuple[str, ...]:
    """The stems of a normalised text's words, in order."""
    return tuple(stem(word) for word in _TOKEN.findall(text))
