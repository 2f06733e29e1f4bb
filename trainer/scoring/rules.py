"""Each rule that can stand under `auto`, judged on a call's record.

The rules, and what makes them not applicable, are those of docs on rubrics: a rule about something this scenario
hasn't got (a move, a fact, a field) doesn't apply to it. A doubtful hearing never makes a rule fail.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from trainer.call.events import Answered
from trainer.call.inputs import HoldCustomer, Say, StaySilent, Transfer
from trainer.content.rubric import AutoRule
from trainer.scoring.log import CallLog, Occurrence, Spoken
from trainer.scoring.scorecard import Evidence
from trainer.scoring.verdict import Verdict, decided, missed, overheard, plain, shown
from trainer.scoring.work_order import judge_work_order

NOT_APPLICABLE = Verdict(outcome="not_applicable")


def judge(rule: AutoRule, log: CallLog) -> Iterator[Verdict]:
    """A verdict for each rule of a set."""
    for given, judged in _RULES:
        if given(rule):
            yield judged(rule, log)


def exists(name: str, log: CallLog) -> bool:
    """Whether a move or action of this name is possible in the scenario at all."""
    scenario, desk = log.scenario, log.scenario.desktop
    action, dot, thing = name.partition(".")
    if action in ("hold", "resume"):
        return not dot
    things = {"lookup": desk.records, "search": desk.knowledge, "read": desk.knowledge, "transfer": desk.transfer_to}
    if action in things:
        return thing in things[action] if dot else bool(things[action])
    misstated = name.removeprefix("misstates_")
    return name in scenario.moves or (misstated != name and misstated in scenario.facts)


def _move(rule: AutoRule, log: CallLog) -> Verdict:
    """`move`, with `within`, `before` and `after`: one time that it was made must satisfy all of them."""
    assert rule.move is not None
    name = rule.move
    if not exists(name, log) or (rule.after is not None and not exists(rule.after, log)):
        return NOT_APPLICABLE
    text = _move_text(rule)
    made = log.occurrences(name)
    late: Verdict | None = None
    for occurrence in made:
        blame = _out_of_place(occurrence, rule, log)
        if not blame:
            return Verdict(outcome="holds", evidence=(shown(text, occurrence, holds=True),))
        if all(other.doubtful for other in blame):
            evidence = (shown(text, occurrence, holds=False), *(shown(text, other, holds=False) for other in blame))
            late = Verdict(outcome="doubtful", evidence=evidence)
    doubts = log.doubts([name, rule.after or name], within=rule.within)
    if rule.before is not None:
        doubts = [turn for turn in doubts if not _came_before(rule.before, turn.seq, log)]
    if doubts:
        return missed(text, doubts)
    if late is not None:
        return late
    if made:
        return Verdict(outcome="fails", evidence=_why_out_of_place(text, made[0], rule, log))
    return Verdict(outcome="fails", evidence=(plain(text, holds=False), *_refusals(text, rule, log)))


def _move_text(rule: AutoRule) -> str:
    parts = [f"move:{rule.move}"]
    if rule.within is not None:
        parts.append(f"within:{rule.within}")
    if rule.before is not None:
        parts.append(f"before:{rule.before}")
    if rule.after is not None:
        parts.append(f"after:{rule.after}")
    return " ".join(parts)


def _out_of_place(made: Occurrence, rule: AutoRule, log: CallLog) -> list[Occurrence]:
    """What keeps this occurrence from satisfying the rule: itself, or what came too early."""
    if rule.within is not None and made.turn is not None and made.turn > rule.within:
        return [_sure(made)]
    if rule.before is not None:
        earlier = [other for other in log.occurrences(rule.before) if other.place < made.place]
        if earlier:
            return earlier
    if rule.after is not None and not any(_is_before(other, made) for other in log.occurrences(rule.after)):
        return [_sure(made)]
    return []


def _is_before(other: Occurrence, made: Occurrence) -> bool:
    """What is said in one sentence is in any order; but nothing comes before itself."""
    return other.place < made.place or (other.place == made.place and other.name != made.name)


def _sure(made: Occurrence) -> Occurrence:
    """Being late can't be blamed on the hearing of that very turn."""
    return Occurrence(name=made.name, seq=made.seq, place=made.place, at=made.at)


def _came_before(name: str, seq: int, log: CallLog) -> bool:
    return any(other.seq < seq and not other.doubtful for other in log.occurrences(name))


def _why_out_of_place(text: str, made: Occurrence, rule: AutoRule, log: CallLog) -> tuple[Evidence, ...]:
    earlier = [other for other in log.occurrences(rule.before or "") if other.place < made.place]
    return (shown(text, made, holds=False), *(shown(text, other, holds=False) for other in earlier[:1]))


