"""Terms of one learner: what layers may take away, what they carry, and clocks that change."""

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.terms import (
    AUTUMN,
    BERLIN,
    DAY,
    HOUR,
    MINUTE,
    accommodations,
    any_spans,
    generous,
    moments,
    overrides,
    rules,
    timed_terms,
)

from quizapp.assignments.calendar import move_alike, shift
from quizapp.assignments.resolving import INHERIT, NO_ACCOMMODATION, Accommodation, Override, resolve
from quizapp.assignments.terms import LateStep, Terms, faults
from quizapp.assignments.timing import ends_at, is_late

relaxed = settings(deadline=None, max_examples=200)
groups = st.lists(overrides, max_size=3)
zones = st.sampled_from([UTC, BERLIN, ZoneInfo("America/New_York")])
EXAM = Terms(rules=rules(60), opens_at=AUTUMN, due_at=AUTUMN + 75 * MINUTE)
HOMEWORK = Terms(
    opens_at=AUTUMN,
    due_at=AUTUMN + 2 * DAY,
    closes_at=AUTUMN + 4 * DAY,
    late=(LateStep(AUTUMN + 3 * DAY, 80), LateStep(AUTUMN + 4 * DAY, 50)),
)


# --- What holds whatever the layers say ---


@relaxed
@given(timed_terms(), st.lists(generous(), max_size=3), st.none() | generous(), accommodations, zones)
def test_who_begins_when_the_class_has_its_full_time_has_their_own_and_is_not_late(
    terms: Terms, groups: list[Override], person: Override | None, accommodation: Accommodation, zone: tzinfo
) -> None:
    if person and person.closes_at is not INHERIT:  # final, whatever limit comes from elsewhere
        groups, accommodation = [], NO_ACCOMMODATION
    resolved = resolve(terms, groups, person, accommodation, zone=zone)
    full, own = terms.rules.time_limit, resolved.rules.time_limit
    assert full
    assert own
    assert terms.closes
    assert terms.due_at
    last = terms.closes - full * MINUTE
    assert ends_at(resolved, last) == last + own * MINUTE
    last_on_time = terms.due_at - full * MINUTE
    assert not is_late(resolved, last_on_time + own * MINUTE)


@relaxed
@given(timed_terms(), groups, st.none() | overrides, accommodations, zones)
def test_no_layers_make_a_close_before_the_due_date_or_steps_outside(
    terms: Terms, groups: list[Override], person: Override | None, accommodation: Accommodation, zone: tzinfo
) -> None:
    resolved = resolve(terms, groups, person, accommodation, zone=zone)
    assert not (resolved.due_at and resolved.closes) or resolved.due_at <= resolved.closes
    assert [fault for fault in faults(resolved) if fault.field == "late"] == []
    assert all(sooner.until < later.until for sooner, later in pairwise(resolved.late))


@relaxed
@given(timed_terms(), st.integers(0, 3), zones)
def test_layers_that_say_nothing_change_nothing(terms: Terms, count: int, zone: tzinfo) -> None:
    assert resolve(terms, [Override()] * count, Override(), NO_ACCOMMODATION, zone=zone) == terms


@relaxed
@given(timed_terms(), groups, overrides, zones)
def test_groups_come_in_no_order_and_one_that_says_nothing_is_none(
    terms: Terms, groups: list[Override], person: Override, zone: tzinfo
) -> None:
    resolved = resolve(terms, groups, person, zone=zone)
    turned = resolve(terms, [Override(), *reversed(groups)], person, zone=zone)
    assert (turned.opens_at, turned.due_at, turned.closes) == (
        resolved.opens_at,
        resolved.due_at,
        resolved.closes,
    )
    assert (turned.rules, turned.attempts) == (resolved.rules, resolved.attempts)


@relaxed
@given(timed_terms(), groups, accommodations, zones)
def test_an_accommodation_takes_nothing_away(
    terms: Terms, groups: list[Override], accommodation: Accommodation, zone: tzinfo
) -> None:
    without, with_it = (
        resolve(terms, groups, zone=zone),
        resolve(terms, groups, None, accommodation, zone=zone),
    )
    assert with_it.opens_at == without.opens_at
    for before, after in (
        (without.due_at, with_it.due_at),
        (without.closes, with_it.closes),
    ):
        assert (before is None) == (after is None)
        assert before is None or after is None or before <= after
    assert (without.attempts is None) == (with_it.attempts is None)
    assert (without.attempts or 0) <= (with_it.attempts or 0)


