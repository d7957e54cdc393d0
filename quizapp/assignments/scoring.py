"""What the attempts of a learner at an assignment come to.

Points are exact as far as floats are, and rounded in one place, `shown`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import fsum
from typing import Final

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.terms import Counts, Terms
from quizapp.assignments.timing import ON_TIME, is_late, late_percent

_FULL: Final = 100
#: Digits by which floats may be off that stand for a number with fewer.
_EXACT: Final = 9


class ResultState(StrEnum):
    """How far a learner is with an assignment; "late" stands beside it."""

    NOT_BEGUN = "not-begun"
    #: All that was begun was annulled, and at least once no other attempt was given in its place.
    ANNULLED = "annulled"
    OPEN = "open"
    #: Handed in; how it went isn't counted yet, or not told (`withheld`).
    SUBMITTED = "submitted"
    #: What counts waits for somebody to mark it.
    TO_BE_MARKED = "to-be-marked"
    MARKED = "marked"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a learner's attempts come to, by the resolved terms of that learner."""

    state: ResultState
    #: After lateness. None is not 0: nothing is known yet, or nothing was asked. Where the best counts and
    #: one of several is to be marked, the best of the others: it can only grow.
    points: float | None = None
    #: Of the full points, from 0 to 100; None where these are 0 too.
    percent: float | None = None
    is_late: bool = False
    #: The attempt that counts; None where none does, or all do.
    attempt_number: int | None = None
    #: Staff set the percent, whatever the attempts come to.
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class SetResult:
    """What staff set in place of what the attempts come to. With neither, these count again."""

    percent: float | None = None
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class _Scored:
    number: int
    points: float | None
    full_points: float
    is_late: bool

    @property
    def share(self) -> float | None:
        """What part of the full points it earned."""
        return None if self.points is None else self.points / self.full_points if self.full_points else 0


def points_of(terms: Terms, attempt: AttemptSummary, now: datetime) -> float | None:
    """Return the points of an attempt after lateness; None where it is open, or not marked yet."""
    handed_in_at = attempt.handed_in_at(now)
    return None if handed_in_at is None else _points(terms, attempt, handed_in_at)


def _points(terms: Terms, attempt: AttemptSummary, handed_in_at: datetime) -> float | None:
    if attempt.points is None:
        return None
    # In this order, because times 100 and by 100 is not always the same float again.
    return attempt.points * (late_percent(terms, handed_in_at) / ON_TIME)


def result_of(
    terms: Terms, attempts: Sequence[AttemptSummary], now: datetime, *, is_excused: bool = False
) -> Result:
    """Return what the attempts of a learner come to. Annulled ones earn nothing."""
    if is_excused:
        return Result(state=ResultState.EXCUSED)
    counting = [one for one in attempts if not one.is_annulled]
    if len(counting) > 1:
        counting.sort(key=lambda one: one.number)
    scored = [_scored(terms, one, handed_in) for one in counting if (handed_in := one.handed_in_at(now))]
    if not scored:
        return Result(state=_before_any_score(attempts, is_open=bool(counting)))
    if terms.counts is Counts.MEAN:
        return _mean(scored)
    if terms.counts is Counts.BEST:
        return _best(scored)
    return _result_by(scored[0 if terms.counts is Counts.FIRST else -1])


def _before_any_score(attempts: Sequence[AttemptSummary], *, is_open: bool) -> ResultState:
    if is_open:
        return ResultState.OPEN
    return ResultState.ANNULLED if any(one.is_forfeited for one in attempts) else ResultState.NOT_BEGUN


def _scored(terms: Terms, attempt: AttemptSummary, handed_in_at: datetime) -> _Scored:
    points = _points(terms, attempt, handed_in_at)
    return _Scored(attempt.number, points, attempt.full_points, is_late(terms, handed_in_at))


def _result_by(one: _Scored) -> Result:
    share = one.share
    if share is None:
        return Result(state=ResultState.TO_BE_MARKED, is_late=one.is_late, attempt_number=one.number)
    return Result(
        state=ResultState.MARKED,
        points=one.points,
        percent=share * _FULL if one.full_points else None,
        is_late=one.is_late,
        attempt_number=one.number,
    )


def _best(scored: Sequence[_Scored]) -> Result:
    """Return the result by the best share of the points, of several the first."""
    if len(scored) == 1:
        return _result_by(scored[0])
    best = max(scored, key=lambda one: -1 if one.share is None else one.share)
    result = _result_by(best)
    are_marked = all(one.points is not None for one in scored)
    return result if are_marked else replace(result, state=ResultState.TO_BE_MARKED)


def _mean(scored: Sequence[_Scored]) -> Result:
    was_late = any(one.is_late for one in scored)
    points = [one.points for one in scored if one.points is not None]
    if len(points) < len(scored):
        return Result(state=ResultState.TO_BE_MARKED, is_late=was_late)
    shares = [one.share for one in scored if one.share is not None and one.full_points]
    return Result(
        state=ResultState.MARKED,
        points=fsum(points) / len(points),
        percent=fsum(shares) / len(shares) * _FULL if shares else None,
        is_late=was_late,
    )


def overridden(result: Result, by_staff: SetResult | None, full_points: float) -> Result:
    """Return a result as staff set it last; `full_points` are those of the assignment.

    That an attempt was late goes on to stand beside it.
    """
    if by_staff is None or (by_staff.percent is None and not by_staff.is_excused):
        return result
    if by_staff.is_excused:
        return Result(state=ResultState.EXCUSED)
    return replace(
        result,
        state=ResultState.MARKED,
        points=None if by_staff.percent is None else by_staff.percent / _FULL * full_points,
        percent=by_staff.percent,
        is_set=True,
    )


def mean_percent(results: Iterable[Result]) -> float | None:
    """Return the mean of those that are marked: nobody who is excused, or isn't marked yet, counts as 0."""
    percents = [one.percent for one in results if one.state is ResultState.MARKED and one.percent is not None]
    return fsum(percents) / len(percents) if percents else None


def withheld(result: Result) -> Result:
    """Return what a learner may know of a result whose marks aren't shown: not even which attempt counts."""
    if result.state not in {ResultState.TO_BE_MARKED, ResultState.MARKED}:
        return result
    return Result(state=ResultState.SUBMITTED, is_late=result.is_late)


def told(
    result: Result, by_staff: SetResult | None, full_points: float, *, tells_attempts: bool, tells_set: bool
) -> Result:
    """Return what a learner may know: that they are excused at once, marks once they are told.

    Marks of attempts and what staff set are told each at its own time: an attempt may tell its mark on
    submitting, and without an attempt there is nothing to submit.
    """
    if by_staff is not None and by_staff.is_excused:
        return overridden(result, by_staff, full_points)
    known = result if tells_attempts else withheld(result)
    return overridden(known, by_staff, full_points) if tells_set else known


def shown(number: float, places: int = 2) -> str:
    """Return points or percent for people: rounded half up, without zeros at the end. Nothing else rounds."""
    exact = Decimal(repr(round(number, _EXACT)))
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
