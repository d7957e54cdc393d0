"""What learners may know of a question: today's two cases, and what holds in any table of what shows when."""

from dataclasses import astuple
from itertools import pairwise, product

import pytest

from quizapp.quizzes.disclosure import (
    Disclosure,
    answers_can_change,
    disclose,
    discloses_total,
    tells_at_once,
)
from quizapp.quizzes.rules import Feedback, QuizRules

EVERYTHING = Disclosure(response=True, mark=True, feedback=True, right_answer=True)
OWN_RESPONSE = Disclosure(response=True, mark=False, feedback=False, right_answer=False)
NOTHING = Disclosure(response=False, mark=False, feedback=False, right_answer=False)


@pytest.mark.parametrize(
    ("feedback", "is_answered", "is_finished", "told"),
    [
        (Feedback.EACH, False, False, NOTHING),
        (Feedback.EACH, True, False, EVERYTHING),
        (Feedback.EACH, False, True, EVERYTHING),
        (Feedback.EACH, True, True, EVERYTHING),
        (Feedback.END, False, False, NOTHING),
        (Feedback.END, True, False, OWN_RESPONSE),
        (Feedback.END, False, True, EVERYTHING),
        (Feedback.END, True, True, EVERYTHING),
    ],
)
def test_feedback_follows_each_answer_or_the_end(
    *, feedback: Feedback, is_answered: bool, is_finished: bool, told: Disclosure
) -> None:
    assert disclose(QuizRules(feedback), is_answered=is_answered, is_finished=is_finished) == told


@pytest.mark.parametrize("feedback", Feedback)
def test_what_was_shown_is_never_hidden_again(feedback: Feedback) -> None:
    course = [(False, False), (True, False), (True, True)]
    told = [
        disclose(QuizRules(feedback), is_answered=is_answered, is_finished=is_finished)
        for is_answered, is_finished in course
    ]
    for sooner, later in pairwise(told):
        assert all(now or not before for before, now in zip(astuple(sooner), astuple(later), strict=True))


@pytest.mark.parametrize("feedback", Feedback)
def test_the_right_answer_never_shows_before_the_mark(feedback: Feedback) -> None:
    for is_answered, is_finished in product((False, True), repeat=2):
        told = disclose(QuizRules(feedback), is_answered=is_answered, is_finished=is_finished)
        assert told.mark or not told.right_answer


def test_an_answer_is_final_once_anything_tells_how_it_went() -> None:
    assert EVERYTHING.is_final
    assert not OWN_RESPONSE.is_final
    assert Disclosure(response=True, mark=False, feedback=False, right_answer=True).is_final


def test_totals_wait_for_the_end_and_marks_for_the_rules() -> None:
    each, end = QuizRules(Feedback.EACH), QuizRules(Feedback.END)
    assert (tells_at_once(each), tells_at_once(end)) == (True, False)
    assert (answers_can_change(each), answers_can_change(end)) == (False, True)
    for rules in (each, end):
        assert not discloses_total(rules, is_finished=False)
        assert discloses_total(rules, is_finished=True)
