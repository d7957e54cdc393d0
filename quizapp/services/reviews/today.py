"""What is due and what is new, counted in the database: of thousands of cards only one is ever read.

So a page costs the same after a holiday as on any day. `scheduling.queue` says where the next card is taken
from, and `queue` finds it. The statements are built once, because building one takes longer than
running it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, Date, bindparam, case, exists, func, or_, select

from quizapp.models import Card, QuestionRecord, ReviewDay, StudiedBank
from quizapp.scheduling.memory import LEARNING_STEPS, RELEARNING_STEPS, Phase
from quizapp.scheduling.queue import CardSource, RemainingCards, estimate_minutes, next_source
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.banks.audience import in_study
from quizapp.services.person import Person
from quizapp.services.reviews.queue import Queue
from quizapp.services.study import MAY_STUDY_NOW, studying
from quizapp.services.transaction import reading_rows

#: What a card takes before there is anything to measure, and for how many cards that counts.
SECONDS_PER_CARD, ASSUMED_CARDS = 20, 5
#: How far back the time that cards took is looked at, in study days.
PACE_DAYS = 14


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

    #: Cards due for review, cards in learning, and new ones.
    reviews: int
    learning: int
    new: int
    #: How many right answers it takes, at most, until all of them are done with for today.
    answers: int
    #: About how long the cards that are left take, rounded up.
    minutes: int
    #: Reviews rated today, those undone left out.
    done: int
    #: Whether there is a card to ask now; else `next_due` says when the next comes (None: never).
    is_ready: bool
    next_due: datetime | None
    #: Whether the learner studies any bank that they may study.
    has_banks: bool

    @property
    def left(self) -> int:
        """Count the cards that are left."""
        return self.reviews + self.learning + self.new


@dataclass(frozen=True, slots=True)
class Ahead:
    """The cards due by tomorrow, for a learner who is done with today; `question_id` is that of the first."""

    cards: int
    minutes: int
    question_id: int


@dataclass(frozen=True, slots=True)
class _Workload:
    """What there is to do today: within the limits, its new questions, and all reviews that are due."""

    remaining: RemainingCards
    new: list[int]
    #: How many more right answers the cards in learning need, at most, before they are done with today.
    repeats: int
    all_reviews: int
    queue: Queue
    done: DayDone
    has_banks: bool


_user_id: BindParameter[int] = bindparam("user_id")
_today: BindParameter[date] = bindparam("today", type_=Date)
_is_mine = Card.user_id == _user_id
#: Questions that are retired, or that the learner may not study now, aren't asked.
_is_asked = QuestionRecord.retired_at.is_(None) & MAY_STUDY_NOW

_steps_left = case(
    (Card.phase == Phase.RELEARNING, len(RELEARNING_STEPS)), else_=len(LEARNING_STEPS)
) - func.coalesce(Card.step, 0)
_COUNT_CARDS = (
    select(
        func.count(Card.due_at),
        func.coalesce(func.sum(case((Card.due_at.is_not(None), _steps_left))), 0),
        func.min(Card.due_at),
        func.min(case((Card.id != bindparam("just_answered"), Card.due_at))),
        func.count(Card.due_day),
        exists().where(StudiedBank.user_id == _user_id, in_study(StudiedBank.bank_id)),
    )
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(_is_mine, or_(Card.due_day.is_(None), Card.due_day <= _today), _is_asked)
)

_NEXT_DAY = (
    select(Card.due_day)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(_is_mine, Card.due_day > _today, _is_asked)
    .order_by(Card.due_day)
    .limit(1)
)

_DAYS = select(
    ReviewDay.study_day, ReviewDay.rated, ReviewDay.introduced, ReviewDay.reviewed, ReviewDay.duration_ms
).where(ReviewDay.user_id == _user_id, ReviewDay.study_day.between(bindparam("since"), _today))


def show_today(person: Person, now: datetime) -> Today:
    """Return what is left of a learner's day, in a handful of statements whatever their history."""
    return find_today(reading_rows(), person, now)


