"""Reviews: what becomes a card, the day's stack, ratings, content that changes, clocks that jump."""

import dataclasses
from datetime import UTC, datetime, timedelta

import parcels
import pytest
from parcels import RIGHT, WRONG

from tests.web.conftest import BAD, TURN
from tests.web.conftest import WRONG as WRONG_ORDER
from trainer.errors import Conflict, NotFound, WrongUse
from trainer.learning import reviewing
from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade

QUIZ = "quizzes/parcels.yaml"
DAY = 86_400
EXTRA = """  - id: added
    type: truefalse
    competency: empathy
    ask: {zh: 加的题。, en: A question added later.}
    answer: true
    explain: {zh: 对。, en: Yes.}
"""


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


@pytest.fixture
def checked(services, ann):
    """A finished self-check."""

    def check(answers=RIGHT):
        begun = services.self_checks.begin(ann, "parcels", "en")
        for question in begun.quiz.questions:
            services.self_checks.answer(ann, begun.id, question.id, answers[question.id])
        grade = Grade.GOOD if answers["own-words"] == RIGHT["own-words"] else Grade.AGAIN
        return services.self_checks.rate(ann, begun.id, "own-words", grade)

    return check


@pytest.fixture
def weak_call(services, ann, clock):
    """A call with much missed in it, scored."""
    call = services.calls.begin(ann, "late-parcel", "zh", "practice", persona="wang", seed=7)
    for seq, turn in enumerate(BAD, 1):
        clock.move(6)
        services.calls.take_turn(ann, call.id, TURN.validate_python({"seq": seq, **turn}))
    services.calls.wrap_up(ann, call.id, WRONG_ORDER)
    return call.id


def questions(day):
    return [card.question.id for card in day.stack if card.question]


def named(day, name):
    return next(card for card in day.stack if card.ref.endswith(name))


def test_with_nothing_learned_there_is_nothing_to_review(services, ann):
    day = services.reviews.day(ann)
    assert (day.stack, day.total, day.left) == ((), 0, 0)
    assert [count for _when, count in day.forecast] == [0] * 7


def test_missed_questions_come_tomorrow_and_known_ones_later(services, ann, checked, clock):
    checked(RIGHT | {"fee": WRONG["fee"]})
    assert services.reviews.day(ann).stack == ()
    clock.move(DAY)
    assert questions(services.reviews.day(ann)) == ["fee"]
    clock.move(DAY)
    assert len(services.reviews.day(ann).stack) == 9


def test_the_forecast_says_when(services, ann, checked):
    checked(RIGHT | {"fee": WRONG["fee"], "word": WRONG["word"]})
    assert [count for _when, count in services.reviews.day(ann).forecast][:3] == [0, 2, 7]


