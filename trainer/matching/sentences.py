"""Where sentences and clauses end, in both languages, also where a recogniser left out the punctuation."""

import re
from itertools import pairwise

_TITLES = r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])"
_SENTENCE = re.compile(rf"(?<=[。！？!?；;\n])|{_TITLES}(?<=[.])(?=\s|$)|(?<=…)(?=[^…])")
_CLAUSE = re.compile(
    r"(?<=[，,：:—–])(?!\d{3}(?!\d))|\s-\s"
    r"|\s(?=(?:and|but|so|then|because|although|though|unless|otherwise|or shall|or would|or do)\s)"
    r"|(?=但是|不过|然后|另外|还有就是|而且|同时|所以|接着|顺便|至于|再就是)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[a-zA-Z0-9']+|[\u3400-\u9fff]")
_FEWEST = 2
"""A clause of fewer words (signs, in Chinese) than these goes with its neighbour."""
_MOST_TOGETHER = 4
"""A sentence of more clauses than these is not looked at as a whole."""
_WORDLESS = re.compile(r"[\W_]*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in the speaker's own words, none of them empty."""
    return tuple(part.strip() for part in _SENTENCE.split(text) if part and not _WORDLESS.fullmatch(part))


def clauses(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence, each with its own words. A sentence of one clause is that clause."""
    parts: list[str] = []
    at = 0
    for cut in (*(found.end() for found in _CLAUSE.finditer(sentence)), len(sentence)):
        part = sentence[at:cut].strip()
        if not part or _WORDLESS.fullmatch(part):
            continue
        if cut < len(sentence) and len(_WORDS.findall(part)) < _FEWEST:
            continue
        parts.append(part)
        at = cut
    rest = sentence[at:].strip()
    if rest and not _WORDLESS.fullmatch(rest):
        parts.append(rest)
    if len(parts) > 1 and len(_WORDS.findall(parts[-1])) < _FEWEST:
        last = parts.pop()
        parts[-1] = sentence[sentence.rfind(parts[-1], 0, sentence.rfind(last)) :].strip()
    return tuple(parts) or (sentence,)


def stretches(sentence: str) -> tuple[str, ...]:
    """What may make a move in a sentence: each clause, neighbouring clauses together, a short sentence whole."""
    parts = clauses(sentence)
    if len(parts) == 1:
        return parts
    places = []
    at = 0
    for part in parts:
        at = sentence.index(part, at)
        places.append((at, at + len(part)))
        at += len(part)
    pairs = [sentence[one[0] : two[1]] for one, two in pairwise(places)]
    whole = [sentence] if len(parts) <= _MOST_TOGETHER else []
    return tuple(dict.fromkeys([*parts, *pairs, *whole]))
