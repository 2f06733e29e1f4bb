"""What the trainee sees after a call, besides the scorecard. Pure; in ids and the author's words, not in sentences."""

from dataclasses import dataclass

from trainer.call.record import CallRecord
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario
from trainer.scoring.log import read_record
from trainer.scoring.missed import Missed, missed_items
from trainer.scoring.moments import Moment, moments
from trainer.scoring.perception import PerceptionPoint, perception_line
from trainer.scoring.scorecard import Scorecard
from trainer.scoring.turn_review import TurnReview, review_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """The three moments that mattered most, the perception line, what was missed, and each turn with its reasons."""

    moments: tuple[Moment, ...]
    perception: tuple[PerceptionPoint, ...]
    missed: tuple[Missed, ...]
    turns: tuple[TurnReview, ...]


def debrief(scenario: Scenario, rubric: Rubric, record: CallRecord, scorecard: Scorecard) -> Debrief:
    """Looks at a scored call again. The same record and scorecard always give the same debrief."""
    log = read_record(scenario, record)
    missed = missed_items(scenario, rubric, log, scorecard)
    return Debrief(
        moments=moments(scenario, rubric, log, scorecard, missed),
        perception=perception_line(scenario, record),
        missed=missed,
        turns=review_turns(scenario, record, log),
    )
