"""Taking calls: turns in order, each once, whatever the phone sends and whenever the server stops."""

import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taken_calls import GOOD, answered, begin, finished, say

from tests.conftest import wav
from trainer import wiring
from trainer.call.replay import replay
from trainer.errors import Conflict, NotAllowed, NotFound, WrongUse
from trainer.services.out_of_order import CallEnded, OutOfOrder
from trainer.services.turns import (
    HangUpTurn,
    HoldTurn,
    LookUpTurn,
    ReadTurn,
    SayTurn,
    SearchTurn,
    SilenceTurn,
    TransferTurn,
)


def test_the_same_turn_twice_gives_the_same_answer_and_counts_once(services, ann):
    call = answered(services, ann)
    turn = SayTurn(seq=2, type="say", text=GOOD[0], at=0)
    first = services.calls.take_turn_json(ann, call.id, turn)
    again = turn.model_copy(update={"at": 5.0, "began": 1.0})
    assert services.calls.take_turn_json(ann, call.id, again) == first
    assert services.calls.view(ann, call.id).seq == 2


@pytest.mark.parametrize("seq", [1, 3, 100])
def test_a_gap_and_an_older_turn_are_refused_with_where_the_call_stands(services, ann, seq):
    call = answered(services, ann)
    say(services, ann, call, 2, GOOD[0])
    if seq == 3:
        say(services, ann, call, 3, "what?")
        seq = 5
    with pytest.raises(OutOfOrder) as refused:
        say(services, ann, call, seq, "late")
    assert refused.value.call == services.calls.view(ann, call.id)


def test_another_turn_with_a_taken_number_is_refused(services, ann):
    call = answered(services, ann)
    say(services, ann, call, 2, GOOD[0])
    with pytest.raises(OutOfOrder):
        say(services, ann, call, 2, "something else")


def test_after_the_end_only_the_last_turn_can_be_repeated(services, ann):
    call = finished(services, ann)
    assert say(services, ann, call, 4, GOOD[2]).ended == "resolved"
    with pytest.raises(CallEnded):
        say(services, ann, call, 5, "one more thing")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 8), st.sampled_from(["hello", "sorry", "hm"])), max_size=12))
def test_whatever_numbers_come_the_record_has_no_gap_and_replays(services, ann, sent):
    call = answered(services, ann)
    stands = []
    for seq, text in sent:
        before = services.calls.view(ann, call.id).seq
        try:
            answer = say(services, ann, call, seq, text)
        except OutOfOrder as refused:
            seen = refused.call.seq
            stands.append((seen, before))
        else:
            assert answer.seq == seq
            assert seq in (before, before + 1)
    assert all(told == there for told, there in stands)
    record = services.calls.record(ann, call.id)
    assert [entry.seq for entry in record.entries] == list(range(1, len(record.entries) + 1))
    scenario = services.library.scenarios["late-parcel"]
    assert replay(scenario, record) == record


def test_of_two_tabs_that_race_exactly_one_wins(services, ann):
    call = answered(services, ann)
    gate = threading.Barrier(8)
    won, lost = [], []

    def tab(number):
        gate.wait()
        try:
            won.append(say(services, ann, call, 2, f"hello number {number}"))
        except OutOfOrder as refused:
            lost.append(refused.call.seq)

    threads = [threading.Thread(target=tab, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert lost == [2] * 7


def test_of_two_servers_that_race_the_database_lets_one_win(services, settings, clock, ann):
    call = answered(services, ann)
    other = wiring.build(settings, clock=clock)
    assert other.calls.view(ann, call.id).seq == 1
    say(services, ann, call, 2, GOOD[0])
    with pytest.raises(OutOfOrder) as refused:
        say(other, ann, call, 2, "somebody else's words")
    assert refused.value.call.seq == 2
    assert say(other, ann, call, 3, GOOD[1]).line.text == "It's 60412"
    other.close()


def test_a_call_goes_on_after_a_restart_where_it_was(services, settings, clock, ann):
    call = answered(services, ann)
    first = say(services, ann, call, 2, GOOD[0])
    before = services.calls.view(ann, call.id)
    services.close()
    again = wiring.build(settings, clock=clock)
    assert again.calls.view(ann, call.id) == before
    assert say(again, ann, call, 2, GOOD[0]) == first
    assert say(again, ann, call, 3, GOOD[1]).line.text == "It's 60412"
    again.close()


def test_a_call_keeps_the_scenario_it_was_begun_with(services, settings, clock, ann, tmp_path):
    call = answered(services, ann)
    services.close()
    empty = tmp_path / "empty"
    (empty / "scenarios").mkdir(parents=True)
    without = wiring.build(
        type(settings)(data=settings.data, content=(empty,), database_url=settings.database_url), clock=clock
    )
    assert say(without, ann, call, 2, GOOD[0]).line.text == "My parcel hasn't moved for three days!"
    with pytest.raises(NotFound):
        begin(without, ann)
    without.close()


def test_nobody_sees_or_plays_somebody_elses_call(services, ann, bob):
    call = answered(services, ann)
    for work in (
        lambda: services.calls.view(bob, call.id),
        lambda: say(services, bob, call, 2, "hello"),
        lambda: services.calls.wrap_up(bob, call.id, {}),
        lambda: services.calls.debrief(bob, call.id),
        lambda: services.calls.try_again(bob, call.id, 1),
        lambda: services.calls.line_audio(bob, call.id, "2-0"),
        lambda: services.calls.recording(bob, call.id),
    ):
        with pytest.raises(NotFound):
            work()
    assert services.calls.history(bob) == []


def test_a_trainer_listens_to_a_call_but_does_not_play_it(services, ann):
    trainer = services.people.add("tom", "a long password", role="trainer")
    call = finished(services, ann)
    services.calls.wrap_up(ann, call.id, {"reason": "late"})
    assert services.calls.debrief(trainer, call.id).turns
    with pytest.raises(NotFound):
        services.calls.wrap_up(trainer, call.id, {})


@pytest.mark.parametrize(
    "turn",
    [
        LookUpTurn(seq=2, type="lookup", record="nothing"),
        ReadTurn(seq=2, type="read", article="nothing"),
        TransferTurn(seq=2, type="transfer", target="nobody"),
    ],
)
def test_what_the_desk_has_not_is_not_found_and_takes_no_turn(services, ann, turn):
    call = answered(services, ann)
    with pytest.raises(NotFound):
        services.calls.take_turn(ann, call.id, turn)
    assert services.calls.view(ann, call.id).seq == 1


@pytest.mark.parametrize("wanted", [{"scenario": "nothing"}, {"persona": "nobody"}])
def test_unknown_scenarios_and_personas_are_not_found(services, ann, wanted):
    with pytest.raises(NotFound):
        begin(services, ann, **wanted)


def test_a_language_the_scenario_is_not_in_is_wrong_use(services, ann):
    with pytest.raises(WrongUse):
        begin(services, ann, lang="fr")


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "\u200b".replace("\u200b", " ")])
def test_words_that_are_none_take_no_turn(services, ann, text):
    call = answered(services, ann)
    with pytest.raises(WrongUse):
        say(services, ann, call, 2, text)
    assert services.calls.view(ann, call.id).seq == 1


