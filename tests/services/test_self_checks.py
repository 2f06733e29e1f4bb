"""Self-checks: each answer stored once, resumed anywhere, in the version begun."""

import dataclasses
import threading

import parcels
import pytest
from parcels import RIGHT, WRONG

from trainer import wiring
from trainer.content.frozen import question_version
from trainer.errors import Conflict, NotFound, WrongUse
from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade
from trainer.records import review_cards

QUIZ = "quizzes/parcels.yaml"


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


@pytest.fixture
def begun(services, ann):
    return services.self_checks.begin(ann, "parcels", "en", module="answering/parcels", seed=5)


def finish(services, person, attempt, answers=RIGHT, grade=Grade.GOOD):
    for name in [question.id for question in attempt.quiz.questions]:
        services.self_checks.answer(person, attempt.id, name, answers[name])
    return services.self_checks.rate(person, attempt.id, "own-words", grade)


def cards(services, person):
    with services.store.reading() as rows:
        return {card.ref: card for card in review_cards.of_person(rows, person.id)}


def together(*tasks):
    """Does things at the same moment; what each handed back."""
    ready, found = threading.Barrier(len(tasks)), [None] * len(tasks)

    def do(place):
        ready.wait()
        found[place] = tasks[place]()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_questions_come_one_after_another(services, ann, begun):
    assert begun.current.id == "first-words"
    after = services.self_checks.answer(ann, begun.id, "first-words", RIGHT["first-words"])
    assert after.current.id == "signs"
    assert after.saved_at == services.clock.now()


def test_an_attempt_ends_with_the_mean_of_what_is_marked(services, ann, begun):
    answers = RIGHT | {"first-words": WRONG["first-words"], "signs": Answer(chosen=(0,))}
    done = finish(services, ann, begun, answers, Grade.AGAIN)
    assert done.end.percent == pytest.approx(100 * 6.5 / 8)
    assert done.end.passed
    assert done.current is None


def test_an_attempt_below_the_pass_mark_is_not_passed(services, ann, begun):
    assert not finish(services, ann, begun, WRONG).end.passed


def test_what_was_answered_is_not_asked_or_changed_again(services, ann, begun, clock):
    first = services.self_checks.answer(ann, begun.id, "first-words", WRONG["first-words"])
    clock.move(60)
    again = services.self_checks.answer(ann, begun.id, "first-words", RIGHT["first-words"])
    assert again == first
    assert cards(services, ann)["parcels/first-words"].reviews == 1


def test_beginning_again_takes_up_what_is_under_way(services, ann, begun):
    services.self_checks.answer(ann, begun.id, "first-words", RIGHT["first-words"])
    resumed = services.self_checks.begin(ann, "parcels", "zh")
    assert (resumed.id, resumed.lang, resumed.current.id) == (begun.id, "en", "signs")


def test_after_the_end_a_new_attempt_is_begun(services, ann, begun):
    finish(services, ann, begun)
    again = services.self_checks.begin(ann, "parcels", "en")
    assert again.id != begun.id
    assert [check.row.id for check in services.self_checks.of_person(ann)] == [
        row.id for row, _end in services.self_checks.of_quiz(ann, "parcels")
    ]


def test_tabs_that_begin_together_share_one_attempt(services, ann):
    found = together(*[lambda: services.self_checks.begin(ann, "parcels", "en").id] * 6)
    assert len(set(found)) == 1
    assert len(services.self_checks.of_person(ann)) == 1


def test_of_tabs_that_answer_together_one_counts_and_all_see_it(services, ann, begun):
    def answering(number):
        return lambda: services.self_checks.answer(ann, begun.id, "first-words", Answer(chosen=(number,)))

    views = together(*[answering(number % 4) for number in range(8)])
    assert len({view.answered["first-words"].answer for view in views}) == 1
    assert cards(services, ann)["parcels/first-words"].reviews == 1


def test_of_tabs_that_finish_together_one_ends_it(services, ann, begun):
    for name in list(RIGHT)[:-1]:
        services.self_checks.answer(ann, begun.id, name, RIGHT[name])
    services.self_checks.answer(ann, begun.id, "own-words", RIGHT["own-words"])
    rate = [lambda grade=grade: services.self_checks.rate(ann, begun.id, "own-words", grade) for grade in Grade]
    views = together(*rate)
    assert len({view.answered["own-words"].rating for view in views}) == 1
    assert all(view.end is not None for view in views)


