"""Years of somebody's daily work, written straight into the database: calls, self-checks, reviews, reading."""

import json
import random
from datetime import timedelta

from sqlalchemy import func, select

from trainer.content import frozen
from trainer.learning import reviewing
from trainer.records import calls as call_rows
from trainer.records import scorecards as scorecard_rows
from trainer.records import tables
from trainer.scoring.scorecard import Scorecard

TURNS = 8
REVIEWS = 20
"""A day."""


def live(services, person, *, years):
    """Every day of these years: a call, a self-check and a stack of reviews; at the end of it half the texts are read."""
    draw = random.Random(1)
    now = services.clock.now()
    library = services.library
    quizzes = {}
    with services.store.writing() as rows:
        scenarios = [services.catalogue.playable(name) for name in library.scenarios]
        for one in scenarios:
            _keep(rows, one.scenario_hash, "scenario", one.scenario.id, one.scenario_bytes, now)
            _keep(rows, one.rubric_hash, "rubric", one.rubric.id, one.rubric_bytes, now)
        for quiz in library.quizzes.values():
            body = frozen.freeze(quiz)
            quizzes[quiz.id] = frozen.content_hash(body)
            _keep(rows, quizzes[quiz.id], "quiz", quiz.id, body, now)
        made = {name: [] for name in ("calls", "entries", "call_ends", "wrap_ups", "scorecards", "attempts", "answers",
                                      "attempt_ends", "review_logs", "readings", "activity")}  # fmt: skip
        refs = [f"{quiz.id}/{question.id}" for quiz in library.quizzes.values() for question in quiz.questions]
        states = {ref: reviewing.begin(now - timedelta(days=365 * years)) for ref in refs}
        seen = dict.fromkeys(refs, 0)
        for day in range(365 * years):
            at = now - timedelta(days=365 * years - day, hours=2)
            call(made, draw, person, draw.choice(scenarios), f"call-{day}", at)
            _attempt(made, draw, person, draw.choice(list(library.quizzes.values())), quizzes, f"try-{day}", at)
            _reviews(made, draw, refs, states, seen, at)
            for kind, ref in (("module", "some/module"), ("review", "")):
                made["activity"].append(
                    {
                        "person_id": person.id,
                        "day": at.date(),
                        "kind": kind,
                        "ref": ref,
                        "seconds": 600.0,
                        "last_at": at,
                    }
                )
        for course in library.courses.values():
            for module in course.modules[::2]:
                made["readings"].append({
                    "person_id": person.id, "module": course.key(module), "anchor": "", "fraction": 1.0, "furthest": 1.0,
                    "finished_at": now, "changed_at": now,
                })  # fmt: skip
        cards = [
            {
                "id": _card(ref), "person_id": person.id, "kind": "question", "ref": ref, "version": "0" * 16,
                "due": state.due, "stability": state.stability, "difficulty": state.difficulty, "last_at": state.last,
                "reviews": seen[ref], "created_at": now - timedelta(days=365 * years),
            }
            for ref, state in states.items()
        ]  # fmt: skip
        rows.execute(tables.review_cards.insert(), cards)
        for name, values in made.items():
            rows.execute(tables.metadata.tables[name].insert(), values)
        last = rows.execute(select(func.max(tables.scorecards.c.id))).scalar()
        rows.execute(tables.collected.insert(), {"person_id": person.id, "scorecard_id": last})
    return {name: len(values) for name, values in made.items()}


def _keep(rows, content_hash, kind, name, body, now):
    call_rows.add_content(rows, content_hash=content_hash, kind=kind, content_id=name, body=body, now=now)


def call(made, draw, person, one, name, at):
    made["calls"].append({
        "id": name, "person_id": person.id, "scenario": one.scenario.id, "scenario_hash": one.scenario_hash,
        "rubric_hash": one.rubric_hash, "persona": next(iter(one.scenario.personas)), "lang": "zh", "mode": "practice",
        "seed": 1, "today": at.date(), "began_at": at, "created_at": at, "preamble": "[]", "from_call": None,
        "from_seq": None,
    })  # fmt: skip
    made["entries"] += [
        {"call_id": name, "seq": seq, "at": seq * 9.0, "input": '{"at":1,"type":"answer"}', "events": "[]", "node": "open",
         "mood": 0.0, "request_hash": "", "answer": "{}", "stored_at": at}
        for seq in range(1, TURNS)
    ]  # fmt: skip
    made["call_ends"].append({"call_id": name, "ending": "resolved", "at": 80.0})
    made["wrap_ups"].append({"call_id": name, "fields": "{}", "seconds": 30.0, "stored_at": at})
    percent = round(draw.uniform(40, 100), 1)
    card = Scorecard(
        rubric=one.rubric.id, pass_mark=80, percent=percent, passed=percent >= 80, critical=(), sections=(), items=(),
        rubric_hash=one.rubric_hash,
    )  # fmt: skip
    made["scorecards"].append({
        "call_id": name, "rubric_hash": one.rubric_hash, "percent": percent, "passed": percent >= 80, "critical": 0,
        "body": scorecard_rows.SCORECARD.dump_json(card).decode(), "program": "bench", "stored_at": at,
    })  # fmt: skip


def _attempt(made, draw, person, quiz, hashes, name, at):
    made["attempts"].append({
        "id": name, "person_id": person.id, "quiz": quiz.id, "quiz_hash": hashes[quiz.id], "module": "", "lang": "zh",
        "seed": 1, "began_at": at,
    })  # fmt: skip
    for question in quiz.questions:
        made["answers"].append({
            "attempt_id": name, "question": question.id, "step": 0, "answer": "{}", "points": draw.choice((0.0, 1.0, 1.0)),
            "stored_at": at,
        })  # fmt: skip
    percent = round(draw.uniform(40, 100), 1)
    made["attempt_ends"].append({"attempt_id": name, "percent": percent, "passed": percent >= 80, "ended_at": at})


def _reviews(made, draw, refs, states, seen, at):
    due = sorted((ref for ref in refs if states[ref].due <= at), key=lambda ref: states[ref].due)[:REVIEWS]
    for ref in due:
        before = states[ref]
        grade = draw.choice((reviewing.Grade.AGAIN, reviewing.Grade.GOOD, reviewing.Grade.GOOD, reviewing.Grade.GOOD))
        states[ref] = reviewing.review(before, grade, at)
        seen[ref] += 1
        plain = {
            "due": before.due.isoformat(), "stability": before.stability, "difficulty": before.difficulty,
            "last": before.last.isoformat() if before.last else None,
        }  # fmt: skip
        made["review_logs"].append({
            "card_id": _card(ref), "seq": seen[ref], "source": "review", "grade": int(grade), "points": 1.0, "answer": "{}",
            "version": "0" * 16, "lang": "zh", "before": json.dumps(plain), "amends": False, "at": at,
        })  # fmt: skip


def _card(ref):
    return frozen.content_hash(ref.encode())[:32]
