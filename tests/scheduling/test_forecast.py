from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.forecast import DueDay, forecast

TODAY = date(2025, 6, 10)


def load(*offsets: int) -> Counter[date]:
    return Counter(TODAY + timedelta(days=offset) for offset in offsets)


def test_cards_are_counted_on_their_days_with_the_sum_so_far() -> None:
    assert forecast(load(0, 0, 2, 2), TODAY, 3) == (
        DueDay(date(2025, 6, 10), 2, 2),
        DueDay(date(2025, 6, 11), 0, 2),
        DueDay(date(2025, 6, 12), 2, 4),
    )


def test_overdue_cards_are_due_today() -> None:
    [today] = forecast(load(-40, -1), TODAY, 1)
    assert today.due == 2


def test_what_lies_beyond_the_last_day_is_left_out() -> None:
    assert [day.due for day in forecast(load(2), TODAY, 2)] == [0, 0]


def test_no_days_no_forecast() -> None:
    assert forecast(load(0), TODAY, 0) == ()


@settings(deadline=None)
@given(st.lists(st.integers(-20, 20)), st.integers(1, 15))
def test_the_sum_so_far_is_all_that_is_due_by_then(offsets: list[int], days: int) -> None:
    days_ahead = forecast(load(*offsets), TODAY, days)
    assert len(days_ahead) == days
    for number, day in enumerate(days_ahead):
        assert day.cumulative == sum(offset <= number for offset in offsets)
