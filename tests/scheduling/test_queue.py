from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.queue import LEARN_AHEAD, CardSource, RemainingCards, estimate_minutes, next_source

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def source(
    *, reviews: int = 0, new: int = 0, step: timedelta | None = None, own: timedelta | None = None
) -> CardSource | None:
    """Return the source with a step of another card that ends then, and one of the card just answered."""
    ends = [NOW + one for one in (step, own) if one is not None]
    return next_source(
        RemainingCards(
            learning=len(ends),
            reviews=reviews,
            new=new,
            step_ends=min(ends, default=None),
            step_of_others_ends=None if step is None else NOW + step,
        ),
        NOW,
    )


def test_with_nothing_left_nothing_is_asked() -> None:
    assert source() is None


def test_learning_comes_first_then_reviews_then_new_cards() -> None:
    assert source(step=timedelta(0), reviews=1, new=1) is CardSource.LEARNING
    assert source(reviews=1, new=1) is CardSource.REVIEWS
    assert source(new=1) is CardSource.NEW


def test_a_step_that_goes_on_lets_the_others_go_first() -> None:
    assert source(step=MINUTE, reviews=1, new=1) is CardSource.REVIEWS
    assert source(step=MINUTE, new=1) is CardSource.NEW


def test_with_nothing_else_left_a_learning_card_comes_up_to_twenty_minutes_early() -> None:
    assert source(step=20 * MINUTE) is CardSource.LEARNING
    assert source(step=21 * MINUTE) is None


def test_the_card_just_answered_waits_for_any_other() -> None:
    assert source(own=-MINUTE, reviews=1, new=1) is CardSource.REVIEWS
    assert source(own=-MINUTE, new=1) is CardSource.NEW
    assert source(own=-MINUTE, step=timedelta(0), reviews=1) is CardSource.LEARNING
    assert source(own=MINUTE) is CardSource.LEARNING


def test_what_is_left_is_the_three_together() -> None:
    assert RemainingCards(1, 2, 4, step_ends=NOW, step_of_others_ends=NOW).total == 7


counts = st.integers(0, 3)
steps = st.none() | st.timedeltas(timedelta(days=-2), timedelta(days=2))


@given(counts, counts, steps, steps)
def test_a_card_is_asked_whenever_one_can_be_and_from_a_pile_that_has_some(
    reviews: int, new: int, step: timedelta | None, own: timedelta | None
) -> None:
    can_be = {
        CardSource.REVIEWS: reviews > 0,
        CardSource.NEW: new > 0,
        CardSource.LEARNING: any(one is not None and one <= LEARN_AHEAD for one in (step, own)),
    }
    found = source(reviews=reviews, new=new, step=step, own=own)
    assert can_be[found] if found else not any(can_be.values())


@pytest.mark.parametrize(
    ("cards", "seconds", "minutes"), [(0, 20, 0), (1, 20, 1), (18, 20, 6), (18, 20.1, 7), (3, 0, 0)]
)
def test_minutes_are_rounded_up(cards: int, seconds: float, minutes: int) -> None:
    assert estimate_minutes(cards, seconds) == minutes
