"""The one memory a learner has: their cards, the log behind each, and quiz answers as evidence.

Reviews and quizzes both write through `LearnerMemory`, inside the transaction of their own use
case. A card's row is a cache: `rebuild` folds its log again and must give the same state.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.models import Answer, Card, Review
from quizapp.scheduling import memory
from quizapp.scheduling.evidence import apply_quiz
from quizapp.scheduling.log import LogEntry, replay
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating
from quizapp.scheduling.retention import scheduled_days
from quizapp.scheduling.spread import LOAD_DAYS
from quizapp.services.person import Person


@dataclass(frozen=True, slots=True)
class Recall:
    """What a learner did before rating a card, where they answered and the page measured it."""

    revision_id: int
    response: object | None = None
    credit: float | None = None
    duration_ms: int | None = None


class LearnerMemory:
    """A learner's cards of some questions at one moment, read in two statements whatever their number."""

    def __init__(self, session: Session, person: Person, at: datetime, question_ids: Iterable[int]) -> None:
        self._session = session
        self._person = person
        self._at = at
        self._today = person.clock.study_day(at)
        cards = session.scalars(
            select(Card)
            .where(Card.user_id == person.id, Card.question_id.in_(list(question_ids)))
            .with_for_update()
        )
        self._cards = {card.question_id: card for card in cards}
        self._load = load_ahead(session, person, at)

    def card(self, question_id: int) -> Card | None:
        """Return the row of a question's card; None for a new one."""
        return self._cards.get(question_id)

    def version(self, question_id: int) -> int:
        """Return how many entries a card's log has: what a page must name to be up to date."""
        card = self._cards.get(question_id)
        return card.version if card else 0

    def state(self, question_id: int) -> CardState:
        """Return the state of a question's card."""
        card = self._cards.get(question_id)
        return state_of(card) if card else NEW_CARD

    def preview(self, question_id: int) -> dict[Rating, CardState]:
        """Return the state that each of the four buttons would lead to."""
        state = self.state(question_id)
        return memory.preview(
            state,
            self._at,
            clock=self._person.clock,
            desired_retention=self._person.desired_retention,
            load=self._load,
            seed=_seed(question_id, state),
        )

    def rate(self, question_id: int, rating: Rating, recall: Recall) -> Review:
        """Record a rating, as the button's preview promised."""
        after = self.preview(question_id)[rating]
        return self._record("review", question_id, rating, after, recall=recall)

    def learn_from_quiz(self, question_id: int, revision_id: int, answer: Answer) -> Review | None:
        """Record a quiz answer as evidence, if it is any; the rule stands in `scheduling.evidence`."""
        state = self.state(question_id)
        learnt = apply_quiz(
            state,
            answer.credit,
            self._at,
            clock=self._person.clock,
            desired_retention=self._person.desired_retention,
            load=self._load,
            seed=_seed(question_id, state),
        )
        if learnt is None:
            return None
        rating, after = learnt
        recall = Recall(revision_id, answer.response, answer.credit)
        return self._record("quiz", question_id, rating, after, recall=recall, answer=answer)

    def undo(self, question_id: int, undone: Review) -> Review:
        """Take back the last entry of a card's log by a further entry; the state is as before it."""
        card = self._cards[question_id]
        entries = [*entries_of(self._session, [card.id])[card.id], self._entry("undo", None, None)]
        return self._record("undo", question_id, None, replay(entries), undone=undone)

    def _entry(self, kind: str, rating: Rating | None, due: datetime | None) -> LogEntry:
        return LogEntry(kind, self._at, self._today, rating, due, self._person.desired_retention)  # type: ignore[arg-type]

    def _record(
        self,
        kind: str,
        question_id: int,
        rating: Rating | None,
        after: CardState,
        *,
        recall: Recall | None = None,
        answer: Answer | None = None,
        undone: Review | None = None,
    ) -> Review:
        before = self.state(question_id)
        card = self._cards.get(question_id)
        if card is None:
            card = Card(user_id=self._person.id, question_id=question_id, version=0)
            self._cards[question_id] = card
        _put_state(card, after)
        card.version += 1
        self._session.add(card)
        self._session.flush()
        entry = Review(
            user_id=self._person.id,
            card_id=card.id,
            sequence=card.version,
            kind=kind,
            reviewed_at=self._at,
            study_day=undone.study_day if undone else self._today,
            rating=rating,
            phase_before=undone.phase_before if undone else before.phase,
            interval_before=undone.interval_before if undone else scheduled_days(before, self._person.clock),
            due_at=after.due if rating else None,
            desired_retention=self._person.desired_retention,
            duration_ms=recall.duration_ms if recall else None,
            revision_id=recall.revision_id if recall else None,
            response=recall.response if recall else None,
            credit=recall.credit if recall else None,
            answer_id=answer.id if answer else None,
            undoes=undone.sequence if undone else None,
        )
        self._session.add(entry)
        self._session.flush()
        return entry


