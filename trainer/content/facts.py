"""Facts with their values settled for one call: a persona, a language and a day."""

from dataclasses import dataclass

from trainer.content.scenario import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFact:
    """A fact's value in one call.

    `value` is canonical: only digits for `digits` and `phone`, a plain decimal for `number` and `money`, an ISO date,
    `HH:MM`, or the text itself. `shown` is for a caption (`40元`, `40 yuan`), `spoken` for the voice (`6 0 4 1 2`).
    """

    id: str
    kind: FactKind
    value: str
    shown: str
    spoken: str
