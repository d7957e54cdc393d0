"""Answers marked by the staff: the log, what the attempt earns, and two people on one answer."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from support.courses import put_in
from support.marking import ESSAY, TRUE_FALSE, Marked, essays, write_essay
from support.parallel import at_once
from support.people import CONTEXT, PASSWORD, a_person

from quizapp.assignments.terms import Terms
from quizapp.models import Attempt, Marking, Slot
from quizapp.quizzes.rules import Shows
from quizapp.services.accounts import deletion
from quizapp.services.courses import assignments, audit, groups, mark_queue, marking, members
from quizapp.services.courses.audit import AuditAction
from quizapp.services.courses.mark_queue import MarkQueue
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes.marks import SentMark
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

LATER = timedelta(minutes=5)


@pytest.fixture
def bea(now: datetime) -> Person:
    return a_person(now, "Bea")


@pytest.fixture
def quiz(ada: Person, bea: Person, now: datetime) -> Marked:
    return essays(now, [ada, bea])


def earned(quiz: Marked, learner: Person) -> tuple[float | None, float | None, int]:
    reading().rollback()
    row = reading().execute(
        select(Attempt.points, Attempt.full_points, Attempt.to_mark).where(
            Attempt.id == quiz.attempts[learner.id]
        )
    )
    points, full, to_mark = row.one()
    return points, full, to_mark


def queue(quiz: Marked, person: Person, *, by_name: bool = False) -> MarkQueue:
    reading().rollback()
    (found,) = mark_queue.list_queues(person, quiz.course, quiz.assignment, by_name=by_name)
    return found


def an_assistant(quiz: Marked, now: datetime, name: str = "Asa") -> Person:
    person = a_person(now, name)
    put_in(quiz.course, person, CourseRole.ASSISTANT, now)
    return person


def sent(
    quiz: Marked, person: Person, slot_id: int, *points: float, now: datetime, reason: str = ""
) -> SentMark:
    seen = quiz.look(person, slot_id, now)
    return SentMark(answer_id=seen.answer_id, sequence=seen.sequence, points=points, reason=reason)


def count_marks() -> int:
    reading().rollback()
    return reading().scalar(select(func.count(Marking.id))) or 0


def test_a_mark_by_the_rubric_counts_for_the_attempt(quiz: Marked, ada: Person, now: datetime) -> None:
    assert earned(quiz, ada) == (2, 12, 1)
    slot_id = quiz.slot(ada)
    assert quiz.look(quiz.ines, slot_id, now).points is None
    seen = quiz.mark(quiz.ines, slot_id, (1.5, 0.5), now + LATER, comment="Well put.")
    assert seen.points == pytest.approx(8)
    (entry,) = seen.log
    assert (entry.mark.picks, entry.comment, entry.by) == ((1.5, 0.5), "Well put.", "Ines")
    assert entry.marked_at == now + LATER
    points, full, to_mark = earned(quiz, ada)
    assert (points, full, to_mark) == (pytest.approx(10), 12, 0)


def test_a_mark_is_appended_and_the_last_counts(quiz: Marked, ada: Person, now: datetime) -> None:
    slot_id = quiz.slot(ada)
    quiz.mark(quiz.ines, slot_id, (2, 0.5), now)
    seen = quiz.mark(an_assistant(quiz, now), slot_id, (0, 0), now)
    assert [(one.sequence, one.by, one.mark.credit) for one in seen.log] == [(2, "Asa", 0), (1, "Ines", 1)]
    assert earned(quiz, ada) == (2, 12, 0)
    reading().rollback()
    assert reading().scalar(select(Slot.marked_credit).where(Slot.id == slot_id)) == 0


def test_a_mark_that_changes_nothing_is_no_mark_and_needs_no_reason(
    quiz: Marked, ada: Person, now: datetime
) -> None:
    slot_id = quiz.slot(ada)
    quiz.mark(quiz.ines, slot_id, (1, 0.5), now, comment="Well put.")
    assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    seen = quiz.mark(an_assistant(quiz, now), slot_id, (1, 0.5), now + LATER, comment="Well put.")
    assert [one.by for one in seen.log] == ["Ines"]
    # Another comment is a change.
    seen = quiz.mark(quiz.ines, slot_id, (1, 0.5), now + LATER, comment="Very well put.", reason="Was cold.")
    assert [one.comment for one in seen.log] == ["Very well put.", "Well put."]


def test_what_a_program_marked_can_be_marked_by_hand(quiz: Marked, ada: Person, now: datetime) -> None:
    seen = quiz.mark(quiz.ines, quiz.slot(ada, TRUE_FALSE), (0.5,), now)
    assert seen.points == pytest.approx(0.5)
    assert seen.log[0].mark.picks is None
    assert earned(quiz, ada) == (0.5, 12, 1)


@pytest.mark.parametrize("points", [(), (1,), (1, 1), (3, 0), (-1, 0), (1, 0.5, 0)])
def test_points_that_fit_no_rubric_are_refused(
    quiz: Marked, ada: Person, now: datetime, points: tuple[float, ...]
) -> None:
    with pytest.raises(InvalidError):
        quiz.mark(quiz.ines, quiz.slot(ada), points, now)
    assert count_marks() == 0


def test_the_second_of_two_is_refused_until_they_have_seen_the_first(
    quiz: Marked, ada: Person, now: datetime
) -> None:
    slot_id, asa = quiz.slot(ada), an_assistant(quiz, now)
    mine, theirs = (sent(quiz, one, slot_id, 1, 0, now=now) for one in (quiz.ines, asa))
    marking.mark(quiz.ines, quiz.course, quiz.assignment, slot_id, mine, now)
    with pytest.raises(StaleError):
        marking.mark(asa, quiz.course, quiz.assignment, slot_id, theirs, now)
    # The same sent twice is given once, and nothing stale about it.
    marking.mark(quiz.ines, quiz.course, quiz.assignment, slot_id, mine, now)
    assert count_marks() == 1


def test_of_many_at_once_one_marks(app: Flask, quiz: Marked, ada: Person, now: datetime) -> None:
    slot_id = quiz.slot(ada)
    staff = [quiz.ines, *(an_assistant(quiz, now, f"Asa {number}") for number in range(5))]
    forms = [(one, sent(quiz, one, slot_id, place / 3, 0, now=now)) for place, one in enumerate(staff)]
    reading().rollback()
    came = at_once(
        [
            lambda one=one, form=form: marking.mark(one, quiz.course, quiz.assignment, slot_id, form, now)
            for one, form in forms
        ],
        app,
    )
    assert [type(one) for one in came if one is not None] == [StaleError] * 5
    winner = came.index(None)
    seen = quiz.look(quiz.ines, slot_id, now)
    assert [one.by_id for one in seen.log] == [staff[winner].id]
    assert earned(quiz, ada)[0] == pytest.approx(2 + 10 * winner / 3 / 2.5)


def test_marks_of_different_answers_at_once_all_count(
    app: Flask, quiz: Marked, ada: Person, bea: Person, now: datetime
) -> None:
    asa = an_assistant(quiz, now)
    work = [
        (quiz.ines, ada, ESSAY, (2, 0.5)),
        (asa, ada, TRUE_FALSE, (0,)),
        (asa, bea, ESSAY, (1, 0.25)),
        (quiz.ines, bea, TRUE_FALSE, (1,)),
    ]
    forms = [
        (by, quiz.slot(of, number), sent(quiz, by, quiz.slot(of, number), *points, now=now))
        for by, of, number, points in work
    ]
    reading().rollback()
    came = at_once(
        [
            lambda by=by, slot_id=slot_id, form=form: marking.mark(
                by, quiz.course, quiz.assignment, slot_id, form, now
            )
            for by, slot_id, form in forms
        ],
        app,
    )
    assert came == [None] * 4
    assert earned(quiz, ada) == (10, 12, 0)
    assert earned(quiz, bea) == (6, 12, 0)


def test_a_mark_that_was_told_is_changed_with_a_reason(quiz: Marked, ada: Person, now: datetime) -> None:
    slot_id = quiz.slot(ada)
    quiz.mark(quiz.ines, slot_id, (1, 0), now)
    assert not quiz.look(quiz.ines, slot_id, now).needs_reason
    quiz.mark(quiz.ines, slot_id, (1, 0.5), now)
    assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    assert quiz.look(quiz.ines, slot_id, now).needs_reason
    with pytest.raises(InvalidError, match="why you change them"):
        quiz.mark(quiz.ines, slot_id, (2, 0.5), now)
    seen = quiz.mark(quiz.ines, slot_id, (2, 0.5), now, reason="I had overlooked a page.")
    assert seen.log[0].reason == "I had overlooked a page."


def test_a_first_mark_needs_no_reason_and_that_of_a_program_is_one(
    ada: Person, bea: Person, now: datetime
) -> None:
    quiz = essays(now, [ada, bea], Terms(shows=Shows.HOMEWORK))
    assert not quiz.look(quiz.ines, quiz.slot(ada), now).needs_reason
    assert quiz.look(quiz.ines, quiz.slot(ada, TRUE_FALSE), now).needs_reason


def test_the_record_says_what_was_done(quiz: Marked, ada: Person, now: datetime) -> None:
    quiz.mark(quiz.ines, quiz.slot(ada), (1, 0.25), now + LATER)
    quiz.mark(quiz.ines, quiz.slot(ada), (2, 0.5), now + 2 * LATER, reason="Second thoughts.")
    reading().rollback()
    last, first = audit.list_changes(quiz.course).items[:2]
    assert (first.action, first.by, first.subject) == (AuditAction.ANSWER_MARKED, "Ines", "Ada")
    assert (first.before, first.after) == (
        {"points": None},
        {"assignment": "Midterm", "question": 1, "points": 5},
    )
    assert (last.before, last.reason) == ({"points": 5}, "Second thoughts.")


def test_what_is_to_mark_is_counted_and_comes_in_turn(quiz: Marked, now: datetime) -> None:
    found = queue(quiz, quiz.ines)
    assert (found.title, found.to_mark, found.marked) == ("Why do deltas grow?", 2, 0)
    assert found == queue(quiz, an_assistant(quiz, now))
    first, second = found.answers
    assert found.next_to_mark() == first
    assert found.next_to_mark(first.slot_id) == second
    assert found.next_to_mark(second.slot_id) == first
    quiz.mark(quiz.ines, first.slot_id, (1, 0), now)
    found = queue(quiz, quiz.ines)
    assert (found.to_mark, found.marked) == (1, 1)
    assert found.next_to_mark(second.slot_id) is None
    assert [one.name for one in queue(quiz, quiz.ines, by_name=True).answers] == ["Ada", "Bea"]


def test_an_i_dont_know_waits_for_nobody_and_can_be_marked(quiz: Marked, ada: Person, now: datetime) -> None:
    quiz.attempts[ada.id] = write_essay(ada, quiz.course, quiz.assignment, now, None)
    assert earned(quiz, ada) == (2, 12, 0)
    assert queue(quiz, quiz.ines).to_mark == 2
    assert quiz.mark(quiz.ines, quiz.slot(ada), (0.5, 0), now).points == pytest.approx(2)


@pytest.mark.parametrize(
    "state", [{"finished_at": None}, {"is_preview": True}, {"annulled_at": datetime(2026, 3, 2, tzinfo=UTC)}]
)
def test_only_attempts_that_count_are_marked(
    quiz: Marked, ada: Person, now: datetime, state: dict[str, object]
) -> None:
    slot_id = quiz.slot(ada)
    form = sent(quiz, quiz.ines, slot_id, 1, 0, now=now)
    with writing() as session:
        session.execute(update(Attempt).where(Attempt.id == quiz.attempts[ada.id]).values(**state))
    with pytest.raises(NotFoundError):
        quiz.look(quiz.ines, slot_id, now)
    with pytest.raises(NotFoundError):
        marking.mark(quiz.ines, quiz.course, quiz.assignment, slot_id, form, now)
    assert [one.name for one in queue(quiz, quiz.ines).answers] == ["Bea"]


def test_assistants_mark_those_of_their_groups(quiz: Marked, ada: Person, bea: Person, now: datetime) -> None:
    asa = an_assistant(quiz, now)
    group = groups.make(quiz.ines, quiz.course, "Section A", now)
    for one in (asa, ada):
        groups.put_member(quiz.ines, quiz.course, one.id, frozenset({group}), now)
    assert [one.name for one in queue(quiz, asa).answers] == ["Ada"]
    quiz.mark(asa, quiz.slot(ada), (1, 0), now)
    form = sent(quiz, quiz.ines, quiz.slot(bea), 1, 0, now=now)
    with pytest.raises(NotFoundError):
        marking.mark(asa, quiz.course, quiz.assignment, quiz.slot(bea), form, now)


def test_others_mark_nothing(quiz: Marked, ada: Person, bea: Person, now: datetime) -> None:
    slot_id = quiz.slot(ada)
    form = sent(quiz, quiz.ines, slot_id, 2, 0.5, now=now)
    with pytest.raises(NotAllowedError):
        marking.mark(bea, quiz.course, quiz.assignment, slot_id, form, now)
    stranger = a_person(now, "Oskar", Role.INSTRUCTOR)
    with pytest.raises(NotFoundError):
        marking.mark(stranger, quiz.course, quiz.assignment, slot_id, form, now)
    assert count_marks() == 0


def test_who_left_is_marked_no_more_and_may_be_all_the_same(quiz: Marked, ada: Person, now: datetime) -> None:
    slot_id = quiz.slot(ada)
    members.leave(ada, quiz.course, now)
    assert [one.name for one in queue(quiz, quiz.ines).answers] == ["Bea"]
    assert quiz.mark(quiz.ines, slot_id, (1, 0), now).points == pytest.approx(4)


def test_marks_outlive_who_gave_them_and_go_with_whose_they_are(
    quiz: Marked, ada: Person, now: datetime
) -> None:
    asa = an_assistant(quiz, now)
    quiz.mark(asa, quiz.slot(ada), (1, 0), now)
    deletion.delete_account(asa, PASSWORD, CONTEXT, now)
    (entry,) = quiz.look(quiz.ines, quiz.slot(ada), now).log
    assert (entry.by, entry.by_id) == (None, None)
    deletion.delete_account(ada, PASSWORD, CONTEXT, now)
    assert count_marks() == 0
