"""Spaced review: today's stack, each card answered and stored, and the coming week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from trainer.call.record import CallRecord
from trainer.content.frozen import question_version
from trainer.content.quiz import Question, Quiz
from trainer.content.scenario import Node, Scenario
from trainer.content.settle import fill, in_language, settle
from trainer.errors import Conflict, NotFound, TrainerError, WrongUse
from trainer.learning import reviewing
from trainer.learning.answers import Answer
from trainer.learning.marking import Mark, is_given, mark
from trainer.learning.reviewing import DAILY_LIMIT, Grade, grade_for
from trainer.people.roles import Person
from trainer.plans.examples import heard_at
from trainer.records import attempts as attempt_rows
from trainer.records import review_cards as rows_of
from trainer.records.people import Rows, by_id
from trainer.records.review_cards import CardRow
from trainer.records.store import RowExists, Store
from trainer.services import cards
from trainer.services.calls import Calls
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.days import day_began, day_ends, day_of, zone_in

DAYS_AHEAD = 7
WEAK_MOVES = 3
"""Moves of one call that become cards: those that cost the most."""
FAR_BEHIND, MARGIN = 2000, 200
"""So many scorecards of others later than the last one looked through are not gone through again each time.

The latest few always are: one with a lower number may still be on its way to the database.
"""


class QuestionEdited(Conflict):
    """What was answered is not what the card asks by now: options may have changed places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the customer says on a card made of a call, and what it trains: the move, with a model answer.

    `said` is to be read, `spoken` to be spoken (numbers digit by digit).
    """

    scenario: Scenario
    node: Node
    move: str
    lang: str
    said: str
    spoken: str
    persona: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A card with what it asks: a `question` or a `line`. `changed`: the question was edited since it was last met."""

    id: str
    kind: rows_of.CardKind
    ref: str
    state: reviewing.CardState
    reviews: int
    question: Question | None = None
    quiz: str = ""
    languages: tuple[str, ...] = ()
    line: Line | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How many cards are `due` today, were done today, are `left` over the limit, come on the coming days.

    `aside` are those whose question, or call, is not there at the moment: they keep their schedule.
    """

    due: int
    done: int
    left: int
    limit: int
    forecast: tuple[tuple[date, int], ...]
    aside: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDay(Outlook):
    """The outlook with today's stack, in order."""

    stack: tuple[CardView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A card just answered: how it was marked, what the move's `words` were, when it comes again.

    `own_rating`: the person should say themself how it went (open questions, and calls where the move wasn't heard).
    `number` is how often the card had been met when it was asked, `lang` the language it was asked in.
    """

    card: CardView
    answer: Answer
    mark: Mark
    grade: Grade
    own_rating: bool
    number: int
    lang: str
    words: str = ""


class Reviews:
    """Everybody's review cards."""

    def __init__(self, store: Store, catalogue: Catalogue, calls: Calls, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._calls = calls
        self._clock = clock

    def day(self, person: Person) -> ReviewDay:
        """Today's stack and the coming week. New questions and weak moves of new calls become cards first."""
        outlook, stack = self._looked_out(person)
        known = {each.name: getattr(outlook, each.name) for each in fields(outlook)}
        return ReviewDay(**known, stack=tuple(card for row in stack if (card := self._view(row)) is not None))

    def outlook(self, person: Person) -> Outlook:
        """As `day`, only counted: hundreds of cards in a moment."""
        return self._looked_out(person)[0]

    def _looked_out(self, person: Person) -> tuple[Outlook, list[CardRow]]:
        """The outlook, and the rows of today's stack in order."""
        now = self._clock.now()
        found = self._collected(person)
        with self._store.reading() as rows:
            account = by_id(rows, person.id)
            chosen = account.preferences if account else {}
            zone = zone_in(chosen)
            ends = day_ends(now, DAYS_AHEAD, zone)
            done, done_new = rows_of.done_between(rows, person.id, day_began(now, zone), ends[0])
        limit = int(chosen.get("review_limit", DAILY_LIMIT))
        shown = [row for row in found if self._is_there(row)]
        states = [row.state for row in shown]
        stack = reviewing.stack(states, now=now, day_end=ends[0], done=done, done_new=done_new, limit=limit)
        counts = reviewing.forecast(states, now=now, day_ends=ends)
        first = day_of(now, zone)
        outlook = Outlook(
            due=len(stack.cards),
            done=done,
            left=stack.left,
            limit=limit,
            forecast=tuple((first + timedelta(days=number), count) for number, count in enumerate(counts)),
            aside=len(found) - len(shown),
            total=len(found),
        )
        return outlook, [shown[number] for number in stack.cards]

    def card(self, person: Person, card_id: str) -> CardView:
        """One of the person's cards. Raises NotFound."""
        shown = self._view(self._own(person, card_id))
        if shown is None:
            raise NotFound("What this card asks is not there any more. The card is kept in case it comes back.")
        return shown

    def answer(
        self, person: Person, card_id: str, answer: Answer, lang: str, *, reviews: int, asked: Question | None = None
    ) -> Reviewed:
        """Stores an answer, marks it and moves the card on.

        `reviews` is the count the page was drawn with, `asked` the question it showed. Raises Conflict when the card
        was met meanwhile (another tab), QuestionEdited when it asks something else by now, NotFound, WrongUse for an
        answer that doesn't fit.
        """
        row = self._own(person, card_id)
        shown = self.card(person, card_id)
        if row.reviews != reviews:
            raise Conflict("This card was reviewed in another window. Nothing was stored twice.")
        if asked is not None and asked != shown.question:
            raise QuestionEdited("The question was edited while it was being answered. Nothing was stored.")
        marked, words = self._marked(shown, answer, lang)
        points = 0.5 if marked.points is None else marked.points
        grade = grade_for(points)
        met = self._met(shown, answer, grade, points, lang)
        try:
            with self._store.writing() as rows:
                moved = cards.meet(rows, row, met)
        except RowExists as error:
            raise Conflict("This card was reviewed in another window. Nothing was stored twice.") from error
        return Reviewed(
            card=replace(shown, state=moved.state, reviews=moved.reviews),
            answer=answer,
            mark=marked,
            grade=grade,
            own_rating=_asks_rating(shown, marked),
            number=reviews,
            lang=lang,
            words=words,
        )

    def met(self, person: Person, card_id: str) -> Reviewed | None:
        """The latest review of a card as it was stored, to be looked at again; None where there is none to be shown.

        Raises NotFound.
        """
        shown = self.card(person, card_id)
        with self._store.reading() as rows:
            latest = rows_of.latest_log(rows, card_id)
        if latest is None or latest.source != "review" or _is_other(shown.question, latest.version):
            return None
        try:
            marked, words = self._marked(shown, latest.answer, latest.lang)
        except WrongUse:  # it was an answer to another kind of question, before an edit
            return None
        return Reviewed(
            card=shown,
            answer=latest.answer,
            mark=marked,
            grade=latest.grade,
            own_rating=not latest.amends and _asks_rating(shown, marked),
            number=latest.seq - (2 if latest.amends else 1),
            lang=latest.lang,
            words=words,
        )

    def rate(self, person: Person, card_id: str, grade: Grade, *, reviews: int) -> CardView:
        """Puts the person's own rating in place of the latest meeting's. `reviews` as in `answer`.

        Raises NotFound, Conflict when the card was met or rated meanwhile, WrongUse where ratings are not asked.
        """
        row = self._own(person, card_id)
        shown = self.card(person, card_id)
        with self._store.reading() as rows:
            latest = rows_of.latest_log(rows, card_id)
        if latest is None or row.reviews != reviews or latest.amends:
            raise Conflict("This card was rated already.")
        if shown.question is not None and shown.question.type != "open":
            raise WrongUse("This card is marked by itself.")
        met = self._met(shown, latest.answer, grade, cards.POINTS[grade], latest.lang)
        try:
            with self._store.writing() as rows:
                moved = cards.amend(rows, row, met, before=latest.before)
        except RowExists as error:
            raise Conflict("This card was rated already.") from error
        return replace(shown, state=moved.state, reviews=moved.reviews)

    def _met(self, shown: CardView, answer: Answer, grade: Grade, points: float, lang: str) -> cards.Met:
        version = question_version(shown.question) if shown.question else ""
        return cards.Met(
            source="review", grade=grade, points=points, answer=answer, version=version, lang=lang,
            at=self._clock.now(),
        )  # fmt: skip

    def _marked(self, shown: CardView, answer: Answer, lang: str) -> tuple[Mark, str]:
        if shown.line is not None and not answer.text.strip():
            raise WrongUse("Write your own answer first.")
        if shown.question is not None:
            is_given(shown.question, answer, lang)
            return mark(shown.question, answer, lang), ""
        line = shown.line
        assert line is not None
        frozen = self._catalogue.playable(line.scenario.id)
        facts = settle(line.scenario, persona=line.persona, lang=line.lang, today=self._today())
        matcher = self._catalogue.matcher(frozen.scenario_hash, line.lang)
        understood = matcher.understand(answer.text, moves=heard_at(line.scenario, line.node), facts=facts)
        made = next((match for match in understood.matches if match.move == line.move and match.accepted), None)
        return Mark(points=float(made is not None), right=(made is not None,)), made.evidence if made else ""

    def _own(self, person: Person, card_id: str) -> CardRow:
        with self._store.reading() as rows:
            row = rows_of.find(rows, card_id)
        if row is None or row.owner != person.id:
            raise NotFound("There is no such card.")
        return row

    def _today(self) -> date:
        return self._clock.now().astimezone().date()

    def _view(self, row: CardRow) -> CardView | None:
        """The card with what it asks as it is now; None when that is not there."""
        plain = CardView(id=row.id, kind=row.kind, ref=row.ref, state=row.state, reviews=row.reviews)
        if row.kind == "move":
            line = self._line(row.ref)
            return None if line is None else replace(plain, line=line, languages=(line.lang,))
        asked = self._asked(row.ref)
        if asked is None:
            return None
        quiz, question = asked
        return replace(
            plain,
            question=question,
            quiz=quiz.id,
            languages=quiz.languages,
            changed=row.version != question_version(question),
        )

    def _is_there(self, row: CardRow) -> bool:
        """Whether what a card asks is there now."""
        return (self._asked(row.ref) if row.kind == "question" else self._placed(row.ref)) is not None

    def _asked(self, ref: str) -> tuple[Quiz, Question] | None:
        """The question of a card, with its quiz."""
        quiz_id, _, question_id = ref.partition("/")
        quiz = self._catalogue.library.quizzes.get(quiz_id)
        question = next((each for each in quiz.questions if each.id == question_id), None) if quiz else None
        return None if quiz is None or question is None else (quiz, question)

    def _placed(self, ref: str) -> tuple[Scenario, Node, str, str] | None:
        """Where the move of a card is made: the scenario, the node, the move and the language."""
        name, node_id, move_id, lang = (ref.split("/") + [""] * 4)[:4]
        scenario = self._catalogue.library.scenarios.get(name)
        node = scenario.nodes.get(node_id) if scenario else None
        if scenario is None or node is None or move_id not in scenario.moves or lang not in scenario.languages:
            return None
        return scenario, node, move_id, lang

    def _line(self, ref: str) -> Line | None:
        placed = self._placed(ref)
        if placed is None:
            return None
        scenario, node, move_id, lang = placed
        move = scenario.moves[move_id]
        persona = next(iter(scenario.personas))
        facts = settle(scenario, persona=persona, lang=lang, today=self._today())
        said = node.say.get(lang, ("",))[0]
        examples = move.examples.get(lang, ())
        return Line(
            scenario=scenario, node=node, move=move_id, lang=lang, persona=persona,
            said=fill(said, scenario=scenario, persona=persona, lang=lang, facts=facts, spoken=False),
            spoken=fill(said, scenario=scenario, persona=persona, lang=lang, facts=facts, spoken=True),
            model=examples[0] if examples else in_language(move.label, lang),
        )  # fmt: skip

    def _collected(self, person: Person) -> list[CardRow]:
        """All of the person's cards, after cards were made of what is new.

        That is questions added to a quiz the person passed, and weak moves of calls scored since.
        """
        with self._store.reading() as rows:
            found = rows_of.of_person(rows, person.id)
            new_cards = rows_of.uncollected(rows, person.id)
            behind = rows_of.newest_scorecard(rows) - rows_of.collected_upto(rows, person.id)
            passed = attempt_rows.passed(rows, person.id)
        asked = {row.ref for row in found if row.kind == "question"}
        quizzes = self._catalogue.current().quizzes
        added = [
            (f"{quiz.id}/{question.id}", question_version(question))
            for name in sorted(passed)
            if (quiz := quizzes.get(name)) is not None
            for question in quiz.questions
            if f"{quiz.id}/{question.id}" not in asked
        ]
        if not new_cards and not added and behind < FAR_BEHIND:
            return found
        weak = [ref for _, call_id in new_cards for ref in self._weak_moves(person, call_id)]
        with self._store.writing() as rows:
            self._ask(rows, person, [("question", ref, version) for ref, version in added])
            self._ask(rows, person, [("move", ref, "") for ref in dict.fromkeys(weak)])
            if new_cards:
                rows_of.set_collected(rows, person.id, new_cards[-1][0])
            elif behind >= FAR_BEHIND:
                rows_of.set_collected(rows, person.id, rows_of.collected_upto(rows, person.id) + behind - MARGIN)
            return rows_of.of_person(rows, person.id)

    def _ask(self, rows: Rows, person: Person, wanted: Iterable[tuple[rows_of.CardKind, str, str]]) -> None:
        for kind, ref, version in wanted:
            cards.ask(rows, person.id, kind, ref, version=version, now=self._clock.now())

    def _weak_moves(self, person: Person, call_id: str) -> list[str]:
        """The refs of the moves a call missed that cost most, at the node where each is best asked."""
        try:
            missed = self._calls.debrief(person, call_id).missed
            scenario, _ = self._calls.taken_with(person, call_id)
            record = self._calls.record(person, call_id)
            lang = self._calls.summary(person, call_id).lang
        except TrainerError:  # a call that can't be looked at any more holds up nothing else
            return []
        nodes = _nodes_before(scenario, record)
        found = []
        for one in missed:
            node = nodes.get(one.seq) if one.seq is not None else None
            if one.move is None or node is None or one.move not in heard_at(scenario, scenario.nodes[node]):
                continue
            place = _where_it_helps(scenario, one.move, list(nodes.values())) or node
            found.append(f"{scenario.id}/{place}/{one.move}/{lang}")
        return found[:WEAK_MOVES]


def _is_other(question: Question | None, version: str) -> bool:
    """Whether an answer to that version can't be shown beside the question as it is now; one's own words always can."""
    return question is not None and question.type != "open" and question_version(question) != version


def _asks_rating(card: CardView, marked: Mark) -> bool:
    """Whether the person should say themself how it went."""
    return marked.points is None or (card.line is not None and not marked.full)


def _where_it_helps(scenario: Scenario, move: str, on_the_way: Sequence[str]) -> str | None:
    """The node at which the move brings the call on: of those met `on_the_way` the first, else of all.

    A customer also hears it where it comes too early, and says so; a card there would train the wrong moment.
    """
    return next(
        (
            name
            for name in (*on_the_way, *scenario.nodes)
            if name in scenario.nodes
            for rule in scenario.nodes[name].then
            if move in rule.on and (rule.go or rule.end) and scenario.nodes[name].say
        ),
        None,
    )


def _nodes_before(scenario: Scenario, record: CallRecord) -> dict[int, str]:
    """The node each turn of a call was taken at, by seq."""
    nodes = [scenario.start, *(entry.node for entry in record.entries)]
    return {entry.seq: node for entry, node in zip(record.entries, nodes, strict=False)}
