"""What is sent as a recording is read, or refused with a sentence the sender understands."""

import tracemalloc

import numpy as np
import pytest
import speech_sounds as sounds
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import StoreFailed, WrongUse
from trainer.speech import audio


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (sounds.header(data=b""), "empty"),
        (b"not audio at all, only some words", "isn't a wav"),
        (b"RIFF", "isn't a wav"),
        (sounds.wav(np.zeros(61 * 8000), rate=8000), "61 s long"),
        (bytes(10_000_001), "over 10 MB"),
        (sounds.wav(np.zeros(16000))[:20_000], "cut off"),
        (sounds.wav(np.zeros(16000))[:30], "cut off"),
        (sounds.header(data=bytes(2000), announced=4_000_000_000), "cut off"),
        (sounds.header(data=bytes(2001)), "cut off"),
        (sounds.wav(np.zeros(2000), channels=2), "2 channels"),
        (sounds.header(data=bytes(2000), bits=8), "16-bit"),
        (sounds.header(data=bytes(2000), bits=32, kind=3), "16-bit"),
        (sounds.header(data=bytes(2000), rate=7999), "7999 samples a second"),
        (sounds.header(data=bytes(2000), rate=48001), "48001 samples a second"),
        (sounds.header(data=bytes(2000), rate=0), "0 samples a second"),
    ],
)
def test_what_is_no_usable_recording_is_refused_with_the_reason(content, words):
    with pytest.raises(WrongUse, match=words):
        audio.read_wav(content)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(WrongUse):
        audio.read_wav(content)


@given(st.data())
def test_a_damaged_wav_is_read_or_refused_and_nothing_else(data):
    whole = bytearray(sounds.wav(sounds.tone(0.02)))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        recording = audio.read_wav(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except WrongUse:
        return
    assert np.isfinite(recording.at_16k()).all()


@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=200), st.sampled_from([8000, 16000, 22050, 48000]))
def test_what_is_written_reads_back_the_same(values, rate):
    samples = (np.array(values) / 32768).astype(np.float32)
    assert (audio.read_wav(audio.write_wav(samples, rate)).samples == samples).all()
    kept = audio.read_flac(audio.write_flac(samples, rate))
    assert kept.rate == rate
    assert (kept.samples == samples).all()


def test_sixty_seconds_are_accepted_with_half_a_second_of_grace():
    assert audio.read_wav(sounds.wav(np.zeros(round(60.4 * 8000)), rate=8000)).seconds == pytest.approx(60.4)


def test_other_chunks_before_the_sound_are_passed_over():
    plain = sounds.header(data=bytes(200))
    assert len(audio.read_wav(plain[:12] + b"LIST\x03\x00\x00\x00abc\x00" + plain[12:]).samples) == 100


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 44100, 48000])
def test_a_tone_stays_the_same_tone_at_16_khz(rate):
    heard = audio.resample(sounds.tone(0.5, rate=rate), rate, 16_000)
    assert len(heard) == 8000
    assert np.abs(heard - sounds.tone(0.5))[200:-200].max() < 1e-3


@pytest.mark.parametrize("rate", [8001, 44_099, 47_999])
def test_a_minute_at_an_odd_rate_keeps_its_length_and_needs_few_filters(rate, monkeypatch):
    filters = []
    monkeypatch.setattr(audio, "_blackman", lambda place, made=audio._blackman: filters.append(1) or made(place))
    assert abs(len(audio.resample(np.zeros(60 * rate, np.float32), rate, 16_000)) / 16_000 - 60) < 0.01
    assert len(filters) <= 1000


def test_what_16_khz_cannot_hold_is_filtered_away():
    assert np.abs(audio.resample(sounds.tone(0.5, hertz=10_000, rate=48_000), 48_000, 16_000))[200:-200].max() < 1e-3


def test_samples_that_are_no_numbers_become_silence_and_too_loud_ones_full_scale():
    written = audio.to_16_bit(np.array([np.nan, 9.0, -9.0, np.inf], np.float32))
    assert written.tolist() == [0, 32767, -32768, 32767]


def test_the_turns_of_a_call_are_joined_at_their_seconds():
    pieces = [
        (1.0, audio.Recording(sounds.tone(0.5), 16_000)),
        (2.0, audio.Recording(sounds.tone(0.5, rate=8000), 8000)),
    ]
    whole = audio.read_wav(audio.join(pieces, length=4))
    loud = np.abs(whole.samples) > 0.01
    assert whole.seconds == 4
    assert not loud[:16_000].any()
    assert loud[16_000:24_000].mean() > 0.8
    assert not loud[24_000 : 32_000 - 50].any()
    assert loud[32_000:40_000].mean() > 0.8


def test_a_long_pause_between_two_turns_takes_little_more_memory_than_the_wav():
    pieces = [(at, audio.Recording(sounds.tone(1.0), 16_000)) for at in (0.0, 1200.0)]
    tracemalloc.start()
    try:
        whole = audio.join(pieces)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 * len(whole)
    assert audio.Recording(sounds.samples_of(whole)[0], 16_000).seconds == 1201


def test_what_two_say_at_once_is_heard_together_and_no_louder_than_full():
    quiet, loud = (audio.Recording(np.full(1600, level, np.float32), 16_000) for level in (0.25, 0.9))
    both = sounds.samples_of(audio.join([(0.0, quiet), (0.05, quiet)]))[0]
    assert both[:2400:800].round(2).tolist() == [0.25, 0.5, 0.25]
    assert sounds.samples_of(audio.join([(0.0, loud), (0.0, loud)]))[0].max() <= 1


def test_joining_nothing_gives_a_recording_without_sound():
    assert len(audio.join([])) == 44


def test_a_damaged_kept_recording_says_so():
    with pytest.raises(StoreFailed, match="damaged"):
        audio.read_flac(b"fLaC but no more")
