from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, is_due
from quizapp.scheduling.queue import Counts, Done, Limits, QueueCard, Today, estimate_minutes, plan_day
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
TODAY = date(2025, 6, 10)
TOMORROW = CLOCK.begins(date(2025, 6, 11))
MINUTE = timedelta(minutes=1)
PLENTY = Limits(new=100, reviews=100)
NOTHING = Done(new=0, reviews=0)


def new(card_id: int, position: int | None = None) -> QueueCard:
    return QueueCard(card_id, NEW_CARD, card_id if position is None else position)


def learning(card_id: int, wait: timedelta, phase: Phase = Phase.LEARNING) -> QueueCard:
    due = NOW + wait
    state = CardState(phase, 0, 2.0, 5.0, due, due - 10 * MINUTE, TODAY, 1, 0)
    return QueueCard(card_id, state, card_id)


def in_review(card_id: int, stability: float, seen: date, due: date) -> QueueCard:
    at = CLOCK.begins(seen)
    state = CardState(Phase.REVIEW, None, stability, 5.0, CLOCK.begins(due), at, seen, 3, 0)
    return QueueCard(card_id, state, card_id)


def due_today(card_id: int, stability: float = 8.0) -> QueueCard:
    return in_review(card_id, stability, date(2025, 6, 2), TODAY)


def plan(
    *cards: QueueCard,
    now: datetime = NOW,
    limits: Limits = PLENTY,
    done: Done = NOTHING,
    seed: int = 0,
) -> Today:
    return plan_day(cards, now, clock=CLOCK, limits=limits, done=done, seed=seed)


def ids(cards: tuple[QueueCard, ...]) -> list[int]:
    return [card.card_id for card in cards]


def test_without_cards_there_is_nothing_to_do_and_nothing_to_come() -> None:
    today = plan()
    assert today == Today((), (), (), (), None, None)
    assert today.counts == Counts(new=0, learning=0, reviews=0)


def test_learning_comes_first_then_reviews_then_new_cards() -> None:
    cards = [new(1), due_today(2), learning(3, -1 * MINUTE)]
    assert plan(*cards).next_card == cards[2]
    assert plan(*cards[:2]).next_card == cards[1]
    assert plan(*cards[:1]).next_card == cards[0]


def test_learning_cards_come_in_the_order_of_their_minutes() -> None:
    today = plan(
        learning(1, -2 * MINUTE),
        learning(2, -9 * MINUTE, Phase.RELEARNING),
        learning(3, 30 * MINUTE),
        learning(4, 0 * MINUTE),
        learning(5, 25 * MINUTE),
    )
    assert ids(today.learning_now) == [2, 1, 4]
    assert ids(today.learning_later) == [5, 3]
    assert today.counts.learning == 5


def test_reviews_likeliest_to_be_forgotten_come_first() -> None:
    assert ids(plan(due_today(1, 9.0), due_today(2, 3.0), due_today(3, 30.0)).reviews) == [2, 1, 3]


def test_equal_risks_are_mixed_by_the_seed_and_stay_mixed_when_one_is_done() -> None:
    cards = [due_today(card_id) for card_id in range(1, 21)]
    first = ids(plan(*cards, seed=1).reviews)
    assert sorted(first) == list(range(1, 21))
    assert first != sorted(first)
    assert first == ids(plan(*reversed(cards), seed=1).reviews)
    assert first != ids(plan(*cards, seed=2).reviews)
    rest = [card for card in cards if card.card_id != first[0]]
    assert ids(plan(*rest, seed=1).reviews) == first[1:]


def test_new_cards_come_in_the_order_of_the_bank() -> None:
    assert ids(plan(new(1, 30), new(2, 10), new(3, 20)).new) == [2, 3, 1]


def test_new_cards_stop_at_the_days_limit_less_those_introduced() -> None:
    cards = [new(card_id) for card_id in range(1, 11)]
    assert ids(plan(*cards, limits=Limits(5, 100), done=Done(new=2, reviews=0)).new) == [1, 2, 3]
    assert plan(*cards, limits=Limits(5, 100), done=Done(new=7, reviews=0)).new == ()


def test_reviews_stop_at_the_days_limit_and_the_most_endangered_are_kept() -> None:
    cards = [due_today(1, 9.0), due_today(2, 3.0), due_today(3, 30.0)]
    today = plan(*cards, limits=Limits(0, 12), done=Done(new=0, reviews=10))
    assert ids(today.reviews) == [2, 1]


def test_learning_cards_do_not_count_against_the_limits() -> None:
    today = plan(learning(1, -1 * MINUTE), due_today(2), limits=Limits(0, 1), done=Done(0, 1))
    assert ids(today.learning_now) == [1]
    assert today.reviews == ()


def test_overdue_reviews_are_still_today() -> None:
    overdue = in_review(1, 5.0, date(2025, 4, 1), date(2025, 4, 6))
    assert ids(plan(overdue).reviews) == [1]


def test_reviews_of_the_coming_days_wait() -> None:
    later = in_review(1, 5.0, date(2025, 6, 9), date(2025, 6, 14))
    today = plan(later)
    assert today.reviews == ()
    assert today.next_card is None
    assert today.next_due == CLOCK.begins(date(2025, 6, 14))


