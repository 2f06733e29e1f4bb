"""A small search in knowledge articles, in memory: the desk has a few dozen of them at most."""

from collections.abc import Mapping

from trainer.content.scenario import Article
from trainer.matching.normalise import normalise

TITLE_COUNTS = 3.0


def search(articles: Mapping[str, Article], words: str, lang: str) -> list[str]:
    """The ids of the articles that hold what is looked for, the best first; empty when none does."""
    wanted = _terms(normalise(words, lang))
    scores: dict[str, float] = {}
    for key, article in articles.items():
        title = normalise(article.title.get(lang, ""), lang)
        body = normalise(article.body.get(lang, ""), lang)
        found = sum(TITLE_COUNTS * (term in title) + (term in body) for term in wanted)
        if found:
            scores[key] = found
    return sorted(scores, key=lambda key: (-scores[key], key))


def _terms(text: str) -> set[str]:
    """Words; in Chinese, pairs of characters."""
    terms: set[str] = set()
    for word in text.split():
        if word.isascii() or len(word) == 1:
            terms.add(word)
        else:
            terms.update(word[place : place + 2] for place in range(len(word) - 1))
    return terms
