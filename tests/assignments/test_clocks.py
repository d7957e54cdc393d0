"""Times on a course's clocks, also in the nights in which those change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.clocks import ClockChange, TakenTime, shown, take, which_of_two

BERLIN = ZoneInfo("Europe/Berlin")


def typed(*numbers: int) -> datetime:
    """Return a time as a form sends it, without a zone."""
    return datetime(*numbers, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("is_end", [True, False])
def test_on_any_other_day_a_time_is_one_moment(is_end: bool) -> None:  # noqa: FBT001 -- a parameter
    taken = take(typed(2026, 12, 1, 20, 0), BERLIN, is_end=is_end)
    assert taken == TakenTime(datetime(2026, 12, 1, 19, 0, tzinfo=UTC))


@pytest.mark.parametrize("is_end", [True, False])
def test_a_skipped_time_is_as_long_after_the_change(is_end: bool) -> None:  # noqa: FBT001 -- a parameter
    taken = take(typed(2026, 3, 29, 2, 30), BERLIN, is_end=is_end)
    assert taken == TakenTime(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), ClockChange.SKIPPED)
    assert shown(taken.moment, BERLIN) == typed(2026, 3, 29, 3, 30)


def test_of_two_hours_of_one_name_an_opening_is_the_first_and_an_end_the_second() -> None:
    twice = typed(2026, 10, 25, 2, 30)
    first, second = take(twice, BERLIN, is_end=False), take(twice, BERLIN, is_end=True)
    assert first == TakenTime(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ClockChange.TWICE)
    assert second == TakenTime(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ClockChange.TWICE)


@given(st.datetimes(typed(2020, 1, 1), typed(2035, 1, 1)), st.booleans())
def test_what_isnt_skipped_is_shown_as_it_was_typed(local: datetime, is_end: bool) -> None:  # noqa: FBT001
    local = local.replace(second=0, microsecond=0, fold=0)
    taken = take(local, BERLIN, is_end=is_end)
    assert (shown(taken.moment, BERLIN) == local) == (taken.change is not ClockChange.SKIPPED)


@pytest.mark.parametrize(
    ("hour", "minute", "which"), [(23, 59, None), (0, 0, 1), (0, 59, 1), (1, 0, 2), (1, 59, 2), (2, 0, None)]
)
def test_in_the_night_in_which_clocks_go_back_one_hour_has_two_moments_for_each_time(
    hour: int, minute: int, which: int | None
) -> None:
    day = 24 if hour == 23 else 25
    assert which_of_two(datetime(2026, 10, day, hour, minute, tzinfo=UTC), BERLIN) == which


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_in_the_night_in_which_clocks_go_forward_none_has(minute: int) -> None:
    for hour in (0, 1, 2):
        assert which_of_two(datetime(2026, 3, 29, hour, minute, tzinfo=UTC), BERLIN) is None
