"""A sentence-encoder folder, made here: bags of words as vectors."""

import json
import struct

import pytest
from made_matchers import matcher, move

from trainer.errors import WrongUse
from trainer.matching.encoder import Encoder


def test_a_folder_without_a_model_is_refused_in_one_sentence(tmp_path):
    pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
    with pytest.raises(WrongUse, match=r"tokenizer\.json and model\.onnx"):
        Encoder.load(tmp_path)


def test_a_broken_model_is_refused_in_one_sentence(tmp_path):
    pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text(json.dumps({}))
    with pytest.raises(WrongUse, match="can't be read"):
        Encoder.load(tmp_path)


def test_the_encoder_compares_by_its_vectors(tmp_path):
    folder = small_model(tmp_path)
    encoder = Encoder.load(folder)
    node = (move("hotel", "en", examples=["book a hotel"]), move("bags", "en", examples=["any bags"]))
    found = matcher("en", *node, similarity=encoder).understand("a hotel", moves=["hotel", "bags"], facts={})
    assert found.moves == ("hotel",)
    assert found.matches[0].example == "book a hotel"


def small_model(folder):
    """A model that looks a row up for each word."""
    pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
    tokenizers = pytest.importorskip("tokenizers", reason="the extra `semantic` is not installed")
    words = ["[UNK]", "book", "a", "hotel", "any", "bags"]
    model = tokenizers.models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(gather_model(len(words)))
    return folder


def gather_model(size):
    """The bytes of an ONNX model with one Gather over an identity matrix, written as protobuf by hand."""

    def field(number, payload):
        if isinstance(payload, int):
            return varint(number << 3) + varint(payload)
        payload = payload.encode() if isinstance(payload, str) else payload
        return varint(number << 3 | 2) + varint(len(payload)) + payload

    def varint(value):
        out = b""
        while value > 127:
            out, value = out + bytes([value & 127 | 128]), value >> 7
        return out + bytes([value])

    identity = b"".join(struct.pack("<f", float(r == c)) for r in range(size) for c in range(size))
    table = field(1, size) + field(1, size) + field(2, 1) + field(8, "table") + field(9, identity)

    def tensor(name, kind, dims):
        shape = b"".join(field(1, field(2, d) if isinstance(d, str) else field(1, d)) for d in dims)
        return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))

    node = field(1, "table") + field(1, "input_ids") + field(2, "last_hidden_state") + field(4, "Gather")
    graph = (
        field(1, node) + field(2, "g") + field(5, table)
        + field(11, tensor("input_ids", 7, ["b", "t"])) + field(12, tensor("last_hidden_state", 1, ["b", "t", size]))
    )  # fmt: skip
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))
