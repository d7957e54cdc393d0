"""Cards shown and rated in tests as pages do it, on a database that may have changed since."""

import itertools
from datetime import datetime

from sqlalchemy import select, update

from quizapp.models import Review, User
from quizapp.question_types.base import Response
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import sessions
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing
from quizapp.services.reviews.showing import AnsweredCard, QuestionSide, QueueEnd
from quizapp.services.transaction import reading, writing
from support.answers import wrong


def show(person: Person, at: datetime) -> QuestionSide:
    reading().rollback()
    side = showing.next_card(person, at, 1)
    assert isinstance(side, QuestionSide)
    return side


def rest(person: Person, at: datetime) -> QueueEnd:
    reading().rollback()
    found = showing.next_card(person, at, 1)
    assert isinstance(found, QueueEnd)
    return found


def turn(person: Person, side: QuestionSide, at: datetime, response: Response | None = None) -> AnsweredCard:
    return showing.answer(person, side.shown, side.asked, response, at).answered


def rate_next(person: Person, rating: Rating, at: datetime) -> int:
    """Rate the next card; return its question."""
    side = show(person, at)
    recording.rate(person, turn(person, side, at), rating, at)
    return side.asked.question_id


def entries() -> list[Review]:
    reading().rollback()
    return list(reading().scalars(select(Review).order_by(Review.id)))


def miss(person: Person, bank: int, at: datetime, question_id: int | None = None) -> int:
    """Miss the one question of a quiz, that one if it is named; return which it was."""
    for seed in itertools.count(int(at.timestamp()) * 1000):
        reading().rollback()
        begun = beginning.begin(person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), at, seed)
        asked = attempts.show(person, begun.attempt_id, 1).asked
        if question_id in {None, asked.question_id}:
            answering.answer(person, begun.attempt_id, 1, wrong(asked), 0, at)
            return asked.question_id
    raise AssertionError


def with_settings(person: Person, **settings: object) -> Person:
    with writing() as session:
        session.execute(update(User).where(User.id == person.id).values(**settings))
    again = sessions.find_person(person.id)
    assert again
    return again
