"""The answers of an assignment that people mark, question by question.

They stand in an order that tells nothing of who wrote them, unless it is to be by name; it is the same for
everybody and each time, so that two people who mark at once can begin at different places.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select

from quizapp.models import Answer, Assignment, Attempt, QuestionRecord, Revision, Slot, User
from quizapp.question_types import MARKED_BY_PEOPLE
from quizapp.services.banks.questions import load_wording
from quizapp.services.courses import assignments
from quizapp.services.courses.roster_names import ROSTER, called, in_order, on_roster
from quizapp.services.courses.whom import is_learner, sees
from quizapp.services.errors import NotFoundError, UnreadableError
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED
from quizapp.services.transaction import reading
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class QueuedAnswer:
    """An answer that people mark."""

    slot_id: int
    #: Its place in the order, from 1.
    place: int
    name: str
    #: That of the learner's attempt.
    attempt_number: int
    is_marked: bool
    #: What it earned, of what the question is worth.
    points: float
    worth: float


@dataclass(frozen=True, slots=True)
class MarkQueue:
    """All answers to one question that people mark, in order."""

    question_id: int
    #: Markdown; None where the wording can't be read any more.
    title: str | None
    language: str
    answers: tuple[QueuedAnswer, ...]

    @property
    def marked(self) -> int:
        """Count the answers that are marked."""
        return sum(one.is_marked for one in self.answers)

    @property
    def to_mark(self) -> int:
        """Count the answers that aren't."""
        return len(self.answers) - self.marked

    def find(self, slot_id: int) -> QueuedAnswer | None:
        """Return the answer in a slot; None for one that people don't mark."""
        return next((one for one in self.answers if one.slot_id == slot_id), None)

    def next_to_mark(self, after: int | None = None) -> QueuedAnswer | None:
        """Return the next answer that isn't marked, after that in a slot and then around."""
        here = self.find(after) if after is not None else None
        place = here.place if here else 0
        in_turn = (*self.answers[place:], *self.answers[:place])
        return next((one for one in in_turn if not one.is_marked and one is not here), None)


#: The condition that an attempt has answers to mark, of a learner who is still in the course.
WAITS_FOR_MARKS: Final = and_(
    Attempt.to_mark > 0,
    Attempt.finished_at.is_not(None),
    Attempt.annulled_at.is_(None),
    ~Attempt.is_preview,
    is_learner(Assignment.course_id, Attempt.user_id),
)


def is_seen(person: Person, course_id: int, assignment_id: int) -> Any:
    """Return the condition that an attempt is one of this assignment that the person sees."""
    return and_(
        Attempt.assignment_id == assignment_id,
        Assignment.id == Attempt.assignment_id,
        Assignment.course_id == course_id,
        ~Attempt.is_preview,
        sees(person, course_id, Attempt.user_id),
    )


def is_markable(person: Person, course_id: int, assignment_id: int) -> Any:
    """Return the condition that an attempt is submitted, counts, and is one that the person sees."""
    return and_(
        is_seen(person, course_id, assignment_id),
        Assignment.archived_at.is_(None),
        Attempt.finished_at.is_not(None),
        Attempt.annulled_at.is_(None),
    )


def list_queues(
    person: Person, course_id: int, assignment_id: int, *, by_name: bool = False
) -> tuple[MarkQueue, ...]:
    """Return the questions with answers that people mark, in the order in which they are asked."""
    session = reading()
    assignments.find_row(session, course_id, assignment_id)
    rows = session.execute(_answers(person, course_id, assignment_id, by_name=by_name)).all()
    by_question = sorted(rows, key=attrgetter("question_id"))
    queues = [list(group) for _, group in groupby(by_question, attrgetter("question_id"))]
    queues.sort(key=lambda answers: (min(one.number for one in answers), answers[0].question_id))
    return _queues(queues)


def find_queue(
    person: Person, course_id: int, assignment_id: int, question_id: int, *, by_name: bool = False
) -> MarkQueue:
    """Return the answers to one question that people mark. Raises `NotFoundError` where there are none."""
    statement = _answers(person, course_id, assignment_id, by_name=by_name)
    rows = reading().execute(statement.where(Slot.question_id == question_id)).all()
    if not rows:
        raise NotFoundError(_("There is no such question with answers to mark."))
    (queue,) = _queues([rows])
    return queue


def _answers(
    person: Person, course_id: int, assignment_id: int, *, by_name: bool
) -> Select[*tuple[Any, ...]]:
    order = (in_order(), Attempt.number) if by_name else (Slot.seed,)
    return (
        select(
            Slot.id.label("slot_id"),
            *(Slot.question_id, Slot.revision_id, Slot.number, Slot.points.label("worth")),
            (Slot.points * EARNED).label("points"),
            IS_MARKED.label("is_marked"),
            called(),
            Attempt.number.label("attempt_number"),
        )
        .select_from(Slot)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(User, User.id == Attempt.user_id)
        .outerjoin(ROSTER, on_roster(course_id))
        .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
        .join(Answer, COUNTED_ANSWER)
        .where(
            is_markable(person, course_id, assignment_id),
            is_learner(course_id, Attempt.user_id),
            QuestionRecord.type.in_(MARKED_BY_PEOPLE),
            # "I don't know" needs nobody, unless somebody marked it all the same.
            Answer.response.is_not(None) | Slot.marked_credit.is_not(None),
        )
        .order_by(*order, Slot.id)
    )


def _queues(answers: Sequence[Sequence[Row[Any]]]) -> tuple[MarkQueue, ...]:
    """Make the queue of each question from its answers, under its newest wording that was asked."""
    newest = [max(row.revision_id for row in rows) for rows in answers]
    found = reading().execute(select(Revision.id, Revision.content).where(Revision.id.in_(newest)))
    contents: dict[int, dict[str, Any]] = dict(found.all())
    return tuple(
        _queue(rows, revision_id, contents[revision_id])
        for rows, revision_id in zip(answers, newest, strict=True)
    )


def _queue(rows: Sequence[Row[Any]], revision_id: int, content: dict[str, Any]) -> MarkQueue:
    title, language = None, "en"
    with suppress(UnreadableError):
        question = load_wording(revision_id, content)
        title, language = question.title, question.language
    answers = tuple(
        QueuedAnswer(
            slot_id=row.slot_id,
            place=place,
            name=row.called or "",
            attempt_number=row.attempt_number,
            is_marked=row.is_marked,
            points=row.points,
            worth=row.worth,
        )
        for place, row in enumerate(rows, 1)
    )
    return MarkQueue(rows[0].question_id, title, language, answers)
