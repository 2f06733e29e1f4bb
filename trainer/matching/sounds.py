"""How Chinese sounds: syllables without tones, pairs that many speakers don't tell apart taken as one."""

from functools import lru_cache

from trainer.matching.remembered import remembered

# zh/z, ch/c, sh/s, n/l at the start; -ang/-an, -eng/-en, -ing/-in at the end.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=20_000)
def syllable(sign: str) -> str:
    """The fuzzy syllable of one character; the character itself when it has none."""
    if not "㐀" <= sign <= "鿿":
        return sign
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary is read when Chinese first comes up

    sound = pinyin(sign, style=Style.NORMAL)[0][0]
    for one, other in _INITIALS:
        if sound.startswith(one):
            sound = other + sound[len(one) :]
            break
    for one, other in _FINALS:
        if sound.endswith(one):
            return sound[: -len(one)] + other
    return sound


@remembered
def sounds(text: str) -> tuple[str, ...]:
    """The syllables of a text, one for each of its characters."""
    return tuple(syllable(sign) for sign in text)
