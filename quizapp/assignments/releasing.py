"""When the results of an assignment are released, and what is kept out of study until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.standing import may_still_begin
from quizapp.assignments.terms import Release, Terms
from quizapp.quizzes.rules import Shows
from quizapp.quizzes.timing import GRACE

#: How long before an exam opens its questions are kept out of study.
AHEAD: Final = timedelta(days=7)


def release_at(
    terms: Terms, closes: Iterable[datetime | None], released_by_hand_at: datetime | None = None
) -> datetime | None:
    """Return when an assignment is released; None as long as only staff can say it.

    `terms` are the assignment's; `closes` are those of the resolved terms of each member. Staff may release
    sooner, whatever the terms say: nobody who may still begin learns more by it than marks. What the clock
    releases waits for answers that are on their way at that moment, which count yet: no minute shows that.
    """
    planned: datetime | None = None
    if terms.release is Release.AT:
        planned = terms.releases_at
    elif terms.release is Release.ALL_DONE:
        planned = _latest(closes, terms.closes)
    by_itself = planned and planned + GRACE
    return min((one for one in (by_itself, released_by_hand_at) if one), default=None)


def waits_for_ever(terms: Terms) -> bool:
    """Tell whether results wait until all are done, which without an end nobody ever is."""
    waits = terms.release is Release.ALL_DONE and terms.shows is not Shows.PRACTICE
    return waits and terms.closes is None


def _latest(closes: Iterable[datetime | None], of_the_class: datetime | None) -> datetime | None:
    """Return the last close of all; None where somebody has none. Without members it is the class's."""
    each = list(closes) or [of_the_class]
    some = [one for one in each if one]
    return max(some) if len(some) == len(each) else None


def is_settled(terms: Terms, attempts: Sequence[AttemptSummary], now: datetime, *, is_released: bool) -> bool:
    """Tell whether right answers may be told to the learner of these resolved terms.

    Results are released, the learner can't begin another attempt, and none is open: it may ask the same.
    """
    return is_released and not may_still_begin(terms, attempts, now) and not _going_on(attempts, now)


def _going_on(attempts: Sequence[AttemptSummary], now: datetime) -> list[AttemptSummary]:
    return [attempt for attempt in attempts if attempt.is_open(now)]


class EmbargoScope(StrEnum):
    """Which questions are kept out of a learner's study."""

    WHOLE_POOL = "whole-pool"
    OWN_QUESTIONS = "own-questions"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Embargo:
    """What a learner can't study because of an assignment, and when."""

    scope: EmbargoScope
    #: None: since ever.
    starts_at: datetime | None = None
    #: As things stand now; None: until further notice.
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether it keeps anything out of study now; an answer on its way at the end counts yet."""
        has_begun = self.starts_at is None or self.starts_at <= now
        goes_on = self.until is None or now < self.until + GRACE
        return self.scope is not EmbargoScope.NOTHING and has_begun and goes_on


NO_EMBARGO: Final = Embargo(EmbargoScope.NOTHING)


def embargo_of(terms: Terms, attempts: Sequence[AttemptSummary], now: datetime) -> Embargo:
    """Return what a published assignment keeps out of the study of the learner of these resolved terms.

    Exams keep the whole pool, from a week before they open; homework only what the learner was asked, in
    annulled attempts too; practice nothing. It lasts as long as the learner may begin or change an attempt.
    """
    may_begin = may_still_begin(terms, attempts, now)
    going_on = _going_on(attempts, now)
    if terms.shows is Shows.PRACTICE or not (may_begin or going_on):
        return NO_EMBARGO
    until = terms.closes if may_begin else going_on[0].ends_at
    if terms.shows in {Shows.EXAM, Shows.SEALED}:
        return Embargo(EmbargoScope.WHOLE_POOL, terms.opens_at and terms.opens_at - AHEAD, until)
    if not attempts:
        return NO_EMBARGO
    return Embargo(EmbargoScope.OWN_QUESTIONS, min(attempt.started_at for attempt in attempts), until)
