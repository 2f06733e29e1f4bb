"""What may be said, as a language model: the phrases expected here, mixed with common English.

The phrases alone would force every noise into one of them, common English alone hears them badly. The mixture is
written as an ARPA file: P(w|h) = a P_phrases(w|h) + (1 - a) P_common(w|h), where a grows with how often h was seen in
the phrases, and n-grams that neither has back off to shorter ones.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PHRASES_SHARE = 0.8
"""The weight of the phrases against common English where both have something to say."""
_MOST = 0.98
"""No history gives all its probability to words it was seen with."""
_LEAST = 1e-9

Pair = tuple[str, str]
Row = dict[str, float]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
_SMALL: tuple[str, ...] = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WHOLE, _HUNDREDS = 99, 900


@dataclass(frozen=True, slots=True)
class Common:
    """Common English: the probability of each word and of the end, and for each word what follows it."""

    chances: Mapping[str, float]
    follow: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def common_english() -> Common:
    """The words and pairs in english.json; tests/bench/english_base.py makes that file."""
    content = json.loads(Path(__file__).with_name("english.json").read_text("utf-8"))
    words = [*content["words"], "</s>"]
    chances = dict(zip(words, [*content["chances"], content["end"]], strict=True))
    whole = sum(chances.values())
    return Common(
        {word: chance / whole for word, chance in chances.items()},
        {before: {words[place]: chance for place, chance in row} for before, row in content["follow"].items()},
    )


def words_of(phrase: str) -> list[str]:
    """The words of a phrase as the dictionary writes them: lower case, apostrophes kept, numbers in words.

    Numbers up to 99 and whole hundreds are said whole, others digit by digit.
    """
    plain = phrase.lower().replace("’", "'")
    return [part for word in _TOKEN.findall(plain) for part in (_in_words(word) if word.isdigit() else [word])]


def _in_words(digits: str) -> list[str]:
    number = int(digits)
    if digits.startswith("0") or number > _HUNDREDS or (number > _WHOLE and number % 100):
        return [_SMALL[int(digit)] for digit in digits]
    if number > _WHOLE:
        return [_SMALL[number // 100], "hundred"]
    if number < len(_SMALL):
        return [_SMALL[number]]
    return [_TENS[number // 10 - 2], *([_SMALL[number % 10]] if number % 10 else [])]


def write_model(phrases: Iterable[Sequence[str]], common: Common) -> tuple[str, frozenset[str]]:
    """The mixture as the text of an ARPA file, and its vocabulary."""
    counts = _Counts(phrases)
    single = _singles(counts, common)
    pairs = {
        before: _pair_row(before, counts, common, single)
        for before in {*counts.pairs, *common.follow}
        if before in single or before == "<s>"
    }
    pair_backoff = {before: _backoff(row, single.__getitem__) for before, row in pairs.items()}

    def after(before: str) -> Callable[[str], float]:
        return lambda word: pairs[before].get(word) or pair_backoff[before] * single[word]

    triples = {history: _triple_row(row, after(history[1])) for history, row in counts.triples.items()}
    triple_backoff = {history: _backoff(row, after(history[1])) for history, row in triples.items()}
    lines = ["\\data\\", f"ngram 1={len(single) + 1}", f"ngram 2={sum(map(len, pairs.values()))}"]
    if triples:
        lines.append(f"ngram 3={sum(map(len, triples.values()))}")
    lines += ["", "\\1-grams:", f"-99 <s> {_log(pair_backoff.get('<s>', 1.0))}"]
    lines += [f"{_log(chance)} {word} {_log(pair_backoff.get(word, 1.0))}" for word, chance in sorted(single.items())]
    lines += ["", "\\2-grams:"]
    for before, row in sorted(pairs.items()):
        for word, chance in sorted(row.items()):
            lines.append(f"{_log(chance)} {before} {word} {_log(triple_backoff.get((before, word), 1.0))}")
    if triples:
        lines += ["", "\\3-grams:"]
    for history, row in sorted(triples.items()):
        lines += [f"{_log(chance)} {history[0]} {history[1]} {word}" for word, chance in sorted(row.items())]
    return "\n".join([*lines, "", "\\end\\", ""]), frozenset(single) - {"</s>"}


class _Counts:
    """How often each word followed nothing, one word or two in the phrases."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self.single: Counter[str] = Counter()
        self.pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.triples: defaultdict[Pair, Counter[str]] = defaultdict(Counter)
        for phrase in phrases:
            if not phrase:
                continue
            line = ["<s>", *phrase, "</s>"]
            for place in range(1, len(line)):
                self.single[line[place]] += 1
                self.pairs[line[place - 1]][line[place]] += 1
                if place > 1:
                    self.triples[line[place - 2], line[place - 1]][line[place]] += 1


def _singles(counts: _Counts, common: Common) -> Row:
    total = counts.single.total()
    share = PHRASES_SHARE if total else 0.0
    mixed = {
        word: share * counts.single[word] / max(1, total) + (1 - share) * common.chances.get(word, _LEAST)
        for word in {*counts.single, *common.chances}
    }
    whole = sum(mixed.values())
    return {word: chance / whole for word, chance in mixed.items()}


def _pair_row(before: str, counts: _Counts, common: Common, single: Row) -> Row:
    seen = counts.pairs.get(before, Counter())
    known = common.follow.get(before, {})
    total = seen.total()
    share = PHRASES_SHARE * total / (total + 1)
    rest = max(0.02, 1 - sum(known.values()))
    return _capped(
        {
            word: share * seen[word] / max(1, total) + (1 - share) * (known.get(word) or rest * single[word])
            for word in {*seen, *known}
            if word in single
        },
    )


def _triple_row(seen: Counter[str], shorter: Callable[[str], float]) -> Row:
    total = seen.total()
    share = PHRASES_SHARE * total / (total + 0.5)
    return _capped({word: share * count / total + (1 - share) * shorter(word) for word, count in seen.items()})


def _capped(row: Row) -> Row:
    whole = sum(row.values())
    return row if whole <= _MOST else {word: chance * _MOST / whole for word, chance in row.items()}


def _backoff(row: Row, shorter: Callable[[str], float]) -> float:
    """What is left for words that are not in `row`, against what the shorter history gives them."""
    return (1 - sum(row.values())) / max(_LEAST, 1 - sum(shorter(word) for word in row))


def _log(chance: float) -> str:
    return f"{math.log10(max(chance, 1e-12)):.4f}"
