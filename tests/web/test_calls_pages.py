"""Home, the catalogue and the history."""

import sqlalchemy as sa

from tests.web.conftest import BAD, GOOD, WRONG
from trainer.records.tables import scorecards
from trainer.web.parts import trend


def test_a_newcomer_is_led_to_a_first_call(opened, services, ann):
    screen = opened(ann)
    assert "Your first call" in screen.text
    screen.press("next_step")
    assert services.calls.history(ann)[0].scenario == "late-parcel"


def test_an_interrupted_call_is_the_next_step(opened, ann, taken):
    taken(ann, GOOD[:3], None)
    assert "The customer is still on the line" in opened(ann).text


def test_a_work_order_left_open_is_the_next_step(opened, ann, taken):
    taken(ann, BAD, None)
    assert "Fill in the work order" in opened(ann).text


def test_the_catalogue_shows_what_a_call_trains_and_the_best_score(opened, ann, taken):
    taken(ann)
    taken(ann, BAD, WRONG)
    text = opened(ann, "calls").text
    for part in ("The late parcel", "Verifying identity", "3 minutes", "New hire", "Best: 100"):
        assert part in text


def test_a_best_call_that_a_trainer_has_yet_to_judge_says_so_in_the_catalogue(opened, services, ann, taken):
    taken(ann, BAD, WRONG)
    with services.store.writing() as rows:
        rows.execute(sa.update(scorecards).values(passed=None, critical=0))
    assert services.calls.best_tries(ann)["late-parcel"].waits
    assert "Waits for a trainer" in opened(ann, "calls").text


def test_a_call_starts_with_the_chosen_customer_and_language(opened, services, ann):
    screen = opened(ann, "calls")
    screen.at.segmented_control(key="call_lang_choice").set_value("zh").run()
    screen.at.selectbox(key="persona_late-parcel").set_value("li").run()
    screen.press("start_late-parcel")
    begun = services.calls.history(ann)[0]
    assert (begun.persona, begun.lang) == ("李先生", "zh")


def test_without_content_the_pages_say_what_to_do(opened, services, ann, tmp_path):
    services.catalogue._folders = (tmp_path,)
    services.catalogue.reload()
    for path in ("", "calls"):
        assert "There are no calls yet" in opened(ann, path).text


def test_an_empty_history_says_what_to_do(opened, ann):
    assert "As soon as you have taken a call" in opened(ann, "history").text


def test_the_history_shows_a_trend_and_can_be_filtered(opened, ann, taken):
    taken(ann, BAD, WRONG)
    taken(ann)
    taken(ann, GOOD[:3], None)
    screen = opened(ann, "history")
    assert "2 scored calls, 1 passed." in screen.text
    assert screen.text.count("row-meta") == 3
    for result, rows in (("passed", 1), ("failed", 1), ("open", 1), ("all", 3)):
        screen.at.segmented_control(key="filter_result").set_value(result).run()
        assert screen.text.count("row-meta") == rows, result


def test_a_long_history_is_shown_page_by_page(opened, ann, taken):
    for _ in range(17):
        taken(ann, GOOD[:2], None)
    screen = opened(ann, "history")
    assert screen.text.count("row-meta") == 15
    assert "Calls 1 to 15 of 17" in screen.text
    screen.at.number_input[0].set_value(2).run()
    assert screen.text.count("row-meta") == 2
    assert "Calls 16 to 17 of 17" in screen.text
    screen.at.segmented_control(key="filter_result").set_value("passed").run()
    assert "No call fits" in screen.text
    screen.at.segmented_control(key="filter_result").set_value("all").run()
    assert screen.text.count("row-meta") == 15


def test_many_scores_are_drawn_as_the_means_of_several_in_a_row(opened, ann, taken, monkeypatch):
    monkeypatch.setattr(trend, "MOST", 2)
    taken(ann, BAD, WRONG)
    for _ in range(2):
        taken(ann)
    screen = opened(ann, "history")
    assert "3 scored calls, 2 passed. Each point is the mean of several calls in a row." in screen.text
    assert len(screen.at.get("vega_lite_chart")) == 1


def test_a_trainer_sees_the_history_of_others_and_a_trainee_does_not(opened, ann, bob, coach, taken):
    taken(ann)
    assert "100" in opened(coach, "history", person=ann.id).text
    assert "As soon as you have taken a call" in opened(bob, "history", person=ann.id).text
