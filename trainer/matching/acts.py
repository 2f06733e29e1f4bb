"""What kind of thing a clause does: asks, offers, asks for something, promises, instructs, states a number."""

import re

from trainer.matching.dates import dates_in
from trainer.matching.numerals import quantities

_ACTS_EN = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("asks_what", (
            r"^(?:(?:and|so|but|okay|right|well|sorry|now|can i ask|could i ask|tell me) ,?)*(?:what|which|"
            r"who|whose|where|when|why|how|whereabouts|roughly when)\b|\b(?:in|at|for|to|from) which\b|^and "
            r"(?:the|your) .*\?$"
        )),
        ("asks_whether", (
            r"^(?:(?:and|so|but|okay|right|well|sorry|now|oh),? )*(?:is|are|was|were|do|does|did|have|has|"
            r"had|will|any|am|got)\b|\?$|\b(?:is it|are you|do you|have you|did you|is that|is there|are "
            r"there) "
        )),
        ("asks_for", (
            r"\b(?:can|could|may|might) (?:i|we|you) (?:just |please |also )*(?:take|have|get|confirm|tell|"
            r"give|check|read|spell|provide|ask|speak|let)\b|\b(?:i|we) (?:will |just |would )*need (?:your|"
            r"the|to (?:know|ask|check|take))|\btell me\b|\bgive me\b|\bread me\b"
        )),
        ("offers", (
            r"\b(?:would you like|shall (?:i|we)|do you want|can i (?:help|get|book|add|put|find|arrange|"
            r"offer)|could (?:i|we) (?:book|add|offer|arrange)|if you (?:like|want|prefer)|are you "
            r"interested|would you (?:prefer|rather)|i can (?:also )?|we can|we could|i could|do you need)\b"
        )),
        ("acts", (
            r"\b(?:i|we) (?:will|am going to|are going to|have|am|are)\b (?!you|sorry|not)|\blet me\b|\bi am "
            r"[a-z]+ing\b"
        )),
        ("tells_you", r"\byou (?:can|should|must|need to|have to|may|could|will need)\b"),
        ("instructs", (
            r"^(?:(?:and|so|then|now|just|please|first|next|okay|right),? )*(?:please |just )?(?:press|push|"
            r"type|enter|dial|choose|select|turn|switch|run|leave|put|take|keep|try|let|use|open|close|hold|"
            r"stay|hang|wait|go|call|ring|tap|click|unplug|restart|check|look|read|give|tell|send|stop|avoid|"
            r"remove|make|move|get|lock)\b"
        )),
        ("forbids", r"\b(?:do not|never|avoid|must not|should not)\b"),
        ("if", r"\bif\b"),
        ("about_you", r"\byou are\b|\byou have\b|\byour\b"),
        ("about_i", r"\b(?:i|my|me)\b"),
        ("about_we", r"\b(?:we|our|us)\b"),
        ("about_it", r"\b(?:it|its|they|them)\b"),
    )
)  # fmt: skip
_ACTS_ZH = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("asks_what", (
            r"什么|哪|几[点号个位台楼岁匹升栋天年]|多少|多久|多长|多大|谁|怎么[称样了]?|贵姓|如何|啥|为何|"
            r"为什么"
        )),
        ("asks_whether", (
            r"吗|[？?]$|是不是|有没有|能不能|要不要|可不可以|行不行|好不好|对不对|会不会|是否|了没|还是|"
            r"方不方便|呢$|对吧|没有$"
        )),
        ("asks_for", (
            r"请(?:您)?(?:说|报|提供|告诉|讲|念|出示|确认)|麻烦(?:您)?(?:说|报|提供|告诉|念|讲|确认)|报一?下|"
            r"说一?下|提供一?下|念一?下|告诉我|发给我|念给我|跟我说|把.{1,10}(?:报|说|念|发|给|告诉)"
        )),
        ("offers", (
            r"需要(?:我|的话)|要不要|要不|您看|(?:我|我们)?可以(?:给|帮|为|替)|要是.{0,8}可以|建议|不如|"
            r"您可以|也可以"
        )),
        ("acts", r"我(?:们|这边|这就|马上|现在|立刻|先|来|去|会|再|已经)|(?:给|帮|为|替)您|已经|这就|由我"),
        ("instructs", r"^(?:请|您先|先|然后|再|接着|麻烦您|您把|您)(?!们|的|家|那|好|这|是|有|什|几|哪|贵)"),
        ("forbids", r"不要|别(?!的|人|处)|切勿|千万|不能|不用|不必|先不|暂时不"),
        ("if", r"如果|要是|的话|万一|假如"),
        ("about_you", r"您|你"),
        ("about_i", r"我(?!们)"),
        ("about_we", r"我们|咱"),
    )
)  # fmt: skip


def acts(text: str, lang: str) -> frozenset[str]:
    """The kinds of act in a normalised clause, and the kinds of value it holds (`says_money`, `says_date` …)."""
    found = {name for name, pattern in (_ACTS_ZH if lang == "zh" else _ACTS_EN) if pattern.search(text)}
    for quantity in quantities(text, lang):
        if quantity.unit == "money":
            found.add("says_money")
        elif quantity.digits and len(quantity.digits) > 4:  # noqa: PLR2004 - longer than a year or an hour
            found.add("says_digits")
        elif quantity.unit:
            found.add("says_amount")
        elif quantity.plain:
            found.add("says_number")
    if any(True for _ in dates_in(text, lang)):
        found.add("says_date")
    return frozenset(found)
