"""Sounds made for the tests: tones, hum, clicks, and voices through the real espeak-ng."""

import io
import struct
import wave

import numpy as np

RATE = 16_000


def tone(seconds, *, hertz=440.0, level=-20.0, rate=RATE):
    time = np.arange(round(seconds * rate)) / rate
    return (10 ** (level / 20) * np.sqrt(2) * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def noise(seconds, *, level=-60.0, seed=1, rate=RATE):
    return (10 ** (level / 20) * np.random.default_rng(seed).normal(0, 1, round(seconds * rate))).astype(np.float32)


def babble(seconds, *, level=-20.0, seed=1, rate=RATE):
    """Something with a voice's rhythm: syllables of 150 ms, each of its own loudness, on a buzzing 120 Hz."""
    time = np.arange(round(seconds * rate)) / rate
    buzz = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 30))
    syllables = np.abs(np.sin(np.pi * time / 0.15)) * (
        0.4 + 0.6 * np.random.default_rng(seed).random(len(time) // 2400 + 1)[(time / 0.15).astype(int)]
    )
    made = buzz * syllables
    return (made / np.sqrt(np.mean(made**2)) * 10 ** (level / 20)).astype(np.float32)


def wav(samples, *, rate=RATE, channels=1, width=2):
    file = io.BytesIO()
    with wave.open(file, "wb") as writing:
        writing.setnchannels(channels)
        writing.setsampwidth(width)
        writing.setframerate(rate)
        writing.writeframes((np.clip(samples, -1, 0.9999) * 32768).astype("<i2").tobytes())
    return file.getvalue()


def samples_of(content):
    with wave.open(io.BytesIO(content)) as reading:
        raw = reading.readframes(reading.getnframes())
        return np.frombuffer(raw, "<i2").astype(np.float32) / 32768, reading.getframerate()


def pitch(content):
    """The median F0 of a wav, by autocorrelation of 40 ms frames."""
    samples, rate = samples_of(content)
    width = round(0.04 * rate)
    frames = np.lib.stride_tricks.sliding_window_view(samples, width)[:: width // 2]
    frames = frames[np.sqrt(np.mean((frames - frames.mean(axis=1, keepdims=True)) ** 2, axis=1)) >= 0.015]
    frames = frames - frames.mean(axis=1, keepdims=True)
    likeness = np.fft.irfft(np.abs(np.fft.rfft(frames, 4096, axis=1)) ** 2, axis=1)[:, :width]
    low, high = rate // 450, rate // 60
    best = low + np.argmax(likeness[:, low:high], axis=1)
    voiced = likeness[np.arange(len(frames)), best] > 0.5 * likeness[:, 0]
    return float(np.median(rate / best[voiced]))


def brightness(content):
    """The spectral centroid of a wav in Hz: what is left of a voice's timbre in one number."""
    samples, rate = samples_of(content)
    power = np.abs(np.fft.rfft(samples)) ** 2
    return float((power * np.fft.rfftfreq(len(samples), 1 / rate)).sum() / power.sum())


def header(*, data, rate=RATE, channels=1, bits=16, kind=1, announced=None):
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    length = len(data) if announced is None else announced
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", length) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