def test_with_nothing_else_left_a_learning_card_comes_up_to_twenty_minutes_early() -> None:
    soon = learning(1, 20 * MINUTE)
    assert plan(soon).next_card == soon
    assert plan(learning(1, 21 * MINUTE)).next_card is None
    assert plan(soon, new(2)).next_card == new(2)
    assert plan(soon, due_today(3)).next_card == due_today(3)


def test_a_card_beyond_learn_ahead_is_announced_with_its_time() -> None:
    today = plan(learning(1, 25 * MINUTE), learning(2, 40 * MINUTE))
    assert today.next_card is None
    assert today.next_due == NOW + 25 * MINUTE


def test_the_card_asked_early_is_not_announced_again() -> None:
    today = plan(learning(1, 5 * MINUTE), learning(2, 40 * MINUTE))
    assert today.next_card == learning(1, 5 * MINUTE)
    assert today.next_due == NOW + 40 * MINUTE


def test_a_step_that_ends_just_after_the_day_can_be_finished_before_going_to_bed() -> None:
    night = TOMORROW - 5 * MINUTE
    card = learning(1, (night - NOW) + 10 * MINUTE)
    today = plan(card, now=night)
    assert ids(today.learning_later) == [1]
    assert today.next_card == card


def test_a_step_that_ends_well_into_tomorrow_waits_for_tomorrow() -> None:
    card = learning(1, (TOMORROW - NOW) + 60 * MINUTE)
    today = plan(card)
    assert today.learning_later == ()
    assert today.next_due == TOMORROW + 60 * MINUTE


@pytest.mark.parametrize("card", [new(1), due_today(1), learning(1, -1 * MINUTE), learning(1, 5 * MINUTE)])
def test_suspended_cards_are_left_out_for_good_and_buried_ones_until_tomorrow(card: QueueCard) -> None:
    suspended = plan(replace(card, suspended=True))
    assert suspended == plan()
    buried = plan(replace(card, buried=True))
    assert (buried.counts, buried.next_card) == (plan().counts, None)
    assert buried.next_due == TOMORROW


def test_a_buried_card_due_next_week_still_comes_next_week() -> None:
    later = replace(in_review(1, 5.0, date(2025, 6, 9), date(2025, 6, 14)), buried=True)
    assert plan(later).next_due == CLOCK.begins(date(2025, 6, 14))


def test_what_the_limits_hold_back_comes_tomorrow() -> None:
    none = Limits(0, 0)
    assert plan(due_today(1), limits=none).next_due == TOMORROW
    assert plan(new(1), limits=none).next_due == TOMORROW


def test_the_header_counts_what_is_left() -> None:
    today = plan(new(1), new(2), due_today(3), learning(4, -1 * MINUTE), learning(5, 9 * MINUTE))
    assert today.counts == Counts(new=2, learning=2, reviews=1)
    assert today.counts.total == 5


@pytest.mark.parametrize(
    ("cards", "seconds", "minutes"), [(0, 20, 0), (1, 20, 1), (18, 20, 6), (18, 20.1, 7), (3, 0, 0)]
)
def test_minutes_are_rounded_up(cards: int, seconds: float, minutes: int) -> None:
    assert estimate_minutes(Counts(new=0, learning=0, reviews=cards), seconds) == minutes


def test_a_learning_card_without_a_due_moment_is_an_error() -> None:
    broken = learning(1, MINUTE)
    with pytest.raises(ValueError, match="no due moment"):
        plan(replace(broken, state=replace(broken.state, due=None)))


days = st.integers(-30, 30).map(lambda offset: TODAY + timedelta(days=offset))
any_card = st.one_of(
    st.just(NEW_CARD),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda wait: learning(0, wait).state),
    st.builds(lambda stability, due: in_review(0, stability, due, due).state, st.floats(0.1, 400), days),
)
decks = st.lists(st.tuples(any_card, st.booleans(), st.booleans()), max_size=25).map(
    lambda cards: [QueueCard(number, state, number, *flags) for number, (state, *flags) in enumerate(cards)]
)


@settings(deadline=None)
@given(decks, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_every_card_is_asked_at_most_once_and_none_is_forgotten(
    cards: list[QueueCard], new_limit: int, review_limit: int, new_done: int, reviews_done: int
) -> None:
    today = plan(
        *cards, limits=Limits(new_limit, review_limit), done=Done(new=new_done, reviews=reviews_done)
    )
    planned = [*today.learning_now, *today.learning_later, *today.reviews, *today.new]
    assert len(set(ids(tuple(planned)))) == len(planned)
    assert not any(card.buried or card.suspended for card in planned)
    assert len(today.new) <= max(0, new_limit - new_done)
    assert len(today.reviews) <= max(0, review_limit - reviews_done)
    for card in (*today.learning_now, *today.reviews):
        assert is_due(card.state, NOW, CLOCK)
    left = [card for card in cards if card not in planned and not card.suspended]
    # Whatever isn't planned is announced, unless something comes before it.
    assert (today.next_due is not None) or not left
    assert today.next_due is None or today.next_due > NOW
