"""Texts as a search sees them: words brought to a stem, Chinese as overlapping pairs of signs; and where they stand.

Every text is read sign by sign, so that each term knows its place in the original: full-width and half-width,
Traditional and Simplified, capitals and accents make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from trainer.matching.normalise import simplify
from trainer.matching.words import stem

LONGEST_QUERY = 200
"""Characters of what somebody looks for that are read."""
MOST_UNITS = 16
"""Words and Chinese runs of it that are looked for."""
LONGEST_WORD = 40
BEGINS_AT = 4
"""Letters from which on a word also finds those that begin with it: `complain` finds `complaints`."""
TYPED_AT = 2
"""Letters of an unfinished word that are enough when nothing else is found."""

_PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_PAIRED}]+)|((?:(?![{_PAIRED}_])\w)+(?:'(?:(?![{_PAIRED}_])\w)+)*)")
_STOP_EN = frozenset(
    stem(word)
    for word in re.findall("[a-z]+", "a an the of to in on for and or is are be do i my you how what when can with it")
)
_STOP_ZH = frozenset("的了吗呢怎么什是在有和我您你请问如何")


@dataclass(frozen=True, slots=True)
class Word:
    """A stem, or a run of Chinese, of a text: what stands at `start` to `end` of the original. `raw`: as written."""

    text: str
    raw: str
    start: int
    end: int
    chinese: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: each word or run of Chinese once, in the order it was typed."""

    units: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units)


class _Even(dict[int, str]):
    """Each sign as it is compared; nothing for what only accents or formats. Filled as signs come up.

    `odd` are those that don't give exactly one sign.
    """

    def __init__(self) -> None:
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        found = unicodedata.normalize("NFKD", chr(code)).lower()
        if not found.isascii():
            # A syllable of Hangul would fall into pieces; those are put together again.
            found = "".join(part for part in found if unicodedata.category(part) != "Mn")
            found = unicodedata.normalize("NFC", found)
            found = "".join(simplify(part) if part > "\u2e7f" else part for part in found)
        self[code] = "'" if found in _APOSTROPHES else found
        if len(found) != 1:
            self.odd.add(chr(code))
        return self[code]


_APOSTROPHES = ("’", "‘", "ʼ")
_EVEN = _Even()


