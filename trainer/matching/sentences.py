"""Where sentences and clauses end, in both languages, also where a recogniser left out the punctuation."""

import re

_TITLES = r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])"
_SENTENCE = re.compile(rf"(?<=[。！？!?；;\n])|{_TITLES}(?<=[.])(?=\s|$)|(?<=…)(?=[^…])")
_CLAUSE = re.compile(
    r"(?<=[，,：:—–])(?!\d{3}(?!\d))|\s-\s"
    r"|\s(?=(?:and|but|so|then|because|although|though|unless|otherwise|or shall|or would|or do)\s)"
    r"|(?=但是|不过|然后|另外|还有就是|而且|同时|所以|接着|顺便|至于|再就是)",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"[\W_]*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in the speaker's own words, none of them empty."""
    return tuple(part.strip() for part in _SENTENCE.split(text) if part and not _WORDLESS.fullmatch(part))


def clauses(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence, each with its own words. A sentence of one clause is that clause."""
    parts = [part.strip() for part in _CLAUSE.split(sentence) if part and not _WORDLESS.fullmatch(part)]
    return tuple(parts) or (sentence,)
