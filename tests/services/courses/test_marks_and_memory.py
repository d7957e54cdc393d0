"""What memory learns from answers that are marked, or accepted, once it has learnt from their attempt."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from support.answers import wrong
from support.assigning import assign, begin, settings_of
from support.marking import Marked, essays
from support.parallel import at_once
from support.people import a_person

from quizapp.assignments.terms import Release, Terms
from quizapp.models import LateAnswer, Review, Slot
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.scheduling.memory import Rating
from quizapp.services.courses import assignments, attempts, late_answers, marking
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, closing, settling
from quizapp.services.quizzes.marks import SentMark
from quizapp.services.transaction import reading, writing_for

pytestmark = pytest.mark.usefixtures("in_app")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EXAM = Terms(shows=Shows.EXAM, attempts=1, release=Release.BY_HAND)
FULL, NONE = (2, 0.5), (0, 0)


@dataclass(frozen=True)
class Entry:
    """An entry of a log."""

    rating: Rating
    at: datetime
    study_day: date


@pytest.fixture
def ada(now: datetime) -> Person:
    return a_person(now, "Ada")


def entries(learner: Person) -> list[Entry]:
    """Return what a learner's memory has learnt, the first first: right answers of new cards are no news."""
    reading().rollback()
    rows = reading().scalars(select(Review).where(Review.user_id == learner.id).order_by(Review.sequence))
    return [Entry(Rating(row.rating), row.reviewed_at, row.study_day) for row in rows]


def released(ada: Person, now: datetime, terms: Terms = EXAM) -> Marked:
    """Let Ada submit an essay whose results are released a day later."""
    quiz = essays(now, [ada], terms)
    assignments.release(quiz.ines, quiz.course, quiz.assignment, now + DAY)
    settling.settle(ada, now + DAY)
    return quiz


def review(person: Person, quiz: Marked, rating: Rating, at: datetime) -> None:
    """Let somebody rate the card of the essay."""
    slot = reading().get_one(Slot, quiz.slot(person))
    question_id, revision_id = slot.question_id, slot.revision_id
    with writing_for(person.id) as (session, _):
        memory = LearnerMemory(session, person, at, [question_id])
        memory.rate(question_id, rating, ReviewAnswer(revision_id))


def test_a_mark_after_the_release_teaches_as_of_the_answer(ada: Person, now: datetime) -> None:
    quiz = released(ada, now)
    assert entries(ada) == []
    quiz.mark(quiz.ines, quiz.slot(ada), NONE, now + 3 * DAY)
    assert entries(ada) == [Entry(Rating.AGAIN, now, ada.clock.study_day(now))]


def test_a_mark_before_the_release_teaches_once_and_then(ada: Person, now: datetime) -> None:
    quiz = essays(now, [ada], EXAM)
    quiz.mark(quiz.ines, quiz.slot(ada), NONE, now + HOUR)
    assert entries(ada) == []
    assignments.release(quiz.ines, quiz.course, quiz.assignment, now + DAY)
    settling.settle(ada, now + DAY)
    assert [one.rating for one in entries(ada)] == [Rating.AGAIN]


def test_of_a_changed_mark_memory_learns_what_it_had_not_learnt(ada: Person, now: datetime) -> None:
    quiz = released(ada, now)
    # Right, of a card that was never seen: that says nothing.
    quiz.mark(quiz.ines, quiz.slot(ada), FULL, now + 2 * DAY)
    assert entries(ada) == []
    quiz.mark(quiz.ines, quiz.slot(ada), NONE, now + 3 * DAY, reason="Copied")
    missed = [Entry(Rating.AGAIN, now, ada.clock.study_day(now))]
    assert entries(ada) == missed
    # What was entered stays.
    quiz.mark(quiz.ines, quiz.slot(ada), FULL, now + 4 * DAY, reason="Her own after all")
    assert entries(ada) == missed


