"""An assignment with an essay, taken by learners: answers to mark. All of it needs an app context."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.assignments.terms import Terms
from quizapp.bank.schema import Bank
from quizapp.question_types import TYPES
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.quizzes.rules import Shows
from quizapp.services.banks import catalogue, sync
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
    },
    {"id": "nile", "type": "truefalse", "prompt": "The Nile has a delta.", "answer": True},
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


def essay_bank(now: datetime) -> int:
    """Sync a bank with an essay; return its key."""
    made = (
        TYPES[question["type"]].model.model_validate({"topics": ["deltas"]} | question)
        for question in QUESTIONS
    )
    bank = Bank("deltas", "Deltas", "en", None, documents=(), topics={}, questions=tuple(made))
    sync.sync([bank], now)
    return next(one.id for one in catalogue.list_all_banks() if one.key == "deltas")


def essays(now: datetime, learners: Iterable[Person], terms: Terms | None = None) -> Marked:
    """Let learners of a new course submit an essay, with "Because of <their name>."."""
    ines = a_person(now, "Ines", Role.INSTRUCTOR)
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
