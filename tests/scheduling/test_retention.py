from datetime import UTC, date, datetime, timedelta

import pytest
from support.logs import a_context

from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, recall_probability, review
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.retention import (
    Mastery,
    Tally,
    TrueRetention,
    chance_of,
    elapsed_days,
    mastery,
    retention_of,
    scheduled_days,
)
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
START = datetime(2025, 6, 2, 18, tzinfo=UTC)
TODAY = date(2025, 6, 10)


def in_review(stability: float, seen: date) -> CardState:
    return CardState(Phase.REVIEW, None, stability, 5.0, None, TODAY, CLOCK.begins(seen), seen, 3, 0)


def test_hard_good_and_easy_are_remembered_and_again_is_not() -> None:
    every = sum((retention_of(Phase.REVIEW, 5, 5, rating) for rating in Rating), start=TrueRetention())
    assert every.all == Tally(reviews=4, remembered=3)
    assert every.all.rate == 0.75


def test_only_cards_in_review_are_tests_and_each_once_a_day() -> None:
    for phase in Phase:
        expected = Tally(1, 1) if phase is Phase.REVIEW else Tally()
        assert retention_of(phase, 5, 5, Rating.GOOD).all == expected
        assert retention_of(phase, 0, 5, Rating.GOOD).all == Tally()


def test_mature_cards_begin_at_twenty_one_days_of_the_interval_that_was_planned() -> None:
    assert retention_of("review", 40, 20, Rating.GOOD) == TrueRetention(young=Tally(1, 1))
    assert retention_of("review", 1, 21, Rating.AGAIN) == TrueRetention(mature=Tally(1, 0))


def test_without_reviews_there_is_no_rate() -> None:
    assert TrueRetention().all.rate is None


def test_the_days_that_were_planned_and_those_that_passed_come_from_the_state_before() -> None:
    learnt = review(NEW_CARD, Rating.EASY, START, a_context(CLOCK))
    today = CLOCK.study_day(START)
    assert learnt.due_day is not None
    assert scheduled_days(learnt) == (learnt.due_day - today).days > 0
    assert [elapsed_days(learnt, today + timedelta(days=days)) for days in (-1, 0, 1, 40)] == [0, 0, 1, 40]
    assert elapsed_days(NEW_CARD, today) == scheduled_days(NEW_CARD) == 0


def topic(day: date, *states: CardState) -> Mastery:
    """Sum up a topic of these questions."""
    chances = [
        chance_of(
            state.phase,
            state.step,
            state.stability,
            state.last_study_day,
            day=day,
            parameters=DEFAULT_PARAMETERS,
        )
        for state in states
    ]
    return mastery([chance for chance in chances if chance], len(states))


def test_mastery_is_the_mean_chance_of_recall_over_all_questions() -> None:
    known, fading = in_review(100.0, date(2025, 6, 9)), in_review(2.0, date(2025, 5, 1))
    chances = [recall_probability(state, TODAY, DEFAULT_PARAMETERS) for state in (known, fading)]
    assert chances[0] > 0.9 > chances[1]
    result = topic(TODAY, known, fading, NEW_CARD, NEW_CARD)
    assert result.mean == pytest.approx(sum(chances) / 4)
    assert (result.known, result.learning, result.unseen, result.questions) == (1, 1, 2, 4)


def test_a_question_is_known_only_while_it_would_still_be_recalled_in_a_week() -> None:
    for stability, known in ((6.9, 0), (7.1, 1)):
        assert topic(TODAY, in_review(stability, TODAY)).known == known
    assert topic(TODAY, in_review(20.0, TODAY - timedelta(days=12))).known == 1
    assert topic(TODAY, in_review(20.0, TODAY - timedelta(days=14))).known == 0


def test_a_topic_without_questions_is_not_mastered() -> None:
    assert topic(TODAY) == Mastery(0.0, 0, 0, 0)


def test_a_question_just_missed_adds_nothing_until_it_is_recalled() -> None:
    today = CLOCK.study_day(START)
    missed = review(NEW_CARD, Rating.AGAIN, START, a_context(CLOCK))
    assert recall_probability(missed, today, DEFAULT_PARAMETERS) == 1  # the model's word for "seen today"
    assert topic(today, missed) == Mastery(mean=0.0, known=0, learning=1, unseen=0)
    recalled = review(missed, Rating.GOOD, START, a_context(CLOCK))
    assert topic(today, recalled) == Mastery(mean=1.0, known=0, learning=1, unseen=0)
