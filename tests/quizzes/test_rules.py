"""The rules of a quiz, as authors write them, as learners choose them, and as an attempt keeps them."""

import pytest

from quizapp.bank.schema import ReadyQuiz
from quizapp.quizzes.rules import PRACTICE, Feedback, QuizRules


def test_practice_tells_at_once_and_has_no_limit() -> None:
    assert QuizRules(Feedback.EACH, asks_certainty=False, time_limit=None) == PRACTICE


@pytest.mark.parametrize("feedback", Feedback)
def test_a_ready_quiz_is_taken_as_its_author_wrote(feedback: Feedback) -> None:
    quiz = ReadyQuiz(
        id="final", title="Final", count=3, feedback=feedback.value, certainty=True, time_limit=20
    )
    assert quiz.rules == QuizRules(feedback, asks_certainty=True, time_limit=20)
