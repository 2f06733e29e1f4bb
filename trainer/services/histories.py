"""The calls people took, looked back on: a page of them, all of them in a line of scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.errors import NotAllowed
from trainer.people.roles import Person
from trainer.records import call_lines
from trainer.records.call_lines import CallLine, Came, Stretch, Totals
from trainer.records.store import Store
from trainer.services.call_shapes import CallSummary
from trainer.services.call_views import text_of
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.interrupted import AFTER, is_interrupted


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some of somebody's calls, newest first: page `number` of `pages`, out of `count` that fit.

    `first` is the place of the first of them, from 1.
    """

    calls: tuple[CallSummary, ...]
    number: int
    pages: int
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """How somebody's scores developed: `calls` one by one, oldest first, or `stretches` of them where they are many."""

    totals: Totals
    calls: tuple[CallSummary, ...] = ()
    stretches: tuple[Stretch, ...] = ()


class Histories:
    """Everybody's calls, as lists."""

    def __init__(self, store: Store, catalogue: Catalogue, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock

    def of(
        self,
        person: Person,
        *,
        of: str | None = None,
        everybody: bool = False,
        scenario: str | None = None,
        taken: bool = False,
        came: Came = "all",
        limit: int = 200,
        offset: int = 0,
    ) -> list[CallSummary]:
        """The person's calls, newest first; `of` somebody else (an id) or of `everybody` for those who may see all.

        With `taken` those that only rang are left out; `came` asks for those with one result. Raises NotAllowed.
        """
        whose = _whose(person, of, everybody=everybody)
        with self._store.reading() as rows:
            found = call_lines.history(
                rows, person_id=whose, scenario=scenario, taken=taken, came=came, limit=limit, offset=offset,
                waited_since=self._clock.now() - AFTER,
            )  # fmt: skip
        return [self._summary(line) for line in found]

    def page(
        self, person: Person, number: int, *, of: str | None, scenario: str | None, came: Came, size: int
    ) -> HistoryPage:
        """A page of the calls that were taken; the last one where there aren't so many. Raises NotAllowed."""
        count = getattr(self.totals(person, of=of, scenario=scenario), came)
        pages = max(1, -(-count // size))
        number = min(max(1, number), pages)
        offset = (number - 1) * size
        found = self.of(person, of=of, scenario=scenario, taken=True, came=came, limit=size, offset=offset)
        return HistoryPage(calls=tuple(found), number=number, pages=pages, first=offset + 1, count=count)

    def totals(self, person: Person, *, of: str | None = None, scenario: str | None = None) -> Totals:
        """How many calls were taken and what came of them. Raises NotAllowed."""
        whose = _whose(person, of) or person.id
        with self._store.reading() as rows:
            return call_lines.totals(rows, whose, scenario=scenario, waited_since=self._clock.now() - AFTER)

    def scenarios(self, person: Person, *, of: str | None = None) -> Mapping[str, str]:
        """The titles of the scenarios that were taken, as in the newest call of each. Raises NotAllowed."""
        whose = _whose(person, of) or person.id
        with self._store.reading() as rows:
            found = call_lines.scenarios(rows, whose)
            newest = [call_lines.history(rows, person_id=whose, scenario=name, taken=True, limit=1) for name in found]
        return {line.row.scenario: self._summary(line).title for lines in newest for line in lines}

    def scores(self, person: Person, *, of: str | None = None, most: int) -> ScoreLine:
        """All scored calls in a line of at most so many points. Raises NotAllowed."""
        totals = self.totals(person, of=of)
        if totals.scored <= most:
            calls = self.of(person, of=of, taken=True, came="scored", limit=most)
            return ScoreLine(totals=totals, calls=tuple(reversed(calls)))
        with self._store.reading() as rows:
            found = call_lines.stretches(rows, of or person.id, -(-totals.scored // most))
        return ScoreLine(totals=totals, stretches=tuple(found))

    def one(self, call_id: str) -> CallSummary:
        """A call there is; who asks has seen to it that it may be seen."""
        with self._store.reading() as rows:
            found = call_lines.history(rows, call_id=call_id)
        return self._summary(found[0])

    def _summary(self, line: CallLine) -> CallSummary:
        row = line.row
        scenario = self._catalogue.scenario(row.scenario_hash)
        return CallSummary(
            id=row.id,
            scenario=row.scenario,
            title=text_of(scenario.title, row.lang),
            persona=text_of(scenario.personas[row.persona].name, row.lang),
            lang=row.lang,
            mode=row.mode,
            owner=row.owner,
            owner_name=line.owner_name,
            began_at=row.created_at,
            seconds=line.talked,
            turns=line.turns,
            ended=line.ending,
            wrapped_up=line.wrapped_up,
            percent=line.percent,
            passed=line.passed,
            critical=line.critical,
            from_call=row.from_call,
            from_seq=row.from_seq,
            interrupted=is_interrupted(ended=line.ending is not None, last=line.last_stored, now=self._clock.now()),
        )


def _whose(person: Person, of: str | None, *, everybody: bool = False) -> str | None:
    """Whose calls are asked for; None: everybody's."""
    if (everybody or (of is not None and of != person.id)) and person.role == "trainee":
        raise NotAllowed("Only trainers, examiners and admins see the calls of others.")
    return None if everybody else of or person.id
