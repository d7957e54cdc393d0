"""The one memory a learner has: their cards, the log behind each, and quiz answers as evidence.

Reviews and quizzes both write through `LearnerMemory`, inside a transaction that holds the learner
(`transaction.writing_for` or `writing_own`). Rows of cards and of days are caches of the log:
`memory/check.py` folds the log again and must come to the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import CursorResult, Row, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.models import Card, ParameterSetRecord, Review, ReviewDay
from quizapp.scheduling import memory
from quizapp.scheduling.evidence import evidence_of, learn
from quizapp.scheduling.log import Event, effective, replay
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating
from quizapp.scheduling.retention import elapsed_days, retention_of, scheduled_days
from quizapp.scheduling.spread import LOAD_DAYS
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.errors import StaleError
from quizapp.services.memory.card_rows import CARD_COLUMNS, columns_of, entry_of, state_of
from quizapp.services.memory.scheduling import context_of, parameters_of
from quizapp.services.person import Person
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """What a learner did before rating a card, where they answered and the page measured it."""

    revision_id: int
    response: object | None = None
    credit: float | None = None
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """An answer given in a quiz: its row, in which wording, what it was, what it earned and on which day."""

    id: int
    revision_id: int
    response: object
    credit: float
    study_day: date


@dataclass(frozen=True, slots=True)
class _StoredCard:
    """A card as its row has it."""

    id: int
    version: int
    state: CardState


# Built once, since building a statement takes longer than running it; and of rows rather than objects,
# whose bookkeeping takes longer than all that is written here.
_CARDS = select(Card.question_id, *CARD_COLUMNS).where(
    Card.user_id == bindparam("user_id"), Card.question_id.in_(bindparam("question_ids", expanding=True))
)
_NEW_CARD = insert(Card)
_CHANGED_CARD = update(Card).where(Card.id == bindparam("card_id"))
_NEW_ENTRY = insert(Review)
_NEW_DAY = insert(ReviewDay)
_LONGER_DAY = (
    update(ReviewDay)
    .where(ReviewDay.user_id == bindparam("of_user"), ReviewDay.study_day == bindparam("on_day"))
    .values(
        {
            column: column + bindparam(f"more_{name}")
            for name, column in ReviewDay.__table__.c.items()
            if not column.primary_key
        }
    )
)
_IS_IN_LOG = select(
    exists().where(Review.card_id == bindparam("card_id"), Review.study_day == bindparam("study_day"))
)
_LOG = (
    select(Review, ParameterSetRecord)
    .join(ParameterSetRecord, ParameterSetRecord.id == Review.parameter_set_id)
    .where(Review.card_id == bindparam("card_id"))
    .order_by(Review.sequence)
)
_LOAD = (
    select(Card.due_day, func.count())
    .where(Card.user_id == bindparam("user_id"), Card.due_day.between(bindparam("first"), bindparam("last")))
    .group_by(Card.due_day)
)


class LearnerMemory:
    """A learner's cards of some questions at one moment, read in one statement whatever their number.

    Where a caller has read them already, it gives a row with `CARD_COLUMNS` for each question. What is
    written is no earlier than what their logs have, should the server's clock have been set back meanwhile.
    """

    def __init__(
        self,
        session: Session,
        person: Person,
        at: datetime,
        questions: Iterable[int] | Mapping[int, Row[Any]],
    ) -> None:
        self._session = session
        self._connection = session.connection()
        self._person = person
        rows = questions if isinstance(questions, Mapping) else self._read(questions)
        self._cards = {
            question_id: _StoredCard(row.card_id, row.version, state_of(row))
            for question_id, row in rows.items()
            if row.card_id is not None
        }
        self._at = max([at, *filter(None, (row.last_entry_at for row in rows.values()))])
        self._today = person.clock.study_day(self._at)

    def _read(self, question_ids: Iterable[int]) -> Mapping[int, Row[Any]]:
        wanted = {"user_id": self._person.id, "question_ids": list(question_ids)}
        rows: CursorResult[Any] = self._connection.execute(_CARDS, wanted)
        return {row.question_id: row for row in rows}

    @cached_property
    def _load(self) -> Counter[date]:
        """Count the cards due on each of the coming study days, for an even load."""
        coming = {"first": self._today + ONE_DAY, "last": self._today + LOAD_DAYS * ONE_DAY}
        rows = self._connection.execute(_LOAD, {"user_id": self._person.id} | coming)
        return Counter({day: cards for day, cards in rows if day is not None})

    def is_later(self, moment: datetime) -> bool:
        """Tell whether what is written comes after this moment, because some log has an entry after it."""
        return bool(self._at > moment)

    def version(self, question_id: int) -> int:
        """Return how many entries a card's log has: what a page must name to be up to date."""
        card = self._cards.get(question_id)
        return card.version if card else 0

    def state(self, question_id: int) -> CardState:
        """Return the state of a question's card."""
        card = self._cards.get(question_id)
        return card.state if card else NEW_CARD

    def was_seen_today(self, question_id: int) -> bool:
        """Tell whether the log has an entry of this study day, be it of a review that was undone since."""
        card = self._cards.get(question_id)
        if card is None:
            return False
        if card.state.last_study_day == self._today:
            return True
        # Where nothing was ever undone there are as many entries as answers, and the last of them is known.
        wanted = {"card_id": card.id, "study_day": self._today}
        return card.version > card.state.reviews and bool(self._connection.scalar(_IS_IN_LOG, wanted))

    def preview(self, question_id: int) -> dict[Rating, CardState]:
        """Return the state that each of the four buttons would lead to."""
        return self._preview(question_id, self._load)

    def _preview(self, question_id: int, load: Mapping[date, int]) -> dict[Rating, CardState]:
        state = self.state(question_id)
        return memory.preview(state, self._at, context_of(self._person, question_id, state, load))

    def rate(
        self,
        question_id: int,
        rating: Rating,
        answer: ReviewAnswer,
        promised: Mapping[Rating, date] | None = None,
    ) -> None:
        """Record a rating.

        `promised` are the due days that the buttons showed earlier today. They hold, although other
        cards may have filled them meanwhile. Steps of minutes begin now.
        """
        # The load of days decides about nothing else than what is promised.
        after = self._preview(question_id, {} if promised else self._load)[rating]
        if promised and after.due_day:
            after = replace(after, due_day=promised.get(rating, after.due_day))
        entry = self._record("review", question_id, after, {"rating": rating} | asdict(answer))
        self._count(entry, rating, 1)

    def learn_from_quiz(self, question_id: int, answer: QuizAnswer) -> None:
        """Record a quiz answer as evidence, if it is any; the rule stands in `scheduling.evidence`."""
        state = self.state(question_id)
        rating = evidence_of(state, answer.credit, answer.study_day, self._at, self._person.clock)
        if rating is None:
            return  # most answers: the load of the coming days needn't be read for them
        # A card that was missed is due at once, whatever the load.
        load = {} if rating is Rating.AGAIN else self._load
        after = learn(state, rating, self._at, context_of(self._person, question_id, state, load))
        if after.due_day:
            # The next answer of the same quiz sees that this day has filled.
            self._load[after.due_day] += 1
        given = {
            "rating": rating,
            "revision_id": answer.revision_id,
            "response": answer.response,
            "credit": answer.credit,
            "answer_id": answer.id,
        }
        self._record("quiz", question_id, after, given)

    def undo(self, question_id: int, undone: Review) -> None:
        """Take back a review by a further entry of its card's log; the state is as before the review.

        Raises `StaleError` unless it is the last answer of the log that is effective.
        """
        log = _log_of(self._session, self._cards[question_id].id)
        answers = effective(entry for entry, _ in log)
        if not answers or answers[-1].id != undone.id:
            raise StaleError(_("This card has been answered again since, so that review can't be undone."))
        before = replay(effective(entry_of(*row) for row in log)[:-1])
        # It counts for the day of the review, and as what that was.
        taken_back = {
            "undoes": undone.sequence,
            "study_day": undone.study_day,
            "phase_before": undone.phase_before,
            "interval_before": undone.interval_before,
            "elapsed_days": undone.elapsed_days,
            "duration_ms": undone.duration_ms,
        }
        entry = self._record("undo", question_id, before, taken_back)
        if undone.rating:
            self._count(entry, undone.rating, -1)

    def _record(
        self, event: Event, question_id: int, after: CardState, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Write an entry of a card's log and the card as it is after it; return the entry."""
        before, sequence = self.state(question_id), self.version(question_id) + 1
        entry: dict[str, Any] = {
            "user_id": self._person.id,
            "card_id": self._write_card(question_id, after, sequence),
            "sequence": sequence,
            "event": event,
            "reviewed_at": self._at,
            "study_day": self._today,
            "phase_before": before.phase,
            "interval_before": scheduled_days(before),
            "elapsed_days": elapsed_days(before, self._today),
            "desired_retention": self._person.preferences.desired_retention,
            "parameter_set_id": parameters_of(self._person).id,
        }
        entry |= given
        if event != "undo":  # what that leads back to was planned before
            entry |= {"due_at": after.due_at, "due_day": after.due_day}
        self._connection.execute(_NEW_ENTRY, entry)
        return entry

    def _write_card(self, question_id: int, state: CardState, version: int) -> int:
        """Write a card's row, and return its key."""
        card = self._cards.get(question_id)
        values = columns_of(state) | {"version": version}
        if card is None:
            values |= {"user_id": self._person.id, "question_id": question_id}
            card_id: int = self._connection.execute(_NEW_CARD, values).inserted_primary_key[0]  # type: ignore[index]  # one row has one
        else:
            card_id = card.id
            self._connection.execute(_CHANGED_CARD, values | {"card_id": card_id})
        self._cards[question_id] = _StoredCard(card_id, version, state)
        return card_id

    def _count(self, entry: Mapping[str, Any], rating: int, one: int) -> None:
        """Add a review to its day, or take an undone one from it."""
        phase = entry["phase_before"]
        test = retention_of(phase, entry["elapsed_days"], entry["interval_before"], rating)
        more = {
            "rated": one,
            "introduced": one * (phase == Phase.NEW),
            "reviewed": one * (phase == Phase.REVIEW),
            "young": one * test.young.reviews,
            "young_remembered": one * test.young.remembered,
            "mature": one * test.mature.reviews,
            "mature_remembered": one * test.mature.remembered,
            "duration_ms": one * (entry["duration_ms"] or 0),
        }
        user_id, day = entry["user_id"], entry["study_day"]
        longer = {"of_user": user_id, "on_day": day} | {f"more_{name}": more[name] for name in more}
        if self._connection.execute(_LONGER_DAY, longer).rowcount == 0:
            self._connection.execute(_NEW_DAY, {"user_id": user_id, "study_day": day} | more)


def learn_from_quiz(
    session: Session, person: Person, answers: Sequence[tuple[int, QuizAnswer]], now: datetime
) -> None:
    """Let the memory learn from answers to questions, in the order in which these were asked."""
    memory = LearnerMemory(session, person, now, [question_id for question_id, _ in answers])
    for question_id, given in answers:
        memory.learn_from_quiz(question_id, given)


def learn_afterwards(
    session: Session, person: Person, answers: Sequence[tuple[int, datetime, QuizAnswer]], now: datetime
) -> None:
    """Let the memory learn from answers whose marks are told only now: questions, and when each was answered.

    Each is entered with the moment at which it was given, unless its card has a later entry. Then it is old
    news, of which only a miss on the same study day says anything (`scheduling.evidence`).
    """
    for question_id, answered_at, given in answers:
        memory = LearnerMemory(session, person, answered_at, [question_id])
        if memory.is_later(answered_at):
            memory = LearnerMemory(session, person, now, [question_id])
        memory.learn_from_quiz(question_id, given)


def _log_of(session: Session, card_id: int) -> Sequence[Row[Review, ParameterSetRecord]]:
    return session.execute(_LOG, {"card_id": card_id}).all()
