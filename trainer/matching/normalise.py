"""Bringing what was said and what authors wrote to one form: width, script, case, numbers, fillers.

`plain` keeps the words and only evens out how they are written; `normalise` also turns spoken numbers into numerals,
opens English contractions and drops fillers. Both are idempotent and take any string.
"""

import importlib
import re
import unicodedata
from functools import lru_cache
from typing import Any

from trainer.matching import numerals_en, numerals_zh
from trainer.matching.remembered import remembered

LONGEST = 2000
"""Characters of a text that are looked at; the rest of a longer one is left out."""

_CJK = "㐀-䶿一-鿿豈-﫿"
_GAP = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}\d])|(?<=\d)\s+(?=[{_CJK}])")
_HAN = re.compile(rf"[{_CJK}]")
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"', "—": "-", "–": "-", "‐": "-"}
)
# Taiwan and Hong Kong write 著 for the particle 着; 著名, 显著 and the like keep it.
_ZHE = re.compile(r"(?<![显专名原巨论编卓土所])著(?![名作称书述])")

_FILLERS_ZH = re.compile(
    r"[嗯呃唔噢喔诶欸唉]+|(?<![余金限差总面全税退])额(?=[,，。、…\s])"
    r"|(?:[啊呀哈嘛呗哦哟呐]|哎哟|哎呀|哎)+(?=$|[\s,，.。!！?？;；、…])|(?:^|(?<=[,，。.!！?？\s]))(?:哦|哎哟|哎呀|哎|啊|噢)+"
    r"|(?:^|(?<=[,，。.!！?？\s]))(?:那个|这个)(?=那个|这个|我|您|你|咱|[,，])"
)
_FILLERS_EN = re.compile(
    r"(?<![\w'])(?:u+m+|u+h+|uhm|e+rm?|h+m+|m+h+m+|mm+|ah+|eh)(?![\w'])"
    r"|(?<=,) (?:like|you know|i mean|sort of|kind of) ?(?=,)"
)
_STUTTER = re.compile(r"\b([a-z']+)(?: \1\b)+")
_LOOSE = re.compile(r"\s*,(?:\s*,)+")

_SPELLED = {
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "wont": "will not", "cant": "can not",
    "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not", "im": "i am", "ive": "i have",
    "youve": "you have", "weve": "we have", "theyve": "they have", "youre": "you are", "theyre": "they are",
    "youll": "you will", "theyll": "they will", "itll": "it will", "thats": "that is", "whats": "what is",
    "lets": "let us", "wheres": "where is", "theres": "there is", "cannot": "can not", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "y'all": "you all", "ok": "okay", "pls": "please",
    "needn't": "do not need to",
    "can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us",
}  # fmt: skip
_WORD_SPELLED = re.compile(r"\b(?:" + "|".join(sorted(_SPELLED, key=len, reverse=True)) + r")\b")
_ILL = re.compile(r"(?:^|(?<=[,.;!?] )|(?<=and )|(?<=so ))ill (?=[a-z])")
_SHORTENED = (
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\b(it|that|what|where|who|how|there|here|he|she|when|this|everything)'s\b"), r"\1 is"),
)
_ORDINARY = re.compile(rf"[\x20-\x7e{_CJK[:6]}，。！？、；：“”’‘（）…—–¥￥％]*")
"""Signs that need no look at their category: nothing in them is a control sign or unknown."""


def _known_sign(sign: str) -> str:
    """The sign; a space for a control sign, nothing for one that only formats."""
    category = unicodedata.category(sign)
    return " " if category in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") else "" if category == "Cf" else sign


@lru_cache(maxsize=1)
def _converter() -> Any:  # noqa: ANN401 - the library has no types
    opencc = importlib.import_module("opencc")  # untyped, and its dictionaries are read when Chinese first comes up

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=20_000)
def _is_traditional(sign: str) -> bool:
    return bool(_converter().convert(sign) != sign)


def simplify(text: str) -> str:
    """Traditional characters as Simplified ones; everything else stays."""
    if any(_is_traditional(sign) for sign in set(text) if _HAN.match(sign)):
        text = str(_converter().convert(text))
    return _ZHE.sub("着", text)


@remembered
def plain(text: str, lang: str) -> str:
    """The same words in one way of writing: NFKC, no control characters, Simplified, lower case, even spaces."""
    return _settle(text[:LONGEST], lang, _even)


@remembered
def normalise(text: str, lang: str) -> str:
    """The form in which texts are compared: `plain`, and numbers as numerals, contractions opened, no fillers."""
    return _settle(plain(text, lang), lang, _reduce)


def _settle(text: str, lang: str, step: Any) -> str:  # noqa: ANN401 - a function of text and language
    """Repeats a step until nothing changes, so that doing it again changes nothing either."""
    seen: set[str] = set()
    while text not in seen:
        seen.add(text)
        text = step(text, lang)
    return text


@remembered
def _even(text: str, lang: str) -> str:
    if not _ORDINARY.fullmatch(text):
        text = "".join(map(_known_sign, text))
    # Some signs stand for a whole sentence: cut again, or 2,000 of them would cost as much as 36,000.
    text = unicodedata.normalize("NFKC", text)[:LONGEST].translate(_QUOTES).lower()
    if lang == "zh":
        text = simplify(text)
        text = _GAP.sub("", text)
    return _SPACES.sub(" ", text).strip()


def _reduce(text: str, lang: str) -> str:
    text = _even(text, lang)
    if lang == "zh":
        text = _FILLERS_ZH.sub("", text)
        return _numerals(text, numerals_zh.numbers(text))
    text = _FILLERS_EN.sub("", text)
    text = _WORD_SPELLED.sub(lambda found: _SPELLED[found.group()], text)
    if "ill " in text:
        text = _ILL.sub("i will ", text)
    if "'" in text:
        for pattern, replacement in _SHORTENED:
            text = pattern.sub(replacement, text)
    text = _numerals(text, numerals_en.numbers(text))
    text = _LOOSE.sub(",", text)
    return _STUTTER.sub(r"\1", _SPACES.sub(" ", text).strip(" ,"))


def _numerals(text: str, numbers: Any) -> str:  # noqa: ANN401 - an iterator of spans
    parts, last = [], 0
    for start, end, written in numbers:
        parts += [text[last:start], written]
        last = end
    return "".join([*parts, text[last:]])
