"""What is due and what is new, counted in the database: only the head of the queue is ever loaded.

`scheduling.queue.plan_day` says what the order is. Here it is narrowed down to a few cards among
which the next one must be, so that a page costs the same after a holiday as on any day. The
statements are built once, because building one takes longer than running it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    Connection,
    bindparam,
    case,
    exists,
    extract,
    func,
    null,
    or_,
    select,
)

from quizapp.models import Card, Question, ReviewDay, StudiedBank
from quizapp.scheduling.memory import Phase
from quizapp.scheduling.queue import LEARN_AHEAD, Counts, Limits, QueueCard, estimate_minutes
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.memory import state_of
from quizapp.services.person import Person

#: How many cards are loaded to find the next one: enough to shuffle those that are equally due.
HEAD = 12
#: What a card takes before there is anything to measure, and for how many cards that counts.
SECONDS_PER_CARD, ASSUMED_CARDS = 20, 5
#: How far back the time that cards took is looked at, in study days.
PACE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Due:
    """How many cards are due, whatever the limits; `soonest` is when a further learning step ends."""

    learning_now: int
    learning_later: int
    reviews: int
    soonest: datetime | None
    has_banks: bool


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on a study day, and the seconds that a card takes with all its repetitions."""

    rated: int
    introduced: int
    reviewed: int
    seconds_per_card: float


@dataclass(frozen=True, slots=True)
class Today:
    """What is left of a learner's day, within the day's limits, and what lies behind."""

    #: Cards due for review, cards in learning (also those that come later today), and new ones.
    reviews: int
    learning: int
    new: int
    #: About how long the cards that are left take, rounded up.
    minutes: int
    #: Reviews rated today, those undone left out.
    done: int
    #: Whether there is a card to ask now; else `next_due` says when the next comes (None: never).
    is_ready: bool
    next_due: datetime | None
    #: Whether the learner studies any bank.
    has_banks: bool

    @property
    def left(self) -> int:
        """Count the cards that are left."""
        return self.reviews + self.learning + self.new


_user_id: BindParameter[int] = bindparam("user_id")
_now: BindParameter[datetime] = bindparam("now")
_end: BindParameter[datetime] = bindparam("end")
#: The end of the day, or that of the last learning step that can be asked ahead of its time.
_horizon: BindParameter[datetime] = bindparam("horizon")
_is_mine = Card.user_id == _user_id
_is_learning = Card.phase.in_((Phase.LEARNING, Phase.RELEARNING))
_is_in_review = Card.phase == Phase.REVIEW
_in_force = Question.retired_at.is_(None)

_COUNT_DUE = (
    select(
        func.count().filter(_is_learning, Card.due_at <= _now),
        func.count().filter(_is_learning, Card.due_at > _now),
        func.count().filter(_is_in_review, Card.due_at < _end),
        func.min(Card.due_at).filter(_is_learning, Card.due_at > _now),
        exists().where(StudiedBank.user_id == _user_id),
    )
    .join(Question, Question.id == Card.question_id)
    .where(_is_mine, Card.due_at < _horizon, _in_force)
)

_elapsed = bindparam("midnight", type_=BigInteger) - extract("epoch", Card.last_study_day)
_rank = case((_is_learning & (Card.due_at <= _now), 0), (_is_in_review, 1), else_=2)
_HEAD = (
    select(Card)
    .join(Question, Question.id == Card.question_id)
    .where(
        _is_mine,
        Card.due_at < _horizon,
        # Reviews beyond the day's limit would crowd out the learning cards, which have none.
        or_(_is_learning, bindparam("with_reviews", type_=Boolean) & (Card.due_at < _end)),
        _in_force,
    )
    .order_by(
        _rank,
        case((_rank == 1, null()), else_=Card.due_at),
        # Retrievability falls as elapsed days over stability rise, so this is its order.
        (_elapsed / Card.stability).desc(),
        Card.question_id,
    )
    .limit(HEAD)
)

_NEW = (
    select(Question.id)
    .join(StudiedBank, StudiedBank.bank_id == Question.bank_id)
    .outerjoin(Card, (Card.user_id == StudiedBank.user_id) & (Card.question_id == Question.id))
    .where(StudiedBank.user_id == _user_id, _in_force, or_(Card.id.is_(None), Card.phase == Phase.NEW))
    .order_by(StudiedBank.since, StudiedBank.bank_id, Question.position, Question.id)
    .limit(bindparam("limit"))
)

_NEXT_DUE = (
    select(Card.due_at)
    .join(Question, Question.id == Card.question_id)
    .where(_is_mine, Card.due_at >= _end, or_(_is_in_review, Card.due_at >= _horizon), _in_force)
    .order_by(Card.due_at)
    .limit(1)
)

