"""From what a phone sends to what the engine is given."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping

from trainer.call.engine import moves_heard
from trainer.call.inputs import (
    Answer,
    HangUp,
    Heard,
    HoldCustomer,
    Input,
    LookUp,
    Read,
    Resume,
    Say,
    Search,
    StaySilent,
    Transfer,
)
from trainer.content.library import Library
from trainer.content.scenario import Article, Scenario
from trainer.errors import NotFound, WrongUse
from trainer.matching.matcher import Matcher
from trainer.matching.search import search
from trainer.services.call_shapes import ArticleShown, Found, HeardShown
from trainer.services.call_views import text_of
from trainer.services.hearing import Listened
from trainer.services.live import LiveCall
from trainer.services.turns import (
    TEXT_LIMIT,
    AnswerTurn,
    HangUpTurn,
    HoldTurn,
    LookUpTurn,
    ReadTurn,
    ResumeTurn,
    SayTurn,
    SearchTurn,
    SilenceTurn,
    SpokenTurn,
    TransferTurn,
    TurnRequest,
)

EXTRACT = 160
PHRASES = 400
"""The most phrases a recogniser is told to expect."""
FIELD_LIMIT = 4000


def fingerprint(turn: TurnRequest) -> str:
    """What makes two requests the same turn: what was done, not when it was sent."""
    digest = hashlib.sha256()
    if isinstance(turn, SpokenTurn):
        digest.update(b"audio:" + turn.audio)
    else:
        kept = turn.model_dump_json(exclude={"seq", "at", "began", "answer_delay"})
        digest.update(kept.encode())
    return digest.hexdigest()


def plain(call: LiveCall, turn: TurnRequest, *, at: float, matcher: Matcher, articles: Mapping[str, Article]) -> Input:  # noqa: C901, PLR0911 - one plain case a type
    """The input for anything but a recording. Raises NotFound for a record, article or target there isn't; WrongUse."""
    desk = call.scenario.desktop
    match turn:
        case AnswerTurn():
            return Answer(at=at)
        case SayTurn():
            return typed(call, turn, at=at, matcher=matcher)
        case HoldTurn():
            return HoldCustomer(at=at)
        case ResumeTurn():
            return Resume(at=at)
        case LookUpTurn():
            _known(turn.record, desk.records, "record")
            return LookUp(at=at, record=turn.record)
        case SearchTurn():
            here = {key: articles[key] for key in desk.knowledge if key in articles}
            words = cleaned(turn.words)
            return Search(at=at, words=words, found=tuple(search(here, words, call.row.lang)))
        case ReadTurn():
            _known(turn.article, desk.knowledge, "article")
            return Read(at=at, article=turn.article)
        case TransferTurn():
            _known(turn.target, desk.transfer_to, "transfer target")
            note = cleaned(turn.note)
            understood = matcher.understand(note, moves=(), facts=call.facts, today=call.row.today) if note else None
            return Transfer(at=at, target=turn.target, note=note, understanding=understood)
        case SilenceTurn():
            return StaySilent(at=at, seconds=turn.seconds)
        case HangUpTurn():
            return HangUp(at=at)
        case _:
            raise WrongUse("A recording has to be listened to first.")


def typed(call: LiveCall, turn: SayTurn, *, at: float, matcher: Matcher) -> Say:
    """Typed words, understood. Raises WrongUse when there is nothing in them that can be seen."""
    text = cleaned(turn.text)
    if all(unicodedata.category(char)[0] in "CZ" for char in text):
        raise WrongUse("There are no words in this turn. Type what you would say.")
    understood = matcher.understand(
        text,
        moves=moves_heard(call.scenario, call.moment.state),
        facts=call.facts,
        heard=turn.browser_heard,
        today=call.row.today,
    )
    return Say(
        at=at,
        text=text,
        understanding=understood,
        began=_began(call, turn.began, at),
        over_customer=turn.over_customer,
        heard=Heard(text=text, confidence=None, engine="browser") if turn.browser_heard else None,
        recording=turn.recording,
    )


