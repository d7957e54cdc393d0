"""Attempts of learners as the staff sees them: whose, how they stand, and all that was given."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import put_in
from support.people import a_person

from quizapp.assignments.terms import LateStep, Terms
from quizapp.models import Answer, Attempt, Marking, Slot
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services.courses import attempts, groups, members
from quizapp.services.courses.attempt_history import LONGEST_HISTORY
from quizapp.services.courses.attempts import CourseAttempt, ListedAttempt
from quizapp.services.errors import NotFoundError
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, closing
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EXAM = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, attempts=3)


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    return assign(ines, course, settings_of(bank, EXAM), now)


def listed(person: Person, course: int, quiz: int, now: datetime) -> tuple[ListedAttempt, ...]:
    reading().rollback()
    return attempts.list_attempts(person, course, quiz, now).items


def find(person: Person, course: int, quiz: int, attempt: int, now: datetime) -> CourseAttempt:
    reading().rollback()
    return attempts.find_attempt(person, course, quiz, attempt, now)


def test_the_staff_sees_right_answers_and_all_that_was_given_from_the_first_moment(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now + MINUTE)
    answer_all(ada, attempt, right, now + 2 * MINUTE)
    found = find(ines, course, quiz, attempt, now + 3 * MINUTE)
    assert (found.listed.name, found.listed.is_open, found.listed.points) == ("Ada", True, None)
    for one in found.questions:
        assert one.slot.disclosure.right_answer
        assert [given.at for given in one.answers] == [now + MINUTE, now + 2 * MINUTE]
        assert one.answers[1].words == one.slot.asked.describe(one.slot.response)
    # The learner still knows nothing of it.
    assert not found.is_told


def test_marks_by_the_staff_are_told_with_who_and_why(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    with writing() as session:
        slot = session.scalars(select(Slot).where(Slot.attempt_id == attempt, Slot.number == 1)).one()
        answer_id = session.scalars(select(Answer.id).where(Answer.slot_id == slot.id)).one()
        row = {"answer_id": answer_id, "source": "staff", "by_id": ines.id, "marked_at": now}
        session.execute(insert(Marking).values(sequence=1, credit=0.5, comment="Nearly.", **row))
        session.execute(insert(Marking).values(sequence=2, credit=1, reason="Read again.", **row))
        slot.marked_credit = 1.0
    first, second = find(ines, course, quiz, attempt, now).questions[:2]
    assert [(mark.credit, mark.by, mark.comment, mark.reason) for mark in first.marks] == [
        (0.5, "Ines", "Nearly.", ""),
        (1, "Ines", "", "Read again."),
    ]
    assert (first.slot.credit, second.marks) == (1, ())


def test_time_that_is_up_and_lateness_show_whoever_looks_when(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(
        rules=QuizRules(Feedback.END, time_limit=60),
        due_at=now,
        closes_at=now + DAY,
        late=(LateStep(now + DAY, 50),),
    )
    quiz = assign(ines, course, settings_of(bank, terms), now - HOUR)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, right, now)
    later = now + HOUR + GRACE + MINUTE
    (one,) = listed(ines, course, quiz, later)
    assert (one.is_open, one.is_late, one.late_percent) == (False, True, 50)
    assert closing.close_overdue_in_course(course, later) == 1
    assert closing.close_overdue_in_course(course, later) == 0
    (one,) = listed(ines, course, quiz, later)
    assert one.summary.finished_at == now + HOUR
    assert (one.finished_by, one.percent) == ("time", 50)


def test_an_assistant_in_a_group_finds_the_attempts_of_that_group_alone(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    bo, asa = a_person(now, "Bo"), a_person(now, "Asa")
    put_in(course, bo, CourseRole.LEARNER, now)
    put_in(course, asa, CourseRole.ASSISTANT, now)
    of_ada, of_bo = begin(ada, course, quiz, now), begin(bo, course, quiz, now)
    assert [one.name for one in listed(asa, course, quiz, now)] == ["Ada", "Bo"]
    lab = groups.make(ines, course, "Lab", now)
    for person in (asa, bo):
        groups.put_member(ines, course, person.id, frozenset({lab}), now)
    assert [one.name for one in listed(asa, course, quiz, now)] == ["Bo"]
    assert find(asa, course, quiz, of_bo, now).listed.name == "Bo"
    with pytest.raises(NotFoundError):
        find(asa, course, quiz, of_ada, now)
    assert [one.name for one in attempts.list_attempts(ines, course, quiz, now, lab).items] == ["Bo"]


def test_previews_and_attempts_at_other_assignments_are_not_found(
    ines: Person, ada: Person, course: int, quiz: int, bank: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    other = assign(ines, course, settings_of(bank, EXAM), now)
    with pytest.raises(NotFoundError):
        find(ines, course, other, attempt, now)
    with writing() as session:
        session.execute(update(Attempt).values(is_preview=True))
    assert listed(ines, course, quiz, now) == ()
    with pytest.raises(NotFoundError):
        find(ines, course, quiz, attempt, now)


def test_attempts_of_somebody_who_left_stay(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    members.remove(ines, course, ada.id, now)
    assert [one.id for one in listed(ines, course, quiz, now)] == [attempt]
    assert find(ines, course, quiz, attempt, now).terms is None


def test_a_long_history_is_told_from_its_end(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    for sequence in range(LONGEST_HISTORY + 5):
        at = now + sequence * timedelta(seconds=20)
        slot = find(ines, course, quiz, attempt, at).questions[0].slot
        choose = right if sequence % 2 else wrong
        answering.answer(ada, attempt, 1, choose(slot.asked), sequence, at)
    one = find(ines, course, quiz, attempt, now).questions[0]
    assert (one.earlier, len(one.answers)) == (5, LONGEST_HISTORY)
    assert one.answers[-1].sequence == LONGEST_HISTORY + 5
