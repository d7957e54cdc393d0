"""How reviews are taken back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from support.reviewing import entries, miss, rate_next, show

from quizapp.models import QuestionRecord
from quizapp.scheduling.memory import Rating
from quizapp.services.errors import NotFoundError, StaleError
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.person import Person
from quizapp.services.reviews import showing, undoing
from quizapp.services.transaction import reading, writing

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def test_undo_takes_back_one_review_after_another(ada: Person, now: datetime) -> None:
    states = []
    rated = []
    for number, rating in enumerate([Rating.AGAIN, Rating.GOOD, Rating.EASY]):
        at = now + number * MINUTE
        question_id = show(ada, at).asked.question_id
        states.append(LearnerMemory(reading(), ada, at, [question_id]).state(question_id))
        rated.append(rate_next(ada, rating, at))
    later = now + 10 * MINUTE
    for before, question_id in zip(reversed(states), reversed(rated), strict=True):
        last = showing.card(ada, question_id, later, 1).last_review
        assert last
        assert undoing.undo(ada, last, later) == question_id
        reading().rollback()
        assert LearnerMemory(reading(), ada, later, [question_id]).state(question_id) == before
    assert [entry.event for entry in entries()] == ["review"] * 3 + ["undo"] * 3
    assert not show(ada, later).last_review


def test_the_same_undo_sent_twice_takes_back_one_review(ada: Person, now: datetime) -> None:
    rate_next(ada, Rating.EASY, now)
    second = rate_next(ada, Rating.EASY, now + SECOND)
    last = entries()[-1].id
    assert undoing.undo(ada, last, now) == second
    assert undoing.undo(ada, last, now) == second
    assert [entry.event for entry in entries()] == ["review", "review", "undo"]


def test_a_review_before_a_quiz_answer_of_the_same_card_stays(ada: Person, bank: int, now: datetime) -> None:
    missed = miss(ada, bank, now)
    assert rate_next(ada, Rating.GOOD, now + SECOND) == missed
    review_id = entries()[-1].id
    miss(ada, bank, now + MINUTE, missed)
    count = len(entries())
    with pytest.raises(StaleError):
        undoing.undo(ada, review_id, now + 2 * MINUTE)
    assert len(entries()) == count


def test_a_quiz_answer_cannot_be_undone(ada: Person, bank: int, now: datetime) -> None:
    miss(ada, bank, now)
    assert not show(ada, now).last_review
    with pytest.raises(NotFoundError):
        undoing.undo(ada, entries()[-1].id, now)


def test_somebody_elses_review_cannot_be_undone(ada: Person, bob: Person, now: datetime) -> None:
    rate_next(ada, Rating.GOOD, now)
    with pytest.raises(NotFoundError):
        undoing.undo(bob, entries()[-1].id, now)
    with pytest.raises(NotFoundError):
        undoing.undo(bob, 10**15, now)


def test_undoing_the_review_of_a_retired_question_leads_to_no_card(ada: Person, now: datetime) -> None:
    question_id = rate_next(ada, Rating.GOOD, now)
    with writing() as session:
        session.execute(update(QuestionRecord).where(QuestionRecord.id == question_id).values(retired_at=now))
    assert undoing.undo(ada, entries()[-1].id, now) is None