@pytest.mark.parametrize("text", ["😀🎉", "<script>alert(1)</script>", "a\x00b\x1b[31m", "х" * 2000, "你好" * 500])
def test_odd_words_are_kept_as_text_and_the_call_goes_on(services, ann, text):
    call = answered(services, ann)
    say(services, ann, call, 2, GOOD[0])
    answer = say(services, ann, call, 3, text)
    assert answer.seq == 3
    said = [each.text for each in services.calls.view(ann, call.id).transcript if each.who == "agent"]
    assert said[-1].replace(" ", "") == text.replace("\x00", "").replace("\x1b", "")


def test_the_clock_of_the_phone_is_held_between_the_last_turn_and_now(services, ann, clock):
    call = answered(services, ann)
    clock.move(10)
    services.calls.take_turn(ann, call.id, SayTurn(seq=2, type="say", text=GOOD[0], at=500))
    clock.move(10)
    services.calls.take_turn(ann, call.id, SayTurn(seq=3, type="say", text="hm", at=3))
    assert [entry.input.at for entry in services.calls.record(ann, call.id).entries] == [0, 10, 10]


def test_silence_makes_the_customer_speak(services, ann):
    call = answered(services, ann)
    opened = services.calls.take_turn(ann, call.id, SilenceTurn(seq=2, type="silence", seconds=4))
    assert opened.line.text.startswith("My parcel")
    assert opened.silence_after == 6
    asked = services.calls.take_turn(ann, call.id, SilenceTurn(seq=3, type="silence", seconds=6))
    assert asked.line.text == "Hello?"


def test_searching_and_reading_show_articles(services, ann):
    call = answered(services, ann)
    found = services.calls.take_turn(ann, call.id, SearchTurn(seq=2, type="search", words="refund"))
    assert [each.id for each in found.found] == ["refunds"]
    read = services.calls.take_turn(ann, call.id, ReadTurn(seq=3, type="read", article="refunds"))
    assert "three days" in read.article.markdown


def test_an_exam_sends_no_captions_no_mood_and_no_moves(services, ann):
    call = answered(services, ann, mode="exam")
    answer = services.calls.take_turn_json(ann, call.id, SayTurn(seq=2, type="say", text=GOOD[0]))
    view = services.calls.view(ann, call.id)
    assert "parcel hasn't moved" not in answer
    assert "greet" not in answer
    assert "text" not in json.loads(answer)["line"]
    assert json.loads(answer)["mood"] is None
    assert [each.text for each in view.transcript if each.who == "customer"] == [None]
    assert not view.rules.captions
    assert not view.rules.browser_speech


def test_an_exam_that_is_not_handed_in_can_not_be_tried_again_for_its_script(services, ann):
    call = finished(services, ann, mode="exam")
    with pytest.raises(NotAllowed):
        services.calls.try_again(ann, call.id, 3)
    services.calls.wrap_up(ann, call.id, {})
    assert services.calls.try_again(ann, call.id, 3).mode == "practice"