def _refusals(text: str, rule: AutoRule, log: CallLog) -> tuple[Evidence, ...]:
    wanted = rule.before or rule.after or ""
    return tuple(shown(text, one, holds=False) for one in log.refused if one.name.startswith(wanted) and wanted)


def _never(rule: AutoRule, log: CallLog) -> Verdict:
    assert rule.never is not None
    if not exists(rule.never, log):
        return NOT_APPLICABLE
    return _absent(f"never:{rule.never}", log.occurrences(rule.never))


def _absent(text: str, found: list[Occurrence]) -> Verdict:
    """Passes when nothing was found; what was only heard badly is for a person to judge."""
    if not found:
        return decided(text, holds=True)
    sure = [one for one in found if not one.doubtful]
    evidence = tuple(shown(text, one, holds=False) for one in sure or found)
    return Verdict(outcome="fails" if sure else "doubtful", evidence=evidence)


def _order(rule: AutoRule, log: CallLog) -> Verdict:
    """All made, their first times in this order; what is said in one sentence is in any order."""
    if not all(exists(name, log) for name in rule.order):
        return NOT_APPLICABLE
    text = f"order:{','.join(rule.order)}"
    firsts = [log.occurrences(name)[:1] for name in rule.order]
    if not all(firsts):
        missing = [name for name, first in zip(rule.order, firsts, strict=True) if not first]
        return missed(text, log.doubts(missing))
    made = [first[0] for first in firsts]
    holds = all(one.place <= two.place for one, two in pairwise(made))
    evidence = tuple(shown(text, one, holds=holds) for one in made)
    if not holds and (any(one.doubtful for one in made) or log.doubts(rule.order)):
        return Verdict(outcome="doubtful", evidence=evidence)
    return Verdict(outcome="holds" if holds else "fails", evidence=evidence)


def _states(rule: AutoRule, log: CallLog) -> Verdict:
    assert rule.states is not None
    if rule.states not in log.scenario.facts:
        return NOT_APPLICABLE
    text = f"states:{rule.states}"
    stated = log.stated.get(rule.states, [])
    if stated:
        return Verdict(outcome="holds", evidence=(shown(text, stated[0], holds=True),))
    return missed(text, [turn for turn in log.spoken if turn.doubtful])


def _misstates(rule: AutoRule, log: CallLog) -> Verdict:
    assert rule.misstates is not None
    if rule.misstates not in log.scenario.facts:
        return NOT_APPLICABLE
    return _absent(f"misstates:{rule.misstates}", log.misstated.get(rule.misstates, []))


def _hold(rule: AutoRule, log: CallLog) -> Verdict:
    text = f"hold:{rule.hold}"
    if not log.holds_begun:
        return NOT_APPLICABLE
    if rule.hold == "within_limit":
        long = [(entry, event) for entry, event in log.holds_ended if event.limits_passed]
        begun = log.holds_begun[0][0]
        if not long:
            return decided(text, holds=True, seq=begun.seq, at=log.at(begun))
        entry, event = long[0]
        return decided(text, holds=False, seq=entry.seq, at=log.at(entry), words=f"{event.seconds:.0f} s")
    sudden = [entry for entry, event in log.holds_begun if not event.announced]
    if not sudden:
        entry = log.holds_begun[0][0]
        return decided(text, holds=True, seq=entry.seq, at=log.at(entry))
    unheard = [_unheard_notice(entry.seq, log) for entry in sudden]
    if all(unheard):
        return Verdict(outcome="doubtful", evidence=tuple(overheard(text, turn) for turns in unheard for turn in turns))
    entry = next(entry for entry, doubts in zip(sudden, unheard, strict=True) if not doubts)
    return decided(text, holds=False, seq=entry.seq, at=log.at(entry))


def _unheard_notice(seq: int, log: CallLog) -> list[Spoken]:
    """The turns, of the two before a hold, in which it may have been announced unheard."""
    return [turn for turn in [turn for turn in log.spoken if turn.seq < seq][-2:] if turn.doubtful]


def _answer_within(rule: AutoRule, log: CallLog) -> Verdict:
    """How long the phone rang; it doesn't apply where the customer is the one who picks up."""
    assert rule.answer_within is not None
    if log.scenario.direction == "outbound":
        return NOT_APPLICABLE
    text = f"answer_within:{rule.answer_within:g}"
    for entry in log.accepted:
        for event in entry.events:
            if isinstance(event, Answered):
                holds = event.after <= rule.answer_within
                return decided(text, holds=holds, seq=entry.seq, at=log.at(entry), words=f"{event.after:.1f} s")
    return decided(text, holds=False)


