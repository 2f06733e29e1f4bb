"""The process in which pocketsphinx hears: it holds the interpreter's lock for as long as it listens.

Started as `python -m trainer.speech.recognisers.sphinx_worker`. A request is the samples and the phrases expected. The
answer tells what was heard in three ways that can be compared: as free words, as one of the phrases, as mere sounds.
"""

import hashlib
import importlib
import math
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from trainer.speech.process import Answer, serve
from trainer.speech.recognisers.language_model import common_english, words_of, write_model
from trainer.speech.recognisers.rivals import rivals

_MODELS_KEPT = 64
_FRAMES_A_SECOND = 100
_LARGE_MODEL_BYTES = 20 * 32_000
"""Twenty seconds of samples."""
_PHRASES, _SOUNDS = "phrases", "sounds"


_Places = Mapping[tuple[str, ...], int]


class _Decoder(Protocol):
    """What is used of a pocketsphinx decoder, which has no types of its own."""

    def activate_search(self, name: str) -> None: ...
    def add_allphone_file(self, name: str, path: str) -> None: ...
    def add_jsgf_string(self, name: str, grammar: str) -> None: ...
    def start_utt(self) -> None: ...
    def process_raw(self, samples: bytes, no_search: bool, full_utterance: bool, /) -> None: ...  # noqa: FBT001
    def end_utt(self) -> None: ...
    def n_frames(self) -> int: ...
    def hyp(self) -> Any: ...  # noqa: ANN401 - the hypothesis, or None
    def seg(self) -> Any: ...  # noqa: ANN401 - an iterable of words


def main() -> None:
    """Hears until standard input is closed."""
    serve(lambda: Listener().answer)


class Listener:
    """Writes a small language model and dictionary for each set of phrases, and decodes through SpeechRecognition."""

    def __init__(self) -> None:
        self._speech_recognition: Any = importlib.import_module("speech_recognition")
        pocketsphinx: Any = importlib.import_module("pocketsphinx")
        home = Path(pocketsphinx.get_model_path()) / "en-us"
        self._sounds = home / "en-us-phone.lm.bin"
        self._pronunciations = _read_dictionary(home / "cmudict-en-us.dict")
        self._home = tempfile.TemporaryDirectory(prefix="trainer-hearing-")  # removed when the process ends
        self._folder = Path(self._home.name)
        self._acoustics = _with_all_sounds(home / "en-us", self._folder / "acoustics")
        self._models: OrderedDict[str, tuple[Path, Path]] = OrderedDict()
        self._recogniser = self._speech_recognition.Recognizer()

    def answer(self, request: dict[str, Any], samples: bytes) -> Answer:
        """`words`: each with its posterior probability, start and end. `phrase`: None, or the one that fits best.

        `parts`: the same as `phrase` for each stretch of the recording that the request names as one.

        A phrase has its `number` among those expected, its `words`, whether they are `denied` (say the opposite of it),
        `silent` (the stretches of it that are no word, in seconds), and how much likelier it is than the free words
        (`over_words`) and mere sounds (`over_sounds`): the logarithm of the likelihood ratio for each hundredth of a
        second, in pocketsphinx's unit (base 1.0001).
        """
        expected = [self._known(phrase) for phrase in request["expected"]]
        audio = self._speech_recognition.AudioData(samples, 16_000, 2)
        language: Any = "en-US"  # SpeechRecognition's own large model: better where nothing is expected, but slow
        if expected or len(samples) > _LARGE_MODEL_BYTES:
            model, dictionary = self._files(expected)
            language = (str(self._acoustics), str(model), str(dictionary))
        decoder = self._recogniser.recognize_sphinx(audio, language=language, show_all=True)
        found = decoder.seg() if decoder.hyp() is not None else ()
        heard = [(_plain(part.word), part.prob, *_times(part)) for part in found if _is_word(part.word)]
        places = {tuple(words): number for number, words in reversed(list(enumerate(expected))) if words}
        if not places:
            return {"words": heard, "phrase": None, "parts": []}, b""
        free = _score(decoder) if heard else None
        opposite = {other: number for words, number in places.items() for other in rivals(words) if other not in places}
        grammar = _grammar([*places, *filter(self._has, opposite)])
        decoder.add_jsgf_string(_PHRASES, grammar)
        decoder.add_allphone_file(_SOUNDS, str(self._sounds))
        parts = [samples[_place(start) : _place(end)] for start, end in request.get("parts", ())]
        return {
            "words": heard,
            "phrase": _phrase(decoder, places, opposite, samples, free=free),
            "parts": [_phrase(decoder, places, opposite, part) for part in parts],
        }, b""

    def _has(self, words: Iterable[str]) -> bool:
        return all(word in self._pronunciations for word in words)

    def _known(self, phrase: str) -> list[str]:
        return [word for word in words_of(phrase) if word in self._pronunciations]

    def _files(self, expected: list[list[str]]) -> tuple[Path, Path]:
        """The model and dictionary for these phrases, written now or earlier."""
        key = hashlib.sha256("\n".join(" ".join(words) for words in expected).encode()).hexdigest()[:32]
        if key not in self._models:
            text, vocabulary = write_model(expected, common_english())
            model, dictionary = self._folder / f"{key}.lm", self._folder / f"{key}.dict"
            model.write_text(text, "ascii")
            lines = [line for word in sorted(vocabulary) for line in self._pronunciations.get(word, ())]
            dictionary.write_text("\n".join(lines) + "\n", "ascii")
            self._models[key] = (model, dictionary)
            if len(self._models) > _MODELS_KEPT:
                for path in self._models.popitem(last=False)[1]:
                    path.unlink(missing_ok=True)
        self._models.move_to_end(key)
        return self._models[key]


