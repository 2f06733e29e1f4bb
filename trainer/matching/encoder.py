"""Similarity by a sentence encoder, the extra `semantic`: any model folder with an ONNX model and its tokenizer.

Nothing is downloaded. A folder holds `tokenizer.json` and `model.onnx` (there or in `onnx/`), as sentence-transformers
and Optimum write them. Token vectors are averaged over the text (or the model's own sentence vector is taken) and
compared by cosine; the words themselves are looked at too, so that "block the card" and "don't block the card" differ.
"""

import importlib
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.errors import EngineFailed, WrongUse
from trainer.matching.lexical import Lexical
from trainer.matching.normalise import plain
from trainer.matching.similarity import Closeness, Comparison

LONGEST = 128
"""Tokens of a text a model is given; replies are shorter."""
# How the cosine with the nearest example, its lead over the next move, and the lexical confidence make one confidence.
_COSINE, _LEAD, _LEXICAL, _CONSTANT = 9.0, 4.0, 2.0, -6.2


class Encoder:
    """Compares by the vectors of a sentence encoder. Thread-safe; keeps the vectors of recent texts."""

    threshold = 0.5
    margin = 0.02

    def __init__(self, session: Any, tokenizer: Any, *, folder: Path) -> None:  # noqa: ANN401 - untyped libraries
        self._session = session
        self._tokenizer = tokenizer
        self._folder = folder
        self._inputs = {one.name for one in session.get_inputs()}
        self._lexical = Lexical()
        self.vector = lru_cache(maxsize=20_000)(self._vector)

    @staticmethod
    def load(folder: Path) -> "Encoder":
        """Reads a model folder. Raises WrongUse when the extra or a file is missing or the model can't be read."""
        try:
            onnxruntime: Any = importlib.import_module("onnxruntime")
            tokenizers: Any = importlib.import_module("tokenizers")
        except ImportError as error:
            raise WrongUse("The encoder needs the extra `semantic`: pip install -e '.[semantic]'.") from error
        models = [folder / "model.onnx", folder / "onnx" / "model.onnx"]
        model = next((path for path in models if path.is_file()), None)
        if model is None or not (folder / "tokenizer.json").is_file():
            raise WrongUse(
                f"{folder} is no encoder folder: it needs tokenizer.json and model.onnx (there or in onnx/)."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            tokenizer.enable_truncation(LONGEST)
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise WrongUse(f"The model in {folder} can't be read: {error}") from error
        return Encoder(session, tokenizer, folder=folder)

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> Comparison:
        """Prepares the examples of a set of moves."""
        return EncoderComparison(self, examples, lang, self._lexical.comparison(examples, lang))

    def _vector(self, text: str) -> NDArray[np.float32]:
        encoding = self._tokenizer.encode(text or ".")
        mask = np.array([encoding.attention_mask], dtype=np.int64)
        feed = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        }
        try:
            outputs = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})
        except Exception as error:
            raise EngineFailed("encoder", f"the model in {self._folder} failed: {error}") from error
        vector = next((out[0] for out in outputs if out.ndim == 2), None)  # noqa: PLR2004 - a sentence vector
        if vector is None:
            weights = mask[0][:, None].astype(np.float32)
            vector = (outputs[0][0] * weights).sum(axis=0) / max(1.0, float(weights.sum()))
        unit: NDArray[np.float32] = vector / (float(np.linalg.norm(vector)) or 1.0)
        return unit


class EncoderComparison:
    """The examples of the moves heard at one node, as vectors."""

    def __init__(self, encoder: Encoder, examples: Mapping[str, Sequence[str]], lang: str, lexical: Comparison) -> None:
        self._encoder = encoder
        self._lang = lang
        self._lexical = lexical
        self._rows = [(move, text) for move, texts in examples.items() for text in texts]
        self._vectors = [encoder.vector(plain(text, lang)) for _, text in self._rows]

    def closeness(self, words: Sequence[str]) -> Sequence[Mapping[str, Closeness]]:
        """For each stretch of words, how close each move comes."""
        return [self._one(text, by_words) for text, by_words in zip(words, self._lexical.closeness(words), strict=True)]

    def _one(self, text: str, by_words: Mapping[str, Closeness]) -> Mapping[str, Closeness]:
        vector = self._encoder.vector(plain(text, self._lang))
        best: dict[str, tuple[float, str]] = {}
        for (move, example), other in zip(self._rows, self._vectors, strict=True):
            cosine = float(vector @ other)
            if move not in best or cosine > best[move][0]:
                best[move] = (cosine, example)
        ranked = sorted((cosine for cosine, _ in best.values()), reverse=True)
        answer = {}
        for move, (cosine, example) in best.items():
            rival = max([other for other in ranked if other < cosine] or [0.0]) if cosine == ranked[0] else ranked[0]
            lexical = by_words[move]
            total = _CONSTANT + _COSINE * cosine + _LEAD * (cosine - rival) + _LEXICAL * lexical.confidence
            sure = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
            answer[move] = Closeness(confidence=sure, example=example, opposed=lexical.opposed)
        return answer
