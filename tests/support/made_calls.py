"""Small scenarios, and calls taken on them step by step, for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

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
from trainer.call.record import CallRecord, Opening, WrapUpDone
from trainer.call.replay import advance, start
from trainer.content.rubric import AutoRule, Item, Rubric, Section
from trainer.content.scenario import (
    Clarify,
    DeskRecord,
    Desktop,
    Fact,
    Hold,
    Move,
    Node,
    Persona,
    Rule,
    Scenario,
    Silence,
    WorkOrderField,
    WrapUp,
)
from trainer.matching.understanding import FactMisstated, FactStated, MoveMatch, Understanding

TODAY = date(2026, 11, 21)


def text(words: str) -> dict[str, str]:
    return {"en": words}


def lines(*variants: str) -> dict[str, tuple[str, ...]]:
    return {"en": variants}


def move(name: str, **keys: Any) -> Move:
    return Move(id=name, label=text(name), **keys)


def node(name: str, *variants: str, **keys: Any) -> Node:
    return Node(id=name, say=lines(*(variants or (f"This is {name}.",))), **keys)


def make_scenario(*nodes: Node, moves: Sequence[Move] = (), **keys: Any) -> Scenario:
    """A scenario that starts at its first node; it has the end node `done` (resolved) and `bad` (lost) too."""
    ends = (node("done", "Goodbye.", end="resolved"), node("bad", "That was useless.", end="lost"))
    given = {
        "personas": {"ann": Persona(id="ann", name=text("Ann"), voice="f1", mood=0, keys={"account": "60412"})},
        "facts": {
            "account": Fact(id="account", kind="digits", value=text("{persona.account}")),
            "fee": Fact(id="fee", kind="money", value=text("40")),
        },
        "opens": "customer",
    } | keys
    return Scenario(
        id="made-up",
        title=text("Made up"),
        languages=("en",),
        briefing=text("Do well."),
        rubric="made-up",
        moves={one.id: one for one in moves},
        nodes={one.id: one for one in (*nodes, *ends)},
        start=nodes[0].id if nodes else "done",
        **given,
    )


def understood(
    words: str, *moves: str, states: Sequence[str] = (), misstates: Sequence[str] = (), doubtful: bool = False
) -> Understanding:
    """What a matcher would say: each move in a sentence of its own; `misstates` are facts, by a move of that name."""
    return Understanding(
        text=words,
        sentences=(words,),
        matches=tuple(
            MoveMatch(move=one, accepted=True, confidence=0.9, method="keywords", evidence=words, sentence=place)
            for place, one in enumerate(moves)
        ),
        stated=tuple(FactStated(fact=one, evidence=words) for one in states),
        misstated=tuple(FactMisstated(fact=one, move=f"quote_{one}", said="41", evidence="41") for one in misstates),
        doubtful=doubtful,
    )


class Caller:
    """Takes a call step by step; times pass by themselves, ten seconds a step."""

    def __init__(self, scenario: Scenario, *, persona: str | None = None, seed: int = 1, lang: str = "en") -> None:
        self.scenario = scenario
        opening = Opening(
            scenario=scenario.id,
            persona=persona or next(iter(scenario.personas)),
            lang=lang,
            seed=seed,
            today=TODAY,
        )
        self.state, self.record = start(scenario, opening)
        self.now = 0.0

    def do(self, done: Input) -> "Caller":
        self.now = done.at
        self.state, self.record = advance(self.scenario, self.state, self.record, done)
        return self

    def _later(self, seconds: float = 10) -> float:
        return self.now + seconds

    def answer(self, after: float = 2) -> "Caller":
        return self.do(Answer(at=after))

    def say(
        self,
        *moves: str,
        words: str = "Words.",
        states: Sequence[str] = (),
        misstates: Sequence[str] = (),
        doubtful: bool = False,
        over_customer: bool = False,
    ) -> "Caller":
        understanding = understood(words, *moves, states=states, misstates=misstates, doubtful=doubtful)
        heard = Heard(text=words, confidence=0.2, engine="told") if doubtful else None
        at = self._later()
        return self.do(Say(at=at, text=words, understanding=understanding, over_customer=over_customer, heard=heard))

    def hold(self, seconds: float) -> "Caller":
        self.do(HoldCustomer(at=self._later(1)))
        return self.do(Resume(at=self._later(seconds)))

    def begin_hold(self) -> "Caller":
        return self.do(HoldCustomer(at=self._later(1)))

    def resume(self, after: float = 10) -> "Caller":
        return self.do(Resume(at=self._later(after)))

    def look_up(self, record: str) -> "Caller":
        return self.do(LookUp(at=self._later(), record=record))

    def search(self, words: str = "refund") -> "Caller":
        return self.do(Search(at=self._later(), words=words))

    def read(self, article: str) -> "Caller":
        return self.do(Read(at=self._later(), article=article))

    def transfer(self, target: str, *, states: Sequence[str] = (), note: str = "A note.") -> "Caller":
        understanding = understood(note, states=states)
        return self.do(Transfer(at=self._later(), target=target, note=note, understanding=understanding))

    def silence(self, seconds: float) -> "Caller":
        return self.do(StaySilent(at=self._later(seconds), seconds=seconds))

    def hang_up(self) -> "Caller":
        return self.do(HangUp(at=self._later()))

    def wrap_up(self, seconds: float = 30, **fields: str) -> "Caller":
        self.record = replace(self.record, wrap_up=WrapUpDone(fields=fields, seconds=seconds))
        return self

    @property
    def events(self) -> tuple[Any, ...]:
        """What the last step caused."""
        return self.record.entries[-1].events

    @property
    def kinds(self) -> list[str]:
        return [event.type for event in self.events]

    @property
    def heard(self) -> list[str]:
        """What the customer said in answer to the last step."""
        return [event.text for event in self.events if event.type == "customer_said"]

    @property
    def mood(self) -> float:
        return self.state.mood


def make_rubric(*items: Item, pass_mark: float = 60, **keys: Any) -> Rubric:
    """A rubric with one section."""
    return Rubric(
        id="made-up",
        title=text("Made up"),
        pass_mark=pass_mark,
        sections=(Section(id="all", weight=1, items=items),),
        **keys,
    )


def yes_no(name: str, *auto: AutoRule, **keys: Any) -> Item:
    return Item(id=name, ask=text(name), type="yesno", auto=auto, **keys)


def scale(name: str, *auto: AutoRule, highest: float = 3, **keys: Any) -> Item:
    return Item(id=name, ask=text(name), type="scale", max=highest, auto=auto, **keys)


def full_scenario() -> Scenario:
    """A call with everything in it: rules, facts, desk, hold, silence, transfer, work order; two personas."""
    moves = (
        move("greet", effect={"mood": 1}),
        move("empathy", effect={"mood": 1}),
        move("ask_account"),
        move("quote_fee", says=("fee",), effect={"offered": 1}),
        move("blame", effect={"mood": -2}, critical="customer"),
        move("hold_notice"),
        move("misstates_fee", effect={"mood": -1}),
    )
    nodes = (
        node(
            "open",
            "My parcel is late!",
            "Where is my parcel?",
            "It's late again!",
            tone="upset",
            expect=("empathy",),
            then=(
                Rule(condition="mood <= -3", go="bad"),
                Rule(on=("empathy", "ask_account"), effect={"mood": 1}, go="gives"),
                Rule(on=("ask_account",), go="gives"),
            ),
            press=lines("And my parcel?"),
            clarify=Clarify(times=1, say=lines("Pardon?")),
            fallback=Rule(effect={"mood": -1}, go="gives"),
            silence=Silence(after=6, say=lines("Hello?"), effect={"mood": -1}, times=2, go="gone"),
            barge_in="penalise",
        ),
        node(
            "gives",
            "It's {fact.account}.",
            expect=("quote_fee", "empathy"),
            then=(
                Rule(did="lookup.parcel", say=lines("What do you see?")),
                Rule(on=("quote_fee",), go="done"),
                Rule(on=("misstates_fee",), say=lines("How much?"), effect={"mood": -1}),
                Rule(did="transfer.supervisor", condition="known('fee')", go="open"),
                Rule(condition="count('greet') > 3", go="open"),
            ),
            fallback=Rule(go="waits"),
            barge_in="allow",
        ),
        node(
            "waits",
            "Well?",
            then=(Rule(on=("empathy",)), Rule(condition="turn > 30", end="lost")),
            fallback=Rule(go="bad"),
        ),
        node("gone", "Nobody there.", end="abandoned"),
    )
    return make_scenario(
        *nodes,
        moves=moves,
        opens="agent",
        always=("greet", "blame", "hold_notice"),
        vars={"offered": 0},
        personas={
            "ann": Persona(id="ann", name=text("Ann"), voice="f1", mood=-1, keys={"account": "60412"}),
            "bob": Persona(id="bob", name=text("Bob"), voice="m1", mood=2, keys={"account": "77120"}),
        },
        desktop=Desktop(
            customer={"en": {"Plan": "standard"}},
            records={"parcel": DeskRecord(id="parcel", label=text("Parcel"), requires=("account",))},
            knowledge=("refunds",),
            transfer_to={"supervisor": text("Supervisor")},
        ),
        hold=Hold(announce="hold_notice", limit=60, effect={"mood": -1}),
        wrap_up=WrapUp(
            limit=90,
            fields={
                "reason": WorkOrderField(
                    id="reason",
                    label=text("Reason"),
                    type="choice",
                    options={"late": text("Late"), "lost": text("Lost")},
                    answer=text("late"),
                ),
                "account": WorkOrderField(
                    id="account", label=text("Account"), type="digits", answer=text("{fact.account}")
                ),
                "outcome": WorkOrderField(
                    id="outcome",
                    label=text("Outcome"),
                    type="choice",
                    options={"done": text("Done"), "open": text("Open")},
                    answer_by_ending={"resolved": text("done"), "callback": text("open")},
                ),
                "notes": WorkOrderField(
                    id="notes",
                    label=text("Notes"),
                    type="text",
                    keywords={"en": (("three days", "3 days"), ("urgent", "hurried"))},
                ),
            },
        ),
    )


def full_rubric() -> Rubric:
    """Items of every kind for `full_scenario`."""
    return Rubric(
        id="made-up",
        title=text("Made up"),
        pass_mark=60,
        sections=(
            Section(
                id="compliance",
                weight=40,
                items=(
                    yes_no("verify", AutoRule(move="ask_account", before="lookup"), critical="compliance",
                           not_applicable_if="not did('lookup')"),
                    yes_no("right_fee", AutoRule(misstates="fee")),
                    yes_no("no_blame", AutoRule(never="blame"), weight=2),
                ),
            ),
            Section(
                id="soft",
                weight=50,
                items=(
                    scale("empathy", AutoRule(points=1, move="empathy"), AutoRule(points=3, move="empathy", within=2)),
                    yes_no("greeting", AutoRule(move="greet", within=1)),
                    yes_no("holding", AutoRule(hold="announced")),
                    yes_no("warm", AutoRule(mood_at_end=1)),
                    yes_no("listening"),
                ),
            ),
            Section(
                id="after",
                weight=10,
                items=(scale("order", AutoRule(wrap_up=("reason", "account", "outcome", "notes")), highest=4),),
            ),
        ),
        needs_person=("critical_fail", "low_hearing", "near_pass", "no_auto", "sampled"),
    )  # fmt: skip


def play(scenario: Scenario, inputs: Sequence[Input], *, persona: str | None = None, seed: int = 1) -> CallRecord:
    """The record of these inputs."""
    caller = Caller(scenario, persona=persona, seed=seed)
    for done in inputs:
        caller.do(done)
    return caller.record