def find_today(connection: Connection, person: Person, now: datetime) -> Today:
    """Return the same by a connection that is open already."""
    return _today_of(connection, person, now, _find_workload(connection, person, now))


def find_next(
    connection: Connection, person: Person, now: datetime, just_answered: int
) -> tuple[Today, int | None]:
    """Return the day, and the question of the card to ask now, None where there is none.

    `just_answered` is the key of the card answered last, 0 for none, which doesn't come again at once.
    """
    workload = _find_workload(connection, person, now, just_answered)
    today = _today_of(connection, person, now, workload)
    match next_source(workload.remaining, now):
        case CardSource.LEARNING:
            question_id = workload.queue.first_in_steps(just_answered)
        case CardSource.REVIEWS:
            question_id = workload.queue.first_review()
        case CardSource.NEW:
            question_id = workload.new[0]
        case None:
            question_id = None
    return today, question_id


def find_ahead(connection: Connection, person: Person, now: datetime) -> Ahead | None:
    """Return what can be reviewed a day early, without siblings of today's cards; None for nothing."""
    queue = Queue(connection, person, now, ahead=1)
    question_id = queue.first_review()
    if question_id is None:
        return None
    cards, done = queue.count_reviews(), count_done(connection, person, now)
    return Ahead(cards, estimate_minutes(cards, done.seconds_per_card), question_id)


def with_ahead(today: Today, ahead: Ahead) -> Today:
    """Return a day in which tomorrow's cards are reviewed too."""
    return replace(
        today,
        reviews=today.reviews + ahead.cards,
        answers=today.answers + ahead.cards,
        minutes=today.minutes + ahead.minutes,
        is_ready=True,
    )


def _find_workload(
    connection: Connection, person: Person, now: datetime, just_answered: int = 0
) -> _Workload:
    wanted = {"today": person.clock.study_day(now), "just_answered": just_answered}
    learning, repeats, step_ends, step_of_others_ends, all_reviews, has_banks = connection.execute(
        _COUNT_CARDS, studying(person, now) | wanted
    ).one()
    done = count_done(connection, person, now)
    queue = Queue(connection, person, now)
    reviews = min(all_reviews - queue.buried, max(0, person.preferences.reviews_per_day - done.reviewed))
    new = queue.new(person.preferences.new_per_day - done.introduced) if has_banks else []
    remaining = RemainingCards(learning, reviews, len(new), step_ends, step_of_others_ends)
    return _Workload(remaining, new, int(repeats), all_reviews, queue, done, has_banks)


def _today_of(connection: Connection, person: Person, now: datetime, workload: _Workload) -> Today:
    remaining = workload.remaining
    is_ready = next_source(remaining, now) is not None
    return Today(
        reviews=remaining.reviews,
        learning=remaining.learning,
        new=remaining.new,
        answers=remaining.reviews + len(LEARNING_STEPS) * remaining.new + workload.repeats,
        minutes=estimate_minutes(remaining.total, workload.done.seconds_per_card),
        done=workload.done.rated,
        is_ready=is_ready,
        next_due=None if is_ready else _next_due(connection, person, now, workload),
        has_banks=workload.has_banks,
    )


def _next_due(connection: Connection, person: Person, now: datetime, workload: _Workload) -> datetime | None:
    """Return when the next card comes, where none is left within today's limits."""
    today = person.clock.study_day(now)
    day: date | None
    is_more_new = person.preferences.new_per_day > 0 and workload.queue.has_new()
    if is_more_new or (workload.all_reviews and person.preferences.reviews_per_day > 0):
        day = today + ONE_DAY
    else:
        day = connection.scalar(_NEXT_DAY, studying(person, now) | {"today": today})
    moments = (workload.remaining.step_ends, person.clock.begins(day) if day else None)
    return min((moment for moment in moments if moment), default=None)


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
