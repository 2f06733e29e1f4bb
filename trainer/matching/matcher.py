"""What the trainee said -> which moves that was, and why: the matching order of the scenario format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trainer.content.facts import SettledFact
from trainer.content.scenario import Move, Scenario
from trainer.matching.keywords import Keyword, KeywordGroup, KeywordGroups, Said
from trainer.matching.lexical import Lexical
from trainer.matching.negation import denies
from trainer.matching.normalise import LONGEST, normalise
from trainer.matching.numerals import states, values_in
from trainer.matching.sentences import clauses, sentences, stretches
from trainer.matching.similarity import Closeness, Comparison, Similarity
from trainer.matching.sounds import sounds
from trainer.matching.thesaurus import everyday
from trainer.matching.understanding import FactMisstated, FactStated, MoveMatch, Understanding
from trainer.matching.words import tokens

DOUBTFUL = 0.5
"""A recogniser less sure than this of its words is not believed to anybody's harm."""
NEAR = 0.25
"""Matches less sure than this are not worth telling an author about."""


@dataclass(frozen=True)
class _Ready:
    """A move with its language's keywords and examples prepared."""

    move: Move
    lang: str

    @cached_property
    def keywords(self) -> KeywordGroups:
        return KeywordGroups.of(self.move.keywords.get(self.lang, ()), self.lang)

    @cached_property
    def unless(self) -> KeywordGroup | None:
        words = self.move.unless.get(self.lang, ())
        return KeywordGroup([Keyword(word, self.lang) for word in words]) if words else None

    @cached_property
    def denies(self) -> bool:
        """Whether most examples themselves deny or forbid something."""
        found = sum(denies(normalise(example, self.lang), self.lang) for example in self.examples)
        return 2 * found > len(self.examples)

    @property
    def examples(self) -> tuple[str, ...]:
        return self.move.examples.get(self.lang, ())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way one sentence could make a move, before facts are asked for."""

    match: MoveMatch
    ready: _Ready


def warm_up(lang: str) -> None:
    """Reads the dictionaries a language needs, about a third of a second, so that no trainee waits for them."""
    Lexical().comparison({"warm": ("warm up, 预热",)}, lang).closeness(["warm up, 請稍等"])
    if lang == "zh":
        sounds("".join(sign for sign in everyday(lang) if len(sign) == 1))


class Matcher:
    """Understands replies in one scenario and language. Immutable to its users and thread-safe.

    What a set of moves needs is prepared when the set first comes up and kept.
    """

    def __init__(self, scenario: Scenario, *, lang: str, similarity: Similarity | None = None) -> None:
        self._lang = lang
        self._similarity = similarity or Lexical()
        self._moves = {id_: _Ready(move, lang) for id_, move in scenario.moves.items()}
        self._examples: dict[str, tuple[str, ...]] = {}
        for id_, move in self._moves.items():
            for example in move.examples:
                form = _bare(example, lang)
                self._examples[form] = (*self._examples.get(form, ()), id_)
        self._comparisons: dict[tuple[str, ...], Comparison] = {}

    def understand(
        self,
        text: str,
        *,
        moves: Sequence[str],
        facts: Mapping[str, SettledFact],
        heard: bool = False,
        hearing: float | None = None,
        today: date | None = None,
    ) -> Understanding:
        """What a text holds of the moves that are heard now, and of the facts.

        `heard`: the text comes from a recogniser, whose confidence (0 to 1) is `hearing`. `today` is needed to tell
        which day "tomorrow" is. Takes any text; what is beyond 2,000 characters is left out.
        """
        doubtful = heard and hearing is not None and hearing < DOUBTFUL
        spoken = sentences(text[:LONGEST])
        ready = {id_: self._moves[id_] for id_ in dict.fromkeys(moves) if id_ in self._moves}
        matches: list[MoveMatch] = []
        stated: dict[str, FactStated] = {}
        misstated: dict[str, FactMisstated] = {}
        whole = self._own_example(text, 0, ready) if len(spoken) > 1 else []
        for number, sentence in enumerate(spoken):
            here = {
                id_: words
                for id_, fact in facts.items()
                if (words := states(sentence, self._lang, fact, today)) is not None
            }
            for id_, words in here.items():
                stated.setdefault(id_, FactStated(fact=id_, evidence=words))
            candidates = self._candidates(sentence, number, ready, heard=heard, doubtful=doubtful)
            for candidate in candidates if number else [*whole, *candidates]:
                match, wrong = self._with_facts(candidate, sentence, facts, here, today)
                if match is not None:
                    matches.append(match)
                for mistake in wrong:
                    misstated.setdefault(mistake.fact, mistake)
        misstatements = tuple(mistake for id_, mistake in misstated.items() if id_ not in stated)
        return Understanding(
            text=text,
            sentences=spoken,
            matches=tuple(matches),
            stated=tuple(stated.values()),
            misstated=misstatements,
            doubtful=doubtful,
        )

    def _candidates(
        self, sentence: str, number: int, ready: Mapping[str, _Ready], *, heard: bool, doubtful: bool
    ) -> list[_Candidate]:
        said = Said(sentence, self._lang, heard)
        open_ = {id_: r for id_, r in ready.items() if r.unless is None or not r.unless.is_in(said)}
        found: dict[str, _Candidate] = {}
        for id_, move in open_.items():
            words = move.keywords.found_in(said)
            if words:
                reason = "The sentence has " + " and ".join(f"“{word.written}”" for word in words) + "."
                evidence = self._evidence(sentence, words, heard=heard)
                found[id_] = _Candidate(
                    MoveMatch(
                        move=id_,
                        accepted=True,
                        confidence=1.0,
                        method="keywords",
                        evidence=evidence,
                        sentence=number,
                        reason=reason,
                    ),
                    move,
                )
            elif not move.keywords.groups and not move.examples and move.move.says:
                found[id_] = _Candidate(
                    MoveMatch(
                        move=id_,
                        accepted=True,
                        confidence=1.0,
                        method="says",
                        evidence=sentence,
                        sentence=number,
                        reason="The sentence states " + ", ".join(move.move.says) + ".",
                    ),
                    move,
                )
        for same in self._own_example(sentence, number, open_):
            found.setdefault(same.match.move, same)
        for id_, match in self._similar(sentence, number, ready, doubtful=doubtful).items():
            if id_ not in found and id_ in open_:
                found[id_] = _Candidate(match, open_[id_])
        return list(found.values())

    def _own_example(self, words: str, number: int, ready: Mapping[str, _Ready]) -> list[_Candidate]:
        """The move these words are themselves an example of."""
        return [
            _Candidate(
                MoveMatch(
                    move=id_,
                    accepted=True,
                    confidence=1.0,
                    method="similarity",
                    evidence=words,
                    sentence=number,
                    example=words,
                    reason="These are the words of an example.",
                ),
                ready[id_],
            )
            for id_ in self._examples.get(_bare(words, self._lang), ())
            if id_ in ready
        ]

    def _evidence(self, sentence: str, words: Sequence[Keyword], *, heard: bool) -> str:
        """The shortest run of clauses, in the trainee's own words, that holds all the keywords."""
        parts = clauses(sentence)
        if len(parts) == 1:
            return parts[0]
        holding = [
            n for n, part in enumerate(parts) if any(word.is_in(Said(part, self._lang, heard)) for word in words)
        ]
        if not holding:
            return sentence
        start = sentence.find(parts[holding[0]])
        end = sentence.find(parts[holding[-1]], start) + len(parts[holding[-1]])
        return sentence[start:end]

    def _comparison(self, ready: Mapping[str, _Ready]) -> Comparison:
        key = tuple(sorted(ready))
        if key not in self._comparisons:
            examples = {id_: ready[id_].examples for id_ in key if ready[id_].examples}
            self._comparisons[key] = self._similarity.comparison(examples, self._lang)
        return self._comparisons[key]

    def _similar(
        self, sentence: str, number: int, ready: Mapping[str, _Ready], *, doubtful: bool
    ) -> dict[str, MoveMatch]:
        """The best match by similarity of each move, over the clauses of a sentence and what they make together."""
        best: dict[str, MoveMatch] = {}
        units = stretches(sentence)
        for words, close in zip(units, self._comparison(ready).closeness(units), strict=True):
            ranked = sorted(close.items(), key=lambda item: -item[1].confidence)
            for place, (id_, closeness) in enumerate(ranked[:3]):
                if closeness.confidence < NEAR:
                    break
                other = ranked[1 if place == 0 else 0] if len(ranked) > 1 else None
                ahead = closeness.confidence - (other[1].confidence if other else 0.0)
                strict = doubtful or ready[id_].move.critical is not None
                bar = self._similarity.threshold + (self._similarity.stricter if strict else 0.0)
                accepted = (
                    closeness.confidence >= bar
                    and ahead >= self._similarity.margin
                    and place == 0
                    and not closeness.opposed
                )
                move = ready[id_]
                if accepted and move.move.critical and not move.denies:
                    # A sentence that denies anything must not fail anyone by similarity.
                    accepted = not denies(normalise(sentence, self._lang), self._lang)
                match = MoveMatch(
                    move=id_,
                    accepted=accepted,
                    confidence=closeness.confidence,
                    method="similarity",
                    evidence=words,
                    sentence=number,
                    example=closeness.example,
                    runner_up=other[0] if other else None,
                    reason=_reason(closeness, bar, ahead, self._similarity.margin, other[0] if other else None),
                )
                before = best.get(id_)
                if before is None or (match.accepted, match.confidence) > (before.accepted, before.confidence):
                    best[id_] = match
        return best

    def _with_facts(
        self,
        candidate: _Candidate,
        sentence: str,
        facts: Mapping[str, SettledFact],
        stated: Mapping[str, str],
        today: date | None,
    ) -> tuple[MoveMatch | None, list[FactMisstated]]:
        """A candidate with its facts asked for: made, or a wrong value reported, or dropped."""
        match, says = candidate.match, candidate.ready.move.says
        missing = [id_ for id_ in says if id_ not in stated]
        if not missing or not match.accepted:
            return (match if not missing else None), []
        wrong = [self._wrong_value(id_, match, sentence, facts, today) for id_ in missing]
        return None, [mistake for mistake in wrong if mistake] if all(wrong) else []

    def _wrong_value(
        self, id_: str, match: MoveMatch, sentence: str, facts: Mapping[str, SettledFact], today: date | None
    ) -> FactMisstated | None:
        """A value of the fact's kind in the sentence that is neither right nor that of another fact."""
        fact = facts.get(id_)
        if fact is None:
            return None
        others = [other for other in facts.values() if other.kind == fact.kind]
        for said in values_in(sentence, self._lang, fact.kind, today):
            if said.sure and not any(said.means(other.value) is not False for other in others):
                return FactMisstated(
                    fact=id_, move=match.move, said=said.value or said.evidence, evidence=said.evidence
                )
        return None


def _bare(words: str, lang: str) -> str:
    """The normalised words without punctuation and, in Chinese, spaces."""
    text = normalise(words, lang)
    return "".join(sign for sign in text if sign.isalnum()) if lang == "zh" else " ".join(tokens(text))


def _reason(close: Closeness, bar: float, ahead: float, margin: float, other: str | None) -> str:
    if close.confidence < bar:
        return f"Not close enough to an example: {close.confidence:.2f}, and {bar:.2f} is needed."
    if close.opposed:
        return f"Close to an example ({close.confidence:.2f}), but it refuses what the examples say."
    if ahead < max(margin, 1e-9) and other:
        return f"Close to an example ({close.confidence:.2f}), but not ahead of {other}."
    return f"Close to an example ({close.confidence:.2f})" + (f", ahead of {other}." if other else ".")
