"""Similarity by a sentence encoder, the extra `semantic`: any model folder with an ONNX model and its tokenizer.

Nothing is downloaded. A folder holds `tokenizer.json` and `model.onnx` (there or in `onnx/`), as sentence-transformers
and Optimum write them. Token vectors are averaged over the text (or the model's own sentence vector is taken) and
compared by cosine. Models differ in what a cosine of 0.6 means, so each node's own examples say how alike sentences of
one move and of different moves are, and how far the model can be trusted there; one that can't read the language has
no say. What the words themselves show always counts too, so that "block the card" and "don't block the card"
differ.
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
_SUREST = 0.993
"""What a measure of words may be sure of, at most, before it is weighed against the encoder."""
_UNREADABLE = ("[UNK]", "<unk>")
_MOST_UNREADABLE = 0.1
"""The share of tokens unknown to the tokenizer from which on a model doesn't know the language."""
_LEAST_APART = 0.02
"""The least by which cosines within a move are taken to be above those between moves."""
WEIGHTS = (0.622, -3.326, 4.021, 2.552)
"""What trust takes off the words' own measure; a constant; nearness; lead. Fitted by tests/bench/encoder_fit.py."""


class Encoder:
    """Compares by the vectors of a sentence encoder. Thread-safe; keeps the vectors of recent texts."""

    threshold = 0.5
    margin = 0.0
    stricter = 0.4

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
            # Many a tokenizer.json fills every text up to 128 tokens: ten times the work for a short reply.
            tokenizer.no_padding()
            tokenizer.enable_truncation(LONGEST)
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise WrongUse(f"The model in {folder} can't be read: {error}") from error
        return Encoder(session, tokenizer, folder=folder)

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> "EncoderComparison":
        """Prepares the examples of a set of moves."""
        return EncoderComparison(self, examples, lang, self._lexical.comparison(examples, lang))

    def unreadable(self, texts: Sequence[str]) -> float:
        """The share of the texts' tokens that the tokenizer doesn't know."""
        tokens = [token for text in texts for token in self._tokenizer.encode(text).tokens]
        return sum(token in _UNREADABLE for token in tokens) / max(1, len(tokens))

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
        self._texts = {move: tuple(texts) for move, texts in examples.items() if texts}
        written = [plain(text, lang) for texts in self._texts.values() for text in texts]
        vectors = [encoder.vector(text) for text in written]
        self._vectors = np.array(vectors, dtype=np.float32) if vectors else np.zeros((0, 1), dtype=np.float32)
        sizes = [len(texts) for texts in self._texts.values()]
        self._starts = [sum(sizes[:place]) for place in range(len(sizes))]
        self.trust, self._far, self._apart = _scale(self._vectors, np.repeat(np.arange(len(sizes)), sizes))
        if encoder.unreadable(written) > _MOST_UNREADABLE:
            self.trust = 0.0

    def closeness(self, words: Sequence[str]) -> Sequence[Mapping[str, Closeness]]:
        """For each stretch of words, how close each move comes."""
        told = self._lexical.closeness(words)
        return [self._one(text, by_words) for text, by_words in zip(words, told, strict=True)] if self.trust else told

    def signs(self, text: str, by_words: Mapping[str, Closeness]) -> Mapping[str, tuple[float, float, float, str]]:
        """For each move what the words say by themselves (a logit), how near it is, its lead, the nearest example."""
        cosines = self._vectors @ self._encoder.vector(plain(text, self._lang))
        found: dict[str, tuple[float, str]] = {}
        for start, (move, texts) in zip(self._starts, self._texts.items(), strict=True):
            place = int(cosines[start : start + len(texts)].argmax())
            found[move] = ((float(cosines[start + place]) - self._far) / self._apart, texts[place])
        first, second = [*sorted((near for near, _ in found.values()), reverse=True), 0.0][:2]
        return {
            move: (_logit(by_words[move].confidence), near, near - (second if near == first else first), example)
            for move, (near, example) in found.items()
        }

    def _one(self, text: str, by_words: Mapping[str, Closeness]) -> Mapping[str, Closeness]:
        less, constant, nearness, lead = WEIGHTS
        answer = {}
        for move, (lexical, near, ahead, example) in self.signs(text, by_words).items():
            by_meaning = constant + nearness * near + lead * ahead - less * lexical
            sure = 1 / (1 + math.exp(-(lexical + self.trust * by_meaning)))
            answer[move] = Closeness(confidence=round(sure, 4), example=example, opposed=by_words[move].opposed)
        return answer


def _scale(vectors: NDArray[np.float32], owners: NDArray[np.intp]) -> tuple[float, float, float]:
    """How far examples show that the model can be trusted (0 to 1), and what is a cosine between and within moves.

    Trusted is a model by which the nearest other example is one of the same move, more often than by chance.
    """
    alone = ~np.eye(len(owners), dtype=bool)
    same = (owners[:, None] == owners) & alone
    other = alone & ~same
    kin = same.any(axis=1)
    if not kin.any() or not other.any():
        return 0.0, 0.0, 1.0
    cosines = (vectors @ vectors.T).astype(np.float64)
    within = np.where(same, cosines, -2.0).max(axis=1)[kin]
    between = np.where(other, cosines, -2.0).max(axis=1)[kin]
    chance = float((same.sum(axis=1) / alone.sum(axis=1))[kin].mean())
    right = float((within > between).mean())
    far = float(cosines[other].mean())
    return (
        max(0.0, (right - chance) / (1 - chance)),
        far,
        max(_LEAST_APART, float(within.mean()) - far),
    )


def _logit(confidence: float) -> float:
    held = min(_SUREST, max(1 - _SUREST, confidence))
    return math.log(held / (1 - held))
