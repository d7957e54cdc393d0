"""A failed job waits ever longer, and not for ever."""

from datetime import timedelta

from quizapp.services.jobs.waits import FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS, wait_after

WAITS = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]


def test_the_first_wait_is_short_and_none_is_shorter_than_the_one_before() -> None:
    waits = [wait for wait in WAITS if wait]
    assert waits[0] == FIRST_WAIT == timedelta(seconds=10)
    assert waits == sorted(waits)
    assert waits[1] > waits[0]
    assert max(waits) == LONGEST_WAIT


def test_a_server_may_be_away_for_some_hours() -> None:
    assert None not in WAITS
    assert timedelta(hours=3) < sum((wait for wait in WAITS if wait), timedelta()) < timedelta(days=1)


def test_after_the_last_attempt_there_is_no_other() -> None:
    assert [wait_after(attempts) for attempts in (MOST_ATTEMPTS, MOST_ATTEMPTS + 1)] == [None, None]
