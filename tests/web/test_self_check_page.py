"""The self-check page: one question at a time, told only once stored, resumed anywhere."""

import dataclasses

import parcels
import pytest
from asked_form import after_a_restart, answer_right, form, send, trigger
from parcels import RIGHT, WRONG

from trainer.errors import StoreFailed
from trainer.learning.reviewing import Grade


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


@pytest.fixture
def begun(services, ann):
    return services.self_checks.begin(ann, "parcels", "en", module="answering/parcels", seed=5)


def answer_until(services, person, begun, name):
    for question in begun.quiz.questions:
        if question.id == name:
            return
        services.self_checks.answer(person, begun.id, question.id, RIGHT[question.id])


def finish(services, person, begun, answers=RIGHT):
    for question in begun.quiz.questions:
        services.self_checks.answer(person, begun.id, question.id, answers[question.id])
    return services.self_checks.rate(person, begun.id, "own-words", Grade.HARD)


def test_a_quiz_in_the_address_begins_it_and_names_the_attempt_from_then_on(opened, services, ann):
    screen = opened(ann, "self-check", quiz="parcels", module="answering/parcels")
    (check,) = services.self_checks.of_person(ann)
    assert screen.at.query_params["attempt"] == check.row.id
    assert check.row.module == "answering/parcels"
    assert form(screen)["ask"] == "What comes before you look up a parcel?"
    assert "Question 1 of 9" in screen.text


def test_the_whole_of_a_self_check(opened, services, ann):
    screen = opened(ann, "self-check", quiz="parcels", module="answering/parcels")
    attempt = screen.at.query_params["attempt"]
    for number in range(1, 9):
        assert f"Question {number} of 9" in screen.text
        answer_right(screen)
        assert "<b>Right</b>" in screen.text
        assert "saved " in screen.text
        screen.press(f"next_{attempt}")
    answer_right(screen)
    assert "Model answer" in screen.text
    screen.press(f"rate_good_{attempt}")
    for part in (
        "Passed",
        "<b>100</b>",
        "8 of 8 questions fully right",
        "Pass mark: 60 %",
        "Had it",
        "The late parcel",
    ):
        assert part in screen.text
    assert "Back to the module" in screen.text
    assert services.self_checks.view(ann, attempt).end.percent == 100


def test_the_browser_is_not_told_what_is_right_before_the_answer(opened, services, ann, begun):
    for question in begun.quiz.questions:
        drawn = form(opened(ann, "self-check", attempt=begun.id))
        told = str({name: value for name, value in drawn.items() if name != "words"})
        for secret in ("Check first", "correct", "forty", "held", "sorry", "hasn't moved for three days!"):
            assert secret not in told
        if question.type in ("order", "match"):
            shown = drawn["options"] if question.type == "order" else drawn["rights"]
            assert shown != [option.text["en"] for option in question.options]
            assert shown != [(option.match or {}).get("en") for option in question.options]
        services.self_checks.answer(ann, begun.id, question.id, RIGHT[question.id])


def test_a_wrong_answer_shows_what_was_chosen_what_is_right_and_why(opened, ann, begun):
    screen = opened(ann, "self-check", attempt=begun.id)
    text = send(screen, chosen=[form(screen)["options"].index("<b>Hang up</b>")]).text
    for part in (
        "<b>Not right</b>",
        "Your choice: not right",
        "&lt;b&gt;Hang up&lt;/b&gt;",
        "&lt;i&gt;Never&lt;/i&gt;",
        "This is right",
        "Check first, then look up.",
        "Without the account the wrong person hears about the parcel.",
        "Trains: Verifying identity",
    ):
        assert part in text
    assert "<b>Hang up" not in text
    assert "Once is enough." not in text


@pytest.mark.parametrize("name", list(WRONG)[:-1])
def test_every_type_tells_what_would_have_been_right(opened, services, ann, begun, name):
    answer_until(services, ann, begun, name)
    services.self_checks.answer(ann, begun.id, name, WRONG[name])
    text = opened(ann, "self-check", attempt=begun.id, question=name).text
    right = {
        "first-words": "Check the account",
        "signs": "It has been three days",
        "promise": "Never promise what you can&#x27;t keep.",
        "fee": "40 yuan (± 0.5 counts)",
        "word": "held / held up",
        "steps": "The right order",
        "pairs": "✓ listen to the end",
        "gaps": "look up",
    }[name]
    assert right in text
    assert "Not right" in text
    assert "Next question" in text


