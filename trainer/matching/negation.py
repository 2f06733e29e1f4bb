"""Whether a word in a clause is negated, and whether a clause as a whole denies or refuses."""

import re
from collections.abc import Collection
from functools import lru_cache

# Signs and words with 不, 没, 别 that deny nothing, and questions of the form A不A.
_HARMLESS_ZH = re.compile(
    r"不好意思|对不起|对不住|过意不去|不客气|没问题|没关系|没事|不错|差不多|不过|不但|不仅|不光|不久|不管|不论|不如|不然|要不然|要不|不妨|不止|"
    r"不得不|不超过|不少于|不到|不少|不断|不同|不行(?=我|就)|来不及|不便|不舒服|不方便|不满意|不愉快|不着急|不急|不慌|不用(?:着急|担心|急|怕)|"
    r"(?:别|不要|不用|甭)(?:着急|担心|急|怕|慌|客气|紧张|生气|挂|走)|别的|别人|特别|级别|区别|分别|个别|告别|鉴别|类别|性别|"
    r"非常|除非|非得|未来|没收|无论|无线|无忧|免费|不要紧|不是.{0,6}[吗吧]|(?:有没有|是不是|能不能|要不要|好不好|行不行|可不可以|会不会|"
    r"对不对|用不用|需不需要|方不方便|知不知道|在不在|愿不愿意|记不记得|可以不可以)|(.)不\1|(?<=[过了好完到])没有?(?=[？?]|$)"
)
_NEGATORS_ZH = re.compile(
    r"不(?:能|会|可以|可能|用|要|必|需要|许|准|给|让|予|再|应该|该|得|打算|想|肯|是|了|到|着|起|出|上|清|好说)?|没(?:有|法|办法|办|空|权限)?|无法|无权|无须|无需|别|"
    r"甭|勿|切勿|未(?:能|经)?|拒绝|免谈|休想|从不|绝不|并非|难以|非"
)
_DENIED_AFTER = re.compile(r".{1,4}?(不了|不成|没法|不到|不着|是不可能|不可能|免谈)")
_NEGATORS_EN = frozenset(
    [
        "not",
        "no",
        "never",
        "without",
        "unable",
        "nobody",
        "nothing",
        "none",
        "neither",
        "nor",
        "hardly",
        "cannot",
        "refuse",
        "refused",
        "impossible",
    ]
)
_HARMLESS_EN = re.compile(
    r"\b(?:no problem|no worries|no rush|no bother|no wonder|no matter|not only|not just|not at all|"
    r"no doubt|not to worry|do not worry|"
    r"do not panic|never mind|why (?:do|does|are|is) not|why not|whether or not|or not|not long|"
    r"nothing to worry|do not hesitate|can not wait|"
    r"no later than|not later than|not more than|no more than|until|is not it|are not you|do not you|"
    r"is not that|would not it|not to mention|"
    r"not a problem|if not)\b"
)
_ASKED_EN = re.compile(
    r"^(?:so |and |but |well )*(?:do|does|did|is|are|was|were|can|could|would|will|have|has|should|might) (?:not )"
)
_REACH = 6
"""Words between an English negator and what it negates, at most."""


def negated_zh(clause: str, start: int, excused: Collection[str] = ()) -> bool:
    """Whether the words at `start` of a normalised Chinese clause are negated by something before them there.

    `excused` are words that may stand before without negating, because the author asked for them.
    """
    blanked = _blank(clause, "zh")
    before = blanked[:start]
    before = max(re.split(r"[，,。；;：:！!？?\s]", before)[-1:], key=len)
    after = blanked[start:]
    for found in _NEGATORS_ZH.finditer(before):
        if not any(word in found.group() or found.group() in word for word in excused):
            return True
    # 弄不了, 是不可能, 免不了: the denial follows its verb.
    tail = _DENIED_AFTER.match(after)
    return tail is not None and not any(word in tail[1] or tail[1] in word for word in excused if word)


def negated_en(words: tuple[str, ...], at: int, excused: Collection[str] = ()) -> bool:
    """Whether the word at `at` of a normalised English clause is negated by one of the words before it."""
    text = " ".join(words)
    if _ASKED_EN.match(text):
        return False
    kept = tuple(_blank(text, "en").split(" "))
    return any(word in _NEGATORS_EN and word not in excused for word in kept[max(0, at - _REACH) : at])


def denies(clause: str, lang: str) -> bool:
    """Whether a normalised clause as a whole denies, refuses or forbids something."""
    if lang == "zh":
        return bool(_NEGATORS_ZH.search(_blank(clause, "zh")))
    if _ASKED_EN.match(clause):
        return False
    return any(word in _NEGATORS_EN for word in re.findall(r"[a-z]+", _blank(clause, "en")))


_REFUSES_ZH = re.compile(
    r"不(?:能|会|可能|行|给|归|管|让|成|提供|支持|负责|接受|允许|予|保证|承诺|清楚|知道|方便|太可能)|没(?:法|办法|有|空|权限|义务|时间|人|这个|什么|必要|得)|"
    r"无法|无权|拒绝|休想|免谈|.不了|说不准|没个准|不好说|难以|别想|不用(?:您|再)?(?:了|下|登)|不用(?:您|再)?.{1,6}了|不必|不敢|没.{1,3}就好|(?:不|没|不是|没有|不会)(?:怪|怨|赖|责怪|说您|说是您)|概不|[过修找查来做办接打换退送]不(?:来|好|到|着|上|通|回|成|出)|用不着|犯不着|才不|不是"
)
_ASKED_ZH = re.compile(r"吗|[？?]$|还是|是不是|有没有|呢$|能不能|会不会")
_REFUSES_EN = re.compile(
    r"\byou (?:really |just )?(?:do|will|would) not (?:really |even )?(?:have|need) to (?!pay|worry|wait|do anything|"
    r"queue|lose|repeat|explain|go through|tell (?:them|him|her|anyone)|start|miss)|"
    r"\bthere (?:is|are) (?:nobody|no one|nothing)\b|"
    r"\b(?:i|we|they|he|she|it|nobody|no one|manager|supervisor|team|engineer|department|system|bank|"
    r"company|policy|staff|colleague|branch)"
    r"(?: (?:really|just|simply|definitely|certainly|also|still|am|is|are|was|were))*"
    r" (?:can|could|will|would|do|does|did|am|are|is|have|has|shall|might|may|should)? ?(?:not|never|no)\b|"
    r"\b(?:not able|unable|not allowed|not possible|impossible|out of the question|not available|not "
    r"going to|no longer|refuse|not permitted|"
    r"no way|no need|there is no|there are no|not an option|not something|against policy|nothing (?:i|we) can)\b"
)


def refuses(clause: str, lang: str) -> bool:
    """Whether the speaker of a normalised clause says that something is not done, can't be done or isn't so."""
    if lang == "zh":
        return not _ASKED_ZH.search(clause) and bool(_REFUSES_ZH.search(_blank(clause, "zh")))
    return not _ASKED_EN.match(clause) and bool(_REFUSES_EN.search(_blank(clause, "en")))


@lru_cache(maxsize=256)
def _blank(text: str, lang: str) -> str:
    """The text with harmless phrases replaced sign for sign, so that places stay where they are."""
    harmless = _HARMLESS_ZH if lang == "zh" else _HARMLESS_EN
    return harmless.sub(lambda found: re.sub(r"\S", "_", found.group()), text)
