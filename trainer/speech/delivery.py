"""How something was said: pace, pauses, fillers, loudness. Shown to the trainee, never scored."""

import itertools
import re

import numpy as np

from trainer.call.inputs import Delivery
from trainer.speech.audio import Samples
from trainer.speech.voicing import Stretch, speech

PAUSE_SECONDS = 0.5
"""A gap between words from this length on is a pause."""
SHORTEST_FOR_PACE = 1.0
"""Seconds of speech below which a pace would mean nothing."""

_FILLERS = {
    "en": re.compile(r"\b(?:u+m+|u+h+|e+r+m*|h+m+|m{2,}|you know|i mean)\b", re.IGNORECASE),
    "zh": re.compile(
        r"[嗯呃唔]+|(?<![\u4e00-\u9fff])额+(?![\u4e00-\u9fff])|(?:那个|这个){2,}|(?:然后){2,}|就是说|怎么说呢",
    ),
}
_WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+(?:['’][^\W_]+)*")
_HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff])")


def measure(samples: Samples, rate: int, text: str, lang: str, answer_delay: float | None = None) -> Delivery:
    """How the words `text` were said in a recording.

    `seconds` reaches from the first to the last sound of speech. The pace counts words (English) or characters and
    foreign words (Chinese) over that time; it is None without words or for less than a second. `answer_delay` is given
    from the end of the customer's line to the beginning of the recording, and returned to the first word in it; below
    zero the trainee began while the customer was speaking. Loudness is the RMS level of the speech, in dBFS.
    """
    stretches = speech(samples, rate)
    if not stretches:
        return Delivery(seconds=0.0, fillers=fillers(text, lang))
    began, ended = stretches[0].start, stretches[-1].end
    seconds = ended - began
    gaps = [after.start - before.end for before, after in itertools.pairwise(stretches)]
    pauses = [gap for gap in gaps if gap >= PAUSE_SECONDS]
    said = words(text)
    return Delivery(
        seconds=round(seconds, 2),
        pace=round(said / seconds * 60, 1) if said and seconds >= SHORTEST_FOR_PACE else None,
        pauses=len(pauses),
        pause_seconds=round(sum(pauses), 2),
        fillers=fillers(text, lang),
        loudness=_loudness(samples, rate, stretches),
        answer_delay=None if answer_delay is None else round(answer_delay + began, 2),
    )


def words(text: str) -> int:
    """Words, where each Chinese character is one."""
    return len(_WORD.findall(_HAN.sub(r" \1 ", text)))


def fillers(text: str, lang: str) -> int:
    """How often `text` holds an "um" or 嗯. A recogniser may have left some out."""
    pattern = _FILLERS.get(lang)
    return len(pattern.findall(text)) if pattern else 0


def _loudness(samples: Samples, rate: int, stretches: tuple[Stretch, ...]) -> float | None:
    parts = [samples[round(part.start * rate) : round(part.end * rate)] for part in stretches]
    spoken = np.nan_to_num(np.concatenate(parts)).astype(np.float64)
    level = float(np.sqrt(np.mean(spoken**2))) if len(spoken) else 0.0
    return round(20 * float(np.log10(level)), 1) if level > 0 else None