def test_parts_are_told_with_their_points(opened, services, ann, begun):
    answer_until(services, ann, begun, "signs")
    screen = opened(ann, "self-check", attempt=begun.id)
    send(screen, chosen=[form(screen)["options"].index("It has been three days")])
    assert "Partly right" in screen.text
    assert "0.5 of 1 point" in screen.text


def test_a_line_that_is_only_heard_is_written_after_the_answer_or_when_asked_for(opened, services, ann, begun):
    answer_until(services, ann, begun, "signs")
    screen = opened(ann, "self-check", attempt=begun.id)
    drawn = form(screen)
    assert drawn["heard"] == f"/api/learning/attempts/{begun.id}/heard/signs.wav"
    assert drawn["read"] == ""
    trigger(screen, "read", {"question": "signs"})
    assert form(screen)["read"] == "My parcel hasn't moved for three days!"
    assert "moved for three days!" in answer_right(screen).text


def test_a_refresh_after_an_answer_shows_it_again_and_asks_nothing_twice(opened, ann, begun):
    screen = opened(ann, "self-check", attempt=begun.id)
    answer_right(screen)
    refreshed = opened(ann, "self-check", attempt=begun.id, question=screen.at.query_params["question"])
    assert "<b>Right</b>" in refreshed.text
    assert form(refreshed) is None
    elsewhere = opened(ann, "self-check", attempt=begun.id)
    assert form(elsewhere)["question"] == "signs"


def test_another_window_that_was_first_counts_and_is_told(opened, services, ann, begun):
    late = opened(ann, "self-check", attempt=begun.id)
    services.self_checks.answer(ann, begun.id, "first-words", WRONG["first-words"])
    text = answer_right(late).text
    assert "You had answered this in another window" in text
    assert "Not right" in text
    assert services.self_checks.view(ann, begun.id).answered["first-words"].answer == WRONG["first-words"]
    assert form(late.press(f"next_{begun.id}"))["question"] == "signs"


def test_an_open_answer_is_compared_after_a_refresh_too(opened, services, ann, begun):
    answer_until(services, ann, begun, "own-words")
    services.self_checks.answer(ann, begun.id, "own-words", RIGHT["own-words"])
    screen = opened(ann, "self-check", attempt=begun.id)
    assert "I&#x27;m sorry, I&#x27;ll check." in screen.text
    assert "I&#x27;m sorry you have waited three days" in screen.text
    screen.press(f"rate_again_{begun.id}")
    assert services.self_checks.view(ann, begun.id).answered["own-words"].rating == 0
    assert "Question by question" in screen.text


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"chosen": [77]},
        {"chosen": ["x"]},
        {"chosen": [0, 1]},
        {"text": "x" * 5000},
        {"question": "fee", "text": "40"},
        {"points": 1},
    ],
)
def test_what_no_form_would_send_is_refused_in_words(opened, services, ann, begun, odd):
    screen = opened(ann, "self-check", attempt=begun.id)
    trigger(screen, "answer", {"question": "first-words", **odd})
    assert "Nothing was stored" in form(screen)["told"]
    assert services.self_checks.view(ann, begun.id).answered == {}


def test_words_without_a_number_are_no_answer_to_how_many(opened, services, ann, begun):
    answer_until(services, ann, begun, "fee")
    screen = opened(ann, "self-check", attempt=begun.id)
    send(screen, text="a little")
    assert "no single number" in form(screen)["told"]
    assert "<b>Right</b>" in answer_right(screen).text