def heard(call: LiveCall, turn: SpokenTurn, listened: Listened, *, at: float, matcher: Matcher) -> Say:
    """Words that a recogniser heard, understood. Speech that was rejected is a turn without words."""
    assert listened.heard is not None
    text = "" if listened.heard.rejected else cleaned(listened.heard.text)[:TEXT_LIMIT]
    understood = matcher.understand(
        text,
        moves=moves_heard(call.scenario, call.moment.state),
        facts=call.facts,
        heard=True,
        hearing=listened.heard.confidence,
        today=call.row.today,
    )
    began = turn.began if turn.began is not None else max(0.0, at - listened.seconds)
    return Say(
        at=at,
        text=text,
        understanding=understood,
        began=_began(call, began, at),
        over_customer=turn.over_customer,
        heard=listened.heard,
        delivery=listened.delivery,
        recording=listened.recording,
    )


def cleaned(text: str) -> str:
    """The text without control characters and outer blanks; everything else, markup too, stays as it was typed."""
    if text.isprintable():
        return text.strip()
    kept = (" " if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" else char for char in text)
    return "".join(kept).strip()


def expected_phrases(scenario: Scenario, moves: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """What is likely to be said now: the examples of the moves heard here."""
    said = (phrase for move in moves for phrase in scenario.moves[move].examples.get(lang, ()))
    return tuple(dict.fromkeys(said))[:PHRASES]


def heard_shown(made: Input) -> HeardShown | None:
    """What the phone shows of what was heard."""
    if not isinstance(made, Say) or made.heard is None:
        return None
    return HeardShown(
        text=made.heard.text,
        confidence=made.heard.confidence,
        engine=made.heard.engine,
        rejected=made.heard.rejected,
        doubtful=made.understanding.doubtful,
    )


def found_shown(made: Input, library: Library, lang: str) -> tuple[Found, ...] | None:
    """The articles a search brought up."""
    if not isinstance(made, Search):
        return None
    articles = [library.articles[key] for key in made.found if key in library.articles]
    return tuple(
        Found(id=each.id, title=text_of(each.title, lang), extract=_extract(text_of(each.body, lang)))
        for each in articles
    )


def article_shown(article_id: str | None, library: Library, lang: str) -> ArticleShown | None:
    """The article just opened."""
    article = library.articles.get(article_id) if article_id else None
    if article is None:
        return None
    return ArticleShown(id=article.id, title=text_of(article.title, lang), markdown=text_of(article.body, lang))


def work_order(scenario: Scenario, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields as they are kept. Raises WrongUse for one the work order hasn't, or far too long a text."""
    known = scenario.wrap_up.fields if scenario.wrap_up else {}
    for name, value in fields.items():
        if name not in known:
            raise WrongUse(f"The work order has no field {name!r}; it has {', '.join(known) or 'none'}.")
        if len(value) > FIELD_LIMIT:
            raise WrongUse(f"The field {name} is longer than {FIELD_LIMIT} characters.")
        options = known[name].options
        if options and value and value not in options:
            raise WrongUse(f"{value!r} is no choice for {name}; there are {', '.join(options)}.")
    return {name: cleaned(value) for name, value in fields.items()}


def opening_inputs(scenario: Scenario) -> Iterator[Input]:
    """What leads to the customer's first line."""
    yield Answer(at=0)
    if scenario.opens == "agent":
        yield StaySilent(at=4, seconds=4)


def _began(call: LiveCall, began: float | None, at: float) -> float | None:
    return None if began is None else max(call.moment.state.at, min(began, at))


def _extract(markdown: str) -> str:
    text = " ".join(line.strip() for line in markdown.splitlines() if line.strip() and not line.startswith("#"))
    return text if len(text) <= EXTRACT else f"{text[:EXTRACT].rstrip()}…"


def _known(name: str, among: Mapping[str, object] | tuple[str, ...], kind: str) -> None:
    if name not in among:
        raise NotFound(f"This desk has no {kind} {name!r}; it has {', '.join(among) or 'none'}.")
