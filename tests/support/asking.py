"""Asking a learner a certain question: in a quiz, or in a review where no quiz asks it."""

from datetime import UTC, datetime
from typing import Protocol

from playwright.sync_api import Page
from sqlalchemy import or_, select

from quizapp.models import BankRecord, QuestionRecord
from quizapp.question_types import MARKED
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks import catalogue
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading

#: The two small banks of the tests, which have every type between them.
BANKS = ("example", "ways")


class Ask(Protocol):
    """Opens a question, named by its type or its id, and returns the page that asks it."""

    def __call__(self, wanted: str, feedback: Feedback = Feedback.EACH) -> Page: ...


def address_of(
    person: Person,
    wanted: str,
    feedback: Feedback = Feedback.EACH,
    seed: int = 1,
    *,
    asks_certainty: bool = False,
) -> str:
    """Return where somebody is asked a question, named by its type or its id; another seed, another quiz.

    Needs an app context.
    """
    bank_id, question_id, kind = (
        reading()
        .execute(
            select(QuestionRecord.bank_id, QuestionRecord.id, QuestionRecord.type)
            .join(BankRecord)
            .where(
                BankRecord.key.in_(BANKS), or_(QuestionRecord.type == wanted, QuestionRecord.key == wanted)
            )
            .order_by(QuestionRecord.bank_id, QuestionRecord.position)
        )
        .first()
    ) or (0, 0, "")
    assert bank_id, f"no question has the type or the id {wanted!r}"
    now = datetime.now(UTC)
    if kind not in MARKED:
        studied_banks.study(person, bank_id, now)
        return f"/review/{question_id}"
    rules = QuizRules(feedback, asks_certainty=asks_certainty)
    request = QuizRequest(bank_id, count=catalogue.find_bank(bank_id).questions, rules=rules)
    quiz = beginning.begin(person, request, now, seed)
    numbers = range(1, quiz.questions + 1)
    ids = [attempts.show(person, quiz.attempt_id, number).asked.question_id for number in numbers]
    return f"/quizzes/{quiz.attempt_id}/{ids.index(question_id) + 1}"
