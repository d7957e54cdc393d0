"""The end of a quiz, by its learner or by its time limit.

A quiz whose time is up takes no more answers, and is finished by the next look at it: by the next page that
would show it to its learner or to the staff of its course, by the worker in the background, or by
`quizapp attempts close-expired`. Whenever that is, it ended at the moment at which its time was up.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, bindparam, func, null, select, update
from sqlalchemy.orm import Session

from quizapp.models import Answer, Assignment, Attempt, QuestionRecord, Slot
from quizapp.quizzes import timing
from quizapp.quizzes.disclosure import tells_at_once
from quizapp.quizzes.rules import Shows
from quizapp.services.assignments.learner_terms import hold, note_attempts
from quizapp.services.assignments.resolved import attempts_of, find_resolved
from quizapp.services.errors import NotFoundError
from quizapp.services.memory.learner_memory import QuizAnswer, learn_from_quiz
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes import scoring
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED
from quizapp.services.quizzes.attempt_rows import rules_of
from quizapp.services.quizzes.attempts import find_attempt
from quizapp.services.transaction import (
    DATABASE_AWAY,
    reading_briefly,
    reading_rows,
    writing_for,
    writing_own,
)

log = logging.getLogger(__name__)

# Built once: building a statement takes longer than running it.
_OVERDUE = (
    select(Attempt.id)
    .where(
        Attempt.user_id == bindparam("user_id"),
        Attempt.finished_at.is_(None),
        Attempt.ends_at < bindparam("before"),
    )
    .order_by(Attempt.ends_at)
)
_WITH_OVERDUE: Select[int] = (
    select(Attempt.user_id)
    .where(Attempt.finished_at.is_(None), Attempt.ends_at < bindparam("before"))
    .group_by(Attempt.user_id)
    .order_by(func.min(Attempt.ends_at), Attempt.user_id)
)
_WITH_OVERDUE_IN_COURSE = _WITH_OVERDUE.join(Assignment, Assignment.id == Attempt.assignment_id).where(
    Assignment.course_id == bindparam("course_id")
)
#: Of how many learners a page of the staff finishes what is overdue: the next one goes on with the others.
AT_ONCE = 50
_LAST_ANSWERED = (
    select(func.max(Answer.answered_at))
    .join(Slot, Slot.id == Answer.slot_id)
    .where(Slot.attempt_id == bindparam("of_attempt"))
)
_COUNTED = (
    select(
        *(Slot.question_id, Answer.id, Slot.revision_id),
        *(Answer.response, EARNED, Answer.study_day),
    )
    .join(Answer, COUNTED_ANSWER)
    .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
    .where(Slot.attempt_id == bindparam("of_attempt"), IS_MARKED)
    .order_by(Slot.number)
)
_WITHOUT_DRAFTS = (
    update(Slot)
    .where(Slot.attempt_id == bindparam("of_attempt"), Slot.draft.is_not(None))
    .values(draft=null())
)


class FinishedBy(StrEnum):
    """Who or what ended an attempt."""

    LEARNER = "learner"
    TIME = "time"
    STAFF = "staff"


def close_overdue(person: Person, now: datetime, grace: timedelta = timing.GRACE) -> None:
    """Finish the person's quizzes whose time is up; where nothing can be written, the next page does it.

    `grace` is what is left to an answer under way: nothing where the learner asks for the result.
    """
    before = timing.overdue_since(now, grace)
    # Nearly always there is none, and then nobody is kept from writing.
    if reading_rows().scalar(_OVERDUE, {"user_id": person.id, "before": before}) is None:
        return
    # Readers needn't hear of a database that can't be written to, and an answer is refused either way.
    with suppress(*DATABASE_AWAY), writing_for(person.id) as (session, _):
        _close_all(session, person, before, now)


def close_overdue_in_course(course_id: int, now: datetime) -> int:
    """Finish what is overdue of the learners of a course, of some at once; return of how many attempts.

    Where nothing can be written, the next page does it.
    """
    before = timing.overdue_since(now)
    values = {"course_id": course_id, "before": before}
    user_ids = reading_rows().scalars(_WITH_OVERDUE_IN_COURSE.limit(AT_ONCE), values).all()
    with suppress(*DATABASE_AWAY):
        return _close_of_each(user_ids, before, now)
    return 0


def close_expired(now: datetime) -> int:
    """Finish every quiz whose time is up, of all learners; return how many there were."""
    before = timing.overdue_since(now)
    with reading_briefly() as session:
        user_ids = session.connection().scalars(_WITH_OVERDUE, {"before": before}).all()
    return _close_of_each(user_ids, before, now)


def _close_of_each(user_ids: Sequence[int], before: datetime, now: datetime) -> int:
    """Finish what is overdue of some people, in a short transaction for each; return how many there were."""
    closed = 0
    for user_id in user_ids:
        try:
            with writing_for(user_id) as (session, user):
                closed += _close_all(session, person_of(user), before, now)
        except DATABASE_AWAY:
            raise
        except NotFoundError:
            continue  # an account that is gone has taken its attempts along
        except Exception:
            # What is the matter with one must not keep the others open.
            log.exception("what is overdue of learner %d can't be finished", user_id)
    return closed


def _close_all(session: Session, person: Person, before: datetime, now: datetime) -> int:
    """Finish the quizzes of a person that ended before a moment; return how many there were."""
    closed = 0
    for attempt_id in session.scalars(_OVERDUE, {"user_id": person.id, "before": before}).all():
        attempt = session.get_one(Attempt, attempt_id)
        if attempt.assignment_id is not None:
            hold(session, attempt.assignment_id, is_change=False)
            # Until it is held, the staff may have given it more time.
            session.refresh(attempt)
        if attempt.finished_at is None and attempt.ends_at is not None and attempt.ends_at < before:
            close(session, person, attempt, now, FinishedBy.TIME)
            closed += 1
    return closed


def finish(person: Person, attempt_id: int, now: datetime) -> None:
    """Finish a quiz, with whatever is answered; a finished one stays as it is. Raises `NotFoundError`."""
    with writing_own(person.id) as session:
        attempt = find_attempt(session, person, attempt_id)
        if attempt.assignment_id is not None:
            hold(session, attempt.assignment_id, is_change=False)
            session.refresh(attempt)
        if attempt.finished_at is None:
            close(session, person, attempt, now, FinishedBy.LEARNER)


def _teaches(attempt: Attempt) -> bool:
    """Tell whether memory learns from an attempt when it ends: from none twice.

    It learns from no preview either, nor from an attempt that was annulled.
    """
    counts = not attempt.is_preview and attempt.annulled_at is None
    is_own = attempt.shows in {None, Shows.PRACTICE}
    return counts and is_own and not tells_at_once(rules_of(attempt))


def close(session: Session, person: Person, attempt: Attempt, now: datetime, by: FinishedBy) -> None:
    """Finish an open quiz, with whatever is answered; what can't be read as an answer earns nothing.

    At an assignment, what the answers earned is counted for its results, and memory waits for these. What
    can't be read is kept there, as its learner and the staff may have to talk about it; elsewhere it goes.
    """
    if attempt.assignment_id is not None:
        hold(session, attempt.assignment_id, is_change=False)
    else:
        session.execute(_WITHOUT_DRAFTS, {"of_attempt": attempt.id})
    last_answered_at = session.scalar(_LAST_ANSWERED, {"of_attempt": attempt.id})
    attempt.finished_at = timing.finished_at(attempt.ends_at, now, attempt.started_at, last_answered_at)
    attempt.finished_by = by
    if _teaches(attempt):
        rows = session.execute(_COUNTED, {"of_attempt": attempt.id})
        answers = [(question_id, QuizAnswer(*given)) for question_id, *given in rows]
        learn_from_quiz(session, person, answers, now)
    if attempt.assignment_id is not None:
        session.flush()
        scoring.score(session, attempt)
        if not attempt.is_preview:
            _note_end(session, person, attempt.assignment_id, now)


def _note_end(session: Session, person: Person, assignment_id: int, now: datetime) -> None:
    """Bring up to date what an assignment comes to for its learner, who may have left the course."""
    terms = find_resolved(session, session.get_one(Assignment, assignment_id), person.id)
    if terms is not None:
        attempts = attempts_of(session, assignment_id, [person.id])[person.id]
        note_attempts(session, assignment_id, person.id, terms, attempts, now)
