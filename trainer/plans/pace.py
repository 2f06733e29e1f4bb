"""How long things take in a planned call: plausible seconds, always the same.

Speech runs at 150 English words or 240 Chinese characters a minute. The agent takes a second to begin. Work at the
desk takes fixed times. Nothing here is measured; a plan that cares about a time says it (`answer`, `hold`, `silence`).
"""

import re

ANSWER = 2.0
"""Seconds of ringing when a plan doesn't say."""
THINKING = 1.0
WRAP_UP_SHARE = 0.5
"""The share of the work order's limit that a plan takes when it doesn't say."""
WRAP_UP = 30.0
"""Seconds for a work order without a limit."""

_DESK = {"lookup": 3.0, "search": 4.0, "read": 8.0, "transfer": 3.0}
_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z0-9']+")
_HAN_A_SECOND = 4.0
_WORDS_A_SECOND = 2.5


def speaking(text: str) -> float:
    """Seconds to say a text, at least half a second."""
    return max(0.5, len(_HAN.findall(text)) / _HAN_A_SECOND + len(_WORD.findall(text)) / _WORDS_A_SECOND)


def desk_work(action: str) -> float:
    """Seconds an action at the desk takes."""
    return _DESK.get(action.partition(".")[0], 1.0)
