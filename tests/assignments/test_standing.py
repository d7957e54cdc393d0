"""What a learner may do, each reason why not, and what holds of every standing."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.terms import AUTUMN, DAY, HOUR, MINUTE, attempt, moments, rules, spans, timed_terms

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.releasing import embargo_of, is_settled
from quizapp.assignments.scoring import points_of
from quizapp.assignments.standing import Reason, Standing, may_still_begin, standing
from quizapp.assignments.terms import LateStep, Terms
from quizapp.assignments.timing import ends_at, late_percent, minutes_at_start
from quizapp.quizzes.timing import GRACE

relaxed = settings(deadline=None, max_examples=200)
OPENS, DUE, CLOSES = AUTUMN, AUTUMN + 2 * DAY, AUTUMN + 4 * DAY
TERMS = Terms(
    rules=rules(60),
    opens_at=OPENS,
    due_at=DUE,
    closes_at=CLOSES,
    late=(LateStep(DUE + DAY, 80), LateStep(CLOSES, 50)),
    attempts=2,
    wait=30,
)
NOW = AUTUMN + DAY
DONE = attempt(1, started_at=NOW - 2 * HOUR, finished_at=NOW - HOUR)
JUST_DONE = replace(DONE, finished_at=NOW)
OPEN = attempt(2, started_at=NOW - MINUTE, ends_at=NOW + 59 * MINUTE)


@st.composite
def histories(draw: st.DrawFn) -> list[AttemptSummary]:
    started = draw(st.lists(moments, max_size=4).map(sorted))
    return [
        attempt(
            number,
            draw(st.none() | st.integers(0, 10)),
            started_at=at,
            ends_at=at + draw(spans),
            finished_at=draw(st.none() | st.just(at + HOUR)),
            is_annulled=draw(st.booleans()),
        )
        for number, at in enumerate(started, 1)
    ]


def stand(
    attempts: list[AttemptSummary],
    now: datetime = NOW,
    terms: Terms = TERMS,
    *,
    is_published: bool = True,
    is_member: bool = True,
    is_excused: bool = False,
) -> Standing:
    return standing(
        terms, attempts, now, is_published=is_published, is_member=is_member, is_excused=is_excused
    )


# --- Each reason ---


@pytest.mark.parametrize(
    ("attempts", "now", "reason", "at", "may_still_begin"),
    [
        ([], NOW, None, CLOSES, True),
        ([DONE], NOW, None, CLOSES, True),
        ([], OPENS - MINUTE, Reason.NOT_OPEN_YET, OPENS, True),
        ([], OPENS, None, CLOSES, True),
        ([], CLOSES, Reason.CLOSED, CLOSES, False),
        ([OPEN], NOW, Reason.OPEN_ATTEMPT, OPEN.ends_at, True),
        ([DONE, OPEN], NOW, Reason.OPEN_ATTEMPT, OPEN.ends_at, False),
        ([JUST_DONE], NOW, Reason.WAIT, NOW + 30 * MINUTE, True),
        ([DONE, replace(DONE, number=2)], NOW, Reason.USED_UP, None, False),
        (
            [replace(DONE, finished_at=CLOSES - HOUR)],
            CLOSES - 40 * MINUTE,
            Reason.WAIT,
            CLOSES - HOUR / 2,
            True,
        ),
        ([replace(DONE, finished_at=CLOSES - HOUR / 2)], CLOSES - MINUTE, Reason.CLOSES_FIRST, CLOSES, False),
        ([replace(OPEN, is_annulled=True), DONE], NOW, None, CLOSES, True),
    ],
)
def test_each_no_has_its_reason_and_its_moment(
    *,
    attempts: list[AttemptSummary],
    now: datetime,
    reason: Reason | None,
    at: datetime | None,
    may_still_begin: bool,
) -> None:
    stands = stand(attempts, now)
    assert (stands.reason, stands.at, stands.may_still_begin) == (reason, at, may_still_begin)
    assert stands.may_begin == (reason is None)


def test_what_can_be_taken_back_stops_beginning_and_opens_no_right_answer() -> None:
    for changed, reason in (
        (stand([], is_published=False), Reason.NOT_PUBLISHED),
        (stand([], is_member=False), Reason.NOT_A_MEMBER),
        (stand([], is_excused=True), Reason.EXCUSED),
    ):
        assert (changed.reason, changed.at, changed.may_still_begin) == (reason, None, True)


def test_an_attempt_that_is_open_goes_on_whatever_staff_change() -> None:
    assert stand([OPEN], is_published=False, is_excused=True).reason is Reason.OPEN_ATTEMPT
    assert stand([OPEN], is_member=False).reason is Reason.NOT_A_MEMBER


def test_time_that_is_up_hands_in_once_no_answer_is_on_its_way() -> None:
    end = OPEN.ends_at
    assert end
    assert stand([OPEN], end + GRACE).reason is Reason.OPEN_ATTEMPT
    after = stand([OPEN], end + GRACE + MINUTE)
    assert (after.reason, after.at) == (Reason.WAIT, end + 30 * MINUTE)


def test_annulled_attempts_are_given_back() -> None:
    assert stand([]).attempts_left == 2
    assert stand([DONE]).attempts_left == 1
    assert stand([replace(DONE, is_annulled=True)]).attempts_left == 2
    assert stand([replace(DONE, is_annulled=True, is_forfeited=True)]).attempts_left == 1
    assert stand([DONE] * 5).attempts_left == 0
    assert stand([DONE] * 5, terms=replace(TERMS, attempts=None, wait=0)).attempts_left is None


@pytest.mark.parametrize(
    ("now", "percent", "until"),
    [
        (NOW, 100, DUE),
        (DUE, 100, DUE),
        (DUE + MINUTE, 80, DUE + DAY),
        (DUE + DAY + MINUTE, 50, CLOSES),
        (CLOSES + MINUTE, 50, None),
    ],
)
def test_it_says_the_percentage_that_holds_and_until_when(
    now: datetime, percent: int, until: datetime | None
) -> None:
    stands = stand([], now)
    assert (stands.percent, stands.percent_until) == (percent, until)


def test_without_steps_nothing_is_taken_off() -> None:
    stands = stand([], DUE + HOUR, replace(TERMS, late=()))
    assert (stands.percent, stands.percent_until) == (100, CLOSES)


def test_the_last_step_holds_for_those_with_extra_time() -> None:
    terms = replace(TERMS, closes_at=CLOSES + DAY)
    stands = stand([], CLOSES + HOUR, terms)
    assert (stands.percent, stands.percent_until) == (50, CLOSES + DAY)


# --- Every standing ---


@relaxed
@given(timed_terms(), histories(), moments, st.booleans(), st.booleans())
def test_who_may_begin_has_time_and_an_attempt_left(
    terms: Terms,
    attempts: list[AttemptSummary],
    now: datetime,
    is_published: bool,  # noqa: FBT001
    is_member: bool,  # noqa: FBT001
) -> None:
    stands = stand(attempts, now, terms, is_published=is_published, is_member=is_member)
    end, minutes = ends_at(terms, now), minutes_at_start(terms, now)
    if stands.may_begin:
        assert end is None or end > now
        assert minutes is None or terms.rules.time_limit is None or 0 <= minutes <= terms.rules.time_limit
        assert stands.attempts_left != 0
        assert stands.may_still_begin
        assert not any(one.is_open(now) for one in attempts)
        assert is_published
        assert is_member
    if stands.reason in {Reason.WAIT, Reason.NOT_OPEN_YET, Reason.OPEN_ATTEMPT} and stands.at:
        assert stands.at + GRACE >= now


@relaxed
@given(timed_terms(), histories(), moments)
def test_a_wait_is_over_at_its_moment(terms: Terms, attempts: list[AttemptSummary], now: datetime) -> None:
    stands = stand(attempts, now, terms)
    if stands.reason in {Reason.WAIT, Reason.NOT_OPEN_YET}:
        assert stands.at
        assert stands.at > now
        assert stand(attempts, stands.at, terms).reason is not stands.reason


@relaxed
@given(timed_terms(), histories(), moments, spans)
def test_who_can_not_begin_any_more_never_can_again(
    terms: Terms, attempts: list[AttemptSummary], now: datetime, passed: object
) -> None:
    later = now + passed  # type: ignore[operator]
    known = [one for one in attempts if one.started_at <= now]
    if not may_still_begin(terms, known, now):
        assert not stand(known, later, terms).may_begin
        assert not may_still_begin(terms, known, later)
    if is_settled(terms, known, now, is_released=True):
        assert is_settled(terms, known, later, is_released=True)
        assert not embargo_of(terms, known, later).holds(later)


@relaxed
@given(timed_terms(), moments, st.integers(0, 10))
def test_lateness_multiplies_and_never_adds(terms: Terms, handed_in: datetime, points: int) -> None:
    percent = late_percent(terms, handed_in)
    one = attempt(1, points, finished_at=handed_in)
    assert points_of(terms, one, handed_in) == pytest.approx(points * percent / 100)
    assert 0 <= percent <= 100
    assert percent == 100 or (terms.due_at and handed_in > terms.due_at)