def test_where_the_card_was_answered_on_a_later_day_even_a_miss_is_old_news(
    ada: Person, now: datetime
) -> None:
    quiz = released(ada, now)
    review(ada, quiz, Rating.GOOD, now + 2 * DAY)
    quiz.mark(quiz.ines, quiz.slot(ada), NONE, now + 3 * DAY)
    assert [one.rating for one in entries(ada)] == [Rating.GOOD]


@pytest.mark.parametrize(("points", "learnt"), [(FULL, []), (NONE, [Rating.AGAIN])])
def test_after_a_later_entry_of_the_same_day_only_a_miss_counts(
    points: tuple[float, ...], learnt: list[Rating], ada: Person, now: datetime
) -> None:
    quiz = released(ada, now)
    review(ada, quiz, Rating.GOOD, now + MINUTE)
    quiz.mark(quiz.ines, quiz.slot(ada), points, now + 3 * DAY)
    assert [one.rating for one in entries(ada)] == [Rating.GOOD, *learnt]


@pytest.mark.parametrize("feedback", Feedback)
def test_an_essay_in_practice_teaches_with_its_mark_and_is_no_miss_before(
    feedback: Feedback, ada: Person, now: datetime
) -> None:
    terms = Terms(rules=QuizRules(feedback), shows=Shows.PRACTICE, attempts=1, closes_at=now + DAY)
    quiz = essays(now, [ada], terms)
    assert entries(ada) == []
    settling.settle(ada, now + 2 * DAY)
    assert entries(ada) == []
    quiz.mark(quiz.ines, quiz.slot(ada), NONE, now + 3 * DAY)
    assert [one.rating for one in entries(ada)] == [Rating.AGAIN]


def test_practice_that_is_settled_later_teaches_nothing_twice(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(shows=Shows.PRACTICE, attempts=1, closes_at=now + DAY)
    quiz = assign(ines, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    slot = attempts.find_attempt(ines, course, quiz, attempt, now).questions[0].slot
    reading().rollback()
    answering.answer(ada, attempt, 1, wrong(slot.asked), 0, now)
    closing.finish(ada, attempt, now)
    settling.settle(ada, now + DAY + GRACE)
    assert len(reading().scalars(select(Review.id)).all()) == 1


def test_a_late_answer_that_is_accepted_after_the_release_teaches_too(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = replace(EXAM, rules=QuizRules(Feedback.END, time_limit=60))
    quiz = assign(ines, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    slot = attempts.find_attempt(ines, course, quiz, attempt, now).questions[0].slot
    reading().rollback()
    late = now + HOUR + GRACE + MINUTE
    answering.answer(ada, attempt, 1, wrong(slot.asked), 0, late)
    closing.close_expired(late)
    assignments.release(ines, course, quiz, late)
    settling.settle(ada, late)
    assert reading().scalars(select(Review.id)).all() == []
    waiting = reading().scalars(select(LateAnswer)).one()
    chosen = {waiting.id: waiting.arrived_at}
    late_answers.decide(ines, course, quiz, attempt, chosen, "The line", late + DAY, is_accepted=True)
    reading().rollback()
    entry = reading().scalars(select(Review)).one()
    assert (entry.rating, entry.reviewed_at) == (Rating.AGAIN, now + HOUR)


def test_marking_and_reviewing_at_once_leave_a_log_in_order(app: Flask, ada: Person, now: datetime) -> None:
    quiz = released(ada, now)
    slot_id = quiz.slot(ada)
    seen = quiz.look(quiz.ines, slot_id, now)
    sent = SentMark(answer_id=seen.answer_id, sequence=seen.sequence, points=NONE)
    reading().rollback()
    came = at_once(
        [
            lambda: marking.mark(quiz.ines, quiz.course, quiz.assignment, slot_id, sent, now + 2 * DAY),
            lambda: review(ada, quiz, Rating.GOOD, now + MINUTE),
        ],
        app,
    )
    assert came == [None, None]
    log = entries(ada)
    assert [one.at for one in log] == sorted(one.at for one in log)
    assert len(log) == 2
