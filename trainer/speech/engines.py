"""Which voice and which recogniser the settings ask for. Engines are imported only when they are chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.errors import WrongUse
from trainer.settings import Settings
from trainer.speech.ports import Recogniser, Voice

_SEPARATORS = str.maketrans({",": " ", ";": " "})


def _pyttsx3(_settings: Settings) -> Voice:
    from trainer.speech.voices.espeak import EspeakVoice, default_driver  # noqa: PLC0415 - only when chosen

    return EspeakVoice(driver=default_driver(), name="pyttsx3")


def _espeak(_settings: Settings) -> Voice:
    from trainer.speech.voices.espeak import EspeakVoice  # noqa: PLC0415 - only when chosen

    return EspeakVoice(driver="espeak", name="espeak")


def _pocketsphinx(_settings: Settings) -> Recogniser:
    from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser  # noqa: PLC0415 - only when chosen

    return PocketsphinxRecogniser()


_VOICES: Mapping[str, Callable[[Settings], Voice]] = {"pyttsx3": _pyttsx3, "espeak": _espeak}
_RECOGNISERS: Mapping[str, Callable[[Settings], Recogniser]] = {"pocketsphinx": _pocketsphinx}


@dataclass(frozen=True, slots=True)
class Available:
    """The engines that would be used, by language; None where there is none."""

    voice: str
    recogniser: Mapping[str, str | None]


def voice(settings: Settings) -> Voice:
    """The voice that `settings` name. Raises WrongUse for a name nobody knows."""
    return _VOICES[_chosen(settings.voice, tuple(_VOICES), "TRAINER_VOICE")[0]](settings)


def recogniser(settings: Settings, lang: str) -> Recogniser | None:
    """The first recogniser in the settings' list that hears `lang`; None when none does.

    Raises WrongUse for a name nobody knows, and EngineFailed or WrongUse when the one named lacks its package or model.
    """
    for name in _chosen(settings.recogniser, tuple(_RECOGNISERS), "TRAINER_RECOGNISER"):
        engine = _RECOGNISERS[name](settings)
        if lang in engine.languages():
            return engine
    return None


def available(settings: Settings) -> Available:
    """What `voice` and `recogniser` would give."""
    found = {lang: recogniser(settings, lang) for lang in ("zh", "en")}
    return Available(
        voice=_chosen(settings.voice, tuple(_VOICES), "TRAINER_VOICE")[0],
        recogniser={lang: engine.name if engine else None for lang, engine in found.items()},
    )


def _chosen(value: str, known: tuple[str, ...], setting: str) -> tuple[str, ...]:
    names = tuple(value.translate(_SEPARATORS).split())
    unknown = [name for name in names if name not in known and name != "none"]
    if unknown:
        raise WrongUse(f"{setting} names {unknown[0]!r}; there are: {', '.join(known)}.")
    return tuple(name for name in names if name != "none")
