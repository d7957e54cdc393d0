"""What is kept out of study, by preset, and until when."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.terms import AUTUMN, DAY, HOUR, MINUTE, attempt, moments, rules, timed_terms

from quizapp.assignments.releasing import (
    NO_EMBARGO,
    Embargo,
    EmbargoScope,
    embargo_of,
    is_settled,
    release_at,
)
from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Shows
from quizapp.quizzes.timing import GRACE, is_over

OPENS, CLOSES = AUTUMN, AUTUMN + 2 * HOUR
EXAM = Terms(rules=rules(60), opens_at=OPENS, due_at=CLOSES, shows=Shows.EXAM)
HOMEWORK = replace(EXAM, attempts=2, shows=Shows.HOMEWORK)
OPEN = attempt(1, started_at=OPENS, ends_at=OPENS + HOUR)
DONE = replace(OPEN, finished_at=OPENS + HOUR / 2)


@pytest.mark.parametrize("shows", [Shows.EXAM, Shows.SEALED])
def test_an_exam_keeps_the_whole_pool_from_a_week_before_until_its_learner_is_done(shows: Shows) -> None:
    terms = replace(EXAM, shows=shows)
    ahead = embargo_of(terms, [], OPENS - 30 * DAY)
    assert ahead == Embargo(EmbargoScope.WHOLE_POOL, OPENS - 7 * DAY, CLOSES)
    assert [ahead.holds(OPENS - 7 * DAY - MINUTE), ahead.holds(OPENS - 7 * DAY)] == [False, True]
    assert [ahead.holds(CLOSES), ahead.holds(CLOSES + GRACE)] == [True, False]
    assert embargo_of(terms, [OPEN], OPENS).until == OPEN.ends_at
    assert embargo_of(terms, [DONE], OPENS + HOUR) == NO_EMBARGO
    assert embargo_of(terms, [], CLOSES) == NO_EMBARGO


def test_homework_keeps_only_what_was_asked_while_it_may_be_asked_again() -> None:
    assert embargo_of(HOMEWORK, [], OPENS) == NO_EMBARGO
    own = embargo_of(HOMEWORK, [DONE], OPENS + HOUR)
    assert own == Embargo(EmbargoScope.OWN_QUESTIONS, OPENS, CLOSES)
    last = replace(OPEN, number=2, started_at=OPENS + HOUR, ends_at=CLOSES - MINUTE)
    assert embargo_of(HOMEWORK, [DONE, last], OPENS + HOUR).until == CLOSES - MINUTE
    assert embargo_of(HOMEWORK, [DONE, replace(DONE, number=2)], OPENS + HOUR) == NO_EMBARGO
    annulled = replace(DONE, is_annulled=True)
    assert embargo_of(HOMEWORK, [annulled], OPENS + HOUR).scope is EmbargoScope.OWN_QUESTIONS


def test_without_dates_it_lasts_until_further_notice() -> None:
    terms = Terms(shows=Shows.EXAM)
    assert embargo_of(terms, [], OPENS) == Embargo(EmbargoScope.WHOLE_POOL, None, None)
    assert embargo_of(terms, [], OPENS).holds(OPENS)
    assert embargo_of(terms, [attempt(1)], OPENS).until is None


def test_nothing_is_settled_while_an_attempt_is_open_that_may_ask_the_same() -> None:
    terms = replace(HOMEWORK, attempts=2)
    second = replace(OPEN, number=2)
    assert not is_settled(terms, [DONE, second], OPENS, is_released=True)
    assert is_settled(terms, [DONE, replace(DONE, number=2)], OPENS + HOUR, is_released=True)
    assert not is_settled(terms, [DONE, replace(DONE, number=2)], OPENS + HOUR, is_released=False)


@settings(deadline=None)
@given(timed_terms(), st.lists(moments), moments)
def test_a_class_is_released_when_the_last_can_hand_in_and_sooner_only_by_hand(
    terms: Terms, closes: list[datetime], by_hand: datetime
) -> None:
    planned = release_at(terms, closes)
    last = max(closes, default=terms.closes)
    assert last
    assert planned == last + GRACE
    sooner = release_at(terms, closes, by_hand)
    assert sooner == min(planned, by_hand)


@settings(deadline=None)
@given(timed_terms(), st.lists(moments, min_size=1), st.timedeltas(-2 * GRACE, 2 * GRACE))
def test_the_clock_releases_nothing_while_an_answer_of_anybody_counts(
    terms: Terms, closes: list[datetime], away: timedelta
) -> None:
    released = release_at(terms, closes)
    now = max(closes) + away
    assert released
    if released < now:
        assert all(is_over(close, now) for close in closes)
