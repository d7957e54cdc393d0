"""When a quiz is over: one moment decides, and every rule says the same about it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.rules import QuizRules
from quizapp.quizzes.timing import (
    GRACE,
    end_of,
    finished_at,
    is_over,
    is_up,
    not_before,
    overdue_since,
    seconds_left,
)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the strategy adds it
limits = st.integers(1, 600)
#: Around the end, where the rules differ.
around = st.timedeltas(-2 * GRACE, 2 * GRACE)


@given(moments, limits, around)
def test_an_answer_counts_until_the_end_and_as_long_as_it_may_be_on_its_way(
    start: datetime, limit: int, around: timedelta
) -> None:
    end = end_of(QuizRules(time_limit=limit), start)
    assert end == start + timedelta(minutes=limit)
    now = end + around
    assert is_up(end, now) == (now >= end)
    assert is_over(end, now) == (now > end + GRACE)
    assert is_over(end, now) == (end < overdue_since(now))
    assert not is_over(end, now) or is_up(end, now)
    assert seconds_left(end, now) == max(0, -around.total_seconds())


@given(moments, limits, around)
def test_no_attempt_finishes_after_its_end_or_later_than_now(
    start: datetime, limit: int, around: timedelta
) -> None:
    end = start + timedelta(minutes=limit)
    finished = finished_at(end, end + around)
    assert finished == min(end, end + around)


@given(moments, st.lists(st.none() | moments, max_size=4))
def test_what_follows_upon_something_is_no_earlier_whatever_the_clock_says(
    now: datetime, before: list[datetime | None]
) -> None:
    earlier = [moment for moment in before if moment]
    moment = not_before(now, *before)
    assert moment == now or moment in earlier
    assert all(moment >= one for one in [now, *earlier])


@given(moments, limits | st.none(), st.timedeltas(timedelta(hours=-3), timedelta(hours=30)))
def test_no_attempt_finishes_before_it_began(start: datetime, limit: int | None, passed: timedelta) -> None:
    end = end_of(QuizRules(time_limit=limit), start)
    finished = finished_at(end, start + passed, start)
    assert start <= finished <= max(start, start + passed)
    assert end is None or finished <= end


@given(moments)
def test_without_a_limit_there_is_no_end(now: datetime) -> None:
    assert end_of(QuizRules(), now) is None
    assert not is_up(None, now)
    assert not is_over(None, now)
    assert seconds_left(None, now) is None
    assert finished_at(None, now) == now
