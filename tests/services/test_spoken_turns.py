"""Turns that come as recordings."""

import threading

import pytest
from taken_calls import answered, say

from tests.conftest import wav
from trainer.call.inputs import Heard
from trainer.errors import EngineFailed, NotFound, WrongUse
from trainer.services.out_of_order import OutOfOrder
from trainer.services.turns import SayTurn, SpokenTurn


def spoken(services, person, call, seq, audio):
    return services.calls.take_turn(person, call.id, SpokenTurn(seq=seq, type="say", audio=audio))


LOUD = wav(1.2, level=9000)


def test_spoken_words_are_heard_kept_and_measured(services, ann, recogniser):
    call = answered(services, ann)
    recogniser.hears = Heard(text="hello good morning", confidence=0.8, engine="told")
    answer = spoken(services, ann, call, 2, LOUD)
    assert (answer.heard.text, answer.heard.engine) == ("hello good morning", "told")
    assert "good morning how can I help you" in recogniser.expected
    kept = services.calls.record(ann, call.id).entries[1].input
    assert kept.delivery.loudness is not None
    assert services.calls.recording(ann, call.id, 2)[:4] == b"RIFF"
    assert len(services.calls.recording(ann, call.id)) > len(LOUD) // 2
    files = list((services.settings.data / "recordings").glob("*/*.flac"))
    assert [path.stem for path in files] == [kept.recording]


@pytest.mark.parametrize(("confidence", "doubtful"), [(0.45, True), (0.55, False)])
def test_words_heard_badly_are_shown_as_doubtful(services, ann, recogniser, confidence, doubtful):
    call = answered(services, ann)
    recogniser.hears = Heard(text="hello good morning", confidence=confidence, engine="told")
    assert spoken(services, ann, call, 2, LOUD).heard.doubtful is doubtful
    assert services.calls.record(ann, call.id).entries[1].input.understanding.doubtful is doubtful


def test_silence_takes_no_turn_and_keeps_no_recording(services, ann):
    call = answered(services, ann)
    answer = spoken(services, ann, call, 2, wav(2.0))
    assert (answer.seq, answer.heard.silent, answer.events) == (1, True, ())
    assert not (services.settings.data / "recordings").exists()


def test_without_a_recogniser_the_recording_is_kept_and_typing_takes_the_turn(services, ann):
    call = answered(services, ann, lang="zh")
    assert call.hearing.engine is None
    answer = spoken(services, ann, call, 2, LOUD)
    assert (answer.seq, answer.code, answer.heard.engine) == (1, "no_recogniser", None)
    typed = SayTurn(seq=2, type="say", text="您好，很高兴为您服务", recording=answer.recording)
    assert services.calls.take_turn(ann, call.id, typed).seq == 2
    assert services.calls.recording(ann, call.id, 2)[:4] == b"RIFF"


def test_a_recording_of_another_call_is_not_found(services, ann):
    other = answered(services, ann, lang="zh")
    answer = spoken(services, ann, other, 2, LOUD)
    call = answered(services, ann, lang="zh")
    with pytest.raises(NotFound):
        typed = SayTurn(seq=2, type="say", text="您好", recording=answer.recording)
        services.calls.take_turn(ann, call.id, typed)


def test_typing_does_not_wait_for_a_recogniser_and_the_recording_is_kept(services, ann, recogniser):
    call = answered(services, ann)
    typed = []

    def hear(*_args, **_named):
        # On a thread of its own, as another request; it would wait for ever if the call were held.
        other = threading.Thread(target=lambda: typed.append(say(services, ann, call, 2, "hello")), daemon=True)
        other.start()
        other.join(30)
        return Heard(text="hello good morning", confidence=0.8, engine="told")

    recogniser.hear = hear
    with pytest.raises(OutOfOrder):
        spoken(services, ann, call, 2, LOUD)
    assert [answer.seq for answer in typed] == [2]
    kept = services.calls.record(ann, call.id).entries
    assert [entry.input.recording for entry in kept[1:]] == [None]
    assert len(list((services.settings.data / "recordings").glob("*/*.flac"))) == 1


def test_the_same_recording_sent_again_while_it_is_heard_is_heard_once(services, ann, recogniser):
    call = answered(services, ann)
    heard, again = [], []

    def hear(*_args, **_named):
        heard.append(1)
        if len(heard) == 1:
            other = threading.Thread(target=lambda: again.append(spoken(services, ann, call, 2, LOUD)))
            other.start()
            again.append(other)
        return Heard(text="hello good morning", confidence=0.8, engine="told")

    recogniser.hear = hear
    first = spoken(services, ann, call, 2, LOUD)
    again[0].join()
    assert again[1] == first
    assert len(heard) == 1


def test_a_recogniser_that_fails_is_not_silence(services, ann, recogniser):
    call = answered(services, ann)

    def fails(*_args, **_named):
        raise EngineFailed("told", "out of order")

    recogniser.hear = fails
    with pytest.raises(EngineFailed):
        spoken(services, ann, call, 2, LOUD)
    assert services.calls.view(ann, call.id).seq == 1


@pytest.mark.parametrize(
    "audio",
    [b"", b"not audio at all", wav(61, rate=8000), LOUD[:-400], LOUD[:30], b"RIFF" + b"\x00" * 10_000_001],
    ids=["empty", "not audio", "61 s", "cut off", "cut off in its head", "over 10 MB"],
)
def test_unusable_recordings_are_refused_in_a_sentence_and_take_no_turn(services, ann, audio):
    call = answered(services, ann)
    with pytest.raises(WrongUse):
        spoken(services, ann, call, 2, audio)
    assert services.calls.view(ann, call.id).seq == 1
