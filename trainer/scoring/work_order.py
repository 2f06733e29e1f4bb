"""Whether the fields of a work order are right."""

import re
from collections.abc import Iterable, Mapping

from trainer.content.facts import SettledFact
from trainer.content.scenario import FieldType, WorkOrderField
from trainer.content.settle import fill, settle
from trainer.content.templates import Slot, template
from trainer.matching.keywords import KeywordGroups, Said
from trainer.matching.normalise import normalise, plain
from trainer.matching.numerals import values_in
from trainer.scoring.log import CallLog

_NOT_DIGITS = re.compile(r"\D+")


def judge_work_order(fields: Iterable[WorkOrderField], log: CallLog) -> dict[str, bool]:
    """Field id to whether it was filled in rightly. A work order never handed in is wrong in every field."""
    opening, done = log.record.opening, log.record.wrap_up
    facts = settle(log.scenario, persona=opening.persona, lang=opening.lang, today=opening.today)
    judged = {}
    for field in fields:
        given = done.fields.get(field.id, "") if done else ""
        judged[field.id] = bool(given.strip()) and _is_right(field, given, log, facts)
    return judged


def expected(field: WorkOrderField, log: CallLog) -> str | None:
    """The right answer as its author wrote it, in the call's language; None where any answer is right."""
    text = field.answer or field.answer_by_ending.get(log.ending or "")
    if not text:
        return None
    lang = log.record.opening.lang
    return text.get(lang) or next(iter(text.values()), None)


def _is_right(field: WorkOrderField, given: str, log: CallLog, facts: Mapping[str, SettledFact]) -> bool:
    opening = log.record.opening
    answer = expected(field, log)
    if answer is not None:
        return _same(field.type, given, _wanted(answer, log, facts), log)
    groups = KeywordGroups.of(field.keywords.get(opening.lang, ()), opening.lang)
    return not groups.groups or groups.found_in(Said(given, opening.lang)) is not None


def _wanted(answer: str, log: CallLog, facts: Mapping[str, SettledFact]) -> str:
    """The right answer with its templates filled in; one that is just a fact is the fact's canonical value."""
    pieces = template(answer.strip()).pieces
    if len(pieces) == 1 and isinstance(pieces[0], Slot) and pieces[0].kind == "fact" and pieces[0].name in facts:
        return facts[pieces[0].name].value
    opening = log.record.opening
    return fill(answer, scenario=log.scenario, persona=opening.persona, lang=opening.lang, facts=facts, spoken=False)


def _same(kind: FieldType, given: str, wanted: str, log: CallLog) -> bool:
    """Whether two answers are the same value, in whatever way they are written."""
    lang, today = log.record.opening.lang, log.record.opening.today
    if kind == "choice":
        return given.strip() == wanted.strip()
    if normalise(given, lang) == normalise(wanted, lang):
        return True
    if kind == "text":
        return False
    if kind in ("digits", "phone"):
        digits = _NOT_DIGITS.sub("", plain(wanted, lang))
        return digits != "" and digits == _NOT_DIGITS.sub("", plain(given, lang))
    values = {wanted, *(said.value for said in values_in(wanted, lang, kind, today))}
    said = values_in(given, lang, kind, today)
    return bool(said) and all(any(one.means(value) for value in values) for one in said)
