"""Where in a recording somebody speaks, told by energy alone, before any engine hears it."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FRAME_SECONDS = 0.01
_WINDOW_SECONDS = 0.025
_BAND = (200.0, 4000.0)
"""Most of speech lies here; mains hum and rumble lie below."""
_LEAST_LEVEL = -62.0
"""Below this (dBFS in the band) nothing counts: the hiss of a good microphone in a quiet room."""
_ABOVE_FLOOR = 9.0
"""How many dB a frame must rise above the recording's own noise."""
_STEADY = 1.5
"""A stretch whose level varies by fewer dB (standard deviation) is a machine, not a person."""
_BRIDGED = 8
_SHORTEST_RUN = 10
_SHORTEST_SUM = 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """From second `start` to second `end` of a recording somebody speaks."""

    start: float
    end: float


def is_silent(samples: npt.NDArray[np.float32], rate: int = 16_000) -> bool:
    """Whether nobody speaks: a quiet room, a humming machine, a click or the clatter of keys are silence."""
    return not speech(samples, rate)


def speech(samples: npt.NDArray[np.float32], rate: int = 16_000) -> tuple[Stretch, ...]:
    """The stretches in which somebody speaks, in order; gaps shorter than 80 ms are not gaps.

    A frame counts when it rises well above the noise floor, which is the recording's own tenth percentile; a stretch
    counts when it lasts 100 ms or longer and its level moves as a voice's does; all together must last 160 ms.
    """
    levels = frame_levels(samples, rate)
    if not len(levels):
        return ()
    floor = float(np.percentile(levels, 10))
    active = levels > max(floor + _ABOVE_FLOOR, _LEAST_LEVEL)
    bridged = re.sub(
        f"(?<=1)0{{1,{_BRIDGED - 1}}}(?=1)",
        lambda gap: "1" * len(gap.group()),
        "".join("1" if frame else "0" for frame in active),
    )
    runs = [
        run.span()
        for run in re.finditer("1+", bridged)
        if active[run.start() : run.end()].sum() >= _SHORTEST_RUN and not _is_steady(levels[run.start() : run.end()])
    ]
    if sum(end - start for start, end in runs) < _SHORTEST_SUM:
        return ()
    return tuple(Stretch(start * FRAME_SECONDS, end * FRAME_SECONDS) for start, end in runs)


def frame_levels(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float64]:
    """The level of each 10 ms, in dBFS, of what lies between 200 Hz and 4 kHz. -120 is the least."""
    hop, width = round(rate * FRAME_SECONDS), round(rate * _WINDOW_SECONDS)
    finite = np.nan_to_num(np.asarray(samples, np.float32), nan=0.0, posinf=1.0, neginf=-1.0)
    if len(finite) < width:
        return np.empty(0)
    window = np.hanning(width)
    frames = np.lib.stride_tricks.sliding_window_view(finite, width)[::hop]
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    frequency = np.fft.rfftfreq(width, 1 / rate)
    inside = (frequency >= _BAND[0]) & (frequency <= _BAND[1])
    mean_square = 2 * power[:, inside].sum(axis=1) / (width * (window**2).sum())
    return np.asarray(10 * np.log10(np.maximum(mean_square, 1e-12)))


def _is_steady(levels: npt.NDArray[np.float64]) -> bool:
    """Whether a stretch of over 300 ms hums: its beginning and end are left out, they rise and fall for any sound."""
    inner = levels[6:-6]
    return len(inner) > 18 and float(inner.std()) < _STEADY  # noqa: PLR2004 - 30 frames less both ends
