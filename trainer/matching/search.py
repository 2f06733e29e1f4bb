"""A small search in knowledge articles, in memory: the desk has a few dozen of them at most."""

import math
from collections.abc import Mapping
from functools import lru_cache

from trainer.content.scenario import Article
from trainer.matching.normalise import plain
from trainer.matching.words import stems

TITLE_COUNTS = 3.0
_BEGINNING = 3
"""Letters of an unfinished English word that are enough to find it."""
_HALF = 0.5
"""What a word counts of which only the beginning was typed."""
_STOP_EN = frozenset(stems("a an the of to in on for and or is are be do does i my how what when can with it"))
_STOP_ZH = frozenset("的了吗呢怎么什么么是在有和我您你请问如何")


def search(articles: Mapping[str, Article], words: str, lang: str) -> list[str]:
    """The ids of the articles that hold what is looked for, the best first; empty when none does.

    English words are found with any regular ending, the last one also by its beginning; Chinese by single signs when
    one is typed, else by pairs of signs. An article that has more of the words comes before one that has fewer.
    """
    wanted = _terms(words, lang)
    held = {
        key: _article(article.title.get(lang, ""), article.body.get(lang, ""), lang)
        for key, article in articles.items()
    }
    scores: dict[str, tuple[float, float]] = {}
    for term in wanted:
        counts = {key: _count(term, title, body) for key, (title, body) in held.items()}
        having = sum(count > 0 for count in counts.values())
        rarity = math.log(1 + len(articles) / having) if having else 0.0
        for key, count in counts.items():
            if count:
                terms, weight = scores.get(key, (0.0, 0.0))
                scores[key] = (terms + rarity, weight + rarity * math.log1p(count))
    return sorted(scores, key=lambda key: (-scores[key][0], -scores[key][1], key))


def _count(term: str, title: Mapping[str, int], body: Mapping[str, int]) -> float:
    count = TITLE_COUNTS * title.get(term, 0) + body.get(term, 0)
    if count or not term.isascii() or len(term) < _BEGINNING:
        return count
    return _HALF * any(word.startswith(term) for word in (*title, *body))


@lru_cache(maxsize=512)
def _article(title: str, body: str, lang: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return _counted(title, lang), _counted(body, lang)


def _counted(text: str, lang: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for term in _all_terms(text, lang, signs=True):
        counts[term] = counts.get(term, 0) + 1
    return counts


def _terms(words: str, lang: str) -> list[str]:
    """What is looked for, each once; words that stand everywhere only when there is nothing else."""
    found = list(dict.fromkeys(_all_terms(words, lang, signs=False)))
    telling = [term for term in found if term not in _STOP_EN and not all(sign in _STOP_ZH for sign in term)]
    return telling or found


def _all_terms(text: str, lang: str, *, signs: bool) -> list[str]:
    """The stems of a text; of Chinese runs the pairs of signs, and single ones (`signs`: always)."""
    terms = []
    for run in stems(plain(text, lang)):
        if run.isascii():
            terms.append(run)
            continue
        terms += [run[at : at + 2] for at in range(len(run) - 1)]
        if signs or len(run) == 1:
            terms += list(run)
    return terms
