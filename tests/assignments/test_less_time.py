"""Where an override gives less time than the class has."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.less_time import less_time
from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Feedback, QuizRules

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = datetime(2026, 12, 3, 20, tzinfo=UTC)
TERMS = Terms(
    rules=QuizRules(Feedback.END, time_limit=20), opens_at=DUE - 7 * DAY, due_at=DUE, closes_at=DUE + DAY
)
ENDLESS = Terms()


@pytest.mark.parametrize(
    ("terms", "override", "fields"),
    [
        (TERMS, Override(time_limit=10), ["time_limit"]),
        (TERMS, Override(time_limit=20), []),
        (TERMS, Override(time_limit=30), []),
        (TERMS, Override(time_limit=None), []),
        (ENDLESS, Override(time_limit=500), ["time_limit"]),
        (TERMS, Override(due_at=-HOUR), ["due_at"]),
        (TERMS, Override(due_at=DUE - HOUR, time_limit=10), ["time_limit", "due_at"]),
        (TERMS, Override(closes_at=-HOUR), ["closes_at"]),
        (ENDLESS, Override(due_at=DUE), ["due_at"]),
        (TERMS, Override(access_code="CDFG", attempts=3), []),
        # What couldn't hold at all is refused elsewhere.
        (TERMS, Override(time_limit=0), []),
    ],
)
def test_less_than_the_class_has_is_found(terms: Terms, override: Override, fields: list[str]) -> None:
    assert [one.field for one in less_time(terms, override, UTC)] == fields


@given(later=st.integers(0, 100), minutes=st.integers(20, 500))
def test_more_than_the_class_has_is_never_less(later: int, minutes: int) -> None:
    assert less_time(TERMS, Override(due_at=later * HOUR, time_limit=minutes), UTC) == ()
