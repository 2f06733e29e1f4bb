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


HOTEL, BAGS = ["book a hotel", "book hotel"], ["any bags", "bags"]


def test_the_encoder_compares_by_its_vectors(tmp_path):
    encoder = Encoder.load(small_model(tmp_path))
    found = matcher("en", *node("en", HOTEL, BAGS), similarity=encoder).understand("a hotel", moves=BOTH, facts={})
    assert found.moves == ("hotel",)
    assert found.matches[0].example == "book a hotel"


def test_a_tokenizer_that_fills_every_text_up_does_not_change_what_is_near(tmp_path):
    (tmp_path / "filled").mkdir()
    (tmp_path / "bare").mkdir()
    bare = Encoder.load(small_model(tmp_path / "bare", mean=True))
    filled = Encoder.load(small_model(tmp_path / "filled", mean=True, fill=True))
    assert filled.vector("a hotel").tolist() == bare.vector("a hotel").tolist()


def test_a_model_that_does_not_know_the_language_changes_nothing(tmp_path):
    encoder = Encoder.load(small_model(tmp_path))
    moves = node("zh", ["我帮您订酒店", "给您订一间房"], ["您有行李吗", "有几件箱子要托运"])
    said = ["给您订个酒店吧", "行李有几件", "今天天气不错"]
    with_it, without = (
        [matcher("zh", *moves, similarity=one).understand(text, moves=BOTH, facts={}).matches for text in said]
        for one in (encoder, None)
    )
    assert with_it == without
    assert any(match.accepted for found in with_it for match in found)


def test_moves_without_examples_are_no_trouble(tmp_path):
    encoder = Encoder.load(small_model(tmp_path))
    moves = (move("hotel", "en", keywords=[["hotel"]]), move("bags", "en", keywords=[["bags"]]))
    assert matcher("en", *moves, similarity=encoder).understand("a hotel", moves=BOTH, facts={}).moves == ("hotel",)


BOTH = ("hotel", "bags")


def node(lang, hotel, bags):
    return move("hotel", lang, examples=hotel), move("bags", lang, examples=bags)


def small_model(folder, *, mean=False, fill=False):
    """A model that looks a row up for each word; `mean`: and gives the mean of all; `fill`: up to 16 words."""
    pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
    tokenizers = pytest.importorskip("tokenizers", reason="the extra `semantic` is not installed")
    words = ["[UNK]", "book", "a", "hotel", "any", "bags"]
    model = tokenizers.models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    if fill:
        tokenizer.enable_padding(length=16, pad_id=5, pad_token="bags")
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(gather_model(len(words), mean=mean))
    return folder


def gather_model(size, *, mean):
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

    gather = field(1, "table") + field(1, "input_ids") + field(2, "last_hidden_state") + field(4, "Gather")
    axes = field(5, field(1, "axes") + field(8, 1) + field(20, 7)) + field(
        5, field(1, "keepdims") + field(3, 0) + field(20, 2)
    )
    average = field(1, "last_hidden_state") + field(2, "sentence") + field(4, "ReduceMean") + axes
    output = tensor("sentence", 1, ["b", size]) if mean else tensor("last_hidden_state", 1, ["b", "t", size])
    nodes = field(1, gather) + (field(1, average) if mean else b"")
    graph = nodes + field(2, "g") + field(5, table) + field(11, tensor("input_ids", 7, ["b", "t"])) + field(12, output)
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))
