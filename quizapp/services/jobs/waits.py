"""How long a failed job waits before it is tried again: ever longer, and not for ever."""

from datetime import timedelta

#: How often a job is begun at most.
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
#: By how much each wait is longer than the one before.
GROWTH = 4
LONGEST_WAIT = timedelta(hours=2)


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (from 1); None where that was the last."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_WAIT * int(GROWTH ** (attempts - 1)), LONGEST_WAIT)
