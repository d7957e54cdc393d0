"""Who is named to the staff, and from when on."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.terms import AUTUMN, DAY, HOUR

from quizapp.assignments.attention import IDLE, SOON, ends_soon, is_falling_behind, is_inactive
from quizapp.assignments.scoring import Result, ResultState
from quizapp.assignments.terms import Terms

NOT_BEGUN = Result(state=ResultState.NOT_BEGUN)
MOMENTS = st.integers(-20 * 24, 20 * 24).map(lambda hours: AUTUMN + timedelta(hours=hours))


def marked(percent: float) -> Result:
    return Result(state=ResultState.MARKED, percent=percent)


@pytest.mark.parametrize(
    ("terms", "is_named"),
    [
        (Terms(), False),
        (Terms(due_at=AUTUMN + DAY), True),
        (Terms(due_at=AUTUMN + SOON), True),
        (Terms(due_at=AUTUMN + SOON + HOUR), False),
        (Terms(due_at=AUTUMN), False),
        # After it was due there is still the close.
        (Terms(due_at=AUTUMN - DAY, closes_at=AUTUMN + DAY), True),
        (Terms(due_at=AUTUMN - DAY, closes_at=AUTUMN + 3 * DAY), False),
        (Terms(closes_at=AUTUMN + DAY), True),
        (Terms(opens_at=AUTUMN + HOUR, due_at=AUTUMN + DAY), False),
    ],
)
def test_who_has_not_begun_what_ends_within_two_days(terms: Terms, *, is_named: bool) -> None:
    assert ends_soon(terms, NOT_BEGUN, AUTUMN) is is_named
    for state in set(ResultState) - {ResultState.NOT_BEGUN}:
        assert not ends_soon(terms, replace(NOT_BEGUN, state=state), AUTUMN)


@given(joined=MOMENTS, active=st.none() | MOMENTS)
def test_a_week_without_study_counts_from_joining(joined: datetime, active: datetime | None) -> None:
    inactive = is_inactive(active, joined, AUTUMN)
    assert inactive is all(moment <= AUTUMN - IDLE for moment in (joined, active) if moment)
    # Nobody is less active for having studied.
    assert not (is_inactive(AUTUMN, joined, AUTUMN) and not inactive)


@pytest.mark.parametrize(
    ("results", "missed", "is_behind"),
    [
        ([], 0, False),
        ([], 1, False),
        ([], 2, True),
        ([marked(50)], 1, False),
        ([marked(49)], 0, True),
        ([marked(0), marked(100)], 0, False),
        ([marked(49), Result(state=ResultState.EXCUSED), NOT_BEGUN], 0, True),
        ([Result(state=ResultState.TO_BE_MARKED, percent=10)], 0, False),
    ],
)
def test_who_falls_behind(results: list[Result], missed: int, *, is_behind: bool) -> None:
    assert is_falling_behind(results, missed) is is_behind


@given(st.lists(st.floats(0, 100).map(marked), min_size=1), st.integers(0, 5), st.floats(0, 100))
def test_a_better_result_puts_nobody_behind(results: list[Result], missed: int, percent: float) -> None:
    better = [*results[1:], replace(results[0], percent=max(percent, results[0].percent or 0))]
    assert is_falling_behind(better, missed) <= is_falling_behind(results, missed)