def test_a_card_moves_on_as_the_reference_scheduler_has_it(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = named(services.reviews.day(ann), "fee")
    met = services.reviews.answer(ann, card.id, RIGHT["fee"], "en", reviews=card.reviews)
    assert met.card.state == reviewing.review(card.state, Grade.GOOD, clock.now())
    assert met.mark.full
    day = services.reviews.day(ann)
    assert (day.done, card.id in {each.id for each in day.stack}) == (1, False)


def test_what_was_just_answered_can_be_looked_at_after_a_refresh(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = named(services.reviews.day(ann), "own-words")
    met = services.reviews.answer(ann, card.id, Answer(text="Sorry!"), "en", reviews=card.reviews)
    assert met.own_rating
    assert services.reviews.met(ann, card.id) == met
    services.reviews.rate(ann, card.id, Grade.GOOD, reviews=met.card.reviews)
    again = services.reviews.met(ann, card.id)
    assert (again.grade, again.own_rating, again.number) == (Grade.GOOD, False, met.number)


def test_a_card_only_met_in_a_self_check_has_no_review_to_look_at(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    assert services.reviews.met(ann, named(services.reviews.day(ann), "fee").id) is None


def test_a_rating_is_reckoned_from_the_state_before_the_answer(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = named(services.reviews.day(ann), "own-words")
    met = services.reviews.answer(ann, card.id, Answer(text="Sorry!"), "en", reviews=card.reviews)
    assert met.card.state == reviewing.review(card.state, Grade.HARD, clock.now())
    clock.move(20)
    rated = services.reviews.rate(ann, card.id, Grade.AGAIN, reviews=met.card.reviews)
    assert rated.state == reviewing.review(card.state, Grade.AGAIN, clock.now())
    with pytest.raises(Conflict):
        services.reviews.rate(ann, card.id, Grade.GOOD, reviews=rated.reviews)
    assert services.reviews.day(ann).done == 1


def test_marked_questions_take_no_rating(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = named(services.reviews.day(ann), "fee")
    met = services.reviews.answer(ann, card.id, RIGHT["fee"], "en", reviews=card.reviews)
    with pytest.raises(WrongUse):
        services.reviews.rate(ann, card.id, Grade.GOOD, reviews=met.card.reviews)


def test_a_second_window_stores_nothing_twice(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = named(services.reviews.day(ann), "fee")
    services.reviews.answer(ann, card.id, RIGHT["fee"], "en", reviews=card.reviews)
    with pytest.raises(Conflict):
        services.reviews.answer(ann, card.id, WRONG["fee"], "en", reviews=card.reviews)
    assert services.reviews.met(ann, card.id).answer == RIGHT["fee"]


def test_somebody_elses_card_is_not_there(services, ann, bob, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = services.reviews.day(ann).stack[0]
    for use in (
        lambda: services.reviews.card(bob, card.id),
        lambda: services.reviews.met(bob, card.id),
        lambda: services.reviews.answer(bob, card.id, RIGHT["fee"], "en", reviews=card.reviews),
        lambda: services.reviews.rate(bob, card.id, Grade.GOOD, reviews=card.reviews),
    ):
        with pytest.raises(NotFound):
            use()


def test_the_limit_is_the_persons_own(services, ann, checked, clock):
    checked(WRONG)
    services.people.prefer(ann, review_limit="5")
    clock.move(DAY)
    day = services.reviews.day(ann)
    assert (len(day.stack), day.left, day.limit) == (5, 4, 5)
    card = day.stack[0]
    services.reviews.answer(ann, card.id, RIGHT[card.question.id], "en", reviews=card.reviews)
    day = services.reviews.day(ann)
    assert (day.done, len(day.stack), day.left) == (1, 4, 4)


def test_a_question_added_to_a_passed_quiz_becomes_a_card(services, ann, checked):
    checked()
    path = services.catalogue.folders[0] / QUIZ
    path.write_text(path.read_text("utf-8") + EXTRA, "utf-8")
    services.catalogue.reload()
    day = services.reviews.day(ann)
    assert questions(day) == ["added"]
    assert day.stack[0].state.new


def test_a_question_added_to_a_quiz_not_passed_waits_for_the_self_check(services, ann, checked):
    checked(WRONG)
    path = services.catalogue.folders[0] / QUIZ
    path.write_text(path.read_text("utf-8") + EXTRA, "utf-8")
    services.catalogue.reload()
    assert questions(services.reviews.day(ann)) == []


def test_an_edited_question_keeps_its_schedule_and_asks_as_it_is_now(services, ann, checked, clock):
    checked(WRONG)
    before = {card.ref: card.state for card in (clock.move(DAY), services.reviews.day(ann).stack)[1]}
    parcels.edit(services, QUIZ, ("answer: 40", "answer: 50"))
    card = named(services.reviews.day(ann), "fee")
    assert card.changed
    assert card.state == before["parcels/fee"]
    met = services.reviews.answer(ann, card.id, Answer(text="50"), "en", reviews=card.reviews)
    assert met.mark.full
    assert not services.reviews.card(ann, card.id).changed


def test_cards_whose_question_is_gone_are_set_aside_and_come_back(services, ann, checked, clock):
    checked(WRONG)
    clock.move(DAY)
    card = services.reviews.day(ann).stack[0]
    text = parcels.remove(services, QUIZ)
    day = services.reviews.day(ann)
    assert (day.stack, day.aside, day.total) == ((), 9, 9)
    with pytest.raises(NotFound):
        services.reviews.answer(ann, card.id, RIGHT["fee"], "en", reviews=card.reviews)
    (services.catalogue.folders[0] / QUIZ).write_text(text, "utf-8")
    services.catalogue.reload()
    day = services.reviews.day(ann)
    assert (len(day.stack), day.aside) == (9, 0)
    assert day.stack[0].state == card.state


def test_weak_moves_of_a_scored_call_become_cards(services, ann, weak_call):
    day = services.reviews.day(ann)
    lines = [card for card in day.stack if card.line]
    assert 1 <= len(lines) <= 3
    assert {card.ref.split("/")[0] for card in lines} == {"late-parcel"}
    assert all(card.line.lang == "zh" and card.line.said for card in lines)
    assert services.reviews.day(ann).total == day.total


def test_a_missed_move_is_asked_where_it_brings_the_call_on(services, ann, clock, request):
    parcels.edit(
        services,
        "scenarios/late-parcel.yaml",
        ("effect: {mood: +1}, go: fee}", "effect: {mood: +1}, go: fee}\n      - {on: empathy, go: fee}"),
    )
    request.getfixturevalue("weak_call")
    refs = {card.ref for card in services.reviews.day(ann).stack}
    assert "late-parcel/waiting/empathy/zh" in refs
    assert "late-parcel/open/empathy/zh" not in refs


def test_a_move_that_is_heard_is_marked_and_one_that_isnt_asks_for_a_rating(services, ann, weak_call):
    card = next(card for card in services.reviews.day(ann).stack if card.ref == "late-parcel/open/greet/zh")
    met = services.reviews.answer(ann, card.id, Answer(text="随便吧"), "zh", reviews=card.reviews)
    assert (met.mark.full, met.own_rating, met.grade) == (False, True, Grade.AGAIN)
    rated = services.reviews.rate(ann, card.id, Grade.GOOD, reviews=met.card.reviews)
    assert rated.state == reviewing.review(card.state, Grade.GOOD, services.clock.now())
    heard = services.reviews.answer(ann, card.id, Answer(text="您好，速达快递"), "zh", reviews=rated.reviews)
    assert heard.mark.full
    assert heard.words
    assert not heard.own_rating


def test_an_empty_reply_to_a_customer_is_no_answer(services, ann, weak_call):
    card = services.reviews.day(ann).stack[0]
    with pytest.raises(WrongUse):
        services.reviews.answer(ann, card.id, Answer(text=" "), "zh", reviews=card.reviews)


def test_a_call_taken_out_of_the_content_sets_its_cards_aside(services, ann, weak_call):
    count = len(services.reviews.day(ann).stack)
    parcels.remove(services, "scenarios/late-parcel.yaml")
    day = services.reviews.day(ann)
    assert (day.stack, day.aside) == ((), count)


def test_a_clock_that_jumps_ahead_and_back_loses_nothing(services, ann, checked, clock):
    checked(WRONG)
    clock.move(400 * DAY)
    card = named(services.reviews.day(ann), "fee")
    met = services.reviews.answer(ann, card.id, RIGHT["fee"], "en", reviews=card.reviews)
    assert met.card.state.due > clock.now()
    clock.move(-399 * DAY)
    again = named(services.reviews.day(ann), "fee")
    met = services.reviews.answer(ann, again.id, RIGHT["fee"], "en", reviews=again.reviews)
    assert clock.now() < met.card.state.due < clock.now() + timedelta(days=100)


@pytest.mark.parametrize("hour", [0, 1, 12, 23])
def test_a_day_ends_at_midnight_and_not_a_day_after_the_review(services, ann, checked, clock, hour):
    clock.moment = datetime(2026, 11, 21, hour, 30, tzinfo=UTC).astimezone().replace(hour=hour)
    checked(WRONG)
    clock.moment = (clock.moment + timedelta(days=1)).replace(hour=0, minute=5)
    assert len(services.reviews.day(ann).stack) == 9
