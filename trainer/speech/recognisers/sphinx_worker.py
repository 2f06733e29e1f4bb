"""The process in which pocketsphinx hears: it holds the interpreter's lock for as long as it listens.

Started as `python -m trainer.speech.recognisers.sphinx_worker`. A request is the samples and the phrases expected; the
answer is the words, each with its posterior probability: how much of all that the sound could be, by this language
model, has this word in this place.
"""

import hashlib
import importlib
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

from trainer.speech.process import Answer, serve
from trainer.speech.recognisers.language_model import common_english, words_of, write_model

_MODELS_KEPT = 64


def main() -> None:
    """Hears until standard input is closed."""
    serve(lambda: Listener().answer)


class Listener:
    """Writes a small language model and dictionary for each set of phrases, and decodes through SpeechRecognition."""

    def __init__(self) -> None:
        self._speech_recognition: Any = importlib.import_module("speech_recognition")
        pocketsphinx: Any = importlib.import_module("pocketsphinx")
        home = Path(pocketsphinx.get_model_path()) / "en-us"
        self._acoustics = home / "en-us"
        self._pronunciations = _read_dictionary(home / "cmudict-en-us.dict")
        self._home = tempfile.TemporaryDirectory(prefix="trainer-hearing-")  # removed when the process ends
        self._folder = Path(self._home.name)
        self._models: OrderedDict[str, tuple[Path, Path]] = OrderedDict()
        self._recogniser = self._speech_recognition.Recognizer()

    def answer(self, request: dict[str, Any], samples: bytes) -> Answer:
        """`words`: each with its posterior probability."""
        language: Any = "en-US"  # SpeechRecognition's own large model, when nothing is expected
        if request["expected"]:
            model, dictionary = self._files(request["expected"])
            language = (str(self._acoustics), str(model), str(dictionary))
        audio = self._speech_recognition.AudioData(samples, 16_000, 2)
        decoder = self._recogniser.recognize_sphinx(audio, language=language, show_all=True)
        if decoder.hyp() is None:
            return {"words": []}, b""
        heard = [(part.word.split("(")[0], part.prob) for part in decoder.seg() if part.word[0] not in "<["]
        return {"words": heard}, b""

    def _files(self, expected: list[str]) -> tuple[Path, Path]:
        """The model and dictionary for these phrases, written now or earlier."""
        key = hashlib.sha256("\n".join(expected).encode()).hexdigest()[:32]
        if key not in self._models:
            known = [[word for word in words_of(phrase) if word in self._pronunciations] for phrase in expected]
            text, vocabulary = write_model(known, common_english())
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


def _read_dictionary(path: Path) -> dict[str, list[str]]:
    """Each word's lines: a word with several pronunciations has several."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line:
            found.setdefault(line.split(maxsplit=1)[0].split("(")[0], []).append(line)
    return found


if __name__ == "__main__":
    main()
