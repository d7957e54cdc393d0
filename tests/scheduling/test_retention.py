from datetime import UTC, date, datetime, timedelta

import pytest

from quizapp.scheduling.log import LogEntry, entry_of
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, recall_probability, review
from quizapp.scheduling.retention import (
    Chance,
    Mastery,
    ReviewRow,
    Tally,
    TrueRetention,
    chance_of,
    mastery,
    review_rows,
    scheduled_days,
    true_retention,
)
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
START = datetime(2025, 6, 2, 18, tzinfo=UTC)
TODAY = date(2025, 6, 10)


def row(
    rating: Rating,
    *,
    card_id: int = 1,
    hours: float = 0,
    phase: Phase = Phase.REVIEW,
    interval: int = 5,
    quiz: bool = False,
) -> ReviewRow:
    at = START + timedelta(hours=hours)
    return ReviewRow(
        card_id=card_id,
        kind="quiz" if quiz else "review",
        at=at,
        study_day=CLOCK.study_day(at),
        rating=rating,
        phase=phase,
        interval=interval,
    )


def in_review(stability: float, seen: date) -> CardState:
    return CardState(Phase.REVIEW, None, stability, 5.0, None, TODAY, CLOCK.begins(seen), seen, 3, 0)


def test_hard_good_and_easy_are_remembered_and_again_is_not() -> None:
    rows = [row(rating, card_id=rating) for rating in Rating]
    assert true_retention(rows).all == Tally(reviews=4, remembered=3)
    assert true_retention(rows).all.rate == 0.75


def test_only_the_first_answer_of_a_day_counts_in_whatever_order_rows_come() -> None:
    first, second = row(Rating.AGAIN), row(Rating.GOOD, hours=1)
    assert true_retention([first, second]).all == Tally(1, 0)
    assert true_retention([second, first]).all == Tally(1, 0)


def test_the_next_day_counts_again() -> None:
    assert true_retention([row(Rating.AGAIN), row(Rating.GOOD, hours=24)]).all == Tally(2, 1)


def test_learning_does_not_count() -> None:
    rows = [row(Rating.GOOD, card_id=number, phase=phase) for number, phase in enumerate(Phase)]
    assert true_retention(rows).all == Tally(1, 1)


def test_a_quiz_answer_is_no_test_of_the_schedule_but_uses_up_the_first_look() -> None:
    assert true_retention([row(Rating.AGAIN, quiz=True)]).all == Tally()
    assert true_retention([row(Rating.GOOD, quiz=True), row(Rating.GOOD, hours=1)]).all == Tally()


def test_mature_cards_begin_at_twenty_one_days() -> None:
    rows = [row(Rating.GOOD, card_id=1, interval=20), row(Rating.AGAIN, card_id=2, interval=21)]
    assert true_retention(rows) == TrueRetention(young=Tally(1, 1), mature=Tally(1, 0))


def test_without_reviews_there_is_no_rate() -> None:
    assert true_retention([]).all.rate is None


def test_rows_are_read_from_a_log_with_the_phase_and_interval_before_each_answer() -> None:
    state, log = NEW_CARD, []
    at = START
    for rating in (Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD):
        state = review(state, rating, at, clock=CLOCK, desired_retention=0.9, load={}, seed=0)
        log.append(entry_of("review", rating, state, 0.9))
        at += timedelta(days=3)
    rows = review_rows(7, log)
    assert [each.phase for each in rows] == [Phase.NEW, Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING]
    assert log[1].due_day is not None
    planned = (log[1].due_day - log[1].study_day).days
    assert planned > 0
    assert [each.interval for each in rows] == [0, 0, planned, 0]
    assert true_retention(rows).young == Tally(1, 0)

    undone = [*log, LogEntry("undo", at, CLOCK.study_day(at), None, None, None, 0.9)]
    assert review_rows(7, undone) == rows[:3]


def test_a_new_card_has_no_interval() -> None:
    assert scheduled_days(NEW_CARD) == 0


def chance(state: CardState, day: date) -> Chance | None:
    return chance_of(state.phase, state.step, state.stability, state.last_study_day, day)


def test_mastery_is_the_mean_chance_of_recall_over_all_questions() -> None:
    known, fading = in_review(100.0, date(2025, 6, 9)), in_review(2.0, date(2025, 5, 1))
    chances = [recall_probability(state, TODAY) for state in (known, fading)]
    assert chances[0] > 0.9 > chances[1]
    result = mastery(chance(state, TODAY) for state in (known, fading, NEW_CARD, NEW_CARD))
    assert result.mean == pytest.approx(sum(chances) / 4)
    assert (result.known, result.learning, result.unseen, result.questions) == (1, 1, 2, 4)


def test_a_topic_without_questions_is_not_mastered() -> None:
    assert mastery([]) == Mastery(0.0, 0, 0, 0)


def test_a_question_just_missed_adds_nothing_until_it_is_recalled() -> None:
    today = CLOCK.study_day(START)
    missed = review(NEW_CARD, Rating.AGAIN, START, clock=CLOCK, desired_retention=0.9, load={}, seed=0)
    assert recall_probability(missed, today) == 1  # the model's word for "seen today"
    assert mastery([chance(missed, today)]) == Mastery(mean=0.0, known=0, learning=1, unseen=0)
    recalled = review(missed, Rating.GOOD, START, clock=CLOCK, desired_retention=0.9, load={}, seed=0)
    assert mastery([chance(recalled, today)]) == Mastery(mean=1.0, known=0, learning=1, unseen=0)