def test_a_stored_answer_is_on_disk_when_the_page_may_say_so(services, ann, begun, settings, clock):
    services.self_checks.answer(ann, begun.id, "first-words", WRONG["first-words"])
    other = wiring.build(settings, clock=clock)  # the first one is never closed: it was killed
    try:
        view = other.self_checks.view(ann, begun.id)
    finally:
        other.close()
    assert view.answered["first-words"].answer == WRONG["first-words"]
    assert view.current.id == "signs"


def test_a_quiz_edited_meanwhile_is_finished_as_it_was_begun(services, ann, begun):
    services.self_checks.answer(ann, begun.id, "first-words", RIGHT["first-words"])
    parcels.edit(services, QUIZ, ("answer: 40", "answer: 50"), ("Check the account}", "See the account}"))
    view = services.self_checks.view(ann, begun.id)
    assert view.edited
    assert view.quiz.questions[0].options[0].text["en"] == "Check the account"
    assert finish(services, ann, begun).end.percent == 100
    again = services.self_checks.begin(ann, "parcels", "en")
    assert not again.edited
    assert again.quiz.questions[0].options[0].text["en"] == "See the account"


def test_a_quiz_taken_away_can_be_finished_but_not_begun(services, ann, bob, begun):
    parcels.remove(services, QUIZ)
    assert services.self_checks.view(ann, begun.id).edited
    assert finish(services, ann, begun).end.passed
    with pytest.raises(NotFound):
        services.self_checks.begin(bob, "parcels", "en")


def test_the_answer_keeps_the_version_that_was_asked(services, ann, begun):
    services.self_checks.answer(ann, begun.id, "fee", RIGHT["fee"])
    before = question_version(begun.quiz.questions[3])
    parcels.edit(services, QUIZ, ("answer: 40", "answer: 50"))
    now = question_version(services.library.quizzes["parcels"].questions[3])
    assert cards(services, ann)["parcels/fee"].version == before != now


def test_answers_that_fit_no_question_are_refused_and_nothing_is_stored(services, ann, begun):
    for name, answer in [
        ("first-words", Answer(chosen=(9,))),
        ("fee", Answer(text="some")),
        ("own-words", Answer(text="  ")),
        ("word", Answer(text="")),
        ("gaps", Answer(gaps=("", ""))),
        ("steps", RIGHT["pairs"]),
    ]:
        with pytest.raises(WrongUse):
            services.self_checks.answer(ann, begun.id, name, answer)
    with pytest.raises(NotFound):
        services.self_checks.answer(ann, begun.id, "a-question-of-another-quiz", RIGHT["fee"])
    assert services.self_checks.view(ann, begun.id).answered == {}
    assert cards(services, ann) == {}


def test_a_rating_needs_an_answer_and_an_open_question(services, ann, begun):
    with pytest.raises(Conflict):
        services.self_checks.rate(ann, begun.id, "own-words", Grade.GOOD)
    services.self_checks.answer(ann, begun.id, "fee", RIGHT["fee"])
    with pytest.raises(WrongUse):
        services.self_checks.rate(ann, begun.id, "fee", Grade.GOOD)


def test_the_first_rating_counts(services, ann, begun):
    services.self_checks.answer(ann, begun.id, "own-words", RIGHT["own-words"])
    services.self_checks.rate(ann, begun.id, "own-words", Grade.HARD)
    again = services.self_checks.rate(ann, begun.id, "own-words", Grade.GOOD)
    assert again.answered["own-words"].rating == 0.5


def test_somebody_elses_attempt_is_not_there(services, ann, bob, begun):
    for use in (
        lambda: services.self_checks.view(bob, begun.id),
        lambda: services.self_checks.answer(bob, begun.id, "fee", RIGHT["fee"]),
        lambda: services.self_checks.rate(bob, begun.id, "own-words", Grade.GOOD),
        lambda: services.self_checks.view(bob, "no such thing"),
    ):
        with pytest.raises(NotFound):
            use()


def test_a_trainer_may_look_at_an_attempt_and_not_answer_in_it(services, begun):
    coach = services.people.add("coach", "a long password", display_name="Coach", role="trainer")
    assert services.self_checks.view(coach, begun.id).owner == begun.owner
    with pytest.raises(NotFound):
        services.self_checks.answer(coach, begun.id, "fee", RIGHT["fee"])


def test_a_self_check_of_a_locked_module_waits(services, ann):
    parcels.edit(services, "courses/answering/course.yaml", ("body: 02-endings", "body: 02-endings, quiz: parcels"))
    with pytest.raises(Conflict):
        services.self_checks.begin(ann, "parcels", "en", module="answering/endings")


def test_a_language_the_quiz_lacks_is_refused(services, ann):
    with pytest.raises(WrongUse, match="zh, en"):
        services.self_checks.begin(ann, "parcels", "fr")
