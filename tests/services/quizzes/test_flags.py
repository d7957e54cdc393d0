"""Questions flagged for later: on or off as often as one likes, while the answer can be changed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from support.people import a_person

from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.errors import ClosedError, NotFoundError
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.quizzes.flags import flag
from quizapp.services.transaction import reading, writing


@pytest.fixture
def ada(bank: int, in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def begin(person: Person, bank: int, now: datetime, feedback: Feedback = Feedback.END, seed: int = 3) -> int:
    request = QuizRequest(bank, count=3, rules=QuizRules(feedback))
    return beginning.begin(person, request, now, seed).attempt_id


def flagged(person: Person, quiz: int) -> tuple[int, ...]:
    reading().rollback()
    return attempts.progress(person, quiz).flagged


def test_a_flag_is_set_and_taken_away_and_stays_when_it_is_sent_twice(
    ada: Person, bank: int, now: datetime
) -> None:
    quiz = begin(ada, bank, now)
    for is_flagged, expected in ((True, (2,)), (True, (2,)), (False, ()), (False, ())):
        flag(ada, quiz, 2, now, is_flagged=is_flagged)
        assert flagged(ada, quiz) == expected
    flag(ada, quiz, 3, now, is_flagged=True)
    flag(ada, quiz, 1, now, is_flagged=True)
    assert flagged(ada, quiz) == (1, 3)
    assert attempts.show(ada, quiz, 1).flagged == (True, False, True)
    assert attempts.show(ada, quiz, 1).is_flagged


def test_only_what_can_still_be_changed_is_flagged(ada: Person, bank: int, now: datetime) -> None:
    finished, told = begin(ada, bank, now, seed=3), begin(ada, bank, now, Feedback.EACH, seed=4)
    closing.finish(ada, finished, now)
    for quiz in (finished, told):
        with pytest.raises(ClosedError):
            flag(ada, quiz, 1, now, is_flagged=True)
        assert flagged(ada, quiz) == ()


def test_no_flag_in_somebody_elses_quiz_nor_beyond_its_questions(
    ada: Person, bank: int, now: datetime
) -> None:
    quiz = begin(ada, bank, now)
    for person, number in ((a_person(now, "Otto"), 1), (ada, 4), (ada, 0), (ada, 10**30)):
        with pytest.raises(NotFoundError):
            flag(person, quiz, number, now, is_flagged=True)
    assert flagged(ada, quiz) == ()


def test_no_flag_once_the_time_is_up_or_the_attempt_is_annulled(
    ada: Person, bank: int, now: datetime
) -> None:
    quiz = begin(ada, bank, now)
    for change in ({"ends_at": now - timedelta(minutes=1)}, {"ends_at": None, "annulled_at": now}):
        with writing() as session:
            session.execute(update(Attempt).where(Attempt.id == quiz).values(**change))
        with pytest.raises(ClosedError):
            flag(ada, quiz, 1, now, is_flagged=True)