def test_the_events_of_an_exam_tell_nothing_of_how_words_were_understood(services, ann):
    call = answered(services, ann, mode="exam")
    said = json.loads(services.calls.take_turn_json(ann, call.id, SayTurn(seq=2, type="say", text="Blue elephants")))
    assert [line["why"] for line in said["lines"]] == ["line"]
    held = services.calls.take_turn(ann, call.id, HoldTurn(seq=3, type="hold"))
    assert held.events == ({"type": "hold_began"},)
    passed_on = services.calls.take_turn(ann, call.id, TransferTurn(seq=4, type="transfer", target="supervisor"))
    assert {"type": "transferred", "target": "supervisor"} in passed_on.events


@pytest.mark.parametrize("text", ["\u200b\u200d\ufeff", " \u3000 ", "\u2028\u202e", "\x00\x07"])
def test_words_that_nobody_can_see_are_no_turn(services, ann, text):
    call = answered(services, ann)
    with pytest.raises(WrongUse, match="no words"):
        say(services, ann, call, 2, text)
    assert services.calls.view(ann, call.id).seq == 1


def test_the_work_order_is_scored_once(services, ann):
    call = finished(services, ann)
    with pytest.raises(Conflict, match="work order"):
        services.calls.scorecard(ann, call.id)
    first = services.calls.wrap_up(ann, call.id, {"reason": "late", "notes": "three days"})
    assert first.percent == 100
    assert services.calls.wrap_up(ann, call.id, {"reason": "late", "notes": "three days"}) == first
    with pytest.raises(Conflict, match="Another work order"):
        services.calls.wrap_up(ann, call.id, {"reason": "lost"})


@pytest.mark.parametrize("fields", [{"nothing": "x"}, {"reason": "no such choice"}, {"notes": "x" * 5000}])
def test_a_work_order_with_fields_there_are_not_is_wrong_use(services, ann, fields):
    call = finished(services, ann)
    with pytest.raises(WrongUse):
        services.calls.wrap_up(ann, call.id, fields)


def test_a_call_that_goes_on_has_no_score(services, ann):
    call = answered(services, ann)
    with pytest.raises(Conflict, match="isn't over"):
        services.calls.wrap_up(ann, call.id, {})


def test_scoring_again_adds_a_scorecard_and_keeps_the_first(services, ann):
    call = finished(services, ann)
    first = services.calls.wrap_up(ann, call.id, {"reason": "late", "notes": "three days"})
    before, after = services.calls.rescore(call.id)
    assert before == after == first
    services.calls.rescore(call.id, current_rubric=True)
    kept = services.calls.scorecards(ann, call.id)
    assert [each.scorecard for each in kept] == [first] * 3
    assert services.calls.ended_calls() == [call.id]


def test_trying_again_begins_with_the_same_turns_and_leaves_the_old_call_alone(services, ann, clock):
    call = finished(services, ann)
    old = services.calls.record(ann, call.id)
    clock.move(3600)
    again = services.calls.try_again(ann, call.id, 3)
    assert (again.seq, again.phase, again.from_call) == (2, "talking", call.id)
    assert again.now == old.entries[1].input.at
    new = services.calls.record(ann, again.id)
    assert new.entries == old.entries[:2]
    assert say(services, ann, again, 3, "I will hang up now").line.text == "Pardon?"
    assert services.calls.record(ann, call.id) == old
    assert services.calls.try_again(ann, call.id, 1).phase == "ringing"
    with pytest.raises(WrongUse):
        services.calls.try_again(ann, call.id, 5)


def test_the_history_shows_newest_first_with_scores(services, ann, clock):
    first = finished(services, ann)
    services.calls.wrap_up(ann, first.id, {"reason": "late", "notes": "three days"})
    clock.move(60)
    second = answered(services, ann, lang="zh", persona="li")
    services.calls.take_turn(ann, second.id, HangUpTurn(seq=2, type="hang_up"))
    found = services.calls.history(ann)
    assert [(each.id, each.percent, each.ended) for each in found] == [
        (second.id, None, "dropped"),
        (first.id, 100, "resolved"),
    ]
    assert found[0].title == "包裹迟到"


def test_a_turn_never_waits_for_the_voice(services, ann, voice):
    voice.may_speak.clear()
    call = finished(services, ann)
    assert services.calls.view(ann, call.id).ended == "resolved"
    voice.may_speak.set()
    assert services.calls.line_audio(ann, call.id, "2-0").read_bytes() == wav()


def test_lines_are_made_ahead_and_fetched_by_their_place_in_the_call(services, ann, voice):
    call = finished(services, ann)
    for line in ("ivr-0", "2-0", "3-0", "4-0"):
        services.calls.line_audio(ann, call.id, line)
    assert "For deliveries, press 1" in voice.spoken
    assert len(voice.spoken) == len(set(voice.spoken))
    for line in ("9-0", "2-7", "ivr-1", "1-0", "x", "2-", "-1-0", "٣-0", "2-" + "9" * 40):
        with pytest.raises(NotFound):
            services.calls.line_audio(ann, call.id, line)
