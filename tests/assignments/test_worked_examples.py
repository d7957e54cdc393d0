"""The worked examples of docs/assignment-rules.md, by their numbers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from support.terms import DAY, HOUR, MINUTE, attempt, rules

from quizapp.assignments.releasing import NO_EMBARGO, EmbargoScope, embargo_of, is_settled, release_at
from quizapp.assignments.resolving import Accommodation, Override, resolve
from quizapp.assignments.scoring import ResultState, result_of
from quizapp.assignments.standing import standing
from quizapp.assignments.terms import LateStep, Release, Terms
from quizapp.assignments.timing import ends_at, minutes_at_start
from quizapp.quizzes.disclosure import Disclosure, disclose
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE, finished_at, is_over

TUESDAY = datetime(2026, 11, 3, 20, tzinfo=UTC)
WEDNESDAY, THURSDAY, FRIDAY = TUESDAY + DAY, TUESDAY + 2 * DAY, TUESDAY + 3 * DAY
#: An exam from 10:00 to 11:15.
TEN = datetime(2026, 11, 9, 10, tzinfo=UTC)
EXAM = Terms(rules=rules(60), opens_at=TEN, due_at=TEN + 75 * MINUTE, shows=Shows.EXAM)
HALF_AS_MUCH_AGAIN = Accommodation(time_factor=1.5)


def test_1_the_best_of_three_counts_and_answers_show_when_it_is_due() -> None:
    terms = Terms(due_at=TUESDAY, attempts=3)
    tries = [
        attempt(number, points, started_at=TUESDAY - DAY, finished_at=TUESDAY - (4 - number) * HOUR)
        for number, points in enumerate([6, 9, 8], 1)
    ]
    result = result_of(terms, tries, TUESDAY)
    assert (result.state, result.points, result.percent, result.attempt_number) == (
        ResultState.MARKED, 9, 90, 2,
    )  # fmt: skip
    assert told_release(terms, [terms.closes]) == TUESDAY
    assert is_settled(terms, tries[:2], TUESDAY, is_released=True)


def test_2_lateness_multiplies_and_the_best_may_be_the_one_on_time() -> None:
    terms = Terms(due_at=TUESDAY, closes_at=FRIDAY, late=(LateStep(FRIDAY, 50),), attempts=2)
    tries = [
        attempt(1, 6, started_at=TUESDAY - HOUR, finished_at=TUESDAY),
        attempt(2, 9, started_at=THURSDAY - HOUR, finished_at=THURSDAY),
    ]
    best = result_of(terms, tries, FRIDAY)
    assert (best.points, best.attempt_number, best.is_late) == (6, 1, False)
    late = result_of(terms, tries[1:], FRIDAY)
    assert (late.points, late.percent, late.is_late) == (4.5, 45, True)


def test_3_extra_time_moves_the_close() -> None:
    resolved = resolve(EXAM, [], None, HALF_AS_MUCH_AGAIN)
    assert resolved.rules.time_limit == 90
    assert resolved.closes == resolved.due_at == TEN + 105 * MINUTE
    assert ends_at(resolved, TEN + 5 * MINUTE) == TEN + 95 * MINUTE


def test_4_who_begins_late_is_told_the_minutes_that_are_left() -> None:
    begins = TEN + 40 * MINUTE
    assert minutes_at_start(EXAM, begins) == 35
    assert ends_at(EXAM, begins) == TEN + 75 * MINUTE
    assert minutes_at_start(EXAM, TEN) == 60


def told_release(*asked: Any) -> datetime | None:
    """Return when results are released as every page says it: to the minute."""
    release = release_at(*asked)
    return release and release.replace(second=0)


def test_5_the_most_generous_group_and_the_person_above_all() -> None:
    terms = Terms(due_at=TUESDAY)
    groups = [Override(due_at=DAY), Override(due_at=3 * DAY)]
    assert resolve(terms, groups).due_at == FRIDAY
    assert resolve(terms, groups, Override(due_at=timedelta(0))).closes == TUESDAY


def test_6_a_span_follows_the_date_of_the_class() -> None:
    for due in (TUESDAY, TUESDAY + 4 * DAY):
        assert resolve(Terms(due_at=due), [], Override(due_at=2 * DAY)).due_at == due + 2 * DAY


def test_7_ten_more_minutes_for_all_move_the_ends_of_open_attempts() -> None:
    before, after = EXAM, resolve(EXAM, [Override(time_limit=70)])
    started = TEN + 15 * MINUTE
    assert ends_at(before, started) == TEN + 75 * MINUTE
    assert ends_at(after, started) == TEN + 85 * MINUTE


def test_8_an_early_release_tells_nothing_to_those_who_still_have_to_sit_it() -> None:
    now = TEN + 3 * HOUR
    extended = resolve(EXAM, [], Override(opens_at=7 * DAY))
    assert told_release(EXAM, [EXAM.closes, extended.closes]) == EXAM.closes + 7 * DAY  # type: ignore[operator]
    assert told_release(EXAM, [EXAM.closes, extended.closes], now) == now
    assert is_settled(EXAM, [], now, is_released=True)
    assert not is_settled(extended, [], now, is_released=True)
    assert embargo_of(EXAM, [], now) == NO_EMBARGO
    embargo = embargo_of(extended, [], now)
    assert (embargo.scope, embargo.until, embargo.holds(now)) == (
        EmbargoScope.WHOLE_POOL, extended.closes, True,
    )  # fmt: skip
    told = disclose(EXAM.rules, is_answered=True, is_finished=True, shows=Shows.EXAM, is_released=True)
    assert told == Disclosure(response=True, mark=True, feedback=False, right_answer=False)


def test_9_practice_withholds_nothing() -> None:
    terms = Terms(rules=QuizRules(Feedback.EACH), attempts=None, shows=Shows.PRACTICE)
    tries = [attempt(number, points, finished_at=TUESDAY) for number, points in enumerate([3, 5, 4], 1)]
    now = standing(terms, tries, TUESDAY, is_published=True, is_member=True)
    assert (now.may_begin, now.attempts_left, now.at) == (True, None, None)
    assert result_of(terms, tries, TUESDAY).points == 5
    assert embargo_of(terms, tries, TUESDAY) == NO_EMBARGO
    told = disclose(terms.rules, is_answered=True, is_finished=False, shows=Shows.PRACTICE)
    assert told == Disclosure(response=True, mark=True, feedback=True, right_answer=True)


def test_10_who_is_excused_has_no_points_and_no_nought() -> None:
    result = result_of(EXAM, [attempt(1, 4, finished_at=TEN)], TEN, is_excused=True)
    assert (result.state, result.points, result.percent) == (ResultState.EXCUSED, None, None)


def test_11_what_comes_back_after_the_end_is_over_and_the_end_is_the_one_of_the_clock() -> None:
    end = ends_at(EXAM, TEN + 15 * MINUTE)
    back = TEN + 90 * MINUTE
    assert end
    assert is_over(end, back)
    assert finished_at(end, back) == end
    cut = attempt(1, 5, started_at=TEN, ends_at=end)
    assert (cut.handed_in_at(end + GRACE), cut.handed_in_at(back)) == (None, end)
    assert not result_of(EXAM, [cut], back).is_late


def test_nothing_is_released_by_a_date_that_nobody_set() -> None:
    by_hand = Terms(due_at=TUESDAY, release=Release.BY_HAND)
    assert told_release(by_hand, [TUESDAY]) is None
    assert told_release(by_hand, [TUESDAY], FRIDAY) == FRIDAY
    at = Terms(due_at=TUESDAY, release=Release.AT, releases_at=THURSDAY)
    assert told_release(at, [TUESDAY]) == THURSDAY
    assert told_release(at, [TUESDAY], WEDNESDAY) == WEDNESDAY
    assert told_release(Terms(), [TUESDAY, None]) is None
    assert told_release(Terms(due_at=TUESDAY), []) == TUESDAY
