"""Assignments whose questions come one after the other: what was left is behind, whoever sends what."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from support.answers import right, wrong
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.parallel import at_once
from support.people import a_person

from quizapp.assignments.terms import Navigation, Terms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import assignments
from quizapp.services.errors import ClosedError, InvalidError, NotFoundError, PassedError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.quizzes import answering, attempts, closing, flags, hints, ways
from quizapp.services.quizzes.answering import Draft, Emptied, Reader, Saved, Sent
from quizapp.services.transaction import reading

FORWARD = Terms(shows=Shows.EXAM, navigation=Navigation.FORWARD)


class Exam:
    """A learner's attempt at an assignment of five questions that come one after the other."""

    def __init__(self, bank: int, now: datetime, terms: Terms = FORWARD) -> None:
        self.owner, self.ada, self.now = a_person(now, role=Role.INSTRUCTOR), a_person(now), now
        self.course = a_course(self.owner, now, banks=[bank])
        put_in(self.course, self.ada, CourseRole.LEARNER, now)
        self.assignment = assign(self.owner, self.course, settings_of(bank, terms), now)
        self.id = begin(self.ada, self.course, self.assignment, now)

    def send(self, number: int, read: Reader, *, leaves: bool = True) -> Saved:
        reading().rollback()
        sequence = attempts.show(self.ada, self.id, number).sequence
        receipt = answering.receive(self.ada, self.id, number, read, sequence, self.now, leaves=leaves)
        return receipt.saved

    def answer(self, number: int, *, leaves: bool = True) -> Saved:
        return self.send(number, lambda slot: Sent(right(slot.asked)), leaves=leaves)

    @property
    def reached(self) -> int:
        reading().rollback()
        return attempts.progress(self.ada, self.id).way.reached


@pytest.fixture
def exam(bank: int, in_app: None, now: datetime) -> Exam:  # noqa: ARG001 -- services work within the app
    return Exam(bank, now)


def test_an_answer_leads_on_and_is_never_changed_after_that(exam: Exam) -> None:
    assert exam.answer(1) is Saved.NEW
    assert exam.reached == 2
    with pytest.raises(PassedError, match="left question 1"):
        exam.send(1, lambda slot: Sent(wrong(slot.asked)))
    with pytest.raises(PassedError, match="Question 3 comes later"):
        exam.answer(3)
    # The same form once more, from a double click, is no fault, and leaves nothing else.
    assert exam.answer(1) is Saved.REPEATED
    assert exam.reached == 2


def test_what_a_page_saves_by_itself_leaves_nothing(exam: Exam) -> None:
    for _ in range(2):
        exam.answer(1, leaves=False)
        assert exam.reached == 1
    assert exam.send(1, lambda slot: Sent(wrong(slot.asked)), leaves=False) is Saved.NEW
    assert exam.answer(1) is Saved.NEW
    assert exam.reached == 2


def test_a_question_is_skipped_only_by_who_says_so(exam: Exam) -> None:
    assert exam.send(1, lambda _: Emptied()) is Saved.NOTHING
    assert exam.reached == 1
    assert exam.send(1, lambda _: Draft("somewhere")) is Saved.DRAFT
    assert exam.reached == 1
    for _ in range(2):
        assert exam.send(1, lambda _: Emptied(is_left=True)) is Saved.NOTHING
        assert exam.reached == 2
    assert exam.answer(2) is Saved.NEW
    assert exam.reached == 3


def test_what_cannot_be_read_is_left_by_who_was_told(exam: Exam) -> None:
    told = Draft("somewhere", may_pass=True)
    assert exam.send(1, lambda _: told) is Saved.DRAFT
    assert exam.reached == 1
    for leaves, reached in ((False, 1), (True, 2)):
        assert exam.send(1, lambda _: told, leaves=leaves) is Saved.DRAFT_AGAIN
        assert exam.reached == reached
    with pytest.raises(PassedError):
        exam.send(1, lambda _: told)


def test_an_answer_taken_back_is_left_like_none(exam: Exam) -> None:
    exam.answer(1, leaves=False)
    assert exam.send(1, lambda _: Emptied(is_left=True)) is Saved.EMPTIED
    assert exam.reached == 2
    assert attempts.progress(exam.ada, exam.id).unanswered == (1, 2, 3, 4, 5)


def test_hints_and_flags_are_for_the_open_question_alone(exam: Exam) -> None:
    exam.answer(1)
    for number in (1, 3):
        with pytest.raises(PassedError):
            hints.take_hint(exam.ada, exam.id, number, shown=0, sequence=int(number == 1), now=exam.now)
    hints.take_hint(exam.ada, exam.id, 2, shown=0, sequence=0, now=exam.now)
    with pytest.raises(ClosedError):
        flags.flag(exam.ada, exam.id, 2, exam.now, is_flagged=True)


def test_leaving_goes_one_step_and_not_beyond_the_last(exam: Exam) -> None:
    later = exam.now + timedelta(minutes=1)
    assert ways.leave(exam.ada, exam.id, 3, later).reached == 1
    for number in range(1, 6):
        for _ in range(2):
            assert ways.leave(exam.ada, exam.id, number, later).reached == number + 1
    assert exam.reached == 6
    with pytest.raises(NotFoundError):
        ways.leave(exam.ada, exam.id, 6, later)
    with pytest.raises(PassedError):
        exam.answer(5)
    with pytest.raises(NotFoundError):
        ways.leave(exam.owner, exam.id, 1, later)


def test_a_finished_attempt_and_one_that_goes_to_and_fro_stay_as_they_are(exam: Exam, bank: int) -> None:
    closing.finish(exam.ada, exam.id, exam.now)
    assert ways.leave(exam.ada, exam.id, 1, exam.now).reached == 1
    free = Exam(bank, exam.now, Terms(shows=Shows.EXAM))
    assert not ways.leave(free.ada, free.id, 1, free.now).only_forward
    assert free.answer(3) is Saved.NEW
    assert free.reached == 1


def test_where_the_mark_shows_at_once_the_question_stays_open_until_it_is_left(bank: int, exam: Exam) -> None:
    rules = QuizRules(Feedback.EACH)
    told = Exam(bank, exam.now, Terms(rules=rules, shows=Shows.PRACTICE, navigation=Navigation.FORWARD))
    assert told.answer(1) is Saved.NEW
    assert told.reached == 1
    assert ways.leave(told.ada, told.id, 1, told.now).reached == 2


def test_many_presses_at_once_leave_one_question(app: Flask, exam: Exam) -> None:
    chosen = right(attempts.show(exam.ada, exam.id, 1).asked)
    reading().rollback()

    def press() -> None:
        answering.receive(exam.ada, exam.id, 1, lambda _: Sent(chosen), 0, exam.now, leaves=True)

    assert at_once([press] * 8, app) == [None] * 8
    assert exam.reached == 2


def test_whether_learners_may_go_back_stays_once_somebody_has_begun(exam: Exam) -> None:
    view = assignments.find(exam.course, exam.assignment)
    reading().rollback()
    settings = settings_of(view.settings.bank_id, Terms(shows=Shows.EXAM))
    with pytest.raises(InvalidError, match="Learners have started"):
        assignments.change(
            exam.owner, exam.course, exam.assignment, settings, view.version, exam.now, may_take_time=True
        )
