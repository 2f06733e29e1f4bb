"""Why a person should look at a scorecard."""

import hashlib
from collections.abc import Sequence

from trainer.content.rubric import ReviewReason, Rubric
from trainer.scoring.log import CallLog
from trainer.scoring.scorecard import CriticalError, ItemScore

NEAR = 5.0
"""Percent from the pass mark, to either side, that count as near it."""
SAMPLE_ONE_IN = 10
"""One call in so many is sampled; which ones is fixed by the call itself."""


def review_reasons(
    rubric: Rubric,
    log: CallLog,
    *,
    percent: float | None,
    critical: Sequence[CriticalError],
    items: Sequence[ItemScore],
) -> tuple[ReviewReason, ...]:
    """The reasons that apply, of those the rubric asks for, in a fixed order.

    An item that waits because of a doubtful hearing always gives `low_hearing`: someone has to listen.
    """
    auto = {item.id for section in rubric.sections for item in section.items if item.auto}
    waiting = {result.item for result in items if result.state == "waits_for_person"}
    applies: dict[ReviewReason, bool] = {
        "critical_fail": bool(critical),
        "low_hearing": any(turn.doubtful for turn in log.spoken),
        "near_pass": percent is not None and abs(percent - rubric.pass_mark) <= NEAR,
        "no_auto": bool(waiting - auto),
        "sampled": _is_sampled(log),
    }
    always = {"low_hearing"} if waiting & auto else set()
    return tuple(
        reason for reason, yes in applies.items() if yes and (reason in rubric.needs_person or reason in always)
    )


def _is_sampled(log: CallLog) -> bool:
    opening = log.record.opening
    times = ",".join(f"{entry.input.at:.3f}" for entry in log.record.entries)
    parts = (opening.scenario, opening.persona, opening.lang, str(opening.seed), opening.today.isoformat(), times)
    digest = hashlib.sha256("/".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") % SAMPLE_ONE_IN == 0
