"""How each persona sounds and what a tone does to it: the tables behind "voices that differ in pitch and timbre".

A persona is an espeak-ng variant (its timbre) with a base pitch for each language, chosen so that the measured median
F0 of neighbouring personas lies at least three semitones apart in Chinese and in English alike:

    m3  90 Hz   m1  110 Hz   m2  135 Hz   f3  165 Hz   f1  200 Hz   f2  245 Hz

and a volume that brings all of them to about the same loudness. A tone then shifts pace, pitch and loudness.
"""

from dataclasses import dataclass

PERSONAS = ("f1", "f2", "f3", "m1", "m2", "m3")
"""The voices a scenario may name."""
TONES = ("calm", "worried", "upset", "angry", "relieved")
"""The tones a line may have."""
LANGUAGES = ("zh", "en")
"""The languages the bundled voices speak."""

_FAMILY = {"zh": "sit/cmn", "en": "gmw/en-us"}
_RATE = {"zh": 175, "en": 160}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What an engine is told for one line.

    `voice` is espeak-ng's name of voice and variant, `rate` its words a minute, `pitch` 0 to 100, `volume` 0 to 1 (1 is
    its full level). `female` and `number` (1 to 3) describe the persona to engines that have other voices.
    """

    lang: str
    voice: str
    rate: int
    pitch: int
    volume: float
    female: bool
    number: int


@dataclass(frozen=True, slots=True)
class _Timbre:
    variant: str
    pitch: dict[str, int]
    volume: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Colour:
    pace: float
    pitch: int
    volume: float


_TIMBRES = {
    "f1": _Timbre("f2", {"en": 52, "zh": 68}, {"en": 0.72, "zh": 0.54}),
    "f2": _Timbre("Annie", {"en": 48, "zh": 80}, {"en": 0.84, "zh": 0.61}),
    "f3": _Timbre("steph", {"en": 40, "zh": 46}, {"en": 0.84, "zh": 0.88}),
    "m1": _Timbre("m3", {"en": 52, "zh": 68}, {"en": 0.84, "zh": 0.60}),
    "m2": _Timbre("adam", {"en": 76, "zh": 84}, {"en": 0.78, "zh": 0.62}),
    "m3": _Timbre("john", {"en": 32, "zh": 52}, {"en": 0.56, "zh": 0.44}),
}
_COLOURS = {
    "calm": _Colour(1.0, 0, 0.85),
    "worried": _Colour(1.07, 7, 0.78),
    "upset": _Colour(1.13, 9, 1.0),
    "angry": _Colour(1.22, 13, 1.3),
    "relieved": _Colour(0.93, -6, 0.85),
}


def manner(*, lang: str, persona: str, tone: str) -> Manner:
    """How `persona` speaks `lang` in `tone`.

    An unknown persona or tone sounds like f1 or calm, and a language that is not in LANGUAGES is read by the English
    voice: a customer who sounds wrong is better than one who is mute.
    """
    family = lang if lang in _FAMILY else "en"
    known = persona if persona in _TIMBRES else "f1"
    timbre, colour = _TIMBRES[known], _COLOURS.get(tone, _COLOURS["calm"])
    return Manner(
        lang=family,
        voice=f"{_FAMILY[family]}+{timbre.variant}",
        rate=round(_RATE[family] * colour.pace),
        pitch=min(100, max(0, timbre.pitch[family] + colour.pitch)),
        volume=round(min(1.0, timbre.volume[family] * colour.volume), 3),
        female=known[0] == "f",
        number=int(known[1]),
    )
