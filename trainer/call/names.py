"""What the names in an author's expression stand for in a call."""

from dataclasses import dataclass

from trainer.call.state import CallState
from trainer.content.expression import ExpressionError, evaluate, parse
from trainer.content.scenario import Scenario

Plain = str | int | float | bool


@dataclass(frozen=True, slots=True)
class CallNames:
    """A call's state as expressions see it. Names nobody defined have the value 0, False or the empty text."""

    scenario: Scenario
    state: CallState

    @property
    def turn(self) -> int:
        """The trainee's spoken turns so far, this one included."""
        return self.state.turn

    @property
    def seconds(self) -> float:
        """Seconds since the call was picked up."""
        return max(0.0, self.state.at - self.state.answered_at) if self.state.answered_at is not None else 0.0

    @property
    def ending(self) -> str:
        """How the call ended; empty while it goes on."""
        return self.state.ending or ""

    def variable(self, name: str) -> float:
        """A variable's value now."""
        return self.state.variables.get(name, 0.0)

    def persona(self, key: str) -> Plain:
        """A key of the customer, in the call's language where it has one value a language."""
        persona = self.scenario.personas[self.state.opening.persona]
        built_in: dict[str, Plain] = {
            "id": persona.id,
            "name": persona.name.get(self.state.opening.lang, ""),
            "voice": persona.voice,
            "mood": persona.mood,
        }
        value = persona.keys.get(key, built_in.get(key, ""))
        if isinstance(value, str | int | float | bool):
            return value
        return value.get(self.state.opening.lang, "")

    def made(self, move: str) -> bool:
        """Whether the move was ever made."""
        return self.count(move) > 0

    def count(self, move: str) -> int:
        """In how many turns the move was made."""
        return self.state.made.get(move, 0)

    def did(self, action: str) -> bool:
        """Whether the action (`lookup` or `lookup.parcel`) was ever taken."""
        return self.state.actions.get(action, 0) > 0

    def known(self, fact: str) -> bool:
        """Whether the fact was said by the customer, or rightly by the agent."""
        return fact in self.state.known


def holds(condition: str, scenario: Scenario, state: CallState) -> bool:
    """Whether an author's condition holds now. One that can't be read (the checker reports it) never does."""
    try:
        expression = parse(condition)
    except ExpressionError:
        return False
    return bool(evaluate(expression, CallNames(scenario, state)))
