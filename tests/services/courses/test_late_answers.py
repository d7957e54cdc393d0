"""Answers that arrive after the end of an attempt: kept apart, and accepted or refused by the staff."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import a_course, put_in
from support.parallel import at_once
from support.people import a_person

from quizapp.assignments.resolving import Accommodation
from quizapp.assignments.terms import Release, Terms
from quizapp.models import Answer, LateAnswer, Review, Slot
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services.courses import (
    accommodations,
    assignments,
    attempt_changes,
    attempts,
    audit,
    late_answers,
    marking,
)
from quizapp.services.courses.accommodations import GivenAccommodation
from quizapp.services.courses.attempt_history import AttemptQuestion
from quizapp.services.courses.late_answers import Decided, DecidedMeanwhile
from quizapp.services.errors import ClosedError, InvalidError, NotAllowedError, NotFoundError, StaleError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, closing, settling
from quizapp.services.quizzes.answering import Emptied, Saved
from quizapp.services.quizzes.late import KEPT_FOR
from quizapp.services.quizzes.marks import SentMark
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EXAM = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, release=Release.BY_HAND)


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    return assign(ines, course, settings_of(bank, EXAM), now)


@pytest.fixture
def attempt(ada: Person, course: int, quiz: int, now: datetime) -> int:
    """Begin an attempt whose questions are all answered wrongly at once."""
    attempt_id = begin(ada, course, quiz, now)
    answer_all(ada, attempt_id, wrong, now)
    return attempt_id


def questions(ines: Person, course: int, quiz: int, attempt: int, now: datetime) -> Sequence[AttemptQuestion]:
    reading().rollback()
    return attempts.find_attempt(ines, course, quiz, attempt, now).questions


def send(ada: Person, one: AttemptQuestion, now: datetime) -> Saved:
    """Send the right answer to a question, from a page that knows of all answers."""
    slot = one.slot
    return answering.answer(ada, slot.attempt_id, slot.number, right(slot.asked), slot.sequence, now).saved


def test_worked_example_12_a_cut_line(ines: Person, ada: Person, bank: int) -> None:
    """B is offline from 11:20, ends at 11:35, and is back at 11:50: what the browser kept arrived late."""

    def at(clock: str) -> datetime:
        return datetime.fromisoformat(f"2026-03-02 {clock}").replace(tzinfo=UTC)

    course = a_course(ines, at("09:00"), banks=[bank])
    put_in(course, ada, CourseRole.LEARNER, at("09:00"))
    half_more = GivenAccommodation(Accommodation(time_factor=1.5), "")
    accommodations.change(ines, course, ada.id, half_more, at("09:00"))
    terms = Terms(
        rules=QuizRules(Feedback.END, time_limit=60),
        shows=Shows.EXAM,
        opens_at=at("10:00"),
        closes_at=at("11:15"),
    )
    quiz = assign(ines, course, settings_of(bank, terms), at("09:00"))
    attempt = begin(ada, course, quiz, at("10:05"))
    first, second, *_ = questions(ines, course, quiz, attempt, at("10:05"))
    assert send(ada, first, at("11:19")) is Saved.NEW
    assert send(ada, second, at("11:50")) is Saved.LATE
    closing.close_expired(at("11:50"))
    found = attempts.find_attempt(ines, course, quiz, attempt, at("11:50"))
    assert (found.listed.summary.finished_at, found.listed.points) == (at("11:35"), 1)
    (waiting,) = found.late_waiting
    late = waiting.late
    assert late
    assert (waiting.slot.number, late.at, late.after_the_end) == (2, at("11:50"), 15 * MINUTE)
    assert late.response == right(second.slot.asked)
    late_answers.decide(
        ines, course, quiz, attempt, {late.id: late.at}, "The line was cut", at("12:00"), is_accepted=True
    )
    reading().rollback()
    found = attempts.find_attempt(ines, course, quiz, attempt, at("12:00"))
    assert (found.listed.points, found.late_waiting) == (2, ())
    assert found.questions[1].answers[-1].at == at("11:35")


def test_the_last_one_is_kept_for_each_question_and_stays_as_it_arrived_when_it_is_sent_again(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    first = questions(ines, course, quiz, attempt, now)[0]
    late = now + HOUR + GRACE + MINUTE
    assert answering.answer(ada, attempt, 1, None, 1, late).saved is Saved.LATE
    for minutes in (1, 2):
        assert send(ada, first, late + minutes * MINUTE) is Saved.LATE
    kept = questions(ines, course, quiz, attempt, late)[0].late
    assert kept
    assert (kept.response, kept.at) == (right(first.slot.asked), late + MINUTE)
    # What counts already is nothing new.
    assert answering.answer(ada, attempt, 1, wrong(first.slot.asked), 1, late).saved is Saved.REPEATED
    # A page from before the answer that counts knows less than the server.
    with pytest.raises(StaleError):
        answering.answer(ada, attempt, 1, right(first.slot.asked), 0, late)
    assert reading().scalar(select(func.count()).select_from(Answer)) == 5


def test_what_arrives_within_the_grace_counts_at_once(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    first = questions(ines, course, quiz, attempt, now)[0]
    assert send(ada, first, now + HOUR + GRACE) is Saved.NEW


def test_within_the_grace_it_counts_even_after_a_look_has_finished_the_attempt(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    first, second, _, fourth, _ = questions(ines, course, quiz, attempt, now)
    end = now + HOUR
    # The learner's own look finishes it at once, the others' do while an answer waits.
    closing.close_overdue(ada, end + timedelta(seconds=1), timedelta(0))
    assert send(ada, first, end + timedelta(seconds=2)) is Saved.NEW
    closing.close_expired(end + GRACE + MINUTE)
    assert send(ada, second, end + GRACE) is Saved.NEW
    assert answering.receive(ada, attempt, 3, lambda _: Emptied(is_said=True), 1, end + GRACE).saved is (
        Saved.EMPTIED
    )
    reading().rollback()
    found = attempts.find_attempt(ines, course, quiz, attempt, end + MINUTE)
    assert (found.listed.points, found.late_waiting) == (2, ())
    assert found.listed.summary.finished_at == end
    assert [one.slot.is_answered for one in found.questions] == [True, True, False, True, True]
    # A page from before it knows less than the server, now as ever.
    with pytest.raises(StaleError):
        answering.answer(ada, attempt, 1, None, 1, end + GRACE)
    assert send(ada, fourth, end + GRACE + MINUTE) is Saved.LATE


def test_submitted_annulled_or_with_marks_told_it_does_not_count_in_the_grace(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    first, second, *_ = questions(ines, course, quiz, attempt, now)
    on_its_way = now + HOUR + timedelta(seconds=2)
    closing.close_overdue(ada, on_its_way, timedelta(0))
    attempt_changes.annul(ines, course, quiz, attempt, "Alarm", on_its_way)
    with pytest.raises(ClosedError, match="annulled"):
        send(ada, first, on_its_way)
    attempt_changes.restore(ines, course, quiz, attempt, "Alarm", on_its_way)
    assignments.release(ines, course, quiz, on_its_way)
    settling.settle(ada, on_its_way)
    # Marks are told, right answers not yet: for these the grace counts.
    assert send(ada, first, on_its_way) is Saved.LATE
    settling.settle(ada, now + HOUR + GRACE)
    with pytest.raises(ClosedError):
        send(ada, second, now + HOUR + GRACE)


def test_a_mark_and_an_answer_on_its_way_at_once_are_both_counted(
    app: Flask, ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    first, second, *_ = questions(ines, course, quiz, attempt, now)
    on_its_way = now + HOUR + timedelta(seconds=2)
    closing.close_overdue(ada, on_its_way, timedelta(0))
    seen = marking.find(ines, course, quiz, second.slot.slot_id, on_its_way)
    sent = SentMark(answer_id=seen.answer_id, sequence=seen.sequence, points=(1,))
    reading().rollback()

    def mark() -> None:
        marking.mark(ines, course, quiz, second.slot.slot_id, sent, on_its_way)

    assert at_once([mark, lambda: send(ada, first, on_its_way)], app) == [None, Saved.NEW]
    reading().rollback()
    assert attempts.find_attempt(ines, course, quiz, attempt, on_its_way).listed.points == 2


def test_nothing_is_kept_after_submitting_or_telling_or_too_long(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, bank: int, now: datetime
) -> None:
    first, second, third, *_ = questions(ines, course, quiz, attempt, now)
    late = now + HOUR + GRACE + MINUTE
    with pytest.raises(ClosedError):
        answering.receive(ada, attempt, 1, lambda _: Emptied(is_said=True), 1, late)
    assert send(ada, first, now + HOUR + KEPT_FOR) is Saved.LATE
    with pytest.raises(ClosedError):
        send(ada, second, now + HOUR + KEPT_FOR + MINUTE)
    attempt_changes.annul(ines, course, quiz, attempt, "Alarm", late)
    with pytest.raises(ClosedError, match="annulled"):
        send(ada, third, late)
    attempt_changes.restore(ines, course, quiz, attempt, "Alarm", late)
    closing.close_expired(late)
    assignments.release(ines, course, quiz, late)
    settling.settle(ada, late)
    with pytest.raises(ClosedError):
        send(ada, third, late)
    other = assign(ines, course, settings_of(bank, EXAM), now)
    submitted = begin(ada, course, other, now)
    closing.finish(ada, submitted, now)
    with pytest.raises(ClosedError):
        send(ada, questions(ines, course, other, submitted, late)[0], late)


@pytest.mark.parametrize("shows", [Shows.PRACTICE, Shows.HOMEWORK])
def test_practice_tells_the_answer_at_the_end_so_that_nothing_is_kept(
    shows: Shows, ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=shows, release=Release.BY_HAND)
    quiz = assign(ines, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    first = questions(ines, course, quiz, attempt, now)[0]
    late = now + HOUR + GRACE + MINUTE
    if shows is Shows.HOMEWORK:
        assert send(ada, first, late) is Saved.LATE
    else:
        with pytest.raises(ClosedError):
            send(ada, first, late)


def test_until_the_close_of_the_learner_and_a_week(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, closes_at=now + 3 * DAY)
    quiz = assign(ines, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    first, second, *_ = questions(ines, course, quiz, attempt, now)
    assert send(ada, first, now + 3 * DAY + KEPT_FOR) is Saved.LATE
    with pytest.raises(ClosedError):
        send(ada, second, now + 3 * DAY + KEPT_FOR + MINUTE)


def test_decided_once_and_by_those_who_teach(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    asa, otto = a_person(now, "Asa"), a_person(now, "Otto", Role.INSTRUCTOR)
    put_in(course, asa, CourseRole.ASSISTANT, now)
    late = now + HOUR + GRACE + MINUTE
    first, second, *_ = questions(ines, course, quiz, attempt, now)
    send(ada, first, late)
    send(ada, second, late)

    def decide(person: Person, chosen: dict[int, datetime], *, is_accepted: bool) -> Decided:
        return late_answers.decide(
            person, course, quiz, attempt, chosen, "Cut line", late, is_accepted=is_accepted
        )

    chosen = {one.late.id: one.late.at for one in questions(ines, course, quiz, attempt, late) if one.late}
    with pytest.raises(InvalidError, match="open"):
        decide(ines, chosen, is_accepted=True)
    closing.close_expired(late)
    with pytest.raises(NotAllowedError):
        decide(asa, chosen, is_accepted=True)
    with pytest.raises(NotFoundError):
        decide(otto, chosen, is_accepted=True)
    (of_first, of_second) = chosen
    with pytest.raises(StaleError):
        decide(ines, {of_first: late - MINUTE}, is_accepted=True)
    assert decide(ines, {of_first: late}, is_accepted=True) == Decided(1, ())
    assert decide(ines, {of_second: late}, is_accepted=False) == Decided(1, ())
    assert decide(ines, chosen, is_accepted=True) == Decided(1, (DecidedMeanwhile(2, False, "Ines"),))
    found = attempts.find_attempt(ines, course, quiz, attempt, late)
    assert found.listed.points == 1
    told = [(one.late.is_accepted, one.late.decided_by) for one in found.questions if one.late]
    assert told == [(True, "Ines"), (False, "Ines")]
    entries = audit.list_changes(course).items[:2]
    assert [(one.subject, one.reason, (one.after or {})["is_accepted"]) for one in entries] == [
        ("Ada", "Cut line", False),
        ("Ada", "Cut line", True),
    ]
    with pytest.raises(ClosedError, match="already decided"):
        send(ada, found.questions[1], late + MINUTE)


def test_an_older_late_answer_never_goes_over_a_newer_one(
    ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    late = now + HOUR + GRACE + MINUTE
    send(ada, questions(ines, course, quiz, attempt, now)[0], late)
    closing.close_expired(late)
    attempt_changes.reopen(ines, course, quiz, attempt, 10, "Alarm", late)
    one = questions(ines, course, quiz, attempt, late)[0]
    answering.answer(ada, attempt, 1, None, one.slot.sequence, late + MINUTE)
    closing.finish(ada, attempt, late + MINUTE)
    assert one.late
    with pytest.raises(InvalidError, match="answered again since"):
        late_answers.decide(
            *(ines, course, quiz, attempt, {one.late.id: one.late.at}, "", late), is_accepted=True
        )


def test_memory_learns_from_an_accepted_one_at_the_release(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    late = now + HOUR + GRACE + MINUTE
    one = questions(ines, course, quiz, attempt, now)[0]
    answering.answer(ada, attempt, 1, wrong(one.slot.asked), 0, late)
    closing.close_expired(late)
    waiting = questions(ines, course, quiz, attempt, late)[0].late
    assert waiting
    late_answers.decide(*(ines, course, quiz, attempt, {waiting.id: waiting.at}, "", late), is_accepted=True)
    assert reading().scalar(select(func.count()).select_from(Review)) == 0
    assignments.release(ines, course, quiz, late)
    settling.settle(ada, late)
    reading().rollback()
    assert reading().scalars(select(Review.user_id)).all() == [ada.id]


def test_sending_and_deciding_at_once_leave_one_of_both(
    app: Flask, ines: Person, ada: Person, course: int, quiz: int, attempt: int, now: datetime
) -> None:
    late = now + HOUR + GRACE + MINUTE
    first = questions(ines, course, quiz, attempt, now)[0]
    answering.answer(ada, attempt, 1, None, 1, late)
    closing.close_expired(late)
    waiting = questions(ines, course, quiz, attempt, late)[0].late
    assert waiting
    reading().rollback()

    def decide() -> object:
        return late_answers.decide(
            *(ines, course, quiz, attempt, {waiting.id: waiting.at}, "", late), is_accepted=True
        )

    decided, sent = at_once([decide, lambda: send(ada, first, late + MINUTE)], app)
    row = reading().scalars(select(LateAnswer)).one()
    sequence = reading().scalars(select(Slot.sequence).where(Slot.id == first.slot.slot_id)).one()
    if isinstance(decided, StaleError):
        assert (sent, row.is_accepted, sequence) == (Saved.LATE, None, 1)
    else:
        assert isinstance(sent, ClosedError | StaleError)
        assert (decided, row.is_accepted, row.response, sequence) == (Decided(1, ()), True, None, 2)
