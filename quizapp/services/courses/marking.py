"""Answers marked by the staff of a course: one to look at, and a mark given.

Any answer may be marked by hand, also one that a program has marked. A mark is appended and replaces the one
before; one from a page that doesn't show the last mark is refused, and its sender is shown that mark.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from quizapp.assignments.marking import GivenMark, by_points, by_rubric
from quizapp.models import Answer, Assignment, Attempt, QuestionRecord, Revision, Slot, User
from quizapp.question_types import TYPES
from quizapp.question_types.rubric import RubricLine
from quizapp.quizzes.disclosure import Disclosure
from quizapp.services.banks.questions import load_wording
from quizapp.services.courses import audit
from quizapp.services.courses.attempts import writing_with_learner
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.mark_queue import is_markable, is_seen
from quizapp.services.courses.roles import hold_course
from quizapp.services.courses.roster_names import ROSTER, called, on_roster
from quizapp.services.errors import InvalidError, NotFoundError, StaleError, UnreadableError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.quizzes import marks, settling
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED
from quizapp.services.quizzes.attempt_rows import discloses_total
from quizapp.services.quizzes.marks import MarkEntry, SentMark
from quizapp.services.quizzes.slots import ONE_SLOT, QuizSlot, make_slot
from quizapp.services.transaction import reading
from quizapp.translation.texts import _, lazy

LONGEST_COMMENT = 5_000
LONGEST_REASON = 2_000
NEEDS_REASON = lazy("The learner may have seen the points so far. Say why you change them.")
#: Those who mark see all.
_EVERYTHING = Disclosure(response=True, mark=True, feedback=True, right_answer=True)


class NotMarkableError(NotFoundError):
    """The answer could be marked, and can't be now: the sentence says why. Nothing was written."""


