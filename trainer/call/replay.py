"""A call's record, entry by entry: adding to it, and playing it again."""

from collections.abc import Iterable
from dataclasses import replace

from trainer.call.engine import begin, respond
from trainer.call.inputs import Input
from trainer.call.record import CallRecord, Entry, Opening
from trainer.call.state import CallState
from trainer.content.scenario import Scenario


def start(scenario: Scenario, opening: Opening) -> tuple[CallState, CallRecord]:
    """A call that rings, and its record. Raises what `begin` raises."""
    state, preamble = begin(scenario, opening)
    return state, CallRecord(opening=opening, preamble=preamble)


def advance(scenario: Scenario, state: CallState, record: CallRecord, done: Input) -> tuple[CallState, CallRecord]:
    """The call and its record after one more input."""
    after, events = respond(scenario, state, done)
    entry = Entry(seq=len(record.entries) + 1, input=done, events=events, node=after.node, mood=after.mood)
    return after, replace(record, entries=(*record.entries, entry))


def state_after(scenario: Scenario, opening: Opening, inputs: Iterable[Input]) -> CallState:
    """Where a call stands after `inputs`."""
    state, _ = begin(scenario, opening)
    for done in inputs:
        state, _ = respond(scenario, state, done)
    return state


def replay(scenario: Scenario, record: CallRecord) -> CallRecord:
    """The record that the same inputs give now; equal to `record` unless the scenario or the engine changed."""
    state, again = start(scenario, record.opening)
    for entry in record.entries:
        state, again = advance(scenario, state, again, entry.input)
    return replace(again, wrap_up=record.wrap_up)
