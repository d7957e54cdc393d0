"""What the staff does about attempts: annulled, let count again, reopened, given more time; each once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, change_terms, settings_of
from support.courses import put_in
from support.parallel import at_once
from support.people import a_person

from quizapp.assignments.scoring import ResultState
from quizapp.assignments.terms import Release, Terms
from quizapp.models import Attempt, Review
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services.courses import assignments, attempt_changes, attempts, audit, groups, members
from quizapp.services.courses.audit import AuditAction, AuditedChange
from quizapp.services.courses.results import find_results
from quizapp.services.errors import (
    ClosedError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    NotNowError,
    StaleError,
)
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, assigned, closing, settling
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EXAM = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, release=Release.BY_HAND)


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    return assign(ines, course, settings_of(bank, EXAM), now)


def row(attempt: int) -> Attempt:
    reading().rollback()
    return reading().get_one(Attempt, attempt, populate_existing=True)


def last_entry(course: int) -> AuditedChange:
    reading().rollback()
    return audit.list_changes(course).items[0]


def result(person: Person, course: int, quiz: int, now: datetime) -> assigned.Result:
    reading().rollback()
    return assigned.find_assigned(person, course, quiz, now).result


# ---- annulled, and let count again


def test_an_annulled_attempt_counts_as_though_it_had_never_been_until_it_counts_again(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    with pytest.raises(NotNowError):
        begin(ada, course, quiz, now)
    for _ in range(2):
        attempt_changes.annul(ines, course, quiz, attempt, "Wrong room", now)
    assert result(ada, course, quiz, now).state is ResultState.NOT_BEGUN
    entries = [one for one in audit.list_changes(course).items if one.action is AuditAction.ATTEMPT_ANNULLED]
    assert [(one.subject, one.reason, one.after) for one in entries] == [("Ada", "Wrong room", {"number": 1})]
    second = begin(ada, course, quiz, now)
    attempt_changes.restore(ines, course, quiz, attempt, "Right room", now)
    assert (row(attempt).annulled_at, row(second).annulled_at) == (None, None)
    assert last_entry(course).action is AuditAction.ATTEMPT_RESTORED
    assert result(ada, course, quiz, now).state is ResultState.SUBMITTED


def test_without_another_in_its_place_an_annulled_attempt_takes_up_one(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    attempt_changes.annul(ines, course, quiz, attempt, "Copied", now, gives_another=False)
    assert result(ada, course, quiz, now).state is ResultState.ANNULLED
    (learner,) = (one for one in find_results(ines, course, now).learners if one.user_id == ada.id)
    assert (learner.cells[0].result.state, learner.cells[0].attempt_id) == (ResultState.ANNULLED, attempt)
    with pytest.raises(NotNowError):
        begin(ada, course, quiz, now)
    assert last_entry(course).after == {"number": 1, "gives_another": False}
    attempt_changes.restore(ines, course, quiz, attempt, "Her own work", now)
    assert result(ada, course, quiz, now).state is ResultState.SUBMITTED
    attempt_changes.annul(ines, course, quiz, attempt, "Alarm", now)
    assert begin(ada, course, quiz, now)


def test_of_two_open_attempts_only_one_counts(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    first = begin(ada, course, quiz, now)
    attempt_changes.annul(ines, course, quiz, first, "Wrong room", now)
    with pytest.raises(ClosedError, match="annulled"):
        answering.answer(ada, first, 1, None, 0, now)
    second = begin(ada, course, quiz, now)
    with pytest.raises(InvalidError, match="another open attempt"):
        attempt_changes.restore(ines, course, quiz, first, "Right room", now)
    closing.finish(ada, second, now)
    attempt_changes.restore(ines, course, quiz, first, "Right room", now)
    assert row(first).annulled_at is None


def test_what_memory_has_learnt_stays_and_an_annulled_attempt_teaches_nothing_more(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    def learnt() -> int:
        reading().rollback()
        return reading().scalar(select(func.count()).where(Review.user_id == ada.id)) or 0

    practice = Terms(rules=QuizRules(Feedback.END), shows=Shows.PRACTICE, attempts=None)
    quiz = assign(ines, course, settings_of(bank, practice), now)
    first = begin(ada, course, quiz, now)
    answer_all(ada, first, wrong, now)
    closing.finish(ada, first, now)
    had = learnt()
    assert had
    attempt_changes.annul(ines, course, quiz, first, "Again", now)
    assert learnt() == had
    second = begin(ada, course, quiz, now)
    answer_all(ada, second, wrong, now)
    attempt_changes.annul(ines, course, quiz, second, "Again", now)
    closing.finish(ada, second, now)
    settling.settle(ada, now + DAY)
    assert learnt() == had


# ---- reopened


def test_a_reopened_attempt_goes_on_with_all_that_was_answered(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    closing.finish(ada, attempt, now + 5 * MINUTE)
    later = now + 2 * HOUR
    attempt_changes.reopen(ines, course, quiz, attempt, 10, "Fire alarm", later)
    found = row(attempt)
    assert (found.finished_at, found.finished_by, found.points) == (None, None, None)
    assert found.ends_at == later + 10 * MINUTE
    assert last_entry(course).after == {"number": 1, "minutes": 10}
    answer_all(ada, attempt, right, later + MINUTE)
    assert closing.close_overdue_in_course(course, later + HOUR) == 1
    assert (row(attempt).finished_at, row(attempt).points) == (later + 10 * MINUTE, 5)


def test_until_the_close_or_without_an_end_as_the_terms_have_it(
    ines: Person, ada: Person, course: int, quiz: int, bank: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    with pytest.raises(InvalidError, match="No closing time"):
        attempt_changes.reopen(ines, course, quiz, attempt, None, "Alarm", now)
    change_terms(ines, course, quiz, now, closes_at=now + DAY)
    attempt_changes.reopen(ines, course, quiz, attempt, None, "Alarm", now + 2 * HOUR)
    assert row(attempt).ends_at == now + DAY
    endless = assign(ines, course, settings_of(bank, Terms(shows=Shows.EXAM, release=Release.BY_HAND)), now)
    attempt = begin(ada, course, endless, now)
    closing.finish(ada, attempt, now)
    with pytest.raises(InvalidError, match="without an end"):
        attempt_changes.reopen(ines, course, endless, attempt, 5, "Alarm", now)
    attempt_changes.reopen(ines, course, endless, attempt, None, "Alarm", now)
    assert row(attempt).ends_at is None


def test_what_cant_be_reopened_says_why(
    ines: Person, ada: Person, course: int, quiz: int, bank: int, now: datetime
) -> None:
    reopen = partial(attempt_changes.reopen, ines, course, quiz)
    attempt = begin(ada, course, quiz, now)
    with pytest.raises(StaleError, match="open already"):
        reopen(attempt, 5, "Alarm", now)
    closing.finish(ada, attempt, now)
    attempt_changes.annul(ines, course, quiz, attempt, "Alarm", now)
    with pytest.raises(InvalidError, match="Restore it first"):
        reopen(attempt, 5, "Alarm", now)
    second = begin(ada, course, quiz, now)
    attempt_changes.restore(ines, course, quiz, attempt, "Alarm", now)
    with pytest.raises(InvalidError, match="another open attempt"):
        reopen(attempt, 5, "Alarm", now)
    closing.finish(ada, second, now)
    assignments.release(ines, course, quiz, now)
    settling.settle(ada, now + MINUTE)
    with pytest.raises(InvalidError, match="right answers were shown"):
        reopen(attempt, 5, "Alarm", now + MINUTE)
    practice = assign(ines, course, settings_of(bank, Terms(shows=Shows.PRACTICE)), now)
    attempt = begin(ada, course, practice, now)
    closing.finish(ada, attempt, now)
    with pytest.raises(InvalidError, match="right answers were shown"):
        attempt_changes.reopen(ines, course, practice, attempt, None, "Alarm", now)


def test_nobody_elses_attempt_can_be_changed(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    asa, otto = a_person(now, "Asa"), a_person(now, "Otto", Role.INSTRUCTOR)
    put_in(course, asa, CourseRole.ASSISTANT, now)
    attempt = begin(ada, course, quiz, now)
    for change in (attempt_changes.annul, attempt_changes.restore):
        with pytest.raises(NotAllowedError):
            change(asa, course, quiz, attempt, "", now)
        with pytest.raises(NotFoundError):
            change(otto, course, quiz, attempt, "", now)
        with pytest.raises(NotFoundError):
            change(ines, course, quiz, attempt + 1, "", now)
    closing.finish(ada, attempt, now)
    members.remove(ines, course, ada.id, now)
    with pytest.raises(InvalidError, match="isn't in the course"):
        attempt_changes.reopen(ines, course, quiz, attempt, 5, "", now)


# ---- more time


def test_more_time_moves_the_end_at_once_and_is_given_once_by_each_form(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    give = partial(attempt_changes.add_minutes, ines, course, quiz, attempt, 10)
    give(0, "Alarm", now)
    give(0, "Alarm", now)
    with pytest.raises(StaleError):
        give(0, "Another alarm", now)
    assert row(attempt).ends_at == now + 70 * MINUTE
    give(600, "Alarm", now)
    assert row(attempt).ends_at == now + 80 * MINUTE
    assert last_entry(course).after == {"number": 1, "minutes": 10}
    # Terms that change later keep what was given.
    change_terms(ines, course, quiz, now, rules=QuizRules(Feedback.END, time_limit=90))
    assert row(attempt).ends_at == now + 110 * MINUTE
    closing.finish(ada, attempt, now)
    with pytest.raises(InvalidError, match="submitted"):
        give(1200, "Alarm", now)


def test_a_fire_alarm_gives_everybody_in_the_middle_more_time(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    bo, cy, dee = (a_person(now, name) for name in ("Bo", "Cy", "Dee"))
    for person in (bo, cy, dee):
        put_in(course, person, CourseRole.LEARNER, now)
    going_on = [begin(person, course, quiz, now) for person in (ada, bo)]
    done = begin(cy, course, quiz, now)
    closing.finish(cy, done, now)
    lab = groups.make(ines, course, "Lab", now)
    groups.put_member(ines, course, bo.id, frozenset({lab}), now)
    reading().rollback()
    seen = attempt_changes.find_open(ines, course, quiz, now)
    assert seen.count == 2
    give = partial(attempt_changes.add_minutes_to_all, ines, course, quiz, 10)
    assert give(seen.version, "Alarm", now) == 2
    assert give(seen.version, "Alarm", now) == 2
    with pytest.raises(StaleError):
        give(seen.version, "Another alarm", now)
    assert [row(attempt).ends_at for attempt in going_on] == [now + 70 * MINUTE] * 2
    assert row(done).ends_at == now + HOUR
    entry = last_entry(course)
    assert (entry.after, entry.reason) == ({"minutes": 10, "attempts": 2}, "Alarm")
    reading().rollback()
    version = attempt_changes.find_open(ines, course, quiz, now, lab).version
    assert give(version, "Alarm", now, lab) == 1
    assert [row(attempt).ends_at for attempt in going_on] == [now + 70 * MINUTE, now + 80 * MINUTE]
    assert last_entry(course).after == {"minutes": 10, "attempts": 1, "group": "Lab"}
    later = now + 2 * HOUR
    reading().rollback()
    version = attempt_changes.find_open(ines, course, quiz, later).version
    with pytest.raises(InvalidError, match="No attempt with an end"):
        give(version, "Alarm", later)


# ---- at once


def raced(app: Flask, *work: Callable[[], object]) -> list[object]:
    reading().rollback()
    return at_once(work, app)


@pytest.mark.parametrize("_", range(3))
def test_annulling_and_submitting_at_once_are_both_done(
    _: int, app: Flask, ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    done = raced(
        app,
        partial(closing.finish, ada, attempt, now),
        partial(attempt_changes.annul, ines, course, quiz, attempt, "Wrong room", now),
    )
    assert done == [None, None]
    assert (row(attempt).finished_at, row(attempt).annulled_at) == (now, now)


@pytest.mark.parametrize("_", range(3))
def test_reopening_and_beginning_at_once_leave_one_attempt_open(
    _: int, app: Flask, ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    change_terms(ines, course, quiz, now, attempts=2)
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    began, reopened = raced(
        app,
        partial(begin, ada, course, quiz, now),
        partial(attempt_changes.reopen, ines, course, quiz, attempt, 5, "Alarm", now),
    )
    assert (began == attempt) is (reopened is None)
    assert reopened is None or isinstance(reopened, InvalidError)
    still_open = select(func.count()).where(Attempt.user_id == ada.id, Attempt.finished_at.is_(None))
    reading().rollback()
    assert reading().scalar(still_open) == 1


def test_of_four_people_who_give_time_at_once_one_does(
    app: Flask, ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    one = partial(attempt_changes.add_minutes, ines, course, quiz, attempt, 10, 0)
    all_ = partial(attempt_changes.add_minutes_to_all, ines, course, quiz, 10, 0)
    for work in (one, all_):
        before = row(attempt).extra_seconds
        done = raced(app, *(partial(work, f"Alarm {number}", now) for number in range(4)))
        if work is one:
            assert sorted(isinstance(came, StaleError) for came in done) == [False, True, True, True]
            assert row(attempt).extra_seconds == before + 600
        else:
            assert all(isinstance(came, StaleError) for came in done)


def test_time_given_at_the_last_moment_isnt_closed_over(
    app: Flask, ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    end = now + HOUR
    done = raced(
        app,
        partial(attempt_changes.add_minutes, ines, course, quiz, attempt, 10, 0, "Alarm", end + GRACE),
        partial(closing.close_expired, end + GRACE + timedelta(seconds=1)),
    )
    found = row(attempt)
    assert (found.finished_at is None) is (done == [None, 0])
    assert found.finished_at in {None, end}


def test_the_staff_finds_what_it_needs_to_act(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    attempt_changes.add_minutes(ines, course, quiz, attempt, 10, 0, "Alarm", now)
    reading().rollback()
    found = attempts.find_attempt(ines, course, quiz, attempt, now)
    assert (found.extra_seconds, found.annulment, found.is_told) == (600, None, False)
    assert found.terms is not None
