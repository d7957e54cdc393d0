"""An assignment with an essay, taken by learners: answers to mark. All of it needs an app context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.assignments.terms import Terms
from quizapp.bank.schema import Bank
from quizapp.models import BankRecord
from quizapp.question_types import TYPES
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.quizzes.rules import Shows
from quizapp.services.banks import sync
from quizapp.services.courses import marking
from quizapp.services.courses.marking import AnswerToMark
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, closing
from quizapp.services.quizzes.marks import SentMark
from quizapp.services.transaction import reading
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person

#: Of which the first is worth ten points in the assignment, the second two.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "why-deltas-grow",
        "type": "essay",
        "prompt": "Why do deltas grow?",
        "rubric": [
            {"criterion": "says what the river **carries**", "points": 2},
            {"criterion": "and why it drops it", "points": 0.5},
        ],
        "model_answer": "Where a river slows down it drops what it carries.",
        "explanation": "Deltas grow where no tide takes the mud away.",
    },
    {
        "id": "nile",
        "type": "truefalse",
        "prompt": "The Nile has a delta.",
        "answer": True,
        "explanation": "It begins at Cairo.",
    },
)
WORTH = (10.0, 2.0)
ESSAY, TRUE_FALSE = 1, 2


@dataclass
class Marked:
    """An assignment of Ines with an essay, and the attempts that learners have submitted."""

    course: int
    assignment: int
    ines: Person
    attempts: dict[int, int]

    def slot(self, learner: Person, number: int = ESSAY) -> int:
        reading().rollback()
        return attempts.show(learner, self.attempts[learner.id], number).slot_id

    def look(self, person: Person, slot_id: int, now: datetime) -> AnswerToMark:
        reading().rollback()
        return marking.find(person, self.course, self.assignment, slot_id, now)

    def mark(
        self, person: Person, slot_id: int, points: Iterable[float], now: datetime, **said: Any
    ) -> AnswerToMark:
        """Mark an answer from a page that is opened now, and look at what is there then."""
        seen = self.look(person, slot_id, now)
        sent = SentMark(answer_id=seen.answer_id, sequence=seen.sequence, points=tuple(points), **said)
        marking.mark(person, self.course, self.assignment, slot_id, sent, now)
        return self.look(person, slot_id, now)


def essay_bank(
    now: datetime, questions: Sequence[dict[str, Any]] = QUESTIONS, audience: str = "public"
) -> int:
    """Sync a bank with an essay; return its key."""
    made = (TYPES[one["type"]].model.model_validate({"topics": ["deltas"]} | one) for one in questions)
    bank = Bank("deltas", "Deltas", "en", None, (), {}, questions=tuple(made), audience=audience)
    sync.sync([bank], now)
    return reading().scalars(select(BankRecord.id).where(BankRecord.key == "deltas")).one()


def hide_essays(now: datetime) -> None:
    """Retire the essay, and let its bank be one for exams: no list has them, but what is set stays set."""
    essay_bank(now, QUESTIONS[1:], "exam")


def essays(
    now: datetime,
    learners: Iterable[Person],
    terms: Terms | None = None,
    owner: Person | None = None,
) -> Marked:
    """Let learners of a new course submit an essay, with "Because of <their name>."."""
    ines = owner or a_person(now, "Ines", Role.INSTRUCTOR)
    bank = essay_bank(now)
    course_id = a_course(ines, now, banks=[bank])
    items = [FixedItem(one["id"], worth) for one, worth in zip(QUESTIONS, WORTH, strict=True)]
    terms = terms or Terms(shows=Shows.EXAM, attempts=None)
    assignment = assign(ines, course_id, settings_of(bank, terms, Composition((Section(tuple(items)),))), now)
    taken = {}
    for learner in learners:
        put_in(course_id, learner, CourseRole.LEARNER, now)
        taken[learner.id] = write_essay(learner, course_id, assignment, now)
    return Marked(course_id, assignment, ines, taken)


def an_essay(owner: Person, learner: Person, course_id: int, bank_id: int, now: datetime) -> dict[str, int]:
    """Let a learner of a course submit an essay; return what the addresses of its marking name."""
    terms = Terms(shows=Shows.HOMEWORK)
    asks = Composition((Section((FixedItem(QUESTIONS[0]["id"], WORTH[0]),)),))
    assignment = assign(owner, course_id, settings_of(bank_id, terms, asks), now)
    attempt_id = begin(learner, course_id, assignment, now)
    slot = attempts.show(learner, attempt_id, ESSAY)
    answering.answer(learner, attempt_id, ESSAY, "Because of the mud.", 0, now)
    closing.finish(learner, attempt_id, now)
    keys = {"slot_id": slot.slot_id, "question_id": slot.asked.question_id}
    return {"course_id": course_id, "assignment_id": assignment, **keys}


def write_essay(
    learner: Person, course_id: int, assignment_id: int, now: datetime, text: str | None = ""
) -> int:
    """Begin, answer and submit an attempt; return its key. None says "I don't know" to the essay."""
    attempt_id = begin(learner, course_id, assignment_id, now)
    essay = text if text or text is None else f"Because of {learner.display_name}."
    for number, response in ((ESSAY, essay), (TRUE_FALSE, True)):
        answering.answer(learner, attempt_id, number, response, 0, now)
    closing.finish(learner, attempt_id, now)
    return attempt_id
