from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.forecast import DueDay, forecast, load_by_day
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("America/New_York")
NOW = datetime(2025, 6, 10, 23, tzinfo=UTC)
TODAY = date(2025, 6, 10)


def begins(days: int) -> datetime:
    return CLOCK.begins(TODAY + timedelta(days=days))


def test_cards_are_counted_on_their_study_days_with_the_sum_so_far() -> None:
    dues = [begins(0), begins(2), begins(2), NOW + timedelta(minutes=10)]
    assert forecast(dues, NOW, clock=CLOCK, days=3) == (
        DueDay(date(2025, 6, 10), 2, 2),
        DueDay(date(2025, 6, 11), 0, 2),
        DueDay(date(2025, 6, 12), 2, 4),
    )


def test_overdue_cards_are_due_today() -> None:
    [today] = forecast([begins(-40), begins(-1)], NOW, clock=CLOCK, days=1)
    assert today.due == 2


def test_what_lies_beyond_the_last_day_is_left_out() -> None:
    assert [day.due for day in forecast([begins(2)], NOW, clock=CLOCK, days=2)] == [0, 0]


def test_after_midnight_it_is_still_the_same_study_day() -> None:
    after_midnight = datetime(2025, 6, 11, 5, tzinfo=UTC)  # 1 o'clock in New York
    assert forecast([], after_midnight, clock=CLOCK, days=1)[0].day == TODAY


def test_no_days_no_forecast() -> None:
    assert forecast([begins(0)], NOW, clock=CLOCK, days=0) == ()


def test_grouped_moments_count_as_often_as_they_stand() -> None:
    grouped = Counter({begins(1): 3, begins(2): 1})
    assert load_by_day(grouped.elements(), clock=CLOCK) == {date(2025, 6, 11): 3, date(2025, 6, 12): 1}


@settings(deadline=None)
@given(st.lists(st.integers(-20, 20)), st.integers(1, 15))
def test_the_sum_so_far_is_all_that_is_due_by_then(offsets: list[int], days: int) -> None:
    days_ahead = forecast([begins(offset) for offset in offsets], NOW, clock=CLOCK, days=days)
    assert len(days_ahead) == days
    for number, day in enumerate(days_ahead):
        assert day.cumulative == sum(offset <= number for offset in offsets)
