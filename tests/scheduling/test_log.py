from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from support.logs import a_context, entry_of, undo_at

from quizapp.scheduling.log import Event, LogEntry, effective, history, replay
from quizapp.scheduling.memory import NEW_CARD, CardState, Rating, review
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.study_day import StudyClock

CLOCK = StudyClock("Europe/Berlin")
START = datetime(2025, 6, 2, 18, tzinfo=UTC)


def undo(at: datetime = START) -> LogEntry:
    return undo_at(at, a_context(CLOCK))


def answered(*ratings: Rating) -> tuple[list[LogEntry], list[CardState]]:
    """Return the log of a card answered a day apart, and its states, the new card first."""
    log: list[LogEntry] = []
    states = [NEW_CARD]
    for number, rating in enumerate(ratings):
        at = START + timedelta(days=number)
        context = a_context(CLOCK, seed=number)
        after = review(states[-1], rating, at, context)
        states.append(after)
        log.append(entry_of("review", rating, after, context))
    return log, states


def test_an_empty_log_is_a_new_card() -> None:
    assert replay([]) == NEW_CARD


def test_an_entry_holds_what_was_decided_at_the_time() -> None:
    [step, review], [_, learning, learnt] = answered(Rating.GOOD, Rating.EASY)
    day = date(2025, 6, 2)
    assert step == LogEntry("review", START, day, Rating.GOOD, learning.due_at, None, 0.9, DEFAULT_PARAMETERS)
    next_day = START + timedelta(days=1), day + timedelta(days=1)
    assert review == LogEntry("review", *next_day, Rating.EASY, None, learnt.due_day, 0.9, DEFAULT_PARAMETERS)


def test_when_a_card_is_due_is_taken_from_the_log_and_not_chosen_again() -> None:
    [step, review], [_, learning, learnt] = answered(Rating.GOOD, Rating.EASY)
    later, day = START + timedelta(minutes=77), date(2028, 2, 29)
    assert replay([replace(step, due_at=later)]) == replace(learning, due_at=later)
    assert replay([step, replace(review, due_day=day)]) == replace(learnt, due_day=day)


def test_a_log_that_plans_a_step_for_a_day_or_a_review_for_a_moment_is_an_error() -> None:
    [step, review], _ = answered(Rating.GOOD, Rating.EASY)
    with pytest.raises(ValueError, match="learning"):
        replay([replace(step, due_at=None, due_day=date(2025, 6, 9))])
    with pytest.raises(ValueError, match="review"):
        replay([step, replace(review, due_at=START, due_day=None)])


def test_undo_takes_the_last_answer_back() -> None:
    log, states = answered(Rating.GOOD, Rating.GOOD, Rating.AGAIN)
    assert replay([*log, undo()]) == states[2]


def test_undo_after_undo_goes_further_back() -> None:
    log, states = answered(Rating.GOOD, Rating.GOOD, Rating.AGAIN)
    assert replay([*log, undo(), undo()]) == states[1]
    assert replay([*log, undo(), undo(), undo()]) == NEW_CARD


def test_an_answer_after_an_undo_takes_the_place_of_the_one_taken_back() -> None:
    first, second = answered(Rating.GOOD, Rating.AGAIN)[0]
    instead, states = answered(Rating.GOOD, Rating.EASY)
    assert replay([first, second, undo(), instead[1]]) == states[2]
    assert effective([first, second, undo(), instead[1]]) == instead


def test_an_undo_with_nothing_to_take_back_is_an_error() -> None:
    log, _ = answered(Rating.GOOD)
    with pytest.raises(ValueError, match="nothing to take back"):
        replay([*log, undo(), undo()])


def test_history_gives_each_answer_with_the_states_around_it() -> None:
    log, states = answered(Rating.GOOD, Rating.HARD, Rating.GOOD)
    steps = list(history(log))
    assert [step.before for step in steps] == states[:-1]
    assert [step.after for step in steps] == states[1:]
    assert [step.rating for step in steps] == [Rating.GOOD, Rating.HARD, Rating.GOOD]


@pytest.mark.parametrize(
    ("event", "rating", "due_at", "due_day"),
    [
        ("review", None, START, None),
        ("review", Rating.GOOD, None, None),
        ("review", Rating.GOOD, START, date(2025, 6, 3)),
        ("quiz", None, None, None),
        ("undo", Rating.GOOD, None, None),
        ("undo", None, START, None),
        ("undo", None, None, date(2025, 6, 3)),
        ("undo", None, START, date(2025, 6, 3)),
    ],
)
def test_a_fact_that_makes_no_sense_is_refused(
    event: Event, rating: Rating | None, due_at: datetime | None, due_day: date | None
) -> None:
    with pytest.raises(ValueError, match="an undo has none"):
        LogEntry(event, START, date(2025, 6, 2), rating, due_at, due_day, 0.9, DEFAULT_PARAMETERS)


def test_an_undo_is_no_answer() -> None:
    with pytest.raises(ValueError, match="no answer"):
        _ = undo().answer


def test_no_fact_can_be_made_of_a_card_that_was_never_answered() -> None:
    with pytest.raises(ValueError, match="not been answered"):
        entry_of("review", Rating.GOOD, NEW_CARD, a_context(CLOCK))


@pytest.mark.parametrize("field", ["at", "event", "due_day"])
def test_facts_cannot_be_changed(field: str) -> None:
    [entry], _ = answered(Rating.GOOD)
    changed: Any = None
    with pytest.raises(AttributeError):
        setattr(entry, field, changed)
