"""The review page: the day's cards one at a time, when each comes again, the coming week."""

import dataclasses

import parcels
import pytest
from asked_form import answer_right, form, send
from parcels import RIGHT, WRONG

from tests.web.conftest import BAD
from tests.web.conftest import WRONG as WRONG_ORDER
from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade

DAY = 86_400


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


@pytest.fixture
def due(services, ann, clock):
    """Everything missed in a self-check yesterday; hands back the cards due today, by question."""
    begun = services.self_checks.begin(ann, "parcels", "en")
    for question in begun.quiz.questions:
        services.self_checks.answer(ann, begun.id, question.id, WRONG[question.id])
    services.self_checks.rate(ann, begun.id, "own-words", Grade.AGAIN)
    clock.move(DAY)
    return {card.question.id: card for card in services.reviews.day(ann).stack}


def keep_only(services, person, due, name):
    """Reviews all cards but one, so that it is the one shown."""
    for other, card in due.items():
        if other != name:
            met = services.reviews.answer(person, card.id, RIGHT[other], "en", reviews=card.reviews)
            assert met.card.reviews == card.reviews + 1


def card_id(screen):
    return screen.at.query_params["card"]


def test_with_no_cards_the_page_says_where_they_come_from(opened, ann):
    assert "No cards yet" in opened(ann, "review").text


def test_cards_come_one_by_one_until_the_day_is_done(opened, ann, due):
    screen = opened(ann, "review")
    for number in range(1, 10):
        assert f"Card {number} of 9 today" in screen.text
        assert f"{10 - number} left · at most 20 a day" in screen.text
        answer_right(screen)
        assert f"Card {number} of 9 today" in screen.text
        if "rate_good_" in str([button.key for button in screen.at.button]):
            assert "Comes again" not in screen.text
            screen.press(f"rate_good_{card_id(screen)}")
        assert "Saved. Comes again" in screen.text
        screen.press(f"next_{card_id(screen)}")
    for part in ("Done for today", "9 cards reviewed.", "The coming week", "Today"):
        assert part in screen.text


def test_a_card_tells_what_was_right_and_when_it_comes_again(opened, services, ann, due):
    keep_only(services, ann, due, "fee")
    screen = opened(ann, "review")
    send(screen, text="7")
    for part in ("Not right", "40 yuan", "It costs forty.", "Saved. Comes again tomorrow."):
        assert part in screen.text


def test_a_card_just_answered_is_still_there_after_a_refresh(opened, services, ann, due):
    keep_only(services, ann, due, "own-words")
    screen = opened(ann, "review")
    send(screen, text="<b>Sorry</b>")
    refreshed = opened(ann, "review", card=card_id(screen))
    assert "&lt;b&gt;Sorry&lt;/b&gt;" in refreshed.text
    refreshed.press(f"rate_hard_{card_id(screen)}")
    assert "You rated yourself: Partly" in refreshed.text
    assert services.reviews.met(ann, card_id(screen)).grade is Grade.HARD


def test_a_card_met_in_another_window_is_not_stored_twice(opened, services, ann, due):
    screen = opened(ann, "review")
    name = form(screen)["question"]
    services.reviews.answer(ann, due[name].id, WRONG[name], "en", reviews=due[name].reviews)
    answer_right(screen)
    assert "in another window already" in screen.text
    assert form(screen)["question"] != name
    assert services.reviews.met(ann, due[name].id).answer == WRONG[name]


def test_a_question_edited_while_it_is_answered_is_asked_anew(opened, services, ann, due):
    keep_only(services, ann, due, "first-words")
    screen = opened(ann, "review")
    drawn = form(screen)
    parcels.edit(  # the first two options change places
        services,
        "quizzes/parcels.yaml",
        ("en: Check the account}, correct: true", "en: For now}, correct: true"),
        ("{zh: 道歉三次, en: Apologise three times}", "{zh: 核对账号, en: Check the account}, correct: true"),
        ("{zh: 核对账号, en: For now}, correct: true", "{zh: 道歉三次, en: Apologise three times}"),
    )
    send(screen, chosen=[drawn["options"].index("Check the account")])
    assert "was edited while you answered it" in screen.text
    assert form(screen)["id"] != drawn["id"]
    assert services.reviews.card(ann, due["first-words"].id).reviews == due["first-words"].reviews
    answer_right(screen)
    assert services.reviews.met(ann, card_id(screen)).mark.full


