"""`trainer match`: what replies are understood as at a node, and why."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from trainer.content.folders import content_of
from trainer.content.scenario import Scenario
from trainer.content.settle import settle
from trainer.errors import ContentHasProblems, NotFound, WrongUse
from trainer.matching.matcher import Matcher
from trainer.matching.understanding import MoveMatch, Understanding
from trainer.services.checking import scenario_at
from trainer.services.similarities import similarity
from trainer.settings import Settings, read_settings


@click.command()
@click.argument("scenario")
@click.option("--node", required=True, help="The node the customer waits at.")
@click.option("--lang", type=click.Choice(["zh", "en"]), required=True, help="The language of the replies.")
@click.option("--persona", default=None, help="Whose facts are asked for; default: the first persona.")
@click.option("--heard", is_flag=True, help="Take the replies as heard by a recogniser, not as typed.")
def command(scenario: str, *, node: str, lang: str, persona: str | None, heard: bool) -> None:
    r"""Show what replies are understood as, and why.

    SCENARIO is an id, or a file. Replies are read from standard input, one a line; each gives a JSON line with the
    moves that came near, best first, and the ids of those that were accepted.

    \b
    Examples:
      echo "sorry about that" | trainer match late-parcel --node open --lang en
      trainer match our-content/scenarios/late-parcel.yaml --node open --lang zh < replies.txt
    """
    settings = read_settings()
    told = _scenario(scenario, settings)
    if node not in told.nodes:
        raise NotFound(f"{scenario} has no node {node}; it has {', '.join(told.nodes)}.")
    if lang not in told.languages:
        raise WrongUse(f"{scenario} is not in {lang}; it is in {', '.join(told.languages)}.")
    if persona is not None and persona not in told.personas:
        raise NotFound(f"{scenario} has no persona {persona}; it has {', '.join(told.personas)}.")
    today = date.today()  # noqa: DTZ011 - the author's own day
    facts = settle(told, persona=persona or next(iter(told.personas)), lang=lang, today=today)
    matcher = Matcher(told, lang=lang, similarity=similarity(settings))
    moves = heard_at(told, node)
    for text in _replies():
        understanding = matcher.understand(text, moves=moves, facts=facts, heard=heard, today=today)
        click.echo(json.dumps(as_json(understanding), ensure_ascii=False))


def heard_at(scenario: Scenario, node: str) -> tuple[str, ...]:
    """The moves heard at a node: expected there, asked for by its rules, and those heard everywhere."""
    place = scenario.nodes[node]
    asked = (move for rule in place.then for move in rule.on)
    return tuple(dict.fromkeys((*place.expect, *asked, *scenario.always)))


def as_json(understanding: Understanding) -> dict[str, object]:
    """One line of the command's answer."""
    best: dict[str, MoveMatch] = {}
    for match in understanding.matches:
        before = best.get(match.move)
        if before is None or (match.accepted, match.confidence) > (before.accepted, before.confidence):
            best[match.move] = match
    for wrong in _misstatements(understanding, best):
        best[wrong.move] = wrong
    ranked: Sequence[MoveMatch] = sorted(best.values(), key=lambda match: (not match.accepted, -match.confidence))
    answer: dict[str, object] = {
        "text": understanding.text,
        "moves": [
            {
                "id": match.move,
                "confidence": match.confidence,
                "method": match.method,
                "evidence": match.evidence,
                "accepted": match.accepted,
                "example": match.example,
                "runner_up": match.runner_up,
                "reason": match.reason,
            }
            for match in ranked
        ],
        "accepted": list(
            dict.fromkeys((*understanding.moves, *(f"misstates_{w.fact}" for w in understanding.misstated)))
        ),
    }
    if understanding.stated:
        answer["stated"] = {fact.fact: fact.evidence for fact in understanding.stated}
    if understanding.misstated:
        answer["misstated"] = {fact.fact: fact.said for fact in understanding.misstated}
    return answer


def _misstatements(understanding: Understanding, best: Mapping[str, MoveMatch]) -> Iterator[MoveMatch]:
    """The moves `misstates_<fact>` that a call would count: the wording is there and the value is wrong."""
    for wrong in understanding.misstated:
        close = best.get(wrong.move)
        yield MoveMatch(
            move=f"misstates_{wrong.fact}",
            accepted=True,
            confidence=close.confidence if close else 1.0,
            method="says",
            evidence=wrong.evidence,
            reason=f"These are words of {wrong.move}, but “{wrong.said}” is not the value of {wrong.fact}.",
        )


def _replies() -> Iterator[str]:
    """The lines of standard input, whatever bytes they hold; empty ones are left out."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").strip("\r\n\ufeff")
        if text.strip():
            yield text


def _scenario(name: str, settings: Settings) -> Scenario:
    path = Path(name)
    looks_like_file = path.suffix in (".yaml", ".yml") or len(path.parts) > 1
    if looks_like_file and not path.is_file():
        raise WrongUse(f"There is no file {name}.")
    told, problems = scenario_at(path if looks_like_file else name, folders=content_of(settings))
    if told is None:
        first = next((problem for problem in problems if problem.severity == "error"), None)
        raise ContentHasProblems(f"{name} cannot be used: {first}" if first else f"{name} cannot be used.")
    return told
