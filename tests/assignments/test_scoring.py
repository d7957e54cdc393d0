"""What several attempts come to, what isn't known yet, and the one place that rounds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.terms import AUTUMN, DAY, HOUR, attempt

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.scoring import (
    Result,
    ResultState,
    SetResult,
    mean_percent,
    overridden,
    points_of,
    result_of,
    shown,
    told,
    withheld,
)
from quizapp.assignments.terms import Counts, LateStep, Terms

DUE, CLOSES = AUTUMN + DAY, AUTUMN + 2 * DAY
TERMS = Terms(due_at=DUE, closes_at=CLOSES, late=(LateStep(CLOSES, 50),), attempts=None)


def tries(*points: float | None) -> list[AttemptSummary]:
    """Return attempts that were handed in on time."""
    return [attempt(number, one, finished_at=AUTUMN + HOUR) for number, one in enumerate(points, 1)]


@pytest.mark.parametrize(
    ("counts", "points", "number"),
    [(Counts.BEST, 9, 2), (Counts.LAST, 8, 4), (Counts.FIRST, 6, 1), (Counts.MEAN, 8, None)],
)
def test_what_counts_of_several(counts: Counts, points: float, number: int | None) -> None:
    result = result_of(replace(TERMS, counts=counts), tries(6, 9, 9, 8)[::-1], CLOSES)
    assert (result.points, result.percent, result.attempt_number) == (points, points * 10, number)
    assert result.state is ResultState.MARKED


@pytest.mark.parametrize(
    ("counts", "state", "points"),
    [
        (Counts.BEST, ResultState.TO_BE_MARKED, 6),
        (Counts.LAST, ResultState.TO_BE_MARKED, None),
        (Counts.FIRST, ResultState.MARKED, 6),
        (Counts.MEAN, ResultState.TO_BE_MARKED, None),
    ],
)
def test_one_that_is_not_marked_yet_is_no_nought(
    counts: Counts, state: ResultState, points: float | None
) -> None:
    result = result_of(replace(TERMS, counts=counts), tries(6, None), CLOSES)
    assert (result.state, result.points) == (state, points)


def test_four_cells_that_are_not_the_same() -> None:
    going_on = attempt(1, None)
    assert result_of(TERMS, [], DUE) == Result(state=ResultState.NOT_BEGUN)
    assert result_of(TERMS, [going_on], DUE) == Result(state=ResultState.OPEN)
    nought = result_of(TERMS, tries(0), DUE)
    assert (nought.state, nought.points, nought.percent) == (ResultState.MARKED, 0, 0)
    assert result_of(TERMS, tries(5), DUE, is_excused=True) == Result(state=ResultState.EXCUSED)
    assert result_of(TERMS, [*tries(5), replace(going_on, number=2)], DUE).points == 5


def test_annulled_attempts_count_for_nothing() -> None:
    annulled = replace(tries(10)[0], is_annulled=True)
    assert result_of(TERMS, [annulled], DUE).state is ResultState.NOT_BEGUN
    assert result_of(TERMS, [annulled, *tries(4)], DUE).points == 4


def test_time_that_was_up_in_time_is_not_late_however_late_somebody_looks() -> None:
    in_time = attempt(1, 8, ends_at=DUE)
    assert points_of(TERMS, in_time, DUE) is None
    assert points_of(TERMS, in_time, CLOSES) == 8
    assert points_of(TERMS, replace(in_time, finished_at=CLOSES), CLOSES) == 8
    assert points_of(TERMS, replace(in_time, ends_at=DUE + HOUR), CLOSES) == 4


def test_of_nothing_there_is_no_percentage() -> None:
    empty = [replace(one, full_points=0) for one in tries(0)]
    for counts in Counts:
        result = result_of(replace(TERMS, counts=counts), empty, CLOSES)
        assert (result.points, result.percent) == (0, None)


def test_a_mean_with_a_late_one_is_late() -> None:
    late = attempt(2, 8, finished_at=DUE + HOUR)
    result = result_of(replace(TERMS, counts=Counts.MEAN), [*tries(6), late], CLOSES)
    assert (result.points, result.percent, result.is_late) == (5, 50, True)


def test_what_is_withheld_says_no_more_than_that_it_is_handed_in() -> None:
    for result in (result_of(TERMS, tries(6, None), CLOSES), result_of(TERMS, tries(6), CLOSES)):
        assert withheld(result) == Result(state=ResultState.SUBMITTED)
    for state in (ResultState.NOT_BEGUN, ResultState.OPEN, ResultState.EXCUSED):
        assert withheld(Result(state=state)) == Result(state=state)


@settings(deadline=None)
@given(st.lists(st.floats(0, 10), min_size=1, max_size=6), st.sampled_from(Counts))
def test_no_rule_gives_more_than_the_best_or_less_than_the_worst(points: list[float], counts: Counts) -> None:
    result = result_of(replace(TERMS, counts=counts), tries(*points), CLOSES)
    best = result_of(TERMS, tries(*points), CLOSES).points
    assert best is not None
    # Shares of points that are hardly there at all are lost.
    assert best == pytest.approx(max(points), abs=1e-9)
    assert result.points is not None
    assert min(points) - 1e-9 <= result.points <= best + 1e-9


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (10, "10"),
        (4.5, "4.5"),
        (200 / 3, "66.67"),
        (1.005, "1.01"),
        (0.1 + 0.2, "0.3"),
        (1e-12, "0"),
    ],
)
def test_numbers_for_people_are_rounded_once(number: float, text: str) -> None:
    assert shown(number) == text


def test_whole_percent() -> None:
    assert (shown(66.5, 0), shown(100, 0), shown(120, 0)) == ("67", "100", "120")


RESULTS = st.builds(
    Result,
    state=st.sampled_from(ResultState),
    points=st.none() | st.floats(0, 10),
    percent=st.none() | st.floats(0, 100),
    is_late=st.booleans(),
    attempt_number=st.none() | st.integers(1, 5),
)


@given(RESULTS, st.floats(0, 100), st.floats(0, 50))
def test_what_staff_sets_holds_whatever_the_attempts_come_to(
    result: Result, percent: float, full_points: float
) -> None:
    found = overridden(result, SetResult(percent), full_points)
    assert (found.state, found.percent, found.is_set) == (ResultState.MARKED, percent, True)
    assert found.points == pytest.approx(percent * full_points / 100)
    assert (found.is_late, found.attempt_number) == (result.is_late, result.attempt_number)


@given(RESULTS)
def test_excused_is_excused_and_what_is_taken_back_leaves_nothing_behind(result: Result) -> None:
    assert overridden(result, SetResult(is_excused=True), 5) == Result(state=ResultState.EXCUSED)
    assert overridden(result, SetResult(), 5) is overridden(result, None, 5) is result


@given(st.lists(RESULTS))
def test_a_mean_is_over_those_that_are_marked(results: list[Result]) -> None:
    marked = [one for one in results if one.state is ResultState.MARKED and one.percent is not None]
    mean = mean_percent(results)
    assert mean == mean_percent(marked)
    if marked:
        assert mean is not None
        least, most = (pick(one.percent or 0 for one in marked) for pick in (min, max))
        assert least - 1e-9 <= mean <= most + 1e-9
    else:
        assert mean is None


@given(RESULTS, st.floats(0, 100), st.tuples(st.booleans(), st.booleans()))
def test_a_learner_knows_what_staff_set_once_it_is_told(
    result: Result, percent: float, what: tuple[bool, bool]
) -> None:
    tells_attempts, tells_set = what
    tells = {"tells_attempts": tells_attempts, "tells_set": tells_set}
    known = result if tells_attempts else withheld(result)
    assert told(result, None, 5, **tells) == known
    found = told(result, SetResult(percent), 5, **tells)
    assert found == (overridden(known, SetResult(percent), 5) if tells_set else known)
    if not tells_attempts and not tells_set:
        assert (found.points, found.percent) == (None, None) or result.state not in {
            ResultState.TO_BE_MARKED,
            ResultState.MARKED,
        }
    # Whatever else may be known, that nothing is asked is.
    assert told(result, SetResult(is_excused=True), 5, **tells).state is ResultState.EXCUSED
