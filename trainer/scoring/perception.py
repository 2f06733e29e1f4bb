"""The customer perception line: mood through the call, with its peak and its end.

People remember an experience by its most intense moment and by how it ended (the peak-end rule, Kahneman et al. 1993,
"When More Pain Is Preferred to Less"). So these two points are marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer.call.events import Answered, CustomerSaid, Ignored, VariableChanged
from trainer.call.inputs import Say
from trainer.call.record import CallRecord, Entry
from trainer.content.scenario import Scenario
from trainer.scoring.log import spoken_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PerceptionPoint:
    """Mood (-3 to 3) after one entry. `turn` is None when it wasn't words that were the cause; `words` are the agent's.

    `change` is what this entry did to mood, `said` the customer's answer to it.
    """

    seq: int
    at: float
    turn: int | None
    mood: float
    change: float
    node: str
    words: str
    said: str = ""
    peak: bool = False
    end: bool = False


def perception_line(scenario: Scenario, record: CallRecord) -> tuple[PerceptionPoint, ...]:
    """A point where the call is picked up, one for each spoken turn and one wherever else mood changed."""
    points = list(_points(scenario, record))
    if not points:
        return ()
    lived = points[1:] or points
    peak = max(lived, key=lambda point: (abs(point.mood), -point.mood, -point.seq))
    last = points[-1]
    return tuple(replace(point, peak=point is peak, end=point is last) for point in points)


def _points(scenario: Scenario, record: CallRecord) -> Iterator[PerceptionPoint]:
    turn = 0
    persona = scenario.personas.get(record.opening.persona)
    mood = float(persona.mood) if persona else 0.0
    for entry in record.entries:
        if any(isinstance(event, Ignored) for event in entry.events):
            continue
        spoken = entry.input if isinstance(entry.input, Say) else None
        turn += spoken is not None
        changed = any(isinstance(event, VariableChanged) and event.name == "mood" for event in entry.events)
        answered = any(isinstance(event, Answered) for event in entry.events)
        if spoken or changed or answered:
            yield PerceptionPoint(
                seq=entry.seq,
                at=spoken_at(spoken) if spoken else entry.input.at,
                turn=turn if spoken else None,
                mood=entry.mood,
                change=entry.mood - mood,
                node=entry.node,
                words=spoken.text if spoken else "",
                said=customer_words(entry),
            )
        mood = entry.mood


def customer_words(entry: Entry) -> str:
    """All that the customer said in answer to an entry."""
    return " ".join(event.text for event in entry.events if isinstance(event, CustomerSaid))
