"""Small scenarios and facts for the tests of matching."""

from trainer.content.facts import SettledFact
from trainer.content.scenario import Move, Scenario
from trainer.matching.matcher import Matcher


def move(id_, lang, *, keywords=(), examples=(), unless=(), says=(), critical=None):
    return Move(
        id=id_,
        label={lang: id_},
        keywords={lang: tuple(tuple(group) for group in keywords)} if keywords else {},
        examples={lang: tuple(examples)} if examples else {},
        unless={lang: tuple(unless)} if unless else {},
        says=tuple(says),
        critical=critical,
    )


def matcher(lang, *moves, similarity=None):
    scenario = Scenario(
        id="made", title={}, languages=(lang,), briefing={}, rubric="", personas={}, nodes={}, start="",
        moves={one.id: one for one in moves},
    )  # fmt: skip
    return Matcher(scenario, lang=lang, similarity=similarity)


def understand(lang, text, *moves, facts=(), **said):
    return matcher(lang, *moves).understand(
        text, moves=[one.id for one in moves], facts={fact.id: fact for fact in facts}, **said
    )


def made(lang, text, *moves, **said):
    return understand(lang, text, *moves, **said).moves


def fact(id_, kind, value, shown=""):
    return SettledFact(id=id_, kind=kind, value=value, shown=shown or value, spoken=shown or value)
