"""Recordings: read and validated, resampled, told from silence, kept as FLAC, joined into the recording of a call.

Samples inside the program are one-dimensional float32 arrays between -1 and 1.
"""

import io
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile  # type: ignore[import-untyped]

from trainer.errors import StoreFailed, WrongUse
from trainer.speech.voicing import is_silent

__all__ = [
    "Recording",
    "Samples",
    "is_silent",
    "join",
    "read_flac",
    "read_wav",
    "resample",
    "to_16_bit",
    "write_flac",
    "write_wav",
]

Samples = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second that recognisers hear and recordings are kept with."""
MOST_BYTES = 10_000_000
"""The largest upload read at all."""
MOST_SECONDS = 60.0
"""The longest turn, with a little grace for the moment in which a recorder stops."""
GRACE_SECONDS = 0.5
LOWEST_RATE, HIGHEST_RATE = 8_000, 48_000
_CHUNK_HEAD = 8
_PCM, _EXTENSIBLE = 1, 0xFFFE
_FULL_SCALE = 32768.0
MOST_PHASES = 441
"""Enough for the usual rates (44,100 Hz to 16,000 is 160 to 441) to be exact."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Samples as they came in, with their rate."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    def at_16k(self) -> Samples:
        """The samples at 16 kHz."""
        return resample(self.samples, self.rate, RATE)


def read_wav(content: bytes) -> Recording:
    """The recording in `content`, a wav of 16-bit mono samples at 8 to 48 kHz.

    Raises WrongUse, with a sentence for the person who sent it, when there is nothing in it, it isn't a wav, it is of
    another kind, longer than 60 s, larger than 10 MB, or cut off. Never raises anything else, whatever the bytes.
    """
    if len(content) > MOST_BYTES:
        raise WrongUse("The recording is over 10 MB. Send at most 60 seconds, as 16-bit mono wav.")
    if not content:
        raise WrongUse("The recording is empty: no sound arrived. Check the microphone and say it again.")
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":  # noqa: PLR2004 - the head's length
        raise WrongUse("This isn't a wav recording. Send 16-bit mono wav at 8 to 48 kHz.")
    rate, data = _samples_chunk(content)
    if len(data) // 2 > (MOST_SECONDS + GRACE_SECONDS) * rate:
        raise WrongUse(
            f"The recording is {len(data) / 2 / rate:.0f} s long; a turn may last 60 s. Say it in two turns."
        )
    samples = np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(_FULL_SCALE)
    return Recording(samples, rate)


def _samples_chunk(content: bytes) -> tuple[int, bytes]:
    """Rate and bytes of the samples. The chunks are walked here because `wave` trusts lengths that lie."""
    rate = 0
    place = 12
    while place + _CHUNK_HEAD <= len(content):
        name = content[place : place + 4]
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        body = content[place + _CHUNK_HEAD : place + _CHUNK_HEAD + length]
        if name == b"fmt ":
            rate = _rate_of_format(body)
        elif name == b"data":
            if not rate:
                raise WrongUse("This wav doesn't say how its samples are written. Send 16-bit mono wav.")
            if length == 0:
                raise WrongUse("The recording is empty: no sound arrived. Check the microphone and say it again.")
            if len(body) < length or length % 2:
                raise WrongUse(
                    f"The recording is cut off: {length} bytes of sound were announced, {len(body)} came. Send again."
                )
            return rate, body
        place += _CHUNK_HEAD + length + length % 2
    raise WrongUse("The recording is cut off before its sound begins. Send it again.")


def _rate_of_format(body: bytes) -> int:
    """The sampling rate, after the rest of the `fmt ` chunk was found acceptable."""
    if len(body) < 16:  # noqa: PLR2004 - the shortest there is
        raise WrongUse("The recording is cut off before its sound begins. Send it again.")
    kind = int.from_bytes(body[0:2], "little")
    channels = int.from_bytes(body[2:4], "little")
    rate = int.from_bytes(body[4:8], "little")
    bits = int.from_bytes(body[14:16], "little")
    if kind == _EXTENSIBLE and len(body) >= 26:  # noqa: PLR2004 - where the real kind stands
        kind = int.from_bytes(body[24:26], "little")
    if kind != _PCM or bits != 16:  # noqa: PLR2004 - the one depth accepted
        raise WrongUse("The recording's samples aren't plain 16-bit ones. Send 16-bit mono wav.")
    if channels != 1:
        raise WrongUse(f"The recording has {channels} channels. Send one (mono).")
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise WrongUse(f"The recording has {rate} samples a second. Send 8,000 to 48,000.")
    return rate


