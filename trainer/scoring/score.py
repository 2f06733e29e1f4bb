"""A call's record and a rubric in, a scorecard out. The same record and rubric always give the same scorecard."""

from collections.abc import Iterable

from trainer.call.record import CallRecord
from trainer.content.rubric import AutoRule, Item, Rubric, Section
from trainer.content.scenario import Scenario
from trainer.scoring.log import CallLog, Occurrence, read_record
from trainer.scoring.review import review_reasons
from trainer.scoring.rules import judge
from trainer.scoring.scorecard import CriticalError, Evidence, ItemScore, Scorecard, SectionScore
from trainer.scoring.verdict import Outcome, shown


def score(scenario: Scenario, rubric: Rubric, record: CallRecord, *, rubric_hash: str = "") -> Scorecard:
    """Scores a call. Items that don't apply leave the denominator; those that wait for a person are left out too."""
    log = read_record(scenario, record)
    judged = [(section, item, _score_item(section, item, log)) for section in rubric.sections for item in section.items]
    sections = tuple(
        _score_section(section, [(item, result) for of, item, result in judged if of is section])
        for section in rubric.sections
    )
    items = tuple(result for _, _, result in judged)
    critical = (*_critical_moves(log), *_critical_items(items))
    percent = _total(sections)
    return Scorecard(
        rubric=rubric.id,
        pass_mark=rubric.pass_mark,
        percent=percent,
        passed=_passed(rubric, judged, critical, percent, in_doubt=bool(_doubtful_critical_moves(log))),
        critical=critical,
        sections=sections,
        items=items,
        review=review_reasons(rubric, log, percent=percent, critical=critical, items=items),
        rubric_hash=rubric_hash,
    )


def _score_item(section: Section, item: Item, log: CallLog) -> ItemScore:
    if item.not_applicable_if is not None and log.is_true(item.not_applicable_if):
        return ItemScore(section=section.id, item=item.id, state="not_applicable", points=None, max=item.max)
    if not item.auto:
        return ItemScore(section=section.id, item=item.id, state="waits_for_person", points=None, max=item.max)
    results = [_judge_set(rules, item, log) for rules in item.auto]
    possible = [result for result in results if result.outcome != "not_applicable"]
    if not possible:
        return ItemScore(section=section.id, item=item.id, state="not_applicable", points=None, max=item.max)
    best = max((result for result in possible if result.outcome == "holds"), key=_points, default=None)
    sure = best.points if best else 0.0
    doubts = [result for result in possible if result.outcome == "doubtful" and result.points > sure]
    if doubts:
        evidence = tuple(piece for result in doubts for piece in result.evidence)
        return ItemScore(
            section=section.id, item=item.id, state="waits_for_person", points=None, max=item.max, evidence=evidence
        )
    evidence = best.evidence if best else _without_repeats(piece for result in possible for piece in result.evidence)
    return ItemScore(
        section=section.id,
        item=item.id,
        state="scored",
        points=sure,
        max=item.max,
        evidence=evidence,
        failed_critical=item.critical if sure <= 0 else None,
    )


class _SetResult:
    """What one set of rules gave: its outcome and the points it is worth."""

    def __init__(self, outcome: Outcome, points: float, evidence: tuple[Evidence, ...]) -> None:
        self.outcome = outcome
        self.points = points
        self.evidence = evidence


def _points(result: _SetResult) -> float:
    return result.points


def _judge_set(rules: AutoRule, item: Item, log: CallLog) -> _SetResult:
    """All rules of a set must hold. A work order filled in partly earns its share, on a scale only."""
    verdicts = list(judge(rules, log))
    evidence = tuple(piece for verdict in verdicts for piece in verdict.evidence)
    outcomes = {verdict.outcome for verdict in verdicts}
    share = min((verdict.share for verdict in verdicts), default=1.0)
    full = item.max if rules.points is None else rules.points
    if "not_applicable" in outcomes or not verdicts:
        return _SetResult("not_applicable", 0.0, ())
    if "fails" in outcomes or (share < 1 and item.type == "yesno"):
        return _SetResult("fails", 0.0, evidence)
    if "doubtful" in outcomes:
        return _SetResult("doubtful", full, evidence)
    return _SetResult("holds", min(item.max, full * share), evidence)


def _without_repeats(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))


def _score_section(section: Section, items: list[tuple[Item, ItemScore]]) -> SectionScore:
    counted = [(item, result.points) for item, result in items if result.points is not None]
    weight = sum(item.weight for item, _ in counted)
    if weight <= 0:
        return SectionScore(section=section.id, percent=None, weight=section.weight)
    earned = sum(item.weight * points / item.max for item, points in counted if item.max > 0)
    return SectionScore(section=section.id, percent=round(100 * earned / weight, 2), weight=section.weight)


def _total(sections: Iterable[SectionScore]) -> float | None:
    counted = [(section.weight, section.percent) for section in sections if section.percent is not None]
    weight = sum(one for one, _ in counted)
    if weight <= 0:
        return None
    return round(sum(one * percent for one, percent in counted) / weight, 2)


def _critical_moves(log: CallLog) -> tuple[CriticalError, ...]:
    """Critical moves that were surely made; one heard badly is left to a person."""
    found = []
    for move in log.scenario.moves.values():
        sure = [made for made in log.occurrences(move.id) if not made.doubtful]
        if move.critical is not None and sure:
            evidence = tuple(shown(f"critical:{move.id}", made, holds=False) for made in sure)
            found.append(CriticalError(kind=move.critical, move=move.id, evidence=evidence))
    return tuple(found)


def _doubtful_critical_moves(log: CallLog) -> list[Occurrence]:
    return [
        made
        for move in log.scenario.moves.values()
        if move.critical is not None
        for made in log.occurrences(move.id)
        if made.doubtful
    ]


def _critical_items(items: Iterable[ItemScore]) -> tuple[CriticalError, ...]:
    return tuple(
        CriticalError(kind=result.failed_critical, item=result.item, evidence=result.evidence)
        for result in items
        if result.failed_critical is not None
    )


def _passed(
    rubric: Rubric,
    judged: list[tuple[Section, Item, ItemScore]],
    critical: tuple[CriticalError, ...],
    percent: float | None,
    *,
    in_doubt: bool,
) -> bool | None:
    """Passed or not, if that is sure whatever a person makes of what waits for them; None while it isn't."""
    if critical:
        return False
    waiting = [(item, result) for _, item, result in judged if result.state == "waits_for_person"]
    if not waiting and not in_doubt:
        return None if percent is None else percent >= rubric.pass_mark
    if percent is not None and _possible(rubric, judged, share=1.0) < rubric.pass_mark:
        return False
    surely = _possible(rubric, judged, share=0.0) >= rubric.pass_mark
    return True if surely and not in_doubt and not any(item.critical for item, _ in waiting) else None


def _possible(rubric: Rubric, judged: list[tuple[Section, Item, ItemScore]], *, share: float) -> float:
    """The percent if everything that waits got `share` of its points."""
    sections = []
    for section in rubric.sections:
        items = [
            (item, result if result.points is not None else _as_if(result, share))
            for of, item, result in judged
            if of is section and result.state != "not_applicable"
        ]
        sections.append(_score_section(section, items))
    return _total(sections) or 0.0


def _as_if(result: ItemScore, share: float) -> ItemScore:
    return ItemScore(
        section=result.section, item=result.item, state="scored", points=result.max * share, max=result.max
    )
