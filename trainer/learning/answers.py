"""What somebody answered to a question."""

from dataclasses import dataclass, fields
from typing import Any

from trainer.errors import WrongUse

LONGEST_TEXT = 4000
"""Characters of an answer in words."""
MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer; what the question's type doesn't use stays empty. Options are numbered in the author's order.

    `chosen`: the one option (single), any of them (multiple), all of them in the order given (order), or for each
    option the number of the option whose `match` was chosen, -1 for none (match). `truth`: truefalse. `text`: numeric,
    text, open, and what is said to a review card of a call. `gaps`: cloze, one text a gap.
    """

    chosen: tuple[int, ...] = ()
    truth: bool | None = None
    text: str = ""
    gaps: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it, without what is empty."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value not in ((), None, "")}


def answer_of(plain: object) -> Answer:
    """The answer that `plain` made. Raises WrongUse for anything else."""
    match plain:
        case dict() if set(plain) <= {each.name for each in fields(Answer)}:
            chosen, gaps = plain.get("chosen", ()), plain.get("gaps", ())
            truth, text = plain.get("truth"), plain.get("text", "")
        case _:
            raise WrongUse("This is no answer to a question.")
    fits = (
        isinstance(chosen, list | tuple)
        and len(chosen) <= MOST_CHOSEN
        and all(type(number) is int for number in chosen)
        and isinstance(gaps, list | tuple)
        and len(gaps) <= MOST_CHOSEN
        and all(isinstance(gap, str) and len(gap) <= LONGEST_TEXT for gap in gaps)
        and (truth is None or isinstance(truth, bool))
        and isinstance(text, str)
    )
    if not fits:
        raise WrongUse("This is no answer to a question.")
    if len(text) > LONGEST_TEXT:
        raise WrongUse(f"The answer has more than {LONGEST_TEXT} characters. Shorten it; nothing was kept.")
    return Answer(chosen=tuple(chosen), truth=truth, text=text, gaps=tuple(gaps))