def test_an_answer_is_not_shown_beside_a_question_edited_since(opened, services, ann, due):
    keep_only(services, ann, due, "first-words")
    screen = answer_right(opened(ann, "review"))
    parcels.edit(services, "quizzes/parcels.yaml", ("What comes before you look up a parcel?", "What comes first?"))
    again = opened(ann, "review", card=card_id(screen))
    assert "What comes first?" not in again.text
    assert "Done for today" in again.text


def test_a_card_rated_in_another_window_shows_that_rating(opened, services, ann, due):
    keep_only(services, ann, due, "own-words")
    screen = opened(ann, "review")
    send(screen, text="Sorry")
    met = services.reviews.met(ann, card_id(screen))
    services.reviews.rate(ann, met.card.id, Grade.AGAIN, reviews=met.card.reviews)
    screen.press(f"rate_good_{met.card.id}")
    assert "You rated yourself: Missed" in screen.text


def test_the_order_of_options_changes_from_time_to_time_but_not_by_a_refresh(opened, services, ann, due, clock):
    keep_only(services, ann, due, "steps")
    first = form(opened(ann, "review"))["options"]
    assert form(opened(ann, "review"))["options"] == first
    seen = {tuple(first)}
    for _time in range(6):
        card = services.reviews.card(ann, due["steps"].id)
        services.reviews.answer(ann, card.id, WRONG["steps"], "en", reviews=card.reviews)
        clock.move(DAY)
        keep_only(services, ann, {c.question.id: c for c in services.reviews.day(ann).stack}, "steps")
        seen.add(tuple(form(opened(ann, "review"))["options"]))
    assert len(seen) > 1


def test_cards_over_the_limit_wait(opened, services, ann, due):
    services.people.prefer(ann, review_limit="5")
    for card in services.reviews.day(ann).stack:
        services.reviews.answer(ann, card.id, RIGHT[card.question.id], "en", reviews=card.reviews)
    text = opened(ann, "review").text
    assert "Done for today" in text
    assert "4 more cards are due and wait" in text
    assert "5 a day" in text


def test_cards_whose_question_is_gone_are_set_aside_with_the_reason(opened, services, ann, due):
    card = due["fee"].id
    parcels.remove(services, "quizzes/parcels.yaml")
    text = opened(ann, "review", card=card).text
    assert "9 cards are set aside" in text
    assert "comes back" in text or "come back" in text


def test_when_nothing_is_due_the_coming_week_is_shown(opened, services, ann, clock, due):
    clock.move(-DAY)
    text = opened(ann, "review").text
    assert "Nothing to review today" in text
    assert "9 cards" in text


def test_a_customers_line_is_answered_in_own_words(opened, services, ann, taken):
    taken(ann, BAD, WRONG_ORDER)
    card = next(card for card in services.reviews.day(ann).stack if card.ref == "late-parcel/open/greet/zh")
    for other in services.reviews.day(ann).stack:
        if other.id != card.id:
            services.reviews.answer(ann, other.id, Answer(text="嗯"), "zh", reviews=other.reviews)
    screen = opened(ann, "review")
    assert "我的包裹三天没动了！" in screen.text
    assert f"/api/learning/cards/{card.id}/heard.wav?lang=zh" in screen.text
    assert form(screen)["ask"] == "What would you say now? Your aim: 问候"
    send(screen, text="嗯")
    assert "Not recognised: 问候" in screen.text
    assert "Model answer" in screen.text
    screen.press(f"rate_good_{card.id}")
    assert "Saved. Comes again" in screen.text


def test_a_move_that_is_heard_needs_no_rating(opened, services, ann, taken):
    taken(ann, BAD, WRONG_ORDER)
    screen = opened(ann, "review")
    while "late-parcel/open/greet/zh" not in [card.ref for card in services.reviews.day(ann).stack[:1]]:
        other = services.reviews.day(ann).stack[0]
        services.reviews.answer(ann, other.id, Answer(text="嗯"), "zh", reviews=other.reviews)
    screen = opened(ann, "review")
    send(screen, text="您好，速达快递")
    assert "Heard: 问候" in screen.text
    assert "Compare" not in screen.text
    assert "Saved. Comes again" in screen.text


def test_the_review_is_there_in_chinese(opened, services, ann, due):
    keep_only(services, ann, due, "promise")
    screen = opened(ann, "review", lang="zh")
    assert form(screen)["ask"] == "可以承诺今天送到。"
    text = send(screen, truth=True).text
    for part in ("没答对", "已保存，明天再见。", "下一张"):
        assert part in text
