"""Whether the caches say what the log says: every card's state, and what was done on each day.

Each comparison is a single statement, so that it sees one moment even while learners go on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from sqlalchemy import ColumnElement, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from quizapp.models import BankRecord, Card, ParameterSetRecord, QuestionRecord, Review, ReviewDay
from quizapp.scheduling.log import match_undos, replay
from quizapp.scheduling.memory import CardState, Phase, Rating
from quizapp.scheduling.retention import MATURE_FROM
from quizapp.services.memory.card_rows import columns_of, entry_of, is_effective, state_of
from quizapp.services.transaction import reading, writing_for

#: Cards whose logs are held in memory at a time.
BATCH = 500
#: What is summed up of a day.
_SUMS = tuple(name for name, column in ReviewDay.__table__.c.items() if not column.primary_key)
#: The entries of a card's log, each with the parameters that it names.
Log: TypeAlias = Sequence[tuple[Review, ParameterSetRecord]]


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


# What `scheduling.retention.retention_of` says, for rows.
_is_test = (Review.phase_before == Phase.REVIEW) & (Review.elapsed_days > 0)
_is_young = Review.interval_before < MATURE_FROM
_is_remembered = Review.rating != Rating.AGAIN
#: What a review adds to each of these.
_ADDS: Mapping[str, ColumnElement[int]] = {
    "rated": literal(1),
    "introduced": _counted(Review.phase_before == Phase.NEW),
    "reviewed": _counted(Review.phase_before == Phase.REVIEW),
    "young": _counted(_is_test & _is_young),
    "young_remembered": _counted(_is_test & _is_young & _is_remembered),
    "mature": _counted(_is_test & ~_is_young),
    "mature_remembered": _counted(_is_test & ~_is_young & _is_remembered),
    "duration_ms": func.coalesce(Review.duration_ms, 0),
}
_LOGGED = select(Review.user_id, Review.study_day, *(_ADDS[name].label(name) for name in _SUMS)).where(
    Review.event == "review", is_effective()
)
_CACHED = select(ReviewDay.user_id, ReviewDay.study_day, *(-ReviewDay.__table__.c[name] for name in _SUMS))


@dataclass(frozen=True, slots=True)
class CardDifference:
    """A card whose row says something else than its log; `fault` says what."""

    user_id: int
    card_id: int
    question: str
    fault: str


@dataclass(frozen=True, slots=True)
class DayDifference:
    """A learner's day whose sums are off from those of the log; `fault` says by how much."""

    user_id: int
    day: date
    fault: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many cards were compared, and what differs."""

    cards: int
    differences: tuple[CardDifference | DayDifference, ...]


class BrokenLogError(ValueError):
    """A log that can't be folded: its entries don't follow upon each other."""


def check() -> CheckResult:
    """Compare every card and every day with the log; nothing is written."""
    session = reading()
    cards, differences = 0, []
    last = 0
    while ids := session.scalars(select(Card.id).where(Card.id > last).order_by(Card.id).limit(BATCH)).all():
        last = ids[-1]
        for card, question, log in _cards_with_logs(session, ids):
            cards += 1
            if fault := _fault(card, log):
                differences.append(CardDifference(card.user_id, card.id, question, fault))
        session.expunge_all()
    days = [DayDifference(user_id, day, _said(off)) for user_id, day, off in _days_off(session)]
    return CheckResult(cards, (*differences, *days))


def repair(differences: Iterable[CardDifference | DayDifference]) -> int:
    """Put right what differs, one learner after another, each held meanwhile; return how much was.

    A log that can't be folded is left alone: only a person can tell what happened.
    """
    repaired = 0
    by_user = sorted(differences, key=lambda difference: difference.user_id)
    for user_id, theirs in groupby(by_user, key=lambda difference: difference.user_id):
        with writing_for(user_id) as (session, _):
            card_ids = [one.card_id for one in theirs if isinstance(one, CardDifference)]
            for card, _question, log in _cards_with_logs(session, card_ids):
                try:
                    state = columns_of(_fold(log))
                except BrokenLogError:
                    continue
                for name, value in (state | {"version": len(log)}).items():
                    setattr(card, name, value)
                repaired += 1
            repaired += _repair_days(session, user_id)
    return repaired


def _cards_with_logs(session: Session, card_ids: Sequence[int]) -> Iterator[tuple[Card, str, Log]]:
    rows = session.execute(
        select(Card, BankRecord.key, QuestionRecord.key, Review, ParameterSetRecord)
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .outerjoin(Review, Review.card_id == Card.id)
        .outerjoin(ParameterSetRecord, ParameterSetRecord.id == Review.parameter_set_id)
        .where(Card.id.in_(card_ids))
        .order_by(Card.id, Review.sequence)
        .execution_options(populate_existing=True)
    )
    for (card, bank_key, key), group in groupby(rows, key=lambda row: tuple(row[:3])):
        yield card, f"{bank_key}/{key}", [(row[3], row[4]) for row in group if row[3] is not None]


def _fold(log: Log) -> CardState:
    """Rebuild a card's state. Raises `BrokenLogError`."""
    entries = [entry for entry, _ in log]
    if [entry.sequence for entry in entries] != list(range(1, len(log) + 1)):
        raise BrokenLogError("its log has a gap")
    try:
        _, undone = match_undos(entries)
        state = replay([entry_of(*row) for row in log])
    except ValueError as error:
        raise BrokenLogError(f"its log can't be read: {error}") from error
    for undo, answer in undone:
        if undo.undoes != answer.sequence:
            raise BrokenLogError(f"entry {undo.sequence} of its log undoes another than the last answer")
    return state


def _fault(card: Card, log: Log) -> str | None:
    try:
        rebuilt = asdict(_fold(log))
    except BrokenLogError as error:
        return str(error)
    stored = asdict(state_of(card))
    off = [
        f"{name} is {stored[name]}, not {value}" for name, value in rebuilt.items() if stored[name] != value
    ]
    if card.version != len(log):
        off.append(f"version is {card.version}, not {len(log)}")
    return "; ".join(off) or None


def _days_off(session: Session, *user_ids: int) -> list[tuple[int, date, dict[str, int]]]:
    """Return the days (a learner and a study day) whose rows differ, with what the log has more."""
    logged, cached = _LOGGED, _CACHED
    if user_ids:
        logged = logged.where(Review.user_id.in_(user_ids))
        cached = cached.where(ReviewDay.user_id.in_(user_ids))
    both = union_all(logged, cached).subquery()
    off_by = [func.sum(both.c[name]).label(name) for name in _SUMS]
    rows = session.execute(
        select(both.c.user_id, both.c.study_day, *off_by)
        .group_by(both.c.user_id, both.c.study_day)
        .having(or_(*(total != 0 for total in off_by)))
        .order_by(both.c.user_id, both.c.study_day)
    )
    return [(user_id, day, dict(zip(_SUMS, map(int, off), strict=True))) for user_id, day, *off in rows]


def _said(off: Mapping[str, int]) -> str:
    return "the log says " + ", ".join(f"{amount:+} {name}" for name, amount in off.items() if amount)


def _repair_days(session: Session, user_id: int) -> int:
    days = _days_off(session, user_id)
    for _, study_day, off in days:
        day = session.get(ReviewDay, (user_id, study_day))
        if day is None:
            day = ReviewDay(user_id=user_id, study_day=study_day, **dict.fromkeys(_SUMS, 0))
            session.add(day)
        for name, amount in off.items():
            setattr(day, name, getattr(day, name) + amount)
    return len(days)
