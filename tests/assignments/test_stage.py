"""How far an assignment is for the class."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.stage import Stage, stage_of
from quizapp.assignments.terms import Terms

NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK_AGO = NOW - 7 * DAY
moments = st.none() | st.integers(-5, 5).map(lambda days: NOW + days * DAY)


@pytest.mark.parametrize(
    ("terms", "results_from", "stage"),
    [
        (Terms(), None, Stage.OPEN),
        (Terms(opens_at=NOW + DAY), None, Stage.OPENS_LATER),
        (Terms(opens_at=NOW, due_at=NOW + DAY), NOW + DAY, Stage.OPEN),
        (Terms(due_at=NOW - DAY, closes_at=NOW + DAY), NOW, Stage.OPEN_AND_RELEASED),
        (Terms(due_at=NOW), NOW + DAY, Stage.CLOSED),
        (Terms(due_at=NOW), None, Stage.CLOSED),
        (Terms(due_at=NOW), NOW, Stage.RELEASED),
    ],
)
def test_what_is_published_goes_by_its_dates(
    terms: Terms, results_from: datetime | None, stage: Stage
) -> None:
    assert stage_of(terms, WEEK_AGO, results_from, NOW) is stage


@given(moments, moments, moments)
def test_a_draft_is_one_whatever_its_dates(
    opens: datetime | None, due: datetime | None, results_from: datetime | None
) -> None:
    terms = Terms(opens_at=opens, due_at=due)
    assert stage_of(terms, None, results_from, NOW) is Stage.DRAFT
    assert stage_of(terms, WEEK_AGO, results_from, NOW) is not Stage.DRAFT


@given(moments, moments, moments)
def test_time_alone_never_opens_what_has_closed(
    opens: datetime | None, due: datetime | None, results_from: datetime | None
) -> None:
    terms = Terms(opens_at=opens, due_at=due)
    stages = [stage_of(terms, WEEK_AGO, results_from, NOW + days * DAY) for days in range(-7, 8)]
    over = [stage in {Stage.CLOSED, Stage.RELEASED} for stage in stages]
    assert over == sorted(over)
