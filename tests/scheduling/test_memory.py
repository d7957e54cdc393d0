from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import fsrs
import pytest
from support.logs import a_context

from quizapp.scheduling.memory import (
    NEW_CARD,
    CardState,
    Phase,
    Rating,
    is_due,
    preview,
    recall_probability,
    review,
    wait_for,
)
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.spread import spread_step
from quizapp.scheduling.study_day import StudyClock

BERLIN = StudyClock("Europe/Berlin")
EVENING = datetime(2025, 6, 2, 18, tzinfo=UTC)  # 20:00 in Berlin
MINUTE = timedelta(minutes=1)


def rate(
    state: CardState, rating: Rating, at: datetime, clock: StudyClock = BERLIN, **differing: Any
) -> CardState:
    return review(state, rating, at, a_context(clock, **differing))


def recall(state: CardState, day: date) -> float:
    return recall_probability(state, day, DEFAULT_PARAMETERS)


def learnt(at: datetime = EVENING) -> CardState:
    """Return a card that has just left its learning steps."""
    return rate(rate(NEW_CARD, Rating.GOOD, at - 10 * MINUTE), Rating.GOOD, at)


def due_day(state: CardState) -> date:
    assert state.due_day is not None
    return state.due_day


def next_mornings(at: datetime, days: int) -> datetime:
    return BERLIN.begins(BERLIN.study_day(at) + timedelta(days=days)) + timedelta(hours=4)


@pytest.mark.parametrize(
    ("rating", "wait"),
    [(Rating.AGAIN, 1 * MINUTE), (Rating.HARD, 5.5 * MINUTE), (Rating.GOOD, 10 * MINUTE)],
)
def test_a_new_card_comes_back_in_minutes_of_real_time(rating: Rating, wait: timedelta) -> None:
    state = rate(NEW_CARD, rating, EVENING)
    assert state.phase is Phase.LEARNING
    assert state.due_day is None
    assert state.due_at is not None
    assert wait <= state.due_at - EVENING <= 1.25 * wait


def test_an_easy_new_card_skips_the_learning_steps() -> None:
    state = rate(NEW_CARD, Rating.EASY, EVENING)
    assert state.phase is Phase.REVIEW
    assert state.step is None


def test_a_card_is_learnt_after_its_second_step() -> None:
    assert learnt().phase is Phase.REVIEW
    assert learnt().reviews == 2


def test_a_review_is_due_on_a_day_and_at_no_moment() -> None:
    assert learnt().due_at is None
    assert learnt().due_day == date(2025, 6, 4)


def test_a_review_comes_tomorrow_at_the_earliest_even_late_at_night() -> None:
    night = datetime(2025, 6, 3, 1, 50, tzinfo=UTC)  # 3:50 in Berlin, ten minutes before the new day
    state = rate(rate(NEW_CARD, Rating.AGAIN, night - MINUTE), Rating.EASY, night, desired_retention=0.97)
    assert state.phase is Phase.REVIEW
    assert state.due_day == date(2025, 6, 3)
    assert state.last_study_day == date(2025, 6, 2)


def test_a_forgotten_review_counts_a_lapse_and_is_learnt_again() -> None:
    state = learnt()
    at = next_mornings(EVENING, 3)
    forgotten = rate(state, Rating.AGAIN, at)
    assert forgotten.phase is Phase.RELEARNING
    assert (forgotten.due_at, forgotten.due_day) == (at + spread_step(10 * MINUTE, seed=1), None)
    assert forgotten.lapses == state.lapses + 1


def test_a_slip_while_learning_is_no_lapse() -> None:
    assert rate(rate(NEW_CARD, Rating.GOOD, EVENING), Rating.AGAIN, EVENING + MINUTE).lapses == 0


def test_the_night_between_two_study_days_counts_as_a_day() -> None:
    state = learnt(EVENING)
    morning = next_mornings(EVENING, 1)  # 12 hours later
    assert morning - EVENING < timedelta(days=1)
    assert recall(state, BERLIN.study_day(morning)) < 1

    # py-fsrs left to itself takes it for a second review on one day, and learns next to nothing.
    naive, _ = fsrs.Scheduler(enable_fuzzing=False).review_card(
        fsrs.Card(
            card_id=0,
            state=fsrs.State.Review,
            stability=state.stability,
            difficulty=state.difficulty,
            due=EVENING,
            last_review=EVENING,
        ),
        fsrs.Rating.Good,
        morning,
    )
    stability = rate(state, Rating.GOOD, morning).stability
    assert stability is not None
    assert naive.stability is not None
    assert stability > 1.5 * naive.stability


def test_a_whole_night_of_study_is_one_day() -> None:
    state = learnt(EVENING)
    after_midnight = EVENING + timedelta(hours=6)
    again = rate(state, Rating.GOOD, after_midnight)
    assert again.last_study_day == state.last_study_day
    assert recall(state, BERLIN.study_day(after_midnight)) == 1


