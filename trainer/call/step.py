"""One step of a call while it is being worked out: the state so far and the events so far."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict, Unpack

from trainer.call import mood
from trainer.call.events import CustomerSaid, Ended, Event, FactBecameKnown, NodeEntered, Why
from trainer.call.lines import draw, facts_in, variants
from trainer.call.state import CallState, Phase
from trainer.content.facts import SettledFact
from trainer.content.scenario import Effect, Lines, Node, Scenario
from trainer.content.settle import fill, settle


class Changes(TypedDict, total=False):
    """The fields of a state that a step may change."""

    phase: Phase
    node: str
    variables: Mapping[str, float]
    turn: int
    at: float
    made: Mapping[str, int]
    actions: Mapping[str, int]
    known: frozenset[str]
    line_uses: Mapping[str, int]
    last_moves: tuple[str, ...]
    earlier_moves: tuple[str, ...]
    clarified: int
    pressed: int
    silences: int
    silent_for: float
    hold_began: float | None
    deferred: tuple[str, ...]
    answered_at: float | None
    ending: str | None


class Step:
    """Gathers what one input causes. Lives only inside `respond`; callers of the engine see frozen values."""

    def __init__(self, scenario: Scenario, state: CallState, facts: Mapping[str, SettledFact] | None = None) -> None:
        self.scenario = scenario
        self.state = state
        self.events: list[Event] = []
        self._facts = facts

    @property
    def node(self) -> Node:
        """Where the call stands."""
        return self.scenario.nodes[self.state.node]

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self.state.phase == "ended"

    def note(self, event: Event) -> None:
        """Adds an event."""
        self.events.append(event)

    def change(self, **changes: Unpack[Changes]) -> None:
        """Goes on with a changed state."""
        self.state = replace(self.state, **changes)

    def affect(self, effect: Effect, *, why: str, times: int = 1, may_raise_mood: bool = True) -> None:
        """Lets an effect hold."""
        for changed in mood.changes(self.state.variables, effect, why=why, times=times, may_raise_mood=may_raise_mood):
            self.change(variables={**self.state.variables, changed.name: changed.after})
            self.note(changed)

    def count_action(self, *actions: str) -> None:
        """Remembers that actions were taken."""
        counts = dict(self.state.actions)
        for action in actions:
            counts[action] = counts.get(action, 0) + 1
        self.change(actions=counts)

    def learn(self, fact: str, *, from_customer: bool) -> None:
        """A fact was said; it is known from now on."""
        if fact in self.scenario.facts and fact not in self.state.known:
            self.change(known=self.state.known | {fact})
            self.note(FactBecameKnown(fact=fact, by="customer" if from_customer else "agent"))

    def say(self, lines: Lines, *, part: str, why: Why) -> None:
        """The customer says the next variant of the `part` (`line`, `press`, `rule2`…) of this node."""
        opening = self.state.opening
        choices = variants(lines, opening.lang)
        if not choices:
            return
        key = f"{self.state.node}.{part}"
        used = self.state.line_uses.get(key, 0)
        variant = draw(opening.seed, key, used=used, count=len(choices))
        template = choices[variant]
        self.change(line_uses={**self.state.line_uses, key: used + 1})
        self.note(
            CustomerSaid(
                line=f"{key}.{variant}",
                node=self.state.node,
                text=self._filled(template, spoken=False),
                spoken=self._filled(template, spoken=True),
                tone=self.node.tone,
                why=why,
            )
        )
        for fact in facts_in(template):
            self.learn(fact, from_customer=True)

    def _filled(self, template: str, *, spoken: bool) -> str:
        if "{" not in template and "}" not in template:
            return template
        opening = self.state.opening
        if self._facts is None:
            self._facts = settle(self.scenario, persona=opening.persona, lang=opening.lang, today=opening.today)
        return fill(
            template,
            scenario=self.scenario,
            persona=opening.persona,
            lang=opening.lang,
            facts=self._facts,
            spoken=spoken,
        )

    def enter(self, node: str) -> None:
        """Moves on to a node (or comes back to it): its counts start anew and its line is said."""
        if node not in self.scenario.nodes:
            return
        self.note(NodeEntered(before=self.state.node, node=node))
        self.arrive(node)

    def arrive(self, node: str) -> None:
        """Says a node's line with its counts at zero; an end node ends the call."""
        self.change(phase="talking", node=node, clarified=0, pressed=0, silences=0, silent_for=0.0)
        self.say(self.node.say, part="line", why="line")
        if self.node.end is not None:
            self.end(self.node.end)

    def end(self, ending: str) -> None:
        """The call is over."""
        self.change(phase="ended", ending=ending, hold_began=None, deferred=())
        self.note(Ended(ending=ending))