def _silence_under(rule: AutoRule, log: CallLog) -> Verdict:
    """The longest silence of the agent, over all reports of silence between two things said, is shorter than this."""
    assert rule.silence_under is not None
    text = f"silence_under:{rule.silence_under:g}"
    longest, seq, at, lasted = 0.0, None, None, 0.0
    for entry in log.accepted:
        if isinstance(entry.input, StaySilent):
            lasted += max(0.0, entry.input.seconds)
            if lasted > longest:
                longest, seq, at = lasted, entry.seq, log.at(entry)
        elif isinstance(entry.input, Say | HoldCustomer | Transfer):
            lasted = 0.0
    return decided(text, holds=longest < rule.silence_under, seq=seq, at=at, words=f"{longest:.1f} s")


def _ending(rule: AutoRule, log: CallLog) -> Verdict:
    text = f"ending:{','.join(rule.ending)}"
    return _outcome(text, log, holds=log.ending in rule.ending, words=log.ending or "")


def _mood_at_end(rule: AutoRule, log: CallLog) -> Verdict:
    assert rule.mood_at_end is not None
    return _outcome(f"mood_at_end:{rule.mood_at_end:g}", log, holds=log.mood >= rule.mood_at_end, words=f"{log.mood:g}")


def _outcome(text: str, log: CallLog, *, holds: bool, words: str) -> Verdict:
    """Where the call led; turns heard badly may have led it there, and then a person decides."""
    doubts = [turn for turn in log.spoken if turn.doubtful]
    if not holds and doubts:
        return missed(text, doubts)
    last = log.accepted[-1] if log.accepted else None
    return decided(text, holds=holds, seq=last.seq if last else None, at=log.at(last) if last else None, words=words)


def _wrap_up(rule: AutoRule, log: CallLog) -> Verdict:
    wrap_up = log.scenario.wrap_up
    fields = [wrap_up.fields[name] for name in rule.wrap_up if name in wrap_up.fields] if wrap_up else []
    if not fields:
        return NOT_APPLICABLE
    right = judge_work_order(fields, log)
    evidence = tuple(
        plain(
            f"wrap_up:{name}", holds=good, words=log.record.wrap_up.fields.get(name, "") if log.record.wrap_up else ""
        )
        for name, good in right.items()
    )
    share = sum(right.values()) / len(right)
    return Verdict(outcome="holds" if share > 0 else "fails", evidence=evidence, share=share)


def _wrap_up_within(rule: AutoRule, log: CallLog) -> Verdict:
    assert rule.wrap_up_within is not None
    if log.scenario.wrap_up is None:
        return NOT_APPLICABLE
    text = f"wrap_up_within:{rule.wrap_up_within:g}"
    done = log.record.wrap_up
    if done is None:
        return decided(text, holds=False)
    return decided(text, holds=done.seconds <= rule.wrap_up_within, words=f"{done.seconds:.0f} s")


def _handover(rule: AutoRule, log: CallLog) -> Verdict:
    facts = [fact for fact in rule.handover if fact in log.scenario.facts]
    if not facts or not log.scenario.desktop.transfer_to:
        return NOT_APPLICABLE
    text = f"handover:{','.join(rule.handover)}"
    if not log.transfers:
        return decided(text, holds=False)
    told = [(all(fact in event.handed_over for fact in facts), entry) for entry, event in log.transfers]
    holds, entry = max(told, key=lambda one: one[0])  # the first that told all; otherwise the first
    note = entry.input.note if isinstance(entry.input, Transfer) else ""
    return decided(text, holds=holds, seq=entry.seq, at=log.at(entry), words=note)


_Given = Callable[[AutoRule], bool]
_Judged = Callable[[AutoRule, CallLog], Verdict]
_RULES: tuple[tuple[_Given, _Judged], ...] = (
    (lambda rule: rule.move is not None, _move),
    (lambda rule: rule.never is not None, _never),
    (lambda rule: bool(rule.order), _order),
    (lambda rule: rule.states is not None, _states),
    (lambda rule: rule.misstates is not None, _misstates),
    (lambda rule: rule.hold is not None, _hold),
    (lambda rule: rule.answer_within is not None, _answer_within),
    (lambda rule: rule.silence_under is not None, _silence_under),
    (lambda rule: bool(rule.ending), _ending),
    (lambda rule: rule.mood_at_end is not None, _mood_at_end),
    (lambda rule: bool(rule.wrap_up), _wrap_up),
    (lambda rule: rule.wrap_up_within is not None, _wrap_up_within),
    (lambda rule: bool(rule.handover), _handover),
)
