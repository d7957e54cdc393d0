"""What a learner may do about an assignment now, and why not.

Asked of resolved terms. The access code and the network are asked at the door (`admission.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.terms import Terms
from quizapp.assignments.timing import late_percent, percent_until


class Reason(StrEnum):
    """Why a learner may not begin an attempt now: of several the first. `Standing.at` has its moment."""

    #: They aren't a learner of the course.
    NOT_A_MEMBER = "not-a-member"
    #: One is open to go on with, until `at`.
    OPEN_ATTEMPT = "open-attempt"
    #: Nothing is asked of them.
    EXCUSED = "excused"
    NOT_PUBLISHED = "not-published"
    #: Not before `at`.
    NOT_OPEN_YET = "not-open-yet"
    #: Since `at`.
    CLOSED = "closed"
    USED_UP = "used-up"
    #: They have to wait after the last attempt, until `at`.
    WAIT = "wait"
    #: They would have to wait longer than it is open: until `at`, when it closes.
    CLOSES_FIRST = "closes-first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a learner may do."""

    #: None: they may begin.
    reason: Reason | None
    #: The moment of the reason; where they may begin, until when. None where there is none.
    at: datetime | None
    #: How many they may still begin; None: as many as they like.
    attempts_left: int | None
    #: Whether they may begin one now or later, by terms and attempts alone: people who leave a course may
    #: join again, and an excuse may be withdrawn. While this holds, right answers stay shut.
    may_still_begin: bool
    #: By how many percent points are multiplied that are handed in now, and until when.
    percent: int
    percent_until: datetime | None

    @property
    def may_begin(self) -> bool:
        """Tell whether they may begin an attempt now."""
        return self.reason is None


def standing(
    terms: Terms,
    attempts: Sequence[AttemptSummary],
    now: datetime,
    *,
    is_published: bool,
    is_member: bool,
    is_excused: bool = False,
) -> Standing:
    """Return what a learner may do by their resolved terms and their attempts so far."""
    going_on = next((attempt for attempt in attempts if attempt.is_open(now)), None)
    left, waits_until = attempts_left(terms, attempts), _waits_until(terms, attempts, now)
    reason: Reason | None = None
    at = terms.closes
    if not is_member:
        reason, at = Reason.NOT_A_MEMBER, None
    elif going_on:
        reason, at = Reason.OPEN_ATTEMPT, going_on.ends_at
    elif is_excused or not is_published:
        reason, at = Reason.EXCUSED if is_excused else Reason.NOT_PUBLISHED, None
    elif terms.opens_at and now < terms.opens_at:
        reason, at = Reason.NOT_OPEN_YET, terms.opens_at
    elif _is_closed(terms, now):
        reason = Reason.CLOSED
    elif left == 0:
        reason, at = Reason.USED_UP, None
    elif now < waits_until:
        reason, at = (
            (Reason.CLOSES_FIRST, at) if _is_closed(terms, waits_until) else (Reason.WAIT, waits_until)
        )
    return Standing(
        reason=reason,
        at=at,
        attempts_left=left,
        may_still_begin=may_still_begin(terms, attempts, now),
        percent=late_percent(terms, now),
        percent_until=percent_until(terms, now),
    )


def may_still_begin(terms: Terms, attempts: Sequence[AttemptSummary], now: datetime) -> bool:
    """Tell whether a learner may begin an attempt now or later, as far as terms and attempts go."""
    first_chance = max(_waits_until(terms, attempts, now), terms.opens_at or now)
    return attempts_left(terms, attempts) != 0 and not _is_closed(terms, first_chance)


def attempts_left(terms: Terms, attempts: Sequence[AttemptSummary]) -> int | None:
    """Return how many attempts a learner may still begin; None: as many as they like.

    One that was annulled is no longer among those allowed, unless none is given in its place.
    """
    if terms.attempts is None:
        return None
    return max(0, terms.attempts - sum(attempt.is_used for attempt in attempts))


def _waits_until(terms: Terms, attempts: Sequence[AttemptSummary], now: datetime) -> datetime:
    """Return from when the wait after the last attempt is over, at the earliest, and not before now.

    One that is open could be handed in at once.
    """
    wait = timedelta(minutes=terms.wait)
    ended = (attempt.handed_in_at(now) or now for attempt in attempts if not attempt.is_annulled)
    return max([now, *(end + wait for end in ended)]) if wait else now


def _is_closed(terms: Terms, moment: datetime) -> bool:
    return terms.closes is not None and terms.closes <= moment