def resample(samples: Samples, rate: int, to: int) -> Samples:
    """`samples` at another rate, with what the new rate can't hold filtered away first (a windowed sinc).

    Source: J. O. Smith, "Digital Audio Resampling", with a Blackman window.
    """
    if rate == to or not len(samples):
        return samples
    # A rate such as 47,999 would need 16,000 phases; the nearest simpler ratio is off by under 10 ms a minute.
    ratio = Fraction(to, rate).limit_denominator(MOST_PHASES)
    return _polyphase(samples, ratio.numerator, ratio.denominator)


def _polyphase(samples: Samples, up: int, down: int) -> Samples:
    """Each output is a dot product of the input around it with the phase of the filter that falls on it."""
    zeros = 16
    half = zeros * max(up, down) / up
    reach = int(np.ceil(half))
    count = -(-len(samples) * up // down)
    padded = np.concatenate([np.zeros(reach, np.float32), samples, np.zeros(reach + 1, np.float32)])
    result = np.empty(count, np.float32)
    offsets = np.arange(-reach, reach + 1)
    cut = min(1.0, up / down)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    for first in range(min(up, count)):
        places = np.arange(first, count, up) * down
        distance = offsets - (first * down % up) / up
        window = np.where(abs(distance) < half, _blackman(distance / half), 0.0)
        taps = cut * np.sinc(cut * distance) * window
        result[first::up] = windows[places // up] @ (taps / taps.sum()).astype(np.float32)
    return result


def _blackman(place: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """The Blackman window at `place` from -1 to 1."""
    return np.asarray(0.42 + 0.5 * np.cos(np.pi * place) + 0.08 * np.cos(2 * np.pi * place))


def write_wav(samples: Samples, rate: int = RATE) -> bytes:
    """`samples` as a wav of 16-bit mono."""
    return _wav_of(to_16_bit(samples), rate)


def _wav_of(samples: npt.NDArray[np.int16], rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writing:
        writing.setnchannels(1)
        writing.setsampwidth(2)
        writing.setframerate(rate)
        writing.writeframes(samples.data if len(samples) else b"")
    return file.getvalue()


def to_16_bit(samples: Samples) -> npt.NDArray[np.int16]:
    """`samples` as 16-bit integers; too loud is cut at full scale, what isn't a number is silence."""
    finite = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return (np.clip(finite, -1.0, 1.0 - 1 / _FULL_SCALE) * _FULL_SCALE).round().astype("<i2")


def write_flac(samples: Samples, rate: int = RATE) -> bytes:
    """`samples` as FLAC, 16-bit mono: about half the size of a wav, and nothing lost."""
    file = io.BytesIO()
    soundfile.write(file, to_16_bit(samples), rate, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def read_flac(content: bytes) -> Recording:
    """A kept recording. Raises StoreFailed when the file is damaged."""
    try:
        samples, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise StoreFailed(f"A kept recording is damaged and can't be played: {error}") from error
    return Recording(np.ascontiguousarray(samples.mean(axis=1), dtype=np.float32), int(rate))


def join(pieces: Iterable[tuple[float, Recording]], *, length: float | None = None) -> bytes:
    """One wav at 16 kHz of all pieces, each at its second; where two overlap both are heard.

    `length` is the whole's length in seconds if it shall be longer than its last piece.
    """
    placed = [(max(0, round(at * RATE)), piece.at_16k()) for at, piece in pieces]
    ends = [start + len(samples) for start, samples in placed]
    # As 16-bit samples from the start: most of a long call is a pause, and floats of all of it would fill the memory.
    whole = np.zeros(max([*ends, round((length or 0) * RATE)], default=0), "<i2")
    for start, samples in placed:
        here = whole[start : start + len(samples)]
        here[:] = to_16_bit(here.astype(np.float32) / _FULL_SCALE + samples)
    return _wav_of(whole, RATE)