@relaxed
@given(timed_terms(), overrides, any_spans)
def test_spans_follow_a_class_whose_dates_all_move(terms: Terms, person: Override, span: timedelta) -> None:
    """In a zone whose clocks never change."""
    spans = [
        said for said in (person.opens_at, person.due_at, person.closes_at) if isinstance(said, datetime)
    ]
    if spans or terms.opens_at is None:
        return
    moved = Terms(
        rules=terms.rules,
        opens_at=terms.opens_at + span,
        due_at=terms.due_at and terms.due_at + span,
        closes_at=terms.closes_at and terms.closes_at + span,
    )
    before, after = resolve(terms, [], person), resolve(moved, [], person)
    for one, other in (
        (before.opens_at, after.opens_at),
        (before.due_at, after.due_at),
        (before.closes, after.closes),
    ):
        assert other == (one and one + span)


# --- What is carried ---


def test_a_due_date_carries_the_late_steps_and_the_close() -> None:
    resolved = resolve(HOMEWORK, [], Override(due_at=DAY))
    assert resolved.closes_at == AUTUMN + 5 * DAY
    assert resolved.late == (LateStep(AUTUMN + 4 * DAY, 80), LateStep(AUTUMN + 5 * DAY, 50))


def test_a_later_opening_carries_all_and_an_earlier_one_nothing() -> None:
    later = resolve(EXAM, [Override(opens_at=2 * DAY)])
    assert (later.due_at, later.closes_at) == (EXAM.due_at + 2 * DAY, None)  # type: ignore[operator]
    sooner = resolve(EXAM, [Override(opens_at=-2 * DAY)])
    assert (sooner.opens_at, sooner.due_at) == (AUTUMN - 2 * DAY, EXAM.due_at)


def test_due_and_close_stay_one_whichever_was_set() -> None:
    until = AUTUMN + 3 * HOUR
    for said in (Override(due_at=until), Override(closes_at=until)):
        resolved = resolve(EXAM, [], said)
        assert (resolved.due_at, resolved.closes) == (until, until)


def test_a_close_alone_moves_no_due_date_but_one_after_it() -> None:
    later = resolve(HOMEWORK, [], Override(closes_at=DAY))
    assert (later.due_at, later.closes_at) == (HOMEWORK.due_at, AUTUMN + 5 * DAY)
    assert later.late == HOMEWORK.late
    sooner = resolve(HOMEWORK, [], Override(closes_at=-3 * DAY))
    assert (sooner.due_at, sooner.closes_at, sooner.late) == (AUTUMN + DAY, AUTUMN + DAY, ())
    due_again = resolve(HOMEWORK, [], Override(closes_at=None))
    assert due_again.closes == due_again.due_at == HOMEWORK.due_at


def test_a_date_taken_away_is_not_one_that_is_inherited() -> None:
    resolved = resolve(HOMEWORK, [], Override(due_at=None, opens_at=None))
    assert (resolved.opens_at, resolved.due_at, resolved.late) == (None, None, ())
    assert resolved.closes == HOMEWORK.closes
    assert resolve(EXAM, [], Override(due_at=None)).closes is None
    unlimited = resolve(EXAM, [], Override(time_limit=None, attempts=None))
    assert (unlimited.rules.time_limit, unlimited.attempts) == (None, None)


def test_a_due_date_stricter_than_the_groups_leaves_the_close_of_the_class() -> None:
    group = Override(due_at=DAY, closes_at=timedelta(0))
    resolved = resolve(HOMEWORK, [group], Override(due_at=timedelta(0)))
    assert (resolved.due_at, resolved.closes) == (HOMEWORK.due_at, HOMEWORK.closes)


def test_a_span_from_no_date_is_none() -> None:
    assert resolve(Terms(), [], Override(opens_at=DAY, due_at=DAY, closes_at=DAY)) == Terms()


def test_a_limit_for_one_person_needs_one_field() -> None:
    resolved = resolve(EXAM, [], Override(time_limit=90), Accommodation(time_factor=2))
    assert (resolved.rules.time_limit, resolved.closes) == (90, AUTUMN + 105 * MINUTE)


def test_extra_minutes_are_added_to_a_close_made_for_fewer() -> None:
    twice = Accommodation(time_factor=2)
    by_hand = Override(closes_at=AUTUMN + 2 * HOUR, time_limit=90)
    assert resolve(EXAM, [by_hand]).closes == AUTUMN + 2 * HOUR
    assert resolve(EXAM, [by_hand], None, twice).closes == AUTUMN + 3 * HOUR + 30 * MINUTE
    shorter = resolve(EXAM, [Override(time_limit=30)], None, twice)
    assert (shorter.rules.time_limit, shorter.closes) == (60, EXAM.closes)


def test_a_close_set_for_the_person_is_final() -> None:
    close = AUTUMN + 80 * MINUTE
    resolved = resolve(EXAM, [], Override(closes_at=close), Accommodation(time_factor=2, extra_days=3))
    assert (resolved.rules.time_limit, resolved.closes, resolved.due_at) == (120, close, close)


def test_minutes_are_rounded_up_and_a_tenth_is_a_tenth() -> None:
    def minutes(limit: int, factor: float, extra: int = 0) -> int | None:
        accommodation = Accommodation(time_factor=factor, extra_minutes=extra)
        return resolve(Terms(rules=rules(limit)), [], None, accommodation).rules.time_limit

    assert (minutes(25, 1.25), minutes(60, 1.1), minutes(10, 1.5, 5)) == (32, 66, 20)


