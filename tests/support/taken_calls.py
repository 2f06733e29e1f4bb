"""Calls taken through the services, as a trainee takes them."""

from trainer.services.turns import AnswerTurn, SayTurn

GOOD = ["Hello, good morning", "I'm sorry. What is your account number?", "I will rush it for you"]


def begin(services, person, **wanted):
    chosen = {"scenario": "late-parcel", "lang": "en", "persona": "wang", "seed": 1} | wanted
    return services.calls.begin(person, **chosen)


def say(services, person, call, seq, text):
    return services.calls.take_turn(person, call.id, SayTurn(seq=seq, type="say", text=text))


def answered(services, person, **wanted):
    call = begin(services, person, **wanted)
    services.calls.take_turn(person, call.id, AnswerTurn(seq=1, type="answer"))
    return call


def finished(services, person, **wanted):
    call = answered(services, person, **wanted)
    for seq, text in enumerate(GOOD, start=2):
        say(services, person, call, seq, text)
    return call