def _evened(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its places the one in the original; the last is the end."""
    even = text.translate(_EVEN)
    if _EVEN.odd.isdisjoint(text):
        return even, range(len(text) + 1)
    places = [place for place, sign in enumerate(text) for _ in _EVEN[ord(sign)]]
    return even, [*places, len(text)]


def words(text: str) -> Iterator[Word]:
    """The words of a text and its runs of Chinese, in order, each with its place."""
    even, places = _evened(text)
    for found in _RUN.finditer(even):
        start, end = found.span()
        if found.group(1):
            yield Word(even[start:end], even[start:end], places[start], places[end - 1] + 1, chinese=True)
        else:
            written = even[start:end][:LONGEST_WORD]
            yield Word(stem(written), written.replace("'", ""), places[start], places[end - 1] + 1, chinese=False)


def terms(text: str) -> Iterator[str]:
    """The terms of a text for an index.

    A run of Chinese gives a pair at each place, and its last character alone: so every character begins a term, and a
    longer word is a phrase of pairs.
    """
    for found in _RUN.finditer(text.translate(_EVEN)):
        run = found.group(1)
        if run:
            yield from map("".join, zip_longest(run, run[1:], fillvalue=""))
        else:
            yield stem(found.group()[:LONGEST_WORD])


def wanted(query: str) -> Wanted:
    """What somebody typed, any text at all."""
    found = {word.text: word for word in words(query[:LONGEST_QUERY])}
    return Wanted(tuple(found.values())[:MOST_UNITS])


def expressions(query: Wanted) -> Iterator[str]:
    """FTS5 expressions for a query, from strict to loose: all of it as typed; then any part of it."""
    if query:
        yield " AND ".join(map(_strict, _telling(query.units)))
        yield " OR ".join(dict.fromkeys(part for unit in _telling(query.units) for part in _loose(unit)))


def _strict(unit: Word) -> str:
    if not unit.chinese:
        return f'"{unit.text}"*' if len(unit.text) >= BEGINS_AT else f'"{unit.text}"'
    if len(unit.text) == 1:
        return f'"{unit.text}"*'
    pairs = (unit.text[at : at + 2] for at in range(len(unit.text) - 1))
    return f'"{" ".join(pairs)}"'


def _loose(unit: Word) -> Iterator[str]:
    if not unit.chinese:
        yield f'"{unit.text}"'
        if len(unit.raw) >= TYPED_AT:
            yield f'"{unit.raw}"*'
    elif len(unit.text) == 1:
        yield f'"{unit.text}"*'
    else:
        pairs = [unit.text[at : at + 2] for at in range(len(unit.text) - 1)]
        yield from (f'"{pair}"' for pair in _telling_pairs(unit.text) or pairs)


def _telling(units: Sequence[Word]) -> Sequence[Word]:
    """Without what stands everywhere, unless there is nothing else."""
    return [unit for unit in units if unit.text not in _STOP_EN and not _STOP_ZH.issuperset(unit.text)] or units


def _telling_pairs(run: str) -> list[str]:
    """The pairs of a run of Chinese that are likely words: those without a sign that stands everywhere."""
    pairs = (run[at : at + 2] for at in range(len(run) - 1))
    return [pair for pair in pairs if _STOP_ZH.isdisjoint(pair)]


# -- what to mark


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `hit` when it is what was looked for."""

    text: str
    hit: bool = False


class Marker:
    """Finds what a query asks for in texts, to show it."""

    def __init__(self, query: Wanted) -> None:
        plain = [unit for unit in query.units if not unit.chinese]
        self._exact = frozenset(unit.text for unit in plain)
        self._begins = tuple({part for unit in plain for part in (unit.text, unit.raw) if len(part) >= BEGINS_AT})
        firsts = {re.escape(unit.text[0]) for unit in plain if unit.text} | {re.escape(unit.raw[0]) for unit in plain}
        # Most words of a text begin with another letter, and need no second look.
        self._likely = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(firsts))})[\w']*") if plain else None
        runs = sorted((unit.text for unit in query.units if unit.chinese), key=len, reverse=True)
        self._runs = tuple(runs)
        self._pairs = tuple(dict.fromkeys(pair for run in runs for pair in _telling_pairs(run)))

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Where the query's words stand in a text: starts and ends in order, never overlapping."""
        even, places = _evened(text)
        found = _places(even, self._runs) or _places(even, self._pairs)
        if self._likely is not None:
            for near in self._likely.finditer(even):
                found += [(near.start() + start, near.start() + end) for start, end in self._plain(near.group())]
        return _merged((places[start], places[end - 1] + 1) for start, end in found)

    def _plain(self, near: str) -> Iterator[tuple[int, int]]:
        for found in _RUN.finditer(near):
            if found.group(2):
                written = found.group()[:LONGEST_WORD]
                text, raw = stem(written), written.replace("'", "")
                if text in self._exact or raw.startswith(self._begins) or text.startswith(self._begins):
                    yield found.span()

    def parts(self, text: str) -> tuple[Part, ...]:
        """The whole text, cut where hits begin and end."""
        return _cut(text, self.ranges(text))

    def extract(self, text: str, size: int) -> tuple[Part, ...]:
        """About `size` characters around the place with most hits; without any, the beginning."""
        ranges = self.ranges(text)
        begin, end = _window(text, ranges, size)
        inside = [(start - begin, stop - begin) for start, stop in ranges if start >= begin and stop <= end]
        cut = _cut(_flat(text[begin:end]), inside)
        before, after = (Part("…"),) if begin else (), (Part("…"),) if end < len(text) else ()
        return (*before, *cut, *after)


def _places(run: str, sought: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    for each in sought:
        at = run.find(each)
        while at >= 0:
            found.append((at, at + len(each)))
            at = run.find(each, at + 1)
    return found


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts, last = [], 0
    for start, end in ranges:
        parts += [Part(text[last:start]), Part(text[start:end], hit=True)]
        last = end
    parts.append(Part(text[last:]))
    return tuple(part for part in parts if part.text)


def _flat(text: str) -> str:
    """One line of the same length."""
    return "".join(" " if sign.isspace() else sign for sign in text)


_LEAD = 0.3
"""The share of an extract that stands before its first hit."""
_EDGE = 24
"""Characters that an extract may begin earlier to begin with a sentence or word."""


def _window(text: str, ranges: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    if len(text) <= size:
        return 0, len(text)
    best, hit, most = 0, 0, 0
    for number, (start, stop) in enumerate(ranges):
        inside = sum(1 for _, end in ranges[number : number + 32] if end <= start + size * (1 - _LEAD))
        if inside > most:
            best, hit, most = start, stop, inside
    begin = max(0, best - int(size * _LEAD))
    if begin:
        head = text[max(0, begin - _EDGE) : best]
        ends = [found.end() for found in re.finditer(r"[。！？.!?]\s*|\n|[，、；,;:：]\s*|\s", head)]
        sentence = [found.end() for found in re.finditer(r"[。！？]|[.!?]\s+|\n", head)]
        chosen = sentence or ends
        begin = max(0, begin - _EDGE) + chosen[0] if chosen else begin
    # Beginning earlier must not push out the hit that the extract is for.
    end = min(len(text), max(begin + size, hit))
    for start, stop in ranges:
        if start < end < stop:
            end = stop
    last = min(len(text), end + _EDGE)
    while end < last and _joined(text[end - 1 : end + 1]):
        end += 1
    return begin, end


def _joined(pair: str) -> bool:
    """Two signs of one word."""
    return pair.isascii() and pair.isalnum() and len(pair) > 1
