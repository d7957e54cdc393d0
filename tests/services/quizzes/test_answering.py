"""Answers in a quiz: each written down once, whatever is sent how often."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.answers import give, right, wrong
from support.parallel import at_once
from support.people import a_person

from quizapp.models import Answer, Review
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.errors import ClosedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.answering import Receipt, Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading

LATER = timedelta(minutes=1)


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def count(model: type[Answer] | type[Review]) -> int:
    return reading().scalar(select(func.count()).select_from(model)) or 0


def saved_by(said: list[Receipt | Exception]) -> Counter[Saved | str]:
    """Count what became of answers sent at once, or what was raised."""
    return Counter(repr(one) if isinstance(one, Exception) else one.saved for one in said)


def test_the_first_answer_stands_where_feedback_follows_it(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    assert give(ada, quiz, 1, wrong, now).saved is Saved.NEW
    slot = attempts.show(ada, quiz, 1)
    again = [
        answering.answer(ada, quiz, 1, right(slot.asked), sequence, now + LATER).saved
        for sequence in (0, 1, 7)
    ]
    assert again == [Saved.FIRST_STANDS] * 3
    assert attempts.show(ada, quiz, 1).response == wrong(slot.asked)
    assert count(Answer) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_the_same_answer_sent_twice_is_written_once(
    bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, rules=QuizRules(feedback)), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    answered = [answering.answer(ada, quiz, 1, response, 0, now) for _ in range(2)]
    assert [one.saved for one in answered] == [Saved.NEW, Saved.REPEATED]
    assert [one.sequence for one in answered] == [1, 1]
    assert count(Answer) == 1


def test_with_feedback_at_the_end_an_answer_may_be_changed(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, rules=QuizRules(Feedback.END)), now, 1).attempt_id
    for choose in (wrong, right, wrong):
        assert give(ada, quiz, 1, choose, now).saved is Saved.NEW
    slot = attempts.show(ada, quiz, 1)
    assert slot.sequence == 3
    assert slot.response == wrong(slot.asked)
    closing.finish(ada, quiz, now)
    assert attempts.result(ada, quiz).credit == 0


def test_a_page_that_is_out_of_date_changes_nothing(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, rules=QuizRules(Feedback.END)), now, 1).attempt_id
    old = attempts.show(ada, quiz, 1)
    give(ada, quiz, 1, right, now)
    with pytest.raises(StaleError):
        answering.answer(ada, quiz, 1, wrong(old.asked), old.sequence, now)
    assert attempts.show(ada, quiz, 1).response == right(old.asked)
    with pytest.raises(StaleError):
        answering.answer(ada, quiz, 2, wrong(attempts.show(ada, quiz, 2).asked), 1, now)
    assert count(Answer) == 1


def test_a_finished_quiz_takes_no_answer(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    closing.finish(ada, quiz, now)
    with pytest.raises(ClosedError):
        give(ada, quiz, 1, right, now)
    assert attempts.result(ada, quiz).credit == 0
    assert count(Answer) == 0


def test_the_last_answer_sent_twice_finishes_once(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=1), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    answering.answer(ada, quiz, 1, response, 0, now)
    assert answering.answer(ada, quiz, 1, response, 0, now + LATER).saved is Saved.REPEATED
    assert attempts.result(ada, quiz).finished_at == now
    assert count(Review) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_two_copies_at_once_leave_one_answer(
    app: Flask, bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=1, rules=QuizRules(feedback)), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    reading().rollback()
    said = at_once([partial(answering.answer, ada, quiz, 1, response, 0, now)] * 4, app)
    assert saved_by(said) == {Saved.NEW: 1, Saved.REPEATED: 3}
    reading().rollback()
    assert count(Answer) == 1
    assert count(Review) == (1 if feedback is Feedback.EACH else 0)


def test_two_different_answers_at_once_leave_the_first(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=2), now, 1).attempt_id
    slot = attempts.show(ada, quiz, 1)
    responses = [wrong(slot.asked), right(slot.asked)]
    reading().rollback()
    said = at_once([partial(answering.answer, ada, quiz, 1, response, 0, now) for response in responses], app)
    assert saved_by(said) == {Saved.NEW: 1, Saved.FIRST_STANDS: 1}
    reading().rollback()
    assert count(Answer) == 1
