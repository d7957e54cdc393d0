"""Spans of time as people write and read them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.spans import LONGEST_SPAN, read_span, span_words, write_span

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("+2 days", 2 * DAY),
        ("2 days", 2 * DAY),
        ("1 d", DAY),
        ("1 week", 7 * DAY),
        ("90 min", 90 * MINUTE),
        ("1 day 3 hours", DAY + 3 * HOUR),
        ("1 day, 3 hours and 5 minutes", DAY + 3 * HOUR + 5 * MINUTE),
        ("-3h", -3 * HOUR),
        ("\N{MINUS SIGN}1 day", -DAY),
        (" +15 MIN. ", 15 * MINUTE),
    ],
)
def test_a_span_is_read_as_it_is_written(text: str, span: timedelta) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    "text", ["", "2", "soon", "2 moons", "days", "+-2 days", "2 days later", "9" * 50 + " d"]
)
def test_what_is_no_span_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="such as 2 days"):
        read_span(text)


def test_more_than_a_year_is_a_slip() -> None:
    with pytest.raises(ValueError, match="more than a year"):
        read_span("400 days")


@given(st.integers(-LONGEST_SPAN // MINUTE, LONGEST_SPAN // MINUTE))
def test_what_is_written_is_read_again(minutes: int) -> None:
    assert read_span(write_span(minutes * MINUTE)) == minutes * MINUTE


def test_a_span_is_said_in_words() -> None:
    assert span_words(2 * DAY) == "2 days later"
    assert span_words(-DAY - 3 * HOUR) == "1 day 3 hours earlier"
    assert span_words(timedelta()) == "as for everyone"