def test_recall_fades_from_certain_on_the_day_to_ninety_percent_after_the_stability() -> None:
    state = CardState(Phase.REVIEW, None, 10.0, 5.0, None, date(2025, 6, 12), EVENING, date(2025, 6, 2), 3, 0)
    assert recall(state, date(2025, 6, 2)) == 1
    assert recall(state, date(2025, 6, 12)) == pytest.approx(0.9)
    assert recall(state, date(2026, 6, 2)) < 0.7


def test_nothing_is_recalled_of_a_new_card() -> None:
    assert recall(NEW_CARD, date(2025, 6, 2)) == 0


def test_a_higher_desired_retention_brings_a_card_back_sooner() -> None:
    at = next_mornings(EVENING, 2)
    shares = (0.97, 0.9, 0.8, 0.7)
    days = [due_day(rate(learnt(), Rating.GOOD, at, desired_retention=share)) for share in shares]
    assert days == sorted(set(days))


@pytest.mark.parametrize("desired_retention", [0.69, 0.98, 0, 1, -1, float("nan"), float("inf")])
def test_a_desired_retention_out_of_range_is_refused(desired_retention: float) -> None:
    with pytest.raises(ValueError, match="desired retention"):
        rate(NEW_CARD, Rating.GOOD, EVENING, desired_retention=desired_retention)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        rate(NEW_CARD, Rating.GOOD, datetime(2025, 6, 2))  # noqa: DTZ001 -- what is tested


def test_times_come_out_in_utc_whatever_zone_they_came_in() -> None:
    state = rate(NEW_CARD, Rating.GOOD, EVENING.astimezone(ZoneInfo("Asia/Tokyo")))
    assert state == rate(NEW_CARD, Rating.GOOD, EVENING)
    assert state.last_review is not None
    assert state.last_review.tzinfo is UTC


def test_the_quietest_day_is_taken() -> None:
    at = next_mornings(EVENING, 2)
    today = BERLIN.study_day(at)
    usual = due_day(rate(learnt(), Rating.GOOD, at))
    moved = due_day(rate(learnt(), Rating.GOOD, at, load={usual: 40}))
    assert moved != usual
    assert moved > today


def test_a_clock_set_back_counts_no_day_and_the_next_one_counts_again() -> None:
    state = learnt(EVENING)
    yesterday = EVENING - timedelta(days=1)
    back = rate(state, Rating.GOOD, yesterday)
    assert due_day(back) > BERLIN.study_day(yesterday)
    assert back.last_study_day == BERLIN.study_day(yesterday)
    same_day = rate(state, Rating.GOOD, EVENING)
    assert (back.stability, back.difficulty) == (same_day.stability, same_day.difficulty)
    assert recall(back, BERLIN.study_day(yesterday)) == 1
    assert recall(back, BERLIN.study_day(EVENING)) < 1


def test_a_flight_to_the_west_does_not_make_a_card_due_for_ever_or_crash() -> None:
    there = StudyClock("Pacific/Kiritimati")
    state = rate(NEW_CARD, Rating.EASY, EVENING, clock=there)
    here = StudyClock("Pacific/Pago_Pago")
    after = rate(state, Rating.GOOD, EVENING + 5 * MINUTE, clock=here)
    assert due_day(state) > here.study_day(EVENING)
    assert due_day(after) > here.study_day(EVENING)


def test_a_learning_card_is_due_at_its_minute() -> None:
    state = rate(NEW_CARD, Rating.GOOD, EVENING)
    ends = EVENING + spread_step(10 * MINUTE, seed=1)
    assert not is_due(state, ends - timedelta(seconds=1), BERLIN)
    assert is_due(state, ends, BERLIN)


@pytest.mark.parametrize("clock", [BERLIN, StudyClock("Europe/Berlin", 8), StudyClock("Asia/Tokyo", 3)])
def test_a_review_is_due_from_the_beginning_of_its_day_on_whatever_the_clock_is_by_then(
    clock: StudyClock,
) -> None:
    begins = clock.begins(due_day(learnt()))
    assert not is_due(learnt(), begins - MINUTE, clock)
    assert is_due(learnt(), begins, clock)
    assert is_due(learnt(), begins + timedelta(days=9), clock)


def test_a_card_is_waited_for_in_minutes_of_a_step_or_in_days() -> None:
    learning = rate(NEW_CARD, Rating.GOOD, EVENING)
    assert wait_for(learning, EVENING + 4 * MINUTE, BERLIN) == spread_step(10 * MINUTE, seed=1) - 4 * MINUTE
    assert wait_for(learnt(), EVENING, BERLIN) == timedelta(days=2)
    # Two hours before the new day begins, the day after is a day away.
    night = BERLIN.begins(date(2025, 6, 3)) - 120 * MINUTE
    assert wait_for(learnt(), night, BERLIN) == timedelta(days=2)
    with pytest.raises(ValueError, match="new card"):
        wait_for(NEW_CARD, EVENING, BERLIN)


def test_a_new_card_is_never_due() -> None:
    assert not is_due(NEW_CARD, EVENING, BERLIN)


def test_the_preview_has_the_four_buttons_in_order() -> None:
    states = preview(learnt(), EVENING, a_context(BERLIN))
    assert list(states) == [Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY]
