"""Hints in quizzes: each shown once, paid for whenever it was asked for, and refused once it is too late."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from support.parallel import at_once
from support.people import a_person

from quizapp.models import Answer, Card, Review, Slot
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.errors import ClosedError, NotFoundError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.quizzes.hints import take_hint
from quizapp.services.transaction import reading

LATER = timedelta(minutes=1)
RIGHT, WRONG = "Mont Blanc", "Elbrus"


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


class Hinted:
    """A quiz on mountains, and in it the question with hints for 33 % and 50 %."""

    def __init__(self, person: Person, bank: int, now: datetime, feedback: Feedback) -> None:
        self.person, self.now = person, now
        request = QuizRequest(bank, ("mountains",), count=20, rules=QuizRules(feedback))
        self.id = beginning.begin(person, request, now, seed=3).attempt_id
        count = attempts.progress(person, self.id).questions
        self.number = next(
            number for number in range(1, count + 1)
            if attempts.show(person, self.id, number).asked.question.id == "highest-mountain"
        )  # fmt: skip

    @property
    def slot(self) -> AskedSlot:
        reading().rollback()
        return attempts.show(self.person, self.id, self.number)

    def hint(self, shown: int, sequence: int | None = None) -> AskedSlot:
        sequence = self.slot.sequence if sequence is None else sequence
        take_hint(self.person, self.id, self.number, shown=shown, sequence=sequence, now=self.now + LATER)
        return self.slot

    def answer(self, response: str | None) -> AskedSlot:
        answering.answer(self.person, self.id, self.number, response, self.slot.sequence, self.now)
        return self.slot

    def credits(self) -> list[float]:
        reading().rollback()
        return list(reading().scalars(select(Answer.credit).order_by(Answer.sequence)))


@pytest.fixture
def each(bank: int, ada: Person, now: datetime) -> Hinted:
    return Hinted(ada, bank, now, Feedback.EACH)


@pytest.fixture
def end(bank: int, ada: Person, now: datetime) -> Hinted:
    return Hinted(ada, bank, now, Feedback.END)


@pytest.mark.parametrize(
    ("hints", "response", "credit", "outcome"),
    [
        (0, RIGHT, 1, "right"),
        (1, RIGHT, 0.67, "hinted"),
        (2, RIGHT, 0.17, "hinted"),
        (2, WRONG, 0, "wrong"),
        (2, None, 0, "unknown"),
    ],
)
def test_each_hint_takes_its_cost_off_what_the_answer_earns(
    each: Hinted, hints: int, response: str | None, credit: float, outcome: str
) -> None:
    for shown in range(hints):
        each.hint(shown)
    slot = each.answer(response)
    assert (slot.credit, slot.outcome, slot.hints_used) == (credit, outcome, hints)
    assert slot.mark
    assert slot.mark.credit == (1 if response == RIGHT else 0)
    closing.finish(each.person, each.id, each.now)
    assert attempts.result(each.person, each.id).credit == credit


def test_the_same_request_shows_one_hint_and_there_are_no_more_than_there_are(each: Hinted) -> None:
    assert [each.hint(shown).hints_used for shown in (0, 0, 5, 1, 1, 2, 2)] == [1, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize(("hints", "rating"), [(1, None), (2, 1)])
def test_the_memory_learns_from_what_is_left_after_hints(
    each: Hinted, hints: int, rating: int | None
) -> None:
    """Right with a third off says nothing of a new card; with five sixths off it is a miss."""
    for shown in range(hints):
        each.hint(shown)
    each.answer(RIGHT)
    reading().rollback()
    assert reading().scalar(select(Review.rating)) == rating
    assert (reading().scalar(select(Card.id)) is not None) == (rating is not None)


def test_no_hint_after_feedback(each: Hinted) -> None:
    each.answer(WRONG)
    with pytest.raises(ClosedError):
        each.hint(0)
    assert each.slot.hints_used == 0


@pytest.mark.parametrize("feedback", Feedback)
def test_no_hint_after_the_finish(bank: int, ada: Person, now: datetime, feedback: Feedback) -> None:
    quiz = Hinted(ada, bank, now, feedback)
    closing.finish(ada, quiz.id, now)
    with pytest.raises(ClosedError):
        quiz.hint(0)
    assert quiz.slot.hints_used == 0


def test_a_hint_after_an_answer_costs_what_it_costs_before(end: Hinted) -> None:
    end.answer(RIGHT)
    slot = end.hint(0)
    assert (slot.response, slot.sequence, slot.hints_used) == (RIGHT, 2, 1)
    assert end.credits() == [1, 0.67]
    closing.finish(end.person, end.id, end.now)
    assert (end.slot.credit, end.slot.outcome) == (0.67, "hinted")


@pytest.mark.parametrize("response", [RIGHT, WRONG, None])
def test_a_hint_after_an_answer_tells_nothing_of_it(end: Hinted, response: str | None) -> None:
    end.answer(response)
    slot = end.hint(0)
    assert (slot.sequence, slot.response, slot.mark, slot.credit) == (2, response, None, None)


def test_a_page_from_before_an_answer_shows_no_hint_before_the_answer_is_seen(end: Hinted) -> None:
    end.answer(WRONG)
    with pytest.raises(StaleError):
        end.hint(0, sequence=0)
    assert end.slot.hints_used == 0
    # Sent twice it is no other request, whatever has been written for the first.
    end.hint(0)
    assert end.hint(0, sequence=1).hints_used == 1


def test_a_changed_answer_is_marked_after_the_same_hints(end: Hinted) -> None:
    end.answer(WRONG)
    end.hint(0)
    end.answer(RIGHT)
    assert end.credits() == [0, 0, 0.67]


def test_two_copies_of_a_request_show_one_hint(app: Flask, end: Hinted) -> None:
    end.answer(RIGHT)

    def send() -> None:
        take_hint(end.person, end.id, end.number, shown=0, sequence=1, now=end.now)

    assert at_once([send, send], app) == [None, None]
    assert (end.slot.hints_used, end.slot.sequence) == (1, 2)


def test_a_hint_to_somebody_elses_question_is_not_found(each: Hinted, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        take_hint(a_person(now), each.id, each.number, shown=0, sequence=0, now=now)
    assert reading().scalars(select(Slot.hints_used).distinct()).all() == [0]
