"""Moments to come, in the words of learners: on their own clock and on that of their course."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from quizapp.web.filters import at_or_on, time_left

#: A reader without an account reads the clock of UTC.
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
TASHKENT, LONDON = ZoneInfo("Asia/Tashkent"), ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (NOW + timedelta(hours=1), None, "at 19:00"),
        (NOW + timedelta(hours=1), LONDON, "at 19:00"),
        (NOW + timedelta(minutes=30), TASHKENT, "at 18:30 (23:30 in Tashkent)"),
        (NOW + timedelta(hours=1, minutes=8), TASHKENT, "at 19:08 (Tuesday 1 December, 00:08 in Tashkent)"),
        (NOW + timedelta(days=8, hours=5), None, "on Tuesday 8 December, 23:00"),
        (NOW + timedelta(days=40), LONDON, "on Saturday 9 January 2027, 18:00"),
    ],
)
def test_an_end_has_its_date_and_the_clock_of_the_course_where_these_differ(
    app: Flask, moment: datetime, zone: ZoneInfo | None, words: str
) -> None:
    with app.test_request_context():
        assert at_or_on(moment, NOW, zone) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(0), "no time left"),
        (timedelta(seconds=60), "less than a minute left"),
        (timedelta(seconds=61), "2 minutes left"),
        (timedelta(minutes=120), "120 minutes left"),
        (timedelta(minutes=121), "2 hours left"),
        (timedelta(hours=48, minutes=59), "48 hours left"),
        (timedelta(minutes=11541), "8 days left"),
    ],
)
def test_what_is_left_is_counted_in_what_people_count_it_in(left: timedelta, words: str) -> None:
    assert time_left(NOW + left, NOW) == words
