"""The release of results to a learner, and what their memory learns from them then, or from later marks.

Nothing runs for it in the background: the next page that would show results does it, like the end of a quiz
whose time is up. What was shown is never hidden again, so the moments are written down once
(`quizzes/disclosure.py`).

From an answer that is marked or accepted only after memory has learnt from its attempt it learns at that
moment, by the same rule. An answer has at most one entry in the log of its card, and that stays: from a mark
that is changed memory learns only where it has learnt nothing from the one before.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from quizapp.models import Answer, Assignment, Attempt, LearnerTerms, QuestionRecord, Review, Slot
from quizapp.quizzes.rules import Shows
from quizapp.services.memory.learner_memory import QuizAnswer, learn_afterwards
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED
from quizapp.services.transaction import DATABASE_AWAY, reading_rows, writing_for

_now: BindParameter[datetime] = bindparam("now")
#: Somebody who is no learner of the course any more can't begin another attempt.
_IS_DONE = or_(LearnerTerms.user_id.is_(None), LearnerTerms.done_at <= _now)
_COLUMNS: tuple[Any, ...] = (Attempt.id, Attempt.shows, Attempt.released_at, _IS_DONE.label("is_done"))
# Built once: building a statement takes longer than running it.
_DUE = (
    select(*_COLUMNS)
    .join(Assignment, Assignment.id == Attempt.assignment_id)
    .outerjoin(
        LearnerTerms,
        and_(LearnerTerms.assignment_id == Attempt.assignment_id, LearnerTerms.user_id == Attempt.user_id),
    )
    .where(
        Attempt.user_id == bindparam("user_id"),
        Attempt.assignment_id.is_not(None),
        Attempt.finished_at.is_not(None),
        Attempt.settled_at.is_(None),
        Attempt.annulled_at.is_(None),
        ~Attempt.is_preview,
        Assignment.results_from <= _now,
        or_(Attempt.released_at.is_(None), _IS_DONE),
    )
    .order_by(Attempt.finished_at, Attempt.id)
)
_RELEASED = (
    update(Attempt)
    .where(Attempt.id == bindparam("of_attempt"))
    .values(released_at=bindparam("released"), settled_at=bindparam("settled"))
)
_ANSWERS = (
    select(
        *(Slot.question_id, Answer.answered_at, Answer.id, Slot.revision_id),
        *(Answer.response, EARNED, Answer.study_day),
    )
    .join(Answer, COUNTED_ANSWER)
    .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
    .where(
        Slot.attempt_id == bindparam("of_attempt"),
        IS_MARKED,
        ~exists().where(Review.answer_id == Answer.id),
    )
    .order_by(Answer.answered_at, Slot.number)
)
_ANSWER = _ANSWERS.where(Slot.id == bindparam("of_slot"))


def settle(person: Person, now: datetime) -> None:
    """Release the results that are due to a person; where nothing can be written, the next page does it."""
    due = {"user_id": person.id, "now": now}
    # Nearly always there are none, and then nobody is kept from writing.
    if not reading_rows().execute(_DUE, due).all():
        return
    with suppress(*DATABASE_AWAY), writing_for(person.id) as (session, _):
        for row in session.execute(_DUE, due).all():
            _release(session, person, row, now)


def _release(session: Session, person: Person, row: Row[Any], now: datetime) -> None:
    settled = now if row.is_done else None
    released = {"of_attempt": row.id, "released": row.released_at or now, "settled": settled}
    session.connection().execute(_RELEASED, released)
    # From practice memory has learnt at its end.
    if settled and row.shows != Shows.PRACTICE:
        _learn(session, person, session.execute(_ANSWERS, {"of_attempt": row.id}).all(), now)


def learn_since(session: Session, learner: Person, attempt: Attempt, slot_id: int, now: datetime) -> None:
    """Let memory learn from an answer that counts or is marked only now, if it has learnt from the others.

    The transaction holds the learner and the attempt, and has written what has changed.
    """
    # From practice memory learns at its end, from all else when it is settled.
    has_learnt_at_end = attempt.shows == Shows.PRACTICE and attempt.finished_at is not None
    if not (attempt.settled_at or has_learnt_at_end) or attempt.annulled_at is not None or attempt.is_preview:
        return
    sought = {"of_attempt": attempt.id, "of_slot": slot_id}
    _learn(session, learner, session.execute(_ANSWER, sought).all(), now)


def _learn(session: Session, person: Person, answers: Iterable[Any], now: datetime) -> None:
    given = [(question_id, answered_at, QuizAnswer(*answer)) for question_id, answered_at, *answer in answers]
    learn_afterwards(session, person, given, now)