_DAYS = select(
    ReviewDay.study_day, ReviewDay.rated, ReviewDay.introduced, ReviewDay.reviewed, ReviewDay.duration_ms
).where(ReviewDay.user_id == _user_id, ReviewDay.study_day.between(bindparam("since"), bindparam("today")))


def limits_of(person: Person) -> Limits:
    """Return how much the learner wants to do on one day."""
    return Limits(new=person.new_per_day, reviews=person.reviews_per_day)


def sum_up(connection: Connection, person: Person, now: datetime) -> tuple[Today, DayDone, list[int]]:
    """Return the day, what was done on it, and the new questions that it still has room for."""
    waiting = count_due(connection, person, now)
    done = count_done(connection, person, now)
    limits = limits_of(person)
    reviews = min(waiting.reviews, max(0, limits.reviews - done.reviewed))
    new = find_new(connection, person, limits.new - done.introduced) if waiting.has_banks else []
    counts = Counts(new=len(new), learning=waiting.learning_now + waiting.learning_later, reviews=reviews)
    is_ahead = waiting.soonest is not None and waiting.soonest <= now + LEARN_AHEAD
    is_ready = bool(waiting.learning_now or reviews or new or is_ahead)
    day = Today(
        reviews=reviews,
        learning=counts.learning,
        new=len(new),
        minutes=estimate_minutes(counts, done.seconds_per_card),
        done=done.rated,
        is_ready=is_ready,
        next_due=None if is_ready else _next_due(connection, person, now, waiting),
        has_banks=waiting.has_banks,
    )
    return day, done, new


def _next_due(connection: Connection, person: Person, now: datetime, waiting: Due) -> datetime | None:
    """Return when the next card comes, where none is left within today's limits."""
    moments = [waiting.soonest, find_next_due(connection, person, now)]
    is_more_new = person.new_per_day > 0 and find_new(connection, person, 1)
    if is_more_new or (waiting.reviews and person.reviews_per_day > 0):
        moments.append(end_of_today(person, now))
    return min((moment for moment in moments if moment is not None), default=None)


def end_of_today(person: Person, now: datetime) -> datetime:
    """Return the moment at which the next study day begins."""
    return person.clock.begins(person.clock.study_day(now) + ONE_DAY)


def count_due(connection: Connection, person: Person, now: datetime) -> Due:
    """Count a learner's due cards; those of retired questions come up no more."""
    learning_now, learning_later, reviews, soonest, has_banks = connection.execute(
        _COUNT_DUE, _moments(person, now)
    ).one()
    return Due(learning_now, learning_later, reviews, soonest, has_banks)


def head_of_queue(
    connection: Connection, person: Person, now: datetime, *, with_reviews: bool = True
) -> list[QueueCard]:
    """Load the cards among which the next one is, unless that is a new one."""
    midnight = datetime.combine(person.clock.study_day(now), time(), UTC)
    about = {"midnight": int(midnight.timestamp()), "with_reviews": with_reviews}
    cards = connection.execute(_HEAD, _moments(person, now) | about)
    return [QueueCard(card.question_id, state_of(card), position=0) for card in cards]


def find_new(connection: Connection, person: Person, limit: int) -> list[int]:
    """Return the first questions of the studied banks that the learner hasn't begun, in bank order."""
    if limit <= 0:
        return []
    return list(connection.scalars(_NEW, {"user_id": person.id, "limit": limit}))


def find_next_due(connection: Connection, person: Person, now: datetime) -> datetime | None:
    """Return the first moment at which a card falls due that isn't counted for today."""
    return connection.scalar(_NEXT_DUE, _moments(person, now))


def count_done(connection: Connection, person: Person, now: datetime) -> DayDone:
    """Return what was done today, and the learner's pace in the last two weeks."""
    today = person.clock.study_day(now)
    since = today - PACE_DAYS * ONE_DAY
    days = connection.execute(_DAYS, {"user_id": person.id, "since": since, "today": today}).all()
    # Each card begins its day new or in the review phase; what it is asked after that are repetitions.
    cards = sum(day.introduced + day.reviewed for day in days)
    seconds = sum(day.duration_ms for day in days) / 1000
    pace = (SECONDS_PER_CARD * ASSUMED_CARDS + seconds) / (ASSUMED_CARDS + cards)
    for day in days:
        if day.study_day == today:
            return DayDone(day.rated, day.introduced, day.reviewed, pace)
    return DayDone(0, 0, 0, pace)


def _moments(person: Person, now: datetime) -> dict[str, Any]:
    end = end_of_today(person, now)
    return {"user_id": person.id, "now": now, "end": end, "horizon": max(end, now + LEARN_AHEAD)}
