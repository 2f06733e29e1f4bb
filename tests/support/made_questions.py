"""Questions of every type, for tests; `question` by name, `any_question` for hypothesis."""

from typing import Any

from hypothesis import strategies as st

from trainer.content.quiz import Cloze, Option, Question
from trainer.learning.answers import Answer

LANG = "en"
WITH_OPTIONS = ("single", "multiple", "order", "match")
TYPES = (*WITH_OPTIONS, "truefalse", "numeric", "text", "cloze", "open")


def option(text: str, **keys: Any) -> Option:
    if "match" in keys:
        keys["match"] = {LANG: keys["match"]}
    return Option(text={LANG: text}, **keys)


def question(kind: str, **keys: Any) -> Question:
    return Question(**({"id": "q", "type": kind, "ask": {LANG: "?"}, "competency": "empathy"} | keys))


def cloze(*gaps: tuple[str, ...]) -> dict[str, Cloze]:
    return {LANG: Cloze(texts=("",) + (" and ",) * (len(gaps) - 1) + (".",), gaps=gaps)}


WORDS = st.text("abcdefgh", min_size=1, max_size=6)


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[str, ...] = TYPES) -> Question:  # noqa: PLR0911 - one a type
    """Any question an author could write."""
    kind = draw(st.sampled_from(kinds))
    name = draw(st.sampled_from(("q", "other", "third-one")))
    if kind in WITH_OPTIONS:
        texts = draw(st.lists(WORDS, min_size=2, max_size=8, unique=True))
        fixed = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
        if kind == "match":
            rights = draw(st.lists(WORDS, min_size=len(texts), max_size=len(texts)))
            return question(
                kind, id=name, options=tuple(option(t, match=r) for t, r in zip(texts, rights, strict=True))
            )
        if kind == "order":
            return question(kind, id=name, options=tuple(option(t) for t in texts))
        if kind == "single":
            good = {draw(st.integers(0, len(texts) - 1))}
        else:
            good = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
        options = tuple(option(t, correct=n in good, fixed=fixed[n]) for n, t in enumerate(texts))
        return question(kind, id=name, options=options, all_or_nothing=kind == "multiple" and draw(st.booleans()))
    if kind == "truefalse":
        return question(kind, id=name, truth=draw(st.booleans()))
    if kind == "numeric":
        return question(
            kind, id=name, number=float(draw(st.integers(-5000, 5000))), tolerance=float(draw(st.integers(0, 5)))
        )
    if kind == "text":
        return question(kind, id=name, accept={LANG: tuple(draw(st.lists(WORDS, min_size=1, max_size=3)))})
    if kind == "cloze":
        gaps = draw(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4))
        return question(kind, id=name, cloze=cloze(*gaps))
    return question(kind, id=name, model={LANG: "Like this."})


def right_answer(asked: Question) -> Answer:  # noqa: PLR0911 - one a type
    """What gets full marks."""
    match asked.type:
        case "single" | "multiple":
            return Answer(chosen=tuple(n for n, each in enumerate(asked.options) if each.correct))
        case "order" | "match":
            return Answer(chosen=tuple(range(len(asked.options))))
        case "truefalse":
            return Answer(truth=asked.truth)
        case "numeric":
            return Answer(text=f"{asked.number:g}")
        case "text":
            return Answer(text=asked.accept[LANG][0])
        case "cloze":
            return Answer(gaps=tuple(gap[0] for gap in asked.cloze[LANG].gaps))
        case _:
            return Answer(text="like this")


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Anything the shape of an answer can hold."""
    return Answer(
        chosen=tuple(draw(st.lists(st.integers(-2, 9), max_size=9))),
        truth=draw(st.sampled_from((None, True, False))),
        text=draw(st.text(max_size=30)),
        gaps=tuple(draw(st.lists(st.text(max_size=12), max_size=5))),
    )
