"""The debrief."""

import re
import secrets

import pytest

from tests.web.conftest import BAD, GOOD, WRONG
from trainer.errors import StoreFailed


def test_a_good_call_shows_its_score_moments_and_items(opened, ann, taken):
    screen = opened(ann, "debrief", call=taken(ann))
    for part in ("<b>100</b>", "Passed", "What mattered most", "How the customer felt", "Greets at once", "match 100%"):
        assert part in screen.text
    assert len(screen.at.get("arrow_vega_lite_chart") or screen.at.get("vega_lite_chart")) >= 1


def test_any_id_of_a_call_can_be_shown(opened, ann, taken, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(secrets, "token_urlsafe", lambda _size=0: "ab__cd--ef__")
        call = taken(ann)
    assert call == "ab__cd--ef__"
    assert "What mattered most" in opened(ann, "debrief", call=call).text
    opened(ann, "call", call=call)


def test_a_critical_error_stands_apart_with_the_words(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann, BAD, WRONG)).text
    assert "Critical error: the call fails, whatever the number" in text
    assert "Harms the customer" in text
    assert "我保证今天一定送到" in text


def test_what_was_missed_has_a_model_answer_in_the_language_of_the_call(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann, BAD, WRONG)).text
    assert "You could say" in text
    assert "您好，速达快递，请问有什么可以帮您？" in text


def test_every_piece_of_evidence_can_be_heard_from_its_second(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann)).text
    assert 'data-listen="12.00"' in text


def test_buttons_wait_for_the_script_that_takes_their_press(opened, ann, taken):
    call = taken(ann)
    drawn = re.findall(r"<button[^>]*data-(?:listen|again)=[^>]*>", opened(ann, "debrief", call=call).text)
    assert drawn
    assert all(" disabled" in button and f'data-call="{call}"' in button for button in drawn)


def test_words_of_a_trainee_never_become_markup(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann, BAD, WRONG)).text
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_work_order_shows_what_would_have_been_right(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann, BAD, WRONG)).text
    assert "60412" in text
    assert "Late" in text


def test_typed_calls_say_that_there_are_no_delivery_figures(opened, ann, taken):
    assert "You typed in this call" in opened(ann, "debrief", call=taken(ann)).text


def test_earlier_attempts_stand_beside(opened, ann, taken):
    taken(ann, BAD, WRONG)
    text = opened(ann, "debrief", call=taken(ann)).text
    assert "Your attempts at this call" in text
    assert "This was the first" not in text


def test_a_debrief_reads_in_chinese(opened, ann, taken):
    text = opened(ann, "debrief", lang="zh", call=taken(ann, BAD, WRONG)).text
    for part in ("致命错误", "关键时刻", "客户感知线", "逐项评分与证据", "从这里重试", "工单", "提前挂断"):
        assert part in text


def test_an_unfinished_call_leads_back_to_the_phone(opened, ann, taken):
    text = opened(ann, "debrief", call=taken(ann, GOOD[:3], None)).text
    assert "Finish the call and its work order" in text
    assert "Back to the call" in text


@pytest.mark.parametrize("call", ["", "nonsense", "../../etc/passwd"])
def test_an_unknown_call_is_explained(opened, ann, call):
    assert "Not found" in opened(ann, "debrief", call=call).text


def test_somebody_elses_call_is_not_found(opened, ann, bob, taken):
    assert "Not found" in opened(bob, "debrief", call=taken(ann)).text


def test_a_trainer_sees_it_but_may_not_take_it_up(opened, ann, coach, taken):
    text = opened(coach, "debrief", call=taken(ann)).text
    assert "Ann" in text
    assert "data-again" not in text
    assert "Take the call again" not in text


def test_a_store_that_fails_is_told_in_plain_words_and_its_folder_only_to_an_admin(
    opened, services, ann, admin, taken, monkeypatch, caplog
):
    call = taken(ann)

    def fails(*_args, **_more):
        raise StoreFailed("/srv/data is full")

    monkeypatch.setattr(services.calls, "scorecard", fails)
    text = opened(ann, "debrief", call=call).text
    assert "Everything saved before is kept" in text
    assert "/srv" not in text
    assert "/srv/data is full" in caplog.text
    assert "/srv/data is full" in opened(admin, "debrief", call=call).text


def test_a_store_that_fails_before_anybody_is_recognised_is_told_in_plain_words(opened, services, ann, monkeypatch):
    def fails(*_args, **_more):
        raise StoreFailed("/srv/data is full")

    monkeypatch.setattr(services.people, "who", fails)
    text = opened(ann).text
    assert "之前保存的" in text
    assert "/srv" not in text