def _with_all_sounds(model: Path, folder: Path) -> Path:
    """A copy of the acoustic model that scores every sound in every frame.

    Otherwise only those of words still in question are scored, against the best of them, and the scores of two ways of
    hearing the same can't be compared. SpeechRecognition leaves no other way to say so.
    """
    shutil.copytree(model, folder)
    parameters = folder / "feat.params"
    parameters.write_text(parameters.read_text("ascii").rstrip() + "\n-compallsen yes\n", "ascii")
    return folder


def _phrase(
    decoder: _Decoder, places: _Places, opposite: _Places, samples: bytes, *, free: float | None = None
) -> dict[str, Any] | None:
    """The whole expected phrase that fits the samples best; `free` is the score of free words, where it is known."""
    _hear(decoder, _PHRASES, samples)
    if decoder.hyp() is None:
        return None
    parts = list(decoder.seg())
    words = tuple(_plain(part.word) for part in parts if _is_word(part.word))
    number = places.get(words, opposite.get(words))
    if number is None:  # the way through the grammar broke off
        return None
    bound, frames = _score(decoder), max(1, decoder.n_frames())
    _hear(decoder, _SOUNDS, samples)
    return {
        "number": number,
        "words": words,
        "denied": words in opposite,
        "silent": [_times(part) for part in parts if not _is_word(part.word)],
        "over_words": None if free is None else (bound - free) / frames,
        "over_sounds": (bound - _score(decoder)) / frames,
    }


def _grammar(phrases: Iterable[tuple[str, ...]]) -> str:
    """One of the phrases, whole."""
    return f"#JSGF V1.0;\ngrammar g;\npublic <g> = {' | '.join(' '.join(words) for words in phrases)} ;\n"


def _hear(decoder: _Decoder, search: str, samples: bytes) -> None:
    decoder.activate_search(search)
    decoder.start_utt()
    decoder.process_raw(samples, False, True)
    decoder.end_utt()


def _score(decoder: _Decoder) -> float:
    """The logarithm of the likelihood of what was just heard; the library gives the likelihood itself."""
    heard = decoder.hyp()
    return math.log(heard.score) / math.log(1.0001) if heard is not None and heard.score > 0 else -1e9


def _times(part: Any) -> tuple[float, float]:  # noqa: ANN401 - a segment of pocketsphinx
    """Where a word starts and ends, in seconds."""
    return part.start_frame / _FRAMES_A_SECOND, (part.end_frame + 1) / _FRAMES_A_SECOND


def _place(seconds: float) -> int:
    """Where a moment lies in the bytes of the samples."""
    return 2 * round(seconds * 16_000)


def _plain(word: str) -> str:
    """Without the number of the pronunciation."""
    return word.split("(", maxsplit=1)[0]


def _is_word(word: str) -> bool:
    return word[0] not in "<[+("


def _read_dictionary(path: Path) -> dict[str, list[str]]:
    """Each word's lines: a word with several pronunciations has several."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line:
            found.setdefault(line.split(maxsplit=1)[0].split("(")[0], []).append(line)
    return found


if __name__ == "__main__":
    main()
