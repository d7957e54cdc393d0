"""Rows of the log: which of them are effective, and with which parameters they were computed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from support.people import a_person

from quizapp.models import Card, ParameterSetRecord, QuestionRecord, Review, Revision
from quizapp.scheduling.log import effective
from quizapp.scheduling.memory import NEW_CARD, Rating, refold
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, ParameterSet
from quizapp.services.memory import check
from quizapp.services.memory.card_rows import is_effective
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing, writing_for

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def a_question() -> int:
    question_id = reading().scalars(select(QuestionRecord.id).order_by(QuestionRecord.id)).first()
    reading().rollback()
    assert question_id
    return question_id


def revision_of(question_id: int) -> int:
    return reading().scalars(select(Revision.id).where(Revision.question_id == question_id)).one()


def take(person: Person, question_id: int, steps: Sequence[Rating | None]) -> None:
    """Rate a card, a day apart; None takes the last review back, if there is one."""
    for number, rating in enumerate(steps):
        at = NOW + number * DAY
        with writing_for(person.id) as (session, _):
            memory = LearnerMemory(session, person, at, [question_id])
            if rating is not None:
                memory.rate(question_id, rating, ReviewAnswer(revision_of(question_id)))
            elif last := effective(log_of(person)):
                memory.undo(question_id, last[-1])


def log_of(person: Person) -> Sequence[Review]:
    mine = select(Review).where(Review.user_id == person.id)
    return reading().scalars(mine.order_by(Review.card_id, Review.sequence)).all()


# One database serves all examples of a test, each with a learner of its own.
@given(steps=st.lists(st.one_of(st.sampled_from(Rating), st.none()), max_size=14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_and_entries_are_effective_by_one_rule(
    in_app: None,  # noqa: ARG001 -- services work within the app
    bank: int,  # noqa: ARG001 -- its questions
    steps: list[Rating | None],
) -> None:
    person = a_person(NOW)
    take(person, a_question(), steps)
    of_rows = select(Review.sequence).where(Review.user_id == person.id, is_effective())
    by_sql = reading().scalars(of_rows.order_by(Review.sequence)).all()
    assert [row.sequence for row in effective(log_of(person))] == by_sql
    reading().rollback()


def test_each_entry_is_folded_with_the_parameters_that_it_names(
    in_app: None,  # noqa: ARG001 -- services work within the app
    bank: int,  # noqa: ARG001 -- its questions
) -> None:
    person, question_id = a_person(NOW), a_question()
    take(person, question_id, [Rating.EASY, Rating.GOOD])
    first, second = log_of(person)
    others = ParameterSet(2, FSRS_6, tuple(1.07 * number for number in DEFAULT_PARAMETERS.numbers))
    learnt = refold(NEW_CARD, Rating.EASY, at=NOW, study_day=first.study_day, parameters=DEFAULT_PARAMETERS)
    at, day = second.reviewed_at, second.study_day
    expected = refold(learnt, Rating.GOOD, at=at, study_day=day, parameters=others).stability
    with writing() as session:
        row = {"id": others.id, "model": others.model, "numbers": others.numbers, "created_at": NOW}
        session.execute(insert(ParameterSetRecord), row)
        session.execute(update(Review).where(Review.id == second.id).values(parameter_set_id=others.id))
    (difference,) = check.check().differences
    assert f"stability is {stability_of(person)}, not {expected}" in difference.fault
    check.repair([difference])
    assert stability_of(person) == expected
    assert check.check().differences == ()
    # What came before is as it was computed then.
    with writing_for(person.id) as (session, _):
        LearnerMemory(session, person, NOW + DAY, [question_id]).undo(question_id, log_of(person)[-1])
    assert stability_of(person) == learnt.stability
    assert check.check().differences == ()


def stability_of(person: Person) -> float | None:
    found = reading().scalars(select(Card.stability).where(Card.user_id == person.id)).one()
    reading().rollback()
    return found
