"""Assignments tried out by their staff: on a learner's terms, on real questions, and without a trace."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from support.answers import right
from support.assigning import SEED, answer_all, assign, begin, override, settings_of
from support.courses import a_course, accompany, put_in
from support.people import a_person, everything_stored

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Navigation, Terms
from quizapp.models import Answer, Attempt, Slot
from quizapp.quizzes.composition import Composition
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services import tidying
from quizapp.services.assignments import embargo
from quizapp.services.courses import assignments, groups, members, previews
from quizapp.services.errors import ClosedError, NotAllowedError, NotFoundError, NothingToAskError
from quizapp.services.exports.personal_data import records
from quizapp.services.exports.personal_records import SECTIONS
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.progress import overview as progress
from quizapp.services.quizzes import (
    answering,
    assigned,
    assigned_lists,
    attempts,
    closing,
    flags,
    hints,
    history,
    ready,
    settling,
)
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_ATTEMPTS = {"attempts", "slots", "answers"}


class Class:
    """A course of Ines with the learner Ada, who has half as much time again, and an assistant."""

    def __init__(self, bank: int, now: datetime) -> None:
        self.bank, self.now = bank, now
        self.ines, self.ada, self.asa = a_person(now, "Ines", Role.INSTRUCTOR), a_person(now), a_person(now)
        self.id = a_course(self.ines, now, banks=[bank])
        self.group = groups.make(self.ines, self.id, "Section A", now)
        accompany(self.ines, self.id, self.group, self.ada, now)
        put_in(self.id, self.asa, CourseRole.ASSISTANT, now)

    def draft(self, terms: Terms) -> int:
        return assignments.create(self.ines, self.id, settings_of(self.bank, terms), self.now)

    def set(self, terms: Terms) -> int:
        return assign(self.ines, self.id, settings_of(self.bank, terms), self.now)

    def try_out(self, assignment: int, *, whom: Person | None = None, by: Person | None = None) -> int:
        chosen = whom.id if whom else None
        return previews.begin(by or self.ines, self.id, assignment, chosen, self.now, SEED + assignment)


@pytest.fixture
def course(bank: int, in_app: None, now: datetime) -> Class:  # noqa: ARG001 -- services work within the app
    return Class(bank, now)


def stored() -> dict[str, list[Any]]:
    reading().rollback()
    return everything_stored()


def attempt(attempt_id: int) -> Attempt:
    reading().rollback()
    return reading().get_one(Attempt, attempt_id)


def count(table: type[Attempt | Slot | Answer]) -> int:
    reading().rollback()
    return reading().scalar(select(func.count()).select_from(table)) or 0


def told(course: Class, assignment: int) -> list[Any]:
    """Return all that people see of attempts."""
    reading().rollback()
    now = course.now + HOUR
    ines, ada = course.ines, course.ada
    return [
        *(history.list_open(one) for one in (ines, ada)),
        *(history.list_finished(one) for one in (ines, ada)),
        *(show_today(one, now) for one in (ines, ada)),
        *(progress.show(one, now) for one in (ines, ada)),
        *(progress.home(one, now) for one in (ines, ada)),
        *(ready.find_untried(one) for one in (ines, ada)),
        *(list(records(section, one, now)) for one in (ines, ada) for section in SECTIONS),
        embargo.list_holding(ada, now),
        assigned_lists.list_in_course(ada, course.id, now),
        assigned.find_assigned(ada, course.id, assignment, now),
        assignments.find(course.id, assignment),
        assignments.list_assignments(course.id),
    ]


@pytest.mark.parametrize("shows", list(Shows))
@pytest.mark.parametrize("feedback", list(Feedback))
def test_a_preview_leaves_no_trace(course: Class, shows: Shows, feedback: Feedback) -> None:
    rules = QuizRules(feedback, asks_certainty=True, time_limit=60)
    assignment = course.set(Terms(rules=rules, shows=shows, closes_at=course.now + DAY))
    seen, before = told(course, assignment), stored()
    for whom in (None, course.ada):
        tried = course.try_out(assignment, whom=whom)
        assert told(course, assignment) == seen
        if attempts.show(course.ines, tried, 1).answers_can_change:
            flags.flag(course.ines, tried, 1, course.now, is_flagged=True)
        hints.take_hint(course.ines, tried, 2, shown=0, sequence=0, now=course.now)
        answer_all(course.ines, tried, right, course.now)
        closing.finish(course.ines, tried, course.now)
        settling.settle(course.ines, course.now + 2 * DAY)
        assert told(course, assignment) == seen
    after = stored()
    assert {name for name in after if after[name] != before[name]} == OF_ATTEMPTS
    previews.remove(course.ines, course.id, assignment)
    assert stored() == before


def test_a_learner_and_the_class_are_met_on_their_own_terms(course: Class, now: datetime) -> None:
    limit = QuizRules(Feedback.END, time_limit=60)
    assignment = course.set(Terms(rules=limit, closes_at=now + DAY, navigation=Navigation.FORWARD))
    for whom, minutes in ((None, 60), (course.ada, 90)):
        reading().rollback()
        chosen = whom.id if whom else None
        door = previews.find_door(course.ines, course.id, assignment, chosen, now)
        assert door.quiz.terms.rules.time_limit == minutes
        row = attempt(course.try_out(assignment, whom=whom))
        assert (row.ends_at, row.only_forward) == (now + timedelta(minutes=minutes), True)
    override(course.id, assignment, course.ada, Override(time_limit=200), now)
    assert attempt(course.try_out(assignment, whom=course.ada)).time_limit == 200


def test_nothing_stops_a_preview_and_it_is_said_what_would(course: Class, now: datetime) -> None:
    terms = Terms(
        rules=QuizRules(Feedback.END, time_limit=60),
        opens_at=now - 2 * DAY,
        closes_at=now - DAY,
        access_codes=("Blue",),
        networks=("10.0.0.0/8",),
    )
    draft = course.draft(terms)
    door = previews.find_door(course.asa, course.id, draft, None, now)
    assert door.quiz.standing.reason == "closed"
    assert door.attempt_id is None
    row = attempt(course.try_out(draft, by=course.asa))
    assert (row.number, row.is_preview, row.ends_at) == (0, True, now + HOUR)
    door = previews.find_door(course.asa, course.id, draft, None, now)
    assert (door.attempt_id, door.is_finished) == (row.id, False)


def test_used_up_attempts_of_the_learner_are_told_and_stop_nothing(course: Class, now: datetime) -> None:
    assignment = course.set(Terms(closes_at=now + DAY))
    closing.finish(course.ada, begin(course.ada, course.id, assignment, now), now)
    reading().rollback()
    door = previews.find_door(course.ines, course.id, assignment, course.ada.id, now)
    assert (door.quiz.standing.reason, len(door.quiz.attempts)) == ("used-up", 1)
    answer_all(course.ines, course.try_out(assignment, whom=course.ada), right, now)
    assert count(Answer) == 5


def test_another_preview_deletes_the_one_before_of_the_same_person_alone(course: Class) -> None:
    assignment, other = course.set(Terms()), course.set(Terms())
    for _ in range(3):
        for by in (course.ines, course.asa):
            answer_all(by, course.try_out(assignment, by=by), right, course.now)
        course.try_out(other)
    assert (count(Attempt), count(Slot), count(Answer)) == (3, 15, 10)
    previews.remove(course.asa, course.id, assignment)
    previews.remove(course.asa, course.id, assignment)
    assert count(Attempt) == 2


def test_the_result_shows_as_on_submitting_and_as_after_the_release(course: Class, now: datetime) -> None:
    shown = {}
    for shows in Shows:
        assignment = course.set(Terms(shows=shows))
        tried = course.try_out(assignment)
        assert previews.find_released(course.ines, course.id, assignment) is None
        answer_all(course.ines, tried, right, now)
        closing.finish(course.ines, tried, now)
        reading().rollback()
        released = previews.find_released(course.ines, course.id, assignment)
        assert released
        both = (attempts.result(course.ines, tried), released)
        shown[shows] = [(one.is_told, one.items[0].disclosure.right_answer, one.credit) for one in both]
    assert shown == {
        Shows.PRACTICE: [(True, True, 5), (True, True, 5)],
        Shows.HOMEWORK: [(True, False, 5), (True, True, 5)],
        Shows.EXAM: [(False, False, 0), (True, True, 5)],
        Shows.SEALED: [(False, False, 0), (True, False, 5)],
    }


def test_a_preview_ends_with_its_time_and_old_ones_are_cleared(course: Class, now: datetime) -> None:
    assignment = course.set(Terms(rules=QuizRules(Feedback.END, time_limit=10)))
    tried = course.try_out(assignment)
    later = now + timedelta(minutes=10) + 2 * GRACE
    closing.close_overdue(course.ines, later)
    row = attempt(tried)
    assert (row.finished_by, row.finished_at) == ("time", now + timedelta(minutes=10))
    with pytest.raises(ClosedError):
        answering.answer(course.ines, tried, 1, right(attempts.show(course.ines, tried, 1).asked), 0, later)
    assert not stored()["late_answers"]
    real = begin(course.ada, course.id, assignment, now)
    tidying.tidy(now + previews.KEPT)
    assert count(Attempt) == 2
    tidying.tidy(now + previews.KEPT + timedelta(seconds=1))
    assert [row.id for row in reading().scalars(select(Attempt))] == [real]


def test_previews_keep_nothing_from_being_withdrawn_or_archived(course: Class, now: datetime) -> None:
    assignment = course.set(Terms())
    course.try_out(assignment)
    assignments.withdraw(course.ines, course.id, assignment, now)
    course.try_out(assignment)
    view = assignments.find(course.id, assignment)
    assert (view.attempts, view.published_at) == (0, None)
    reading().rollback()
    assignments.archive(course.ines, course.id, assignment, now)
    with pytest.raises(NotFoundError):
        course.try_out(assignment)


def test_somebody_who_was_a_learner_may_preview_beside_an_attempt_of_their_own(
    course: Class, now: datetime
) -> None:
    assignment = course.set(Terms())
    own = begin(course.ada, course.id, assignment, now)
    members.change_role(course.ines, course.id, course.ada.id, CourseRole.ASSISTANT, now)
    tried = course.try_out(assignment, by=course.ada)
    assert tried != own
    previews.remove(course.ada, course.id, assignment)
    assert [row.id for row in reading().scalars(select(Attempt))] == [own]


def test_only_staff_preview_as_learners_whom_they_see(course: Class, now: datetime) -> None:
    assignment = course.set(Terms())
    otto, elsewhere = a_person(now), a_person(now, role=Role.INSTRUCTOR)
    put_in(course.id, otto, CourseRole.LEARNER, now)
    groups.put_member(course.ines, course.id, course.asa.id, frozenset({course.group}), now)
    reading().rollback()
    door = previews.find_door(course.asa, course.id, assignment, None, now)
    assert [one.user_id for one in door.learners] == [course.ada.id]
    refusals: list[tuple[Person, Person | None, type[Exception]]] = [
        (course.asa, otto, NotFoundError),
        (course.ines, course.asa, NotFoundError),
        (course.ada, None, NotAllowedError),
        (elsewhere, None, NotFoundError),
    ]
    for by, whom, error in refusals:
        with pytest.raises(error):
            course.try_out(assignment, by=by, whom=whom)
    assert count(Attempt) == 0


def test_what_asks_nothing_cant_be_tried_out_and_keeps_the_one_before(course: Class, now: datetime) -> None:
    empty = settings_of(course.bank, Terms())
    draft = assignments.create(course.ines, course.id, empty, now)
    tried = course.try_out(draft)
    view = assignments.find(course.id, draft)
    reading().rollback()
    asks_nothing = replace(view.settings, composition=Composition(()))
    assignments.change(course.ines, course.id, draft, asks_nothing, view.version, now)
    with pytest.raises(NothingToAskError):
        course.try_out(draft)
    assert attempt(tried)
