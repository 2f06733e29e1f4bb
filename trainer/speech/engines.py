"""Which voice and which recogniser the settings ask for. Engines are imported only when they are chosen.

`TRAINER_VOICE` and `TRAINER_RECOGNISER` each name one engine or several in order (`vosk, pocketsphinx`): for a language
the first that knows it is used. `none` uses none. What an engine needs beyond its name stands in the options.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import EngineFailed, WrongUse
from trainer.settings import Settings
from trainer.speech.compatible_server import CompatibleServer
from trainer.speech.ports import Recogniser, Voice

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Available:
    """The names of the engines in use by language; None where there is none."""

    voice: Mapping[str, str | None]
    recogniser: Mapping[str, str | None]


def voice(settings: Settings) -> Voice:
    """The voice that `settings` name; with several names, one that speaks each language with the first that knows it.

    Raises WrongUse for a name nobody knows, or when the engine lacks its package or options.
    """
    chosen = [_VOICES[name](settings) for name in _names(settings.voice, _VOICES, "TRAINER_VOICE")]
    return chosen[0] if len(chosen) == 1 else Voices(chosen)


def recogniser(settings: Settings, lang: str) -> Recogniser | None:
    """The first recogniser in the settings' list that hears `lang`; None when none does.

    Raises WrongUse for a name nobody knows, or when the engine lacks its package, model or options.
    """
    return Recognisers(settings).hearing(lang)


def check_names(settings: Settings) -> None:
    """Raises WrongUse when the settings name an engine nobody knows. Whether one can start shows when it is used."""
    _names(settings.voice, _VOICES, "TRAINER_VOICE")
    _names(settings.recogniser, _RECOGNISERS, "TRAINER_RECOGNISER")


def check_recognisers(settings: Settings) -> None:
    """Raises WrongUse when a recogniser that somebody named in the settings lacks its package, model or options.

    The one that comes along unasked may be missing: calls are then typed.
    """
    if settings.sources.get("recogniser", "default") != "default":
        for name in _names(settings.recogniser, _RECOGNISERS, "TRAINER_RECOGNISER"):
            _RECOGNISERS[name](settings)


def available(settings: Settings) -> Available:
    """What `voice` and `recogniser` give for each language. Raises as they do."""
    speaking = voice(settings)
    recognisers = Recognisers(settings)
    hearing = {lang: recognisers.hearing(lang) for lang in LANGUAGES}
    return Available(
        voice={lang: speaking.name if lang in speaking.languages() else None for lang in LANGUAGES},
        recogniser={lang: engine.name if engine else None for lang, engine in hearing.items()},
    )


class Voices:
    """Several voices as one: each language is spoken by the first that knows it."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = tuple(voices)
        self.name = "+".join(voice.name for voice in voices) or "none"
        self.version = " | ".join(str(getattr(voice, "version", "")) for voice in voices)

    def languages(self) -> Sequence[str]:
        """All that one of them speaks."""
        return tuple(dict.fromkeys(lang for voice in self._voices for lang in voice.languages()))

    def speak(self, text: str, *, lang: str, persona: str, tone: str) -> bytes:
        """The line in the first voice that knows the language. Raises EngineFailed when none does."""
        for one in self._voices:
            if lang in one.languages():
                return one.speak(text, lang=lang, persona=persona, tone=tone)
        raise EngineFailed(self.name, f"no voice for {lang} is set up")

    def close(self) -> None:
        """Closes those that hold something."""
        for one in self._voices:
            close = getattr(one, "close", None)
            if close is not None:
                close()


class Recognisers:
    """The recognisers that `settings` name. Each is made once, however many languages it hears: models are large."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: dict[str, Recogniser] = {}

    def hearing(self, lang: str) -> Recogniser | None:
        """The first in the settings' list that hears `lang`; None when none does. Raises as `recogniser` does."""
        for name in _names(self._settings.recogniser, _RECOGNISERS, "TRAINER_RECOGNISER"):
            if name not in self._made:
                self._made[name] = _RECOGNISERS[name](self._settings)
            if lang in self._made[name].languages():
                return self._made[name]
        return None


def _names(value: str, known: Mapping[str, object], setting: str) -> tuple[str, ...]:
    names = tuple(name for name in value.replace(",", " ").lower().split() if name != "none")
    for name in names:
        if name not in known:
            raise WrongUse(f"{setting} names {name!r}; there are: {', '.join(known)}, none.")
    return names


def _pyttsx3(_settings: Settings) -> Voice:
    from trainer.speech.voices.espeak import EspeakVoice, default_driver  # noqa: PLC0415 - only when chosen

    return EspeakVoice(driver=default_driver(), name="pyttsx3")


def _espeak(_settings: Settings) -> Voice:
    from trainer.speech.voices.espeak import EspeakVoice  # noqa: PLC0415 - only when chosen

    return EspeakVoice(driver="espeak", name="espeak")


def _openai_voice(settings: Settings) -> Voice:
    from trainer.speech.voices.openai import OpenAIVoice  # noqa: PLC0415 - only when chosen

    pairs = [pair.split("=", 1) for pair in settings.options.get("openai_voices", "").replace(",", " ").split()]
    return OpenAIVoice(
        _server(settings),
        model=settings.options.get("openai_voice_model", "tts-1"),
        voices={pair[0]: pair[1] for pair in pairs if len(pair) == 2},  # noqa: PLR2004 - persona=voice
        languages=_languages(settings, "openai_voice_languages"),
    )


def _pocketsphinx(_settings: Settings) -> Recogniser:
    from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser  # noqa: PLC0415 - only when chosen

    return PocketsphinxRecogniser()


def _vosk(settings: Settings) -> Recogniser:
    from trainer.speech.recognisers.vosk import VoskRecogniser  # noqa: PLC0415 - only when chosen

    folders = {lang: settings.options.get(f"vosk_model_{lang}", "") for lang in LANGUAGES}
    return VoskRecogniser({lang: Path(folder).expanduser() for lang, folder in folders.items() if folder})


def _whisper(settings: Settings) -> Recogniser:
    from trainer.speech.recognisers.whisper import WhisperRecogniser  # noqa: PLC0415 - only when chosen

    folder = settings.options.get("whisper_model", "")
    return WhisperRecogniser(
        Path(folder).expanduser() if folder else None,
        languages=_languages(settings, "whisper_languages"),
        device=settings.options.get("whisper_device", "cpu"),
        compute=settings.options.get("whisper_compute", "int8"),
    )


def _openai_recogniser(settings: Settings) -> Recogniser:
    from trainer.speech.recognisers.openai import OpenAIRecogniser  # noqa: PLC0415 - only when chosen

    return OpenAIRecogniser(
        _server(settings),
        model=settings.options.get("openai_model", "whisper-1"),
        languages=_languages(settings, "openai_languages"),
        answer_format=settings.options.get("openai_format", "json"),
    )


def _server(settings: Settings) -> CompatibleServer:
    return CompatibleServer(url=settings.options.get("openai_url", ""), key=settings.options.get("openai_key", ""))


def _languages(settings: Settings, option: str) -> tuple[str, ...]:
    return tuple(settings.options.get(option, " ".join(LANGUAGES)).replace(",", " ").split())


_VOICES: Mapping[str, Callable[[Settings], Voice]] = {"pyttsx3": _pyttsx3, "espeak": _espeak, "openai": _openai_voice}
_RECOGNISERS: Mapping[str, Callable[[Settings], Recogniser]] = {
    "pocketsphinx": _pocketsphinx,
    "vosk": _vosk,
    "whisper": _whisper,
    "openai": _openai_recogniser,
}