def test_an_answer_that_cant_be_stored_leaves_the_question_and_says_so(opened, services, ann, begun, monkeypatch):
    screen = opened(ann, "self-check", attempt=begun.id)

    def full(*_args):
        raise StoreFailed("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(services.self_checks, "answer", full)
        answer_right(screen)
    assert "The data folder can&#x27;t be used" in screen.text
    assert form(screen)["question"] == "first-words"
    assert "<b>Right</b>" in answer_right(screen).text


def test_whoever_was_signed_out_meanwhile_stores_nothing(opened, services, ann, begun, clock):
    screen = opened(ann, "self-check", attempt=begun.id)
    services.people.sign_out(screen.at.session_state["visitor"].token)
    clock.move(60)
    answer_right(screen)
    assert form(screen) is None
    assert services.self_checks.view(ann, begun.id).answered == {}


def test_what_is_pressed_on_a_page_drawn_before_a_restart_is_done(opened, services, ann, begun):
    screen = opened(ann, "self-check", attempt=begun.id)
    options = form(screen)["options"]
    sent = {"question": "first-words", "chosen": [options.index("Check the account")]}
    screen = after_a_restart(screen, answer=sent)
    assert services.self_checks.view(ann, begun.id).answered["first-words"].mark.full
    assert "Check first, then look up." in screen.text
    screen = after_a_restart(screen, button=f"next_{begun.id}")
    assert form(screen)["question"] == "signs"
    for name in list(RIGHT)[1:]:
        services.self_checks.answer(ann, begun.id, name, RIGHT[name])
    screen = after_a_restart(opened(ann, "self-check", attempt=begun.id), button=f"rate_hard_{begun.id}")
    assert services.self_checks.view(ann, begun.id).answered["own-words"].rating == 0.5
    assert "Question by question" in screen.text


def test_a_quiz_edited_meanwhile_goes_on_as_it_was_begun(opened, services, ann, begun):
    parcels.edit(services, "quizzes/parcels.yaml", ("What comes before", "What precedes"))
    screen = opened(ann, "self-check", attempt=begun.id)
    assert "You finish the version you began" in screen.text
    assert form(screen)["ask"].startswith("What comes before")


def test_a_quiz_taken_away_can_be_finished_and_seen(opened, services, ann, begun):
    parcels.remove(services, "quizzes/parcels.yaml")
    screen = opened(ann, "self-check", attempt=begun.id)
    assert "taken out of the content" in screen.text
    assert "<b>Right</b>" in answer_right(screen).text
    finish(services, ann, begun)
    text = opened(ann, "self-check", attempt=begun.id).text
    assert "Question by question" in text
    assert "Try again" not in text


def test_somebody_elses_self_check_is_not_found(opened, bob, begun):
    for address in ({"attempt": begun.id}, {"attempt": "nonsense"}, {"quiz": "no-such-quiz"}):
        text = opened(bob, "self-check", **address).text
        assert "This self-check doesn" in text


def test_a_trainer_sees_the_answers_and_no_form(opened, services, ann, coach, begun):
    services.self_checks.answer(ann, begun.id, "first-words", WRONG["first-words"])
    screen = opened(coach, "self-check", attempt=begun.id)
    assert "1 of 9 answered" in screen.text
    assert form(screen) is None
    assert "Try again" not in screen.text


def test_a_locked_modules_self_check_says_what_comes_first(opened, services, ann):
    parcels.edit(services, "courses/answering/course.yaml", ("body: 02-endings", "body: 02-endings, quiz: parcels"))
    text = opened(ann, "self-check", quiz="parcels", module="answering/endings").text
    assert "Another module comes first" in text


def test_trying_again_begins_a_new_one_and_the_first_stays_in_reach(opened, services, ann, begun):
    finish(services, ann, begun, WRONG)
    screen = opened(ann, "self-check", attempt=begun.id)
    assert "Not passed yet" in screen.text
    screen.press("try_again")
    again = screen.at.query_params["attempt"]
    assert again != begun.id
    finish(services, ann, services.self_checks.view(ann, again))
    text = opened(ann, "self-check", attempt=again).text
    assert "Your other tries" in text
    assert "0 % · Not passed yet" in text


def test_the_next_module_is_one_press_away(opened, services, ann, begun):
    services.courses.keep_place(ann, "answering/parcels", anchor="", fraction=1)
    finish(services, ann, begun)
    screen = opened(ann, "self-check", attempt=begun.id)
    assert "Next module: Endings" in screen.text


def test_the_list_has_those_under_way_and_those_finished(opened, services, ann, begun):
    finish(services, ann, begun)
    services.self_checks.begin(ann, "parcels", "en")
    text = opened(ann, "self-check").text
    assert text.index("Under way") < text.index("Finished")
    assert "Continue" in text
    assert "Passed" in text


def test_without_any_the_list_says_where_to_begin(opened, ann):
    assert "Each module ends with one" in opened(ann, "self-check").text


def test_it_is_all_there_in_chinese(opened, services, ann):
    begun = services.self_checks.begin(ann, "parcels", "zh", seed=5)
    screen = opened(ann, "self-check", lang="zh", attempt=begun.id)
    assert form(screen)["ask"] == "查询包裹之前先做什么？"
    text = send(screen, chosen=[form(screen)["options"].index("道歉三次")]).text
    for part in ("没答对", "您选的，不对", "这是正确答案", "第 1 题，共 9 题", "已保存", "下一题"):
        assert part in text
