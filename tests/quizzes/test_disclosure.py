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
from quizapp.quizzes.rules import Feedback, QuizRules, Shows

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


# ---- quizzes that are set for a course

#: An attempt, from its first answer on: answered, finished, released, settled.
COURSE = [
    (False, False, False, False),
    (True, False, False, False),
    (True, True, False, False),
    (True, True, True, False),
    (True, True, True, True),
]


def told_of(rules: QuizRules, shows: Shows | None, state: tuple[bool, bool, bool, bool]) -> Disclosure:
    is_answered, is_finished, is_released, is_settled = state
    return disclose(
        rules,
        is_answered=is_answered,
        is_finished=is_finished,
        shows=shows,
        is_released=is_released,
        is_settled=is_settled,
    )


@pytest.mark.parametrize(
    ("shows", "stages"),
    [
        # From which of the states above on the response, the mark, feedback and the right answer show.
        (Shows.HOMEWORK, (2, 2, 4, 4)),
        (Shows.EXAM, (3, 3, 4, 4)),
        (Shows.SEALED, (None, 3, None, None)),
    ],
)
@pytest.mark.parametrize("feedback", Feedback)
def test_what_a_course_is_shown_waits_for_its_moment(
    shows: Shows, stages: tuple[int | None, ...], feedback: Feedback
) -> None:
    for place, state in enumerate(COURSE):
        expected = tuple(stage is not None and place >= stage for stage in stages)
        assert astuple(told_of(QuizRules(feedback), shows, state)) == expected


@pytest.mark.parametrize("feedback", Feedback)
def test_practice_for_a_course_is_like_a_quiz_of_ones_own(feedback: Feedback) -> None:
    for state in COURSE:
        assert told_of(QuizRules(feedback), Shows.PRACTICE, state) == told_of(
            QuizRules(feedback), None, state
        )


@pytest.mark.parametrize("shows", [*Shows, None])
@pytest.mark.parametrize("feedback", Feedback)
def test_nothing_is_hidden_again_and_no_right_answer_shows_before_the_mark(
    shows: Shows | None, feedback: Feedback
) -> None:
    states = list(product((False, True), repeat=4))
    for sooner, later in product(states, states):
        if all(now or not before for before, now in zip(sooner, later, strict=True)):
            told, then = (told_of(QuizRules(feedback), shows, state) for state in (sooner, later))
            assert all(now or not before for before, now in zip(astuple(told), astuple(then), strict=True))
            assert told.mark or not told.right_answer


@pytest.mark.parametrize("shows", [Shows.HOMEWORK, Shows.EXAM, Shows.SEALED])
def test_an_attempt_that_is_open_tells_nothing_whatever_its_class_has_reached(shows: Shows) -> None:
    assert told_of(QuizRules(), shows, (True, False, True, True)) == NOTHING
    assert answers_can_change(QuizRules(), shows)
    assert not tells_at_once(QuizRules(), shows)


def test_the_total_of_a_course_waits_as_its_marks_do() -> None:
    rules = QuizRules(Feedback.END)
    assert discloses_total(rules, is_finished=True, shows=Shows.HOMEWORK)
    assert not discloses_total(rules, is_finished=True, shows=Shows.EXAM)
    assert discloses_total(rules, is_finished=True, shows=Shows.EXAM, is_released=True)
