"""What a plan expects, against what happened; each difference is a Problem at the plan's own line."""

from collections.abc import Sequence

from trainer.call.events import Ended, Ignored, MoveMade
from trainer.call.inputs import Say
from trainer.call.record import CallRecord, Entry
from trainer.content.plan import Plan, PlanTurn
from trainer.content.problem import Problem
from trainer.content.scenario import Scenario
from trainer.plans.comparison import satisfies
from trainer.scoring.scorecard import Scorecard

_IMPOSSIBLE = {
    "ringing": "the phone is still ringing; write `- answer: 2` before it",
    "already_answered": "the call was answered before; take this turn out",
    "call_ended": "the call is over by then; take this turn out, or look at where the call went before",
    "not_begun": "the customer hasn't spoken yet; let the agent greet, or be silent for 4 seconds",
    "on_hold": "the customer is on hold",
    "not_on_hold": "the customer isn't on hold",
    "unknown_record": "the desktop has no such record",
    "unknown_article": "`desktop.knowledge` doesn't list this article",
    "unknown_target": "`desktop.transfer_to` has no such target",
}


def check_turn(plan: Plan, turn: PlanTurn, entries: Sequence[Entry], *, heard: Sequence[str]) -> list[Problem]:
    """Whether a turn was possible, made the moves it should (of those `heard` then) and led where it should."""
    ignored = [event for entry in entries for event in entry.events if isinstance(event, Ignored)]
    if ignored:
        why = _IMPOSSIBLE.get(ignored[0].reason, ignored[0].reason)
        return [_at_turn(plan, turn, "P506", f"in “{plan.name}” this turn can't happen: {why}")]
    problems, missing = _check_moves(plan, turn, entries, heard) if turn.moves is not None else ([], False)
    node = entries[-1].node
    if turn.at is not None and turn.at != node and not missing:  # a move that is missing leads elsewhere anyway
        over = _ending_in(entries)
        went = f"the call is at `{node}`" + (f", and ended as {over}" if over else "")
        problems.append(
            _at_turn(plan, turn, "P508", f"in “{plan.name}” after this turn {went}, not at `{turn.at}`", "at")
        )
    return problems


def _check_moves(
    plan: Plan, turn: PlanTurn, entries: Sequence[Entry], heard: Sequence[str]
) -> tuple[list[Problem], bool]:
    """Whether exactly the planned moves were made; and whether one of them wasn't."""
    made = {event.move for entry in entries for event in entry.events if isinstance(event, MoveMade)}
    wanted = set(turn.moves or ())
    if made == wanted:
        return [], False
    parts = []
    if missing := sorted(wanted - made):
        reasons = [reason for move in missing if (reason := _nearest(move, entries))]
        parts.append(f"{_names(missing)} was not made" + (f" ({' '.join(reasons)})" if reasons else ""))
    if extra := sorted(made - wanted):
        parts.append(f"{_names(extra)} was made too")
    message = f"in “{plan.name}” this turn should make exactly {_names(sorted(wanted)) or 'no move'}, but "
    unheard = sorted(move for move in wanted - made if move not in heard and not move.startswith("misstates_"))
    hint = f"; {_names(unheard)} isn't heard at this node, so add it to `expect`" if unheard else ""
    return [_at_turn(plan, turn, "P507", message + " and ".join(parts) + hint, "moves")], bool(missing)


def _nearest(move: str, entries: Sequence[Entry]) -> str:
    """Why the matcher did not take the words for the move, when it considered it."""
    close = [
        match
        for entry in entries
        if isinstance(entry.input, Say)
        for match in entry.input.understanding.matches
        if match.move == move and not match.accepted
    ]
    best = max(close, key=lambda match: match.confidence, default=None)
    return best.reason if best else ""


def check_result(plan: Plan, scenario: Scenario, record: CallRecord, scorecard: Scorecard) -> list[Problem]:
    """Whether the whole call ended, scored and felt as planned."""
    found = [
        _check_ending(plan, record),
        _check_mood(plan, scenario, record),
        _check_score(plan, scorecard),
        _check_critical(plan, scorecard),
    ]
    return [problem for problem in found if problem is not None]


def _check_ending(plan: Plan, record: CallRecord) -> Problem | None:
    ending = _ending_in(record.entries)
    if plan.ends is None or plan.ends == ending:
        return None
    if ending is not None:
        return _at_plan(plan, "P509", "ends", f"“{plan.name}” ends as {ending}, not as {plan.ends}")
    node = record.entries[-1].node if record.entries else ""
    return _at_plan(
        plan, "P509", "ends", f"“{plan.name}” should end as {plan.ends}, but the call is still going on at `{node}`"
    )


def _check_mood(plan: Plan, scenario: Scenario, record: CallRecord) -> Problem | None:
    if plan.mood is None:
        return None
    start = float(scenario.personas[record.opening.persona].mood)
    mood = record.entries[-1].mood if record.entries else start
    if satisfies(mood, plan.mood):
        return None
    return _at_plan(
        plan,
        "P510",
        "mood",
        f"“{plan.name}” leaves the customer's mood at {mood:g}, not {_said(plan.mood)}",
    )


def _check_score(plan: Plan, scorecard: Scorecard) -> Problem | None:
    if plan.score is None:
        return None
    if scorecard.percent is None:
        return _at_plan(
            plan,
            "P511",
            "score",
            f"“{plan.name}” should score {_said(plan.score)}, but nothing in it could be scored",
        )
    if satisfies(scorecard.percent, plan.score):
        return None
    lost = [
        f"{item.item} {item.points:g}/{item.max:g}"
        for item in scorecard.items
        if item.points is not None and item.points < item.max
    ]
    why = f"; not full: {', '.join(lost)}" if lost else ""
    return _at_plan(plan, "P511", "score", f"“{plan.name}” scores {scorecard.percent:g}, not {_said(plan.score)}{why}")


def _check_critical(plan: Plan, scorecard: Scorecard) -> Problem | None:
    if plan.critical is None:
        return None
    kinds = sorted({error.kind for error in scorecard.critical})
    if kinds == sorted(set(plan.critical)):
        return None
    why = ", ".join(f"{error.move or error.item} ({error.kind})" for error in scorecard.critical) or "none"
    planned = ", ".join(sorted(set(plan.critical))) or "none"
    return _at_plan(
        plan, "P512", "critical", f"“{plan.name}” should have the critical errors [{planned}], but has: {why}"
    )


def _said(comparison: str) -> str:
    """A comparison as authors write it: just the number for equal."""
    return comparison.removeprefix("== ")


def _ending_in(entries: Sequence[Entry]) -> str | None:
    return next((event.ending for entry in entries for event in entry.events if isinstance(event, Ended)), None)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _at_turn(plan: Plan, turn: PlanTurn, code: str, message: str, key: str = "") -> Problem:
    line, column = turn.places.get(key, (turn.line, turn.column))
    return Problem(file=plan.file, line=line, column=column, code=code, message=message)


def _at_plan(plan: Plan, code: str, key: str, message: str) -> Problem:
    line, column = plan.places.get(key, (plan.line, plan.column))
    return Problem(file=plan.file, line=line, column=column, code=code, message=message)
