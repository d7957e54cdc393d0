from datetime import UTC, datetime, timedelta

import pytest
from support.logs import a_context, apply_quiz

from quizapp.scheduling.evidence import evidence_of
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, is_due, review
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
EVENING = datetime(2025, 6, 2, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
USUAL = a_context(CLOCK, seed=5)


def rate(state: CardState, rating: Rating, at: datetime) -> CardState:
    return review(state, rating, at, USUAL)


def quiz(state: CardState, credit: float, at: datetime) -> tuple[Rating, CardState] | None:
    return apply_quiz(state, credit, at, USUAL)


LEARNING = rate(NEW_CARD, Rating.GOOD, EVENING)
IN_REVIEW = rate(NEW_CARD, Rating.EASY, EVENING)
RELEARNING = rate(IN_REVIEW, Rating.AGAIN, EVENING + timedelta(days=8))


def due_from(state: CardState, clock: StudyClock = CLOCK) -> datetime:
    """Return the moment from which a card is due."""
    due = clock.begins(state.due_day) if state.due_day else state.due_at
    assert due is not None
    return due


@pytest.mark.parametrize("state", [NEW_CARD, LEARNING, IN_REVIEW, RELEARNING])
@pytest.mark.parametrize("credit", [0, 0.49])
def test_a_missed_question_is_again_and_due_at_once_whatever_the_card(
    state: CardState, credit: float
) -> None:
    at = (state.last_review or EVENING) + 3 * MINUTE
    learnt = quiz(state, credit, at)
    assert learnt is not None
    rating, after = learnt
    assert rating is Rating.AGAIN
    assert (after.due_at, after.due_day) == (at, None)
    assert is_due(after, at, CLOCK)
    again = rate(state, Rating.AGAIN, at)
    assert (after.phase, after.step, after.stability, after.lapses) == (
        again.phase,
        again.step,
        again.stability,
        again.lapses,
    )


def test_a_missed_review_card_lapses() -> None:
    learnt = quiz(IN_REVIEW, 0, EVENING + timedelta(days=1))
    assert learnt is not None
    assert learnt[1].phase is Phase.RELEARNING
    assert learnt[1].lapses == 1


@pytest.mark.parametrize(("credit", "rating"), [(1, Rating.GOOD), (0.99, Rating.HARD), (0.5, Rating.HARD)])
@pytest.mark.parametrize("state", [LEARNING, IN_REVIEW, RELEARNING])
def test_a_right_answer_to_a_due_card_is_a_review(state: CardState, credit: float, rating: Rating) -> None:
    at = due_from(state) + 30 * MINUTE
    assert quiz(state, credit, at) == (rating, rate(state, rating, at))


@pytest.mark.parametrize("credit", [0.5, 0.75, 1])
def test_a_right_answer_before_its_time_changes_nothing(credit: float) -> None:
    assert quiz(IN_REVIEW, credit, EVENING + timedelta(days=1)) is None
    assert quiz(LEARNING, credit, due_from(LEARNING) - MINUTE) is None


def test_a_right_answer_of_an_earlier_day_changes_nothing_and_a_miss_still_counts() -> None:
    at = due_from(IN_REVIEW) + timedelta(days=1)
    yesterday = CLOCK.study_day(at) - timedelta(days=1)
    assert evidence_of(IN_REVIEW, 1, yesterday, at, CLOCK) is None
    assert evidence_of(IN_REVIEW, 1, CLOCK.study_day(at), at, CLOCK) is Rating.GOOD
    assert evidence_of(IN_REVIEW, 0, yesterday, at, CLOCK) is Rating.AGAIN


def test_a_miss_from_before_the_day_of_the_last_review_changes_nothing() -> None:
    reviewed_on = CLOCK.study_day(EVENING)
    told = EVENING + timedelta(days=2)
    assert evidence_of(IN_REVIEW, 0, reviewed_on - timedelta(days=1), told, CLOCK) is None
    assert evidence_of(IN_REVIEW, 0, reviewed_on, told, CLOCK) is Rating.AGAIN


def test_a_miss_of_today_counts_where_the_days_have_gone_back() -> None:
    west = EVENING - timedelta(days=1)
    assert evidence_of(IN_REVIEW, 0, CLOCK.study_day(west), west, CLOCK) is Rating.AGAIN


@pytest.mark.parametrize("credit", [0.5, 1])
def test_a_right_answer_to_a_new_card_changes_nothing(credit: float) -> None:
    assert quiz(NEW_CARD, credit, EVENING) is None


def test_a_card_due_today_is_due_at_any_hour_of_a_day_that_now_begins_earlier() -> None:
    early_riser = StudyClock("Europe/Berlin", 3)
    at = due_from(IN_REVIEW) - 30 * MINUTE
    assert quiz(IN_REVIEW, 1, at) is None
    assert apply_quiz(IN_REVIEW, 1, at, a_context(early_riser, seed=5)) is not None


def test_a_missed_question_answered_right_at_the_second_try_is_recalled() -> None:
    missed = quiz(IN_REVIEW, 0, EVENING + timedelta(days=1))
    assert missed is not None
    again = quiz(missed[1], 1, EVENING + timedelta(days=1) + 2 * MINUTE)
    assert again is not None
    assert again[0] is Rating.GOOD
    assert again[1].phase is Phase.REVIEW


@pytest.mark.parametrize("credit", [-0.1, 1.1, float("nan")])
def test_a_credit_out_of_range_is_refused(credit: float) -> None:
    with pytest.raises(ValueError, match="credit"):
        quiz(IN_REVIEW, credit, EVENING)
