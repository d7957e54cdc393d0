"""What an override takes from somebody of the time that the class has: asked back, since few mean it."""

from collections.abc import Iterator
from datetime import tzinfo

from quizapp.assignments.resolving import Override, resolve
from quizapp.assignments.terms import Terms, TermsFault, faults
from quizapp.translation.texts import lazy

FEWER_MINUTES = lazy("That is less time than other learners have.")
SOONER_DUE = lazy("That is due earlier than for other learners.")
SOONER_CLOSED = lazy("That closes earlier than for other learners.")


def less_time(terms: Terms, override: Override, zone: tzinfo) -> tuple[TermsFault, ...]:
    """Return where an override gives less time than the terms of the class, each with its field."""
    theirs = resolve(terms, [override], zone=zone)
    return () if faults(theirs) else tuple(_less(terms, theirs))


def _less(terms: Terms, theirs: Terms) -> Iterator[TermsFault]:
    of_class, minutes = terms.rules.time_limit, theirs.rules.time_limit
    if minutes is not None and (of_class is None or minutes < of_class):
        yield TermsFault("time_limit", FEWER_MINUTES)
    if theirs.due_at and (terms.due_at is None or theirs.due_at < terms.due_at):
        yield TermsFault("due_at", SOONER_DUE)
    elif theirs.closes and (terms.closes is None or theirs.closes < terms.closes):
        yield TermsFault("closes_at", SOONER_CLOSED)
