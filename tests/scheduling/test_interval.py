from datetime import UTC, datetime, timedelta

import pytest

from quizapp.scheduling.interval import interval_text, spoken_interval
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
EVENING = datetime(2025, 6, 1, 18, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(
    2025, 6, 1, 0, 30, tzinfo=UTC
)  # 2:30 in Berlin: an hour and a half before the new day


def on_day(days: int, at: datetime = EVENING) -> datetime:
    return CLOCK.begins(CLOCK.study_day(at) + timedelta(days=days))


@pytest.mark.parametrize(
    ("wait", "text", "spoken"),
    [
        (timedelta(0), "now", "now"),
        (timedelta(minutes=-5), "now", "now"),
        (timedelta(seconds=20), "1 min", "in 1 minute"),
        (timedelta(minutes=1), "1 min", "in 1 minute"),
        (timedelta(minutes=5.5), "6 min", "in 6 minutes"),
        (timedelta(minutes=10), "10 min", "in 10 minutes"),
        (timedelta(minutes=59.7), "1 h", "in 1 hour"),
        (timedelta(hours=2.2), "2 h", "in 2 hours"),
    ],
)
def test_a_wait_for_a_moment(wait: timedelta, text: str, spoken: str) -> None:
    due = EVENING + wait
    assert interval_text(due, EVENING, CLOCK) == text
    assert spoken_interval(due, EVENING, CLOCK) == spoken


@pytest.mark.parametrize(
    ("days", "text", "spoken"),
    [
        (1, "1 d", "in 1 day"),
        (12, "12 d", "in 12 days"),
        (30, "30 d", "in 30 days"),
        (31, "1 mo", "in 1 month"),
        (103, "3.4 mo", "in 3.4 months"),
        (364, "12 mo", "in 12 months"),
        (365, "1 y", "in 1 year"),
        (767, "2.1 y", "in 2.1 years"),
        (36_500, "100 y", "in 100 years"),
    ],
)
def test_a_wait_for_a_day(days: int, text: str, spoken: str) -> None:
    assert interval_text(on_day(days), EVENING, CLOCK) == text
    assert spoken_interval(on_day(days), EVENING, CLOCK) == spoken


def test_tomorrow_is_a_day_away_even_when_it_begins_in_an_hour() -> None:
    assert interval_text(on_day(1, AFTER_MIDNIGHT), AFTER_MIDNIGHT, CLOCK) == "1 d"


def test_a_learning_step_over_the_end_of_the_day_is_still_minutes() -> None:
    at = on_day(1) - timedelta(minutes=4)
    assert interval_text(at + timedelta(minutes=10), at, CLOCK) == "10 min"


def test_a_day_chosen_in_another_time_zone_is_counted_in_this_one() -> None:
    due = StudyClock("Asia/Tokyo").begins(CLOCK.study_day(EVENING) + timedelta(days=9))
    assert interval_text(due, EVENING, CLOCK) == "8 d"  # 4 h in Tokyo is the evening before in Berlin
