"""One form for what was said and what was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.matching.normalise import LONGEST, normalise, plain

ODD = st.text(st.characters(), max_size=80) | st.text(
    "著著急嗯啊那个两百五十 幺Ａｂｃ，。！️👍🏽\u200b\x00\ud800oh five double um dont '’", max_size=60
)
LANGS = st.sampled_from(["zh", "en"])


@settings(deadline=None)
@given(ODD, LANGS)
def test_normalising_twice_changes_nothing_more(text, lang):
    once = normalise(text, lang)
    assert normalise(once, lang) == once
    assert plain(plain(text, lang), lang) == plain(text, lang)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "👍",
        "፩ ፪ one",
        "\x00\x01",
        "\ud800",
        "嗯" * 3000,
        "a" * 5000,
        "1" * 5000,
        "<script>",
        "一" * 2500,
        "ﷺ" * 2000,
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_odd_texts_are_taken(text, lang):
    assert len(normalise(text, lang)) <= 4 * LONGEST


@pytest.mark.parametrize(
    ("lang", "text", "form"),
    [("zh", "請您提供開戶時候留的手機號碼", "请您提供开户时候留的手机号码"), ("zh",
        "ＡＢＣ　１２３", "abc 123"), ("zh", "您別著急", "您别着急"),
     ("zh", "一 共 四 十 块", "一共40块"), ("zh", "嗯，两百零五", ",205"), ("zh", "著名", "著名"),
     ("en", "I’ll do it", "i will do it"), ("en", "um so ive cancelled it", "so i have cancelled it"),
     ("en", "DON'T", "do not"), ("en", "a hundred and forty", "140"), ("en", "oh one one three", "0113"),
     ("en", "the the card", "the card")],
)  # fmt: skip
def test_forms(lang, text, form):
    assert normalise(text, lang) == form


@pytest.mark.parametrize("written", ["I cant block it", "I can't block it", "I can’t block it", "I cannot block it"])
def test_cannot_is_one_however_it_is_written(written):
    assert normalise(written, "en") == "i can not block it"
