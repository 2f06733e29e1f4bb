"""Reads aloud what people write in a lab. Nothing of it is kept: anybody may write anything, as often as they like."""

import unicodedata
from collections import OrderedDict, deque
from threading import Lock

from trainer.errors import TooMany, WrongUse
from trainer.people.roles import Person
from trainer.services.clock import Clock
from trainer.services.lines import CustomerVoice, SpokenLine

LONGEST = 300
"""Characters at once."""
MOST = 60
"""Texts for one person within WINDOW seconds: a menu walked through in a hurry."""
WINDOW = 60.0
REMEMBERED = 1000
"""People whose last texts are counted; whoever asked longest ago is forgotten first."""
VOICES = {"zh": "f1", "en": "f1"}


class ReadingAloud:
    """The product's voice for a text of one's own, so many a minute."""

    def __init__(self, speech: CustomerVoice, clock: Clock) -> None:
        self._speech = speech
        self._clock = clock
        self._lock = Lock()
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wav(self, person: Person, text: str, lang: str) -> bytes:
        """`text` as a wav. Raises WrongUse for a text nobody can say, TooMany, EngineFailed."""
        if lang not in VOICES:
            raise WrongUse(f"There is no voice for '{lang[:16]}'. Ask for one of: {', '.join(VOICES)}.")
        said = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        if len(said) > LONGEST:
            raise WrongUse(f"The text has {len(said)} characters; at most {LONGEST} are said at once.")
        if not any(unicodedata.category(char)[0] in "LN" for char in said):
            raise WrongUse("There is nothing to say in this text.")
        self._count(person)
        return self._speech.spoken(SpokenLine(text=said, lang=lang, persona=VOICES[lang], tone="calm"))

    def _count(self, person: Person) -> None:
        now = self._clock.now().timestamp()
        with self._lock:
            asked = self._asked.setdefault(person.id, deque())
            self._asked.move_to_end(person.id)
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            while asked and not 0 <= now - asked[0] < WINDOW:
                asked.popleft()
            if len(asked) >= MOST:
                wait = max(1.0, WINDOW - (now - asked[0]))
                raise TooMany("So much is not read aloud in a minute. Wait a moment.", retry_after=wait)
            asked.append(now)
