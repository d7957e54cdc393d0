"""A dry look at a composition, with what the database knows of its questions."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.people import a_person
from support.resync import resync
from support.reviewing import show, turn
from support.statements import statements

from quizapp.bank.audience import Audience
from quizapp.models import QuestionRecord
from quizapp.quizzes.composition import Composition, FixedItem, Section, just_draw
from quizapp.quizzes.dry_look import FindingKind
from quizapp.scheduling.memory import Rating
from quizapp.services.banks.dry_look import dry_look
from quizapp.services.errors import NotFoundError
from quizapp.services.reviews import recording, studied_banks
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

SECOND = timedelta(seconds=1)


def amounts(bank: int, composition: Composition, *, is_exam: bool = False) -> dict[FindingKind, float]:
    reading().rollback()
    return {one.kind: one.amount for one in dry_look(bank, composition, is_exam=is_exam)}


def test_the_time_is_that_of_reviews_so_far_once_there_are_five(bank: int, now: datetime) -> None:
    keys: set[str] = set()
    for number in range(5):
        person = a_person(now)
        studied_banks.study(person, bank, now)
        answered = turn(person, show(person, now), now + SECOND)
        recording.rate(person, answered, Rating.GOOD, now + (40 + number) * SECOND)
        question = reading().get_one(QuestionRecord, answered.shown.question_id)
        keys.add(question.key)
        found = amounts(bank, Composition((Section((FixedItem(question.key, 2),)),)))
        assert (found[FindingKind.SECONDS] == 42) == (number == 4)
        assert (found[FindingKind.POINTS], found[FindingKind.IN_STUDY]) == (2, 1)
        reading().rollback()
    assert len(keys) == 1


def test_an_exam_in_a_public_bank_is_found(bank: int, now: datetime) -> None:
    whole = just_draw(2)
    assert amounts(bank, whole, is_exam=True)[FindingKind.PUBLIC] == 12
    assert FindingKind.PUBLIC not in amounts(bank, whole)
    resync(lambda question: question, now, audience=Audience.EXAM)
    assert FindingKind.PUBLIC not in amounts(bank, whole, is_exam=True)


def test_retired_questions_are_missing(bank: int, now: datetime) -> None:
    key = reading().scalars(select(QuestionRecord.key).order_by(QuestionRecord.position)).first()
    assert key
    reading().rollback()
    resync(lambda question: None if question.id == key else question, now, quizzes=())
    found = amounts(bank, Composition((Section((FixedItem(key),)),)))
    assert (found[FindingKind.MISSING], found[FindingKind.POINTS]) == (1, 0)


def test_it_takes_four_statements_and_a_bank(bank: int) -> None:
    amounts(bank, just_draw(2))
    assert statements(lambda: dry_look(bank, just_draw(2), is_exam=True)) == 4
    with pytest.raises(NotFoundError):
        dry_look(bank + 99, just_draw(2), is_exam=True)
