"""An answer in a quiz: written down once, whatever is sent how often, and evidence for the learner's memory.

The learner is locked first, so that two copies of a form sent at once come one after the other. An answer
teaches the memory as soon as the learner may know how it went: with it if they are told after each question,
otherwise at the finish. "I don't know" is a miss like a wrong answer. A question left unanswered earns
nothing and teaches nothing: it may have been out of time rather than out of mind.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection, bindparam, insert, select, update

from quizapp.models import Answer, Attempt, Slot
from quizapp.question_types.base import Response
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.disclosure import tells_at_once
from quizapp.services.errors import ClosedError, StaleError
from quizapp.services.memory.learner_memory import QuizAnswer, learn_from_quiz
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import QuizSlot, find_slot
from quizapp.services.transaction import writing_for

# Built once: building a statement takes longer than running it.
_UNANSWERED = select(Slot.id).where(Slot.attempt_id == bindparam("attempt_id"), Slot.sequence == 0).limit(1)
_NEW_ANSWER = insert(Answer)
_ANSWERED_SLOT = update(Slot).where(Slot.id == bindparam("slot_id")).values(sequence=bindparam("answers"))
_FINISHED = update(Attempt).where(Attempt.id == bindparam("attempt_id")).values(finished_at=bindparam("now"))


class Saved(Enum):
    """What became of an answer that was sent."""

    #: Written down: it is the one that counts.
    NEW = auto()
    #: The same as the one that counts: sent twice, or saved before.
    REPEATED = auto()
    #: Not written down: feedback had been given on another, which counts.
    FIRST_STANDS = auto()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an answer, and how many answers the question has now."""

    saved: Saved
    sequence: int


def answer(
    person: Person,
    attempt_id: int,
    number: int,
    response: Response | None,
    sequence: int,
    now: datetime,
    certainty: Certainty | None = None,
) -> Receipt:
    """Write an answer down; `sequence` is how many answers the page showed that it comes from.

    A response of None says "I don't know": an answer that earns nothing, and a miss to the memory.
    With feedback after each question the first answer stands, and the last one finishes the quiz;
    with feedback at the end an answer may be changed until then. The same answer sent again is
    never written twice. `certainty` is kept where the quiz asks for it, and there is a response to be
    sure of. Raises `NotFoundError`, `ClosedError` where the quiz is finished or its time is up, and
    `StaleError` where another page has changed the answer meanwhile.
    """
    with writing_for(person.id) as (session, _):
        connection = session.connection()
        slot = find_slot(connection, person, attempt_id, number)
        certainty = certainty if slot.rules.asks_certainty and response is not None else None
        if slot.is_answered and (slot.response, slot.certainty) == (response, certainty):
            return Receipt(Saved.REPEATED, slot.sequence)
        if timing.is_over(slot.ends_at, now):
            raise ClosedError("The time for this quiz is up: it takes no more answers.")
        if slot.is_finished:
            raise ClosedError("This quiz is finished: its answers can't be changed any more.")
        if slot.is_settled:
            return Receipt(Saved.FIRST_STANDS, slot.sequence)
        if sequence != slot.sequence:
            raise StaleError("This question was answered on another page meanwhile.")

        written = _write(connection, person, slot, response, certainty, now)
        if tells_at_once(slot.rules):
            learn_from_quiz(session, person, [(slot.asked.question_id, written)], now)
        is_last = connection.scalar(_UNANSWERED, {"attempt_id": attempt_id}) is None
        if is_last and not slot.rules.answers_can_change:
            ended = {"attempt_id": attempt_id, "now": timing.finished_at(slot.ends_at, now)}
            connection.execute(_FINISHED, ended)
        return Receipt(Saved.NEW, sequence + 1)


def _write(
    connection: Connection,
    person: Person,
    slot: QuizSlot,
    response: Response | None,
    certainty: Certainty | None,
    now: datetime,
) -> QuizAnswer:
    """Write the answer that counts from now on, with what it earns."""
    sequence = slot.sequence + 1
    credit = slot.asked.earn(response, slot.hints_used)
    study_day = person.clock.study_day(now)
    row = {
        "user_id": person.id,
        "slot_id": slot.slot_id,
        "sequence": sequence,
        "response": response,
        "credit": credit,
        "certainty": certainty,
        "answered_at": now,
        "study_day": study_day,
    }
    answer_id = connection.execute(_NEW_ANSWER, row).inserted_primary_key[0]  # type: ignore[index]  # one row has one
    connection.execute(_ANSWERED_SLOT, {"slot_id": slot.slot_id, "answers": sequence})
    return QuizAnswer(answer_id, slot.asked.revision_id, response, credit, study_day)
