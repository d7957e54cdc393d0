"""What learners may know: the pure rule and its SQL twin say the same of whatever attempts there are."""

from dataclasses import astuple
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from support.people import a_person

from quizapp.models import Attempt, Revision, Slot
from quizapp.quizzes.disclosure import disclose
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.person import Person
from quizapp.services.quizzes.attempt_rows import columns_of, rules_of
from quizapp.services.quizzes.disclosure import (
    SHOWS_FEEDBACK,
    SHOWS_MARK,
    SHOWS_RESPONSE,
    SHOWS_RIGHT_ANSWER,
)
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")

#: The rules of an attempt, whether it is finished, and how many answers each of its slots has.
State = tuple[QuizRules, bool, list[int]]

rules = st.builds(QuizRules, st.sampled_from(Feedback), st.booleans(), st.none() | st.integers(1, 600))
answers = st.lists(st.integers(0, 3), min_size=1, max_size=4)
SHOWN = (SHOWS_RESPONSE, SHOWS_MARK, SHOWS_FEEDBACK, SHOWS_RIGHT_ANSWER)


@pytest.fixture
def ada(now: datetime) -> Person:
    return a_person(now)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(rules, st.booleans(), answers), max_size=6))
def test_the_database_discloses_what_the_rule_does(
    bank: int, ada: Person, now: datetime, states: list[State]
) -> None:
    with writing() as session:
        session.execute(delete(Attempt))
        for seed, state in enumerate(states):
            write(session, ada, bank, state, seed, now)
        rows = session.execute(
            select(Attempt, Slot.sequence, *SHOWN).join(Slot, Slot.attempt_id == Attempt.id)
        ).all()
    assert len(rows) == sum(len(answers) for _, _, answers in states)
    for attempt, sequence, *shown in rows:
        is_finished = attempt.finished_at is not None
        disclosed = disclose(rules_of(attempt), is_answered=sequence > 0, is_finished=is_finished)
        assert tuple(shown) == astuple(disclosed)


def write(session: Session, person: Person, bank: int, state: State, seed: int, now: datetime) -> None:
    """Write an attempt in that state; its slots all ask the bank's first question."""
    rules, is_finished, answers = state
    attempt = Attempt(user_id=person.id, bank_id=bank, topics=[], seed=seed, started_at=now)
    for name, value in columns_of(rules).items():
        setattr(attempt, name, value)
    attempt.finished_at = now if is_finished else None
    session.add(attempt)
    session.flush()
    asked = session.execute(select(Revision.id, Revision.question_id).limit(1)).one()
    slot = {"attempt_id": attempt.id, "question_id": asked.question_id, "revision_id": asked.id, "seed": 0}
    session.execute(
        insert(Slot),
        [slot | {"number": number, "sequence": given} for number, given in enumerate(answers, 1)],
    )
