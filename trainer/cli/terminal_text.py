"""How a call and its scorecard are written in a terminal: for people, or as JSON lines."""

from collections.abc import Mapping

import click
from pydantic import TypeAdapter

from trainer.call.events import (
    ArticleRead,
    CustomerSaid,
    Ended,
    Event,
    FactWasMisstated,
    HoldBegan,
    HoldEnded,
    Ignored,
    LookedUp,
    LookUpRefused,
    MoveMade,
    NotUnderstood,
    Searched,
    Transferred,
    VariableChanged,
)
from trainer.call.state import CallState
from trainer.cli.terminal_words import words_in
from trainer.content.rubric import Item, Rubric
from trainer.content.scenario import Article, Scenario, Text
from trainer.content.settle import fill, settle
from trainer.scoring.scorecard import Evidence, ItemScore, Scorecard

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_SCORECARD = TypeAdapter(Scorecard)


class JsonLines:
    """One event a line, then the scorecard as one line."""

    def briefing(self, state: CallState) -> None:
        """Prints nothing: a briefing is no event."""

    def events(self, state: CallState, events: tuple[Event, ...]) -> None:  # noqa: ARG002 - the state is for people
        """Prints each event."""
        for event in events:
            click.echo(_EVENT.dump_json(event).decode())

    def scorecard(self, card: Scorecard, rubric: Rubric) -> None:  # noqa: ARG002 - its words are for people
        """Prints the scorecard."""
        click.echo(_SCORECARD.dump_json(card).decode())


class PlainText:
    """A call to be read: the customer's lines in full, everything else in brackets."""

    def __init__(self, scenario: Scenario, lang: str, articles: Mapping[str, Article]) -> None:
        self._scenario = scenario
        self._lang = lang
        self._articles = articles
        self._words = words_in(lang)

    def briefing(self, state: CallState) -> None:
        """Prints what the trainee reads before the call."""
        click.echo(f"{self._text(self._scenario.title)}\n{self._filled(state, self._text(self._scenario.briefing))}\n")

    def events(self, state: CallState, events: tuple[Event, ...]) -> None:
        """Prints what there is to say about each event."""
        for event in events:
            text = self._said(state, event) if isinstance(event, CustomerSaid) else self._told(state, event)
            if text:
                click.echo(text)

    def _said(self, state: CallState, event: CustomerSaid) -> str:
        name = self._text(self._scenario.personas[state.opening.persona].name)
        return f"{name} ({event.tone}): {event.text}"

    def _told(self, state: CallState, event: Event) -> str:  # noqa: C901, PLR0911, PLR0912 - one plain line an event
        match event:
            case MoveMade():
                move = self._scenario.moves.get(event.move)
                label = self._text(move.label) if move else event.move
                return f"  [{label}{'' if event.first else self._words['again']}]"
            case VariableChanged(name="mood"):
                return f"  [{self._words['mood']} {event.before:+g} -> {event.after:+g}]"
            case NotUnderstood():
                return self._told_as("not_understood")
            case FactWasMisstated():
                return self._told_as("misstated", event.fact, event.said)
            case HoldBegan():
                return self._told_as("on_hold" if event.announced else "on_hold_silently")
            case HoldEnded():
                return self._told_as("back", f"{event.seconds:g}")
            case LookedUp():
                return self._record(state, event.record)
            case LookUpRefused():
                return self._told_as("not_before", event.record, ", ".join(event.missing))
            case Searched():
                return self._told_as("found", ", ".join(event.found) or self._words["nothing"])
            case ArticleRead():
                article = self._articles.get(event.article)
                return self._text(article.body).strip() if article else f"  [{event.article}]"
            case Transferred():
                return self._told_as("transferred", event.target)
            case Ignored():
                return self._told_as("ignored", event.reason)
            case Ended():
                return self._told_as("ended", event.ending)
            case _:
                return ""

    def _told_as(self, what: str, *parts: str) -> str:
        return f"  [{self._words[what].format(*parts)}]"

    def _record(self, state: CallState, record: str) -> str:
        desk = self._scenario.desktop.records[record]
        shown = desk.shows.get(self._lang, {})
        rows = [f"  | {label}: {self._filled(state, value)}" for label, value in shown.items()]
        return "\n".join([f"  [{self._text(desk.label)}]", *rows])

    def _filled(self, state: CallState, text: str) -> str:
        persona, today = state.opening.persona, state.opening.today
        facts = settle(self._scenario, persona=persona, lang=self._lang, today=today)
        return fill(text, scenario=self._scenario, persona=persona, lang=self._lang, facts=facts, spoken=False)

    def _text(self, text: Text) -> str:
        return text.get(self._lang) or next(iter(text.values()), "")

    def scorecard(self, card: Scorecard, rubric: Rubric) -> None:
        """Prints the number, critical errors and every item with its evidence."""
        words = self._words
        verdict = words[{True: "passed", False: "failed", None: "waits"}[card.passed]]
        number = words["no_score"] if card.percent is None else f"{card.percent:g} %"
        click.echo("\n" + words["result"].format(self._text(rubric.title), number, verdict, f"{card.pass_mark:g}"))
        for error in card.critical:
            click.echo(f"  {words['critical'].format(error.kind)}{error.move or error.item}{_where(error.evidence)}")
        results = {(result.section, result.item): result for result in card.items}
        for section in rubric.sections:
            click.echo(f"  {self._text(section.title) if section.title else section.id}")
            for item in section.items:
                result = results.get((section.id, item.id))
                if result is not None:
                    click.echo(self._item(item, result))
        if card.review:
            click.echo(f"  {words['review']}{', '.join(card.review)}")

    def _item(self, item: Item, result: ItemScore) -> str:
        states = {"not_applicable": "-", "waits_for_person": "?"}
        points = states.get(result.state, "") if result.points is None else f"{result.points:g}/{result.max:g}"
        return f"    {points:>6}  {self._text(item.ask)}{_where(result.evidence)}"


def _where(evidence: tuple[Evidence, ...]) -> str:
    """The piece of evidence that tells most, after a dash: what failed before what held."""
    for piece in sorted(evidence, key=lambda piece: piece.holds):
        words = f"“{piece.words}”" if piece.words else ""
        at = f"at {int(piece.at) // 60}:{int(piece.at) % 60:02d}" if piece.at is not None else ""
        found = " ".join(part for part in (words, at) if part)
        if found:
            return f" - {found}"
    return ""