def test_extra_attempts_are_not_added_to_a_number_set_for_the_person() -> None:
    more = Accommodation(extra_attempts=2)
    assert resolve(EXAM, [], None, more).attempts == 3
    assert resolve(EXAM, [Override(attempts=2)], None, more).attempts == 4
    assert resolve(EXAM, [], Override(attempts=2), more).attempts == 2


def test_extra_days_are_added_to_a_date_set_for_the_person() -> None:
    more = Accommodation(extra_days=2)
    assert resolve(HOMEWORK, [], Override(due_at=DAY), more).due_at == AUTUMN + 5 * DAY
    assert resolve(Terms(closes_at=AUTUMN), [], None, more).closes == AUTUMN + 2 * DAY


@pytest.mark.parametrize(
    "less",
    [{"time_factor": 0.9}, {"extra_days": -1}, {"time_factor": float("nan")}, {"time_factor": float("inf")}],
)
def test_an_accommodation_that_takes_away_is_none(less: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="nothing away"):
        Accommodation(**less)  # type: ignore[arg-type]


# --- Several groups ---


def test_among_groups_the_most_generous_wins_field_by_field() -> None:
    resolved = resolve(
        EXAM,
        [
            Override(opens_at=HOUR, time_limit=90, attempts=2),
            Override(opens_at=2 * HOUR, due_at=DAY, attempts=None),
            Override(time_limit=45),
        ],
    )
    assert (resolved.opens_at, resolved.rules.time_limit, resolved.attempts) == (AUTUMN + HOUR, 90, None)
    assert resolved.due_at == AUTUMN + DAY + 105 * MINUTE


def test_only_groups_that_say_something_of_the_end_decide_it() -> None:
    strict = Override(closes_at=-DAY)
    assert resolve(HOMEWORK, [strict, Override(attempts=2)]).closes == AUTUMN + 3 * DAY
    assert resolve(HOMEWORK, [strict, Override(due_at=timedelta(0))]).closes == HOMEWORK.closes


def test_the_code_of_each_group_lets_in_and_the_networks_of_all() -> None:
    terms = Terms(access_codes=("class",), networks=("10.0.0.0/8",))
    first = Override(access_code="first", networks=("192.0.2.0/24",))
    second = Override(access_code="second", networks=("198.51.100.0/24",))
    both = resolve(terms, [first, second])
    assert both.access_codes == ("first", "second")
    assert both.networks == ("192.0.2.0/24", "198.51.100.0/24")
    without = resolve(terms, [first, Override(access_code=None, networks=None)])
    assert (without.access_codes, without.networks) == ((), ())
    assert resolve(terms, [first], Override(access_code="own")).access_codes == ("own",)
    assert resolve(terms, [Override()]) == terms


# --- Clocks that change ---


def test_days_keep_the_hour_on_the_clocks_of_the_course() -> None:
    friday = datetime(2026, 10, 23, 23, 59, tzinfo=BERLIN)
    terms = Terms(
        due_at=friday,
        closes_at=datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN),
        late=(LateStep(datetime(2026, 10, 24, 12, tzinfo=BERLIN), 50),),
    )
    for said in (Override(due_at=3 * DAY), Override(due_at=datetime(2026, 10, 26, 23, 59, tzinfo=BERLIN))):
        resolved = resolve(terms, [], said, zone=BERLIN)
        assert resolved.due_at == datetime(2026, 10, 26, 23, 59, tzinfo=BERLIN)
        assert resolved.closes == datetime(2026, 10, 27, 23, 59, tzinfo=BERLIN)
        assert resolved.late[0].until == datetime(2026, 10, 27, 12, tzinfo=BERLIN)
    assert resolve(terms, [], None, Accommodation(extra_days=3), zone=BERLIN).due_at == resolved.due_at


def test_minutes_are_minutes_in_the_night_in_which_clocks_change() -> None:
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # 1:30 in Berlin, an hour and a half before the change
    terms = Terms(rules=rules(60), opens_at=night, due_at=night + 3 * HOUR)
    resolved = resolve(terms, [Override(opens_at=2 * HOUR)], None, Accommodation(time_factor=2), zone=BERLIN)
    assert (resolved.opens_at, resolved.closes) == (night + 2 * HOUR, night + 6 * HOUR)


@relaxed
@given(moments, any_spans, zones)
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), timedelta(0), BERLIN)
def test_what_moves_alike_moves_as_the_other_did(before: datetime, span: timedelta, zone: tzinfo) -> None:
    after = shift(before, span, zone)
    assert move_alike(before, before, after, zone) == after
    assert abs((after - before) - span) <= HOUR
    assert shift(before, timedelta(0), zone) == before
