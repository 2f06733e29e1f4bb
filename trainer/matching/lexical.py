"""The similarity that is always there: words and character n-grams, weighted by how well they tell moves apart."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from trainer.matching.normalise import normalise
from trainer.matching.similarity import Closeness
from trainer.matching.words import stems


def features(text: str, lang: str) -> Counter[str]:
    """What is counted of a text."""
    words = normalise(text, lang)
    found: Counter[str] = Counter()
    if lang == "zh":
        signs = [s for s in words if s.isalnum()]
        for n in (1, 2, 3):
            found.update("".join(signs[i : i + n]) for i in range(len(signs) - n + 1))
        return found
    parts = stems(words)
    found.update(parts)
    found.update(f"{a} {b}" for a, b in zip(parts, parts[1:], strict=False))
    return found


class Lexical:
    """Needs nothing but the examples."""

    threshold = 0.5
    margin = 0.05

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> "LexicalComparison":
        """Prepares the examples of a set of moves."""
        return LexicalComparison(examples, lang)


class LexicalComparison:
    """Examples of the moves heard at one node."""

    def __init__(self, examples: Mapping[str, Sequence[str]], lang: str) -> None:
        self._lang = lang
        rows = [(move, example, features(example, lang)) for move, texts in examples.items() for example in texts]
        seen: Counter[str] = Counter()
        for _, _, found in rows:
            seen.update(set(found))
        self._weight = {name: math.log((1 + len(rows)) / (1 + count)) + 1 for name, count in seen.items()}
        self._rare = math.log(1 + len(rows)) + 1
        self._rows = [(move, example, self._unit(found)) for move, example, found in rows]

    def _unit(self, found: Counter[str]) -> dict[str, float]:
        vector = {name: self._weight.get(name, self._rare) for name in found}
        length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        return {name: v / length for name, v in vector.items()}

    def closeness(self, words: Sequence[str], *, heard: bool) -> Sequence[Mapping[str, Closeness]]:  # noqa: ARG002
        """For each stretch of words, how close each move comes."""
        answers = []
        for text in words:
            vector = self._unit(features(text, self._lang))
            best: dict[str, Closeness] = {}
            for move, example, row in self._rows:
                cosine = sum(v * row[name] for name, v in vector.items() if name in row)
                sure = round(min(1.0, cosine * 2), 4)
                if move not in best or best[move].confidence < sure:
                    best[move] = Closeness(confidence=sure, example=example)
            answers.append(best)
        return answers
