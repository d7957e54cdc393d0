"""What was typed and can't be read, once an attempt at an assignment is over: told, and earning nothing."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from support.setting import Taught, taught
from support.wording import words

from quizapp.assignments.terms import Release, Terms
from quizapp.quizzes.composition import Composition, DrawItem, Section
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments

TYPED = "rather high <b>"


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def publish(course: Taught, terms: Terms, type_: str) -> int:
    quiz = course.draft(terms, Composition((Section((DrawItem(1, types=(type_,)),)),)))
    with course.app.app_context():
        assignments.publish(course.ines, course.id, quiz, datetime.now(UTC))
    return quiz


def submit(course: Taught, quiz: int, typed: str) -> str:
    """Type into the fields of the one question and submit; return the address of the attempt."""
    door = course.learner.get(f"/courses/{course.id}/assignments/{quiz}")
    question = door.forms["begin"].submit().follow().follow()
    form = question.forms["answer"]
    for field in form.fields["response"]:
        field.value = typed
    form.submit(status=303)
    address = question.request.path.rsplit("/", 1)[0]
    course.learner.get(f"{address}/finish").forms["finish"].submit(status=303)
    return address


@pytest.mark.parametrize("type_", ["number", "date"])
def test_what_could_not_be_read_is_told_to_the_staff_and_with_the_results(course: Taught, type_: str) -> None:
    quiz = publish(course, Terms(shows=Shows.EXAM, release=Release.BY_HAND), type_)
    address = submit(course, quiz, TYPED)
    staff = course.open(quiz, f"attempts/{address.rsplit('/', 1)[1]}")
    assert "Typed, but not a valid answer:" in words(staff)
    assert TYPED in words(staff, ".own-words")
    assert "0 of 1" in words(staff)
    assert "rather high" not in course.learner.get(f"{address}/result")
    with course.app.app_context():
        assignments.release(course.ines, course.id, quiz, datetime.now(UTC))
    result = course.learner.get(f"{address}/result")
    assert "Not read as an answer" in words(result)
    assert TYPED in words(result, ".own-words")
    assert "No question was answered." in words(result)


def test_of_a_sealed_exam_it_stays_closed(course: Taught) -> None:
    quiz = publish(course, Terms(shows=Shows.SEALED, release=Release.BY_HAND), "number")
    address = submit(course, quiz, TYPED)
    with course.app.app_context():
        assignments.release(course.ines, course.id, quiz, datetime.now(UTC))
    result = course.learner.get(f"{address}/result")
    assert "The question and your answer aren't shown." in words(result)
    assert "rather high" not in result