class ReasonMissingError(InvalidError):
    """A mark that its learner may have seen changes, and nothing says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerToMark:
    """An answer of a submitted attempt, with what was made of it so far."""

    slot_id: int
    question_id: int
    #: That of the question in the attempt, and what it is worth there.
    number: int
    worth: float
    #: None where the wording of the question can't be read any more.
    slot: QuizSlot | None
    #: What was written where only that can be shown, because the wording is lost.
    text: str | None
    answer_id: int
    answered_at: datetime
    attempt_id: int
    attempt_number: int
    user_id: int
    name: str
    #: What it earned, of `worth`; None while it waits for its first mark.
    points: float | None
    #: Marks by people, the one that counts first.
    log: tuple[MarkEntry, ...]
    #: Whether a change needs a reason, because the learner may have seen the mark.
    needs_reason: bool

    @property
    def rubric(self) -> tuple[RubricLine, ...]:
        """Return what it is marked by; nothing where it is marked in points."""
        return self.slot.asked.rubric if self.slot else ()

    @property
    def sequence(self) -> int:
        """Return that of the last mark; 0 where nobody gave one."""
        return self.log[0].sequence if self.log else 0


def find(person: Person, course_id: int, assignment_id: int, slot_id: int, now: datetime) -> AnswerToMark:
    """Return an answer that somebody of the staff may mark. Raises `NotMarkableError`, `NotFoundError`."""
    session = reading()
    row = _find_row(session, person, course_id, assignment_id, slot_id)
    attempt, slot, answer = row.Attempt, row.Slot, row.Answer
    sought = {"attempt_id": attempt.id, "user_id": attempt.user_id, "number": slot.number}
    found = None
    with suppress(UnreadableError):
        found = make_slot(session.connection().execute(ONE_SLOT, sought).one(), _EVERYTHING)
    return AnswerToMark(
        slot_id=slot.id,
        question_id=slot.question_id,
        number=slot.number,
        worth=slot.points,
        slot=found,
        text=answer.response if found is None and isinstance(answer.response, str) else None,
        answer_id=answer.id,
        answered_at=answer.answered_at,
        attempt_id=attempt.id,
        attempt_number=attempt.number,
        user_id=attempt.user_id,
        name=row.called or "",
        points=row.earned * slot.points if row.is_marked else None,
        log=marks.log_of(session, answer.id),
        needs_reason=_needs_reason(row, now),
    )


def mark(
    person: Person, course_id: int, assignment_id: int, slot_id: int, sent: SentMark, now: datetime
) -> None:
    """Mark an answer; the same mark sent twice is given once, and one that changes nothing not at all.

    Raises `StaleError` where another answer or another mark counts now, and only after that
    `ReasonMissingError`; `InvalidError` for points that fit no rubric, `NotMarkableError` where the attempt
    was annulled or reopened, `NotFoundError`.
    """
    of_slot = select(Slot.attempt_id).where(Slot.id == slot_id).scalar_subquery()
    with writing_with_learner(of_slot) as (session, learner):
        course = hold_course(session, person, course_id, Permission.MARK_ANSWER)
        session.execute(select(Attempt.id).where(Attempt.id == of_slot).with_for_update())
        row = _find_row(session, person, course_id, assignment_id, slot_id)
        given = _mark_of(row, sent)
        last = next(iter(marks.log_of(session, row.Answer.id)), None)
        if row.Answer.id != sent.answer_id or (last.sequence if last else 0) != sent.sequence:
            if last and _is_same(last, sent, given, person):
                return
            raise StaleError(_("Somebody else has marked this answer meanwhile."))
        if last and (last.mark, last.comment) == (given, sent.comment):
            return
        if _needs_reason(row, now) and not sent.reason:
            raise ReasonMissingError(NEEDS_REASON)
        before = row.earned * row.Slot.points if row.is_marked else None
        marks.append(session, row.Attempt, row.Slot, sent, given, person.id, now)
        if learner is not None:
            settling.learn_since(session, learner, row.Attempt, slot_id, now)
        audit.note(session, course, person, _change(row, before, given, sent.reason), now)


def _find_row(session: Session, person: Person, course_id: int, assignment_id: int, slot_id: int) -> Row[Any]:
    row = session.execute(
        select(
            *(Attempt, Slot, Answer),
            *(Assignment.title, Assignment.results_from, called(), Revision.content),
            *(EARNED.label("earned"), IS_MARKED.label("is_marked")),
        )
        .select_from(Slot)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(User, User.id == Attempt.user_id)
        .outerjoin(ROSTER, on_roster(course_id))
        .join(Revision, Revision.id == Slot.revision_id)
        .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
        .join(Answer, COUNTED_ANSWER)
        .where(Slot.id == slot_id, is_markable(person, course_id, assignment_id))
    ).one_or_none()
    if row is None:
        raise _missing(session, person, course_id, assignment_id, slot_id)
    return row


def _missing(
    session: Session, person: Person, course_id: int, assignment_id: int, slot_id: int
) -> NotFoundError:
    """Return why an answer isn't there to mark, to those who see its learner."""
    attempt = session.execute(
        select(Attempt.finished_at, Attempt.annulled_at, Assignment.archived_at)
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Slot.id == slot_id, is_seen(person, course_id, assignment_id))
    ).one_or_none()
    if attempt is None:
        return NotFoundError(_("There is no such answer to mark."))
    if attempt.archived_at is not None:
        return NotMarkableError(_("The assignment was archived meanwhile."))
    if attempt.annulled_at is not None:
        return NotMarkableError(_("The attempt was annulled meanwhile, so its answers aren't marked."))
    if attempt.finished_at is None:
        return NotMarkableError(
            _("The attempt was reopened meanwhile, and its learner can still change answers.")
        )
    return NotMarkableError(_("The learner has cleared this answer meanwhile."))


def _needs_reason(row: Row[Any], now: datetime) -> bool:
    is_released = row.results_from is not None and row.results_from <= now
    return row.is_marked and (is_released or discloses_total(row.Attempt))


def _mark_of(row: Row[Any], sent: SentMark) -> GivenMark:
    worth: list[float] = []
    # By a rubric that can't be read any more nobody marks.
    with suppress(UnreadableError):
        question = load_wording(row.Slot.revision_id, row.content)
        worth = [line.points for line in TYPES[question.type].rubric(question)]
    try:
        if worth:
            return by_rubric(sent.points, worth)
        (points,) = sent.points
        return by_points(points, row.Slot.points)
    except ValueError as error:
        raise InvalidError(_("These points don't fit the question. Write them again.")) from error


def _is_same(last: MarkEntry, sent: SentMark, given: GivenMark, person: Person) -> bool:
    """Tell whether the last mark is the one that is sent now: a form that was sent twice."""
    return (last.by_id, last.sequence, last.mark, last.comment, last.reason) == (
        *(person.id, sent.sequence + 1, given),
        *(sent.comment, sent.reason),
    )


def _change(row: Row[Any], before: float | None, given: GivenMark, reason: str) -> Change:
    return Change(
        AuditAction.ANSWER_MARKED,
        subject_id=row.Attempt.user_id,
        before={"points": before},
        after={
            "assignment": row.title,
            "question": row.Slot.number,
            "points": given.credit * row.Slot.points,
        },
        reason=reason,
        assignment_id=row.Attempt.assignment_id,
    )