def _seed(question_id: int, state: CardState) -> int:
    # The same between showing the buttons and pressing one, another at the next review.
    return question_id * 1_000_003 + state.reviews


def state_of(card: Card) -> CardState:
    """Return the state that a row caches."""
    return CardState(
        phase=Phase(card.phase),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due_at,
        last_review=card.last_review_at,
        last_study_day=card.last_study_day,
        reviews=card.reviews,
        lapses=card.lapses,
    )


def _put_state(card: Card, state: CardState) -> None:
    card.phase = state.phase
    card.step = state.step
    card.stability = state.stability
    card.difficulty = state.difficulty
    card.due_at = state.due
    card.last_review_at = state.last_review
    card.last_study_day = state.last_study_day
    card.reviews = state.reviews
    card.lapses = state.lapses


def load_ahead(session: Session, person: Person, at: datetime) -> Mapping[date, int]:
    """Count the cards due on each of the coming study days, for an even load."""
    tomorrow = person.clock.study_day(at) + timedelta(days=1)
    counts = session.execute(
        select(Card.due_at, func.count())
        .where(
            Card.user_id == person.id,
            Card.phase == Phase.REVIEW,
            Card.due_at >= person.clock.begins(tomorrow),
            Card.due_at < person.clock.begins(tomorrow + timedelta(days=LOAD_DAYS)),
        )
        .group_by(Card.due_at)
    )
    load: dict[date, int] = {}
    for due_at, count in counts:
        day = person.clock.study_day(due_at)
        load[day] = load.get(day, 0) + count
    return load


def entries_of(session: Session, card_ids: Sequence[int]) -> dict[int, list[LogEntry]]:
    """Return the logs of some cards, each from its first entry on."""
    logs: dict[int, list[LogEntry]] = {card_id: [] for card_id in card_ids}
    rows = session.scalars(
        select(Review).where(Review.card_id.in_(card_ids)).order_by(Review.card_id, Review.sequence)
    )
    for row in rows:
        rating = None if row.rating is None else Rating(row.rating)
        logs[row.card_id].append(
            LogEntry(row.kind, row.reviewed_at, row.study_day, rating, row.due_at, row.desired_retention)  # type: ignore[arg-type]
        )
    return logs


@dataclass(frozen=True, slots=True)
class Difference:
    """A card whose row says something else than its log."""

    card_id: int
    stored: CardState
    rebuilt: CardState


def rebuild(session: Session, *, repair: bool = False) -> tuple[int, list[Difference]]:
    """Fold every card's log again; return how many cards there are, and those whose row differs.

    With `repair` the rows are put right, in the caller's transaction.
    """
    checked, differences = 0, []
    last = 0
    while cards := session.scalars(select(Card).where(Card.id > last).order_by(Card.id).limit(500)).all():
        logs = entries_of(session, [card.id for card in cards])
        for card in cards:
            checked += 1
            rebuilt = replay(logs[card.id])
            if rebuilt != state_of(card):
                differences.append(Difference(card.id, state_of(card), rebuilt))
                if repair:
                    _put_state(card, rebuilt)
        last = cards[-1].id
    return checked, differences
