"""What the trainee does besides speaking: look-ups, search, reading, transfer."""

from trainer.call import rules, waiting
from trainer.call.events import ArticleRead, Ignored, LookedUp, LookUpRefused, Searched, Transferred
from trainer.call.inputs import LookUp, Read, Search, Transfer
from trainer.call.step import Step


def look_up(step: Step, wanted: LookUp) -> None:
    """Shows a record once every fact it requires is known; a refusal is kept as evidence."""
    record = step.scenario.desktop.records.get(wanted.record)
    if record is None:
        step.note(Ignored(reason="unknown_record"))
        return
    missing = tuple(fact for fact in record.requires if fact not in step.state.known)
    if missing:
        step.note(LookUpRefused(record=record.id, missing=missing))
        return
    step.note(LookedUp(record=record.id))
    _judge(step, "lookup", f"lookup.{record.id}")


def search(step: Step, wanted: Search) -> None:
    """Searches the knowledge."""
    step.note(Searched(words=wanted.words, found=wanted.found))
    _judge(step, "search")


def read(step: Step, wanted: Read) -> None:
    """Opens an article."""
    if wanted.article not in step.scenario.desktop.knowledge:
        step.note(Ignored(reason="unknown_article"))
        return
    step.note(ArticleRead(article=wanted.article))
    _judge(step, "read", f"read.{wanted.article}")


def transfer(step: Step, wanted: Transfer) -> None:
    """Transfers the call, from hold too. Without a rule for it the call ends as `escalated`.

    A rule without any condition is not a rule for it: a call that is handed over can't go on as if nothing was said.
    """
    if wanted.target not in step.scenario.desktop.transfer_to:
        step.note(Ignored(reason="unknown_target"))
        return
    deferred = waiting.end_hold(step) if step.state.phase == "on_hold" else ()
    stated = wanted.understanding.stated if wanted.understanding else ()
    told = tuple(dict.fromkeys(one.fact for one in stated if one.fact in step.scenario.facts))
    step.note(Transferred(target=wanted.target, handed_over=told))
    actions = ("transfer", f"transfer.{wanted.target}")
    step.count_action(*actions)
    place = rules.choose(step, actions=(*actions, *deferred), bare=False)
    if place is None:
        step.end("escalated")
    else:
        rules.take(step, place)


def _judge(step: Step, *actions: str) -> None:
    """Takes the first rule that holds, if any. A customer on hold reacts when they are taken back.

    One who still waits for the greeting has said nothing yet that could be answered: no rule is looked at.
    """
    step.count_action(*actions)
    if step.state.phase == "opening":
        return
    if step.state.phase == "on_hold":
        step.change(deferred=(*step.state.deferred, *actions))
        return
    place = rules.choose(step, actions=actions)
    if place is not None:
        rules.take(step, place)
