"""An answer in a quiz: written down once, whatever is sent how often, and evidence for the learner's memory.

The learner is locked first, so that two copies of a form sent at once come one after the other. Then the
question is read, once, and with it what was sent. An answer teaches the memory as soon as the learner may
know how it went. "I don't know" is a miss like a wrong answer. A question left unanswered earns nothing and
teaches nothing: it may have been out of time rather than out of mind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.orm import aliased

from quizapp.models import Answer, Attempt, Card, Slot
from quizapp.question_types.base import Response
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.disclosure import tells_at_once
from quizapp.services.errors import ClosedError, StaleError
from quizapp.services.memory.card_rows import CARD_COLUMNS
from quizapp.services.memory.learner_memory import LearnerMemory, QuizAnswer
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import ONE_SLOT, QuizSlot, find_row, make_slot
from quizapp.services.transaction import writing_own

# Built once: building a statement takes longer than running it.
_every, _other = aliased(Slot), aliased(Slot)
_SLOT_TO_ANSWER = ONE_SLOT.add_columns(
    select(func.count()).where(_every.attempt_id == Attempt.id).scalar_subquery().label("questions"),
    select(func.count())
    .where(_other.attempt_id == Attempt.id, _other.id != Slot.id, _other.sequence == 0)
    .scalar_subquery()
    .label("others_unanswered"),
    # Read beside the question, since nearly every answer that shows its mark at once asks for it.
    *CARD_COLUMNS,
).outerjoin(Card, (Card.question_id == Slot.question_id) & (Card.user_id == Attempt.user_id))
_NEW_ANSWER = insert(Answer)
_ANSWERED_SLOT = update(Slot).where(Slot.id == bindparam("slot_id")).values(sequence=bindparam("answers"))
_FINISHED = update(Attempt).where(Attempt.id == bindparam("attempt_id")).values(finished_at=bindparam("now"))


@dataclass(frozen=True, kw_only=True)
class SlotToAnswer(QuizSlot):
    """A question of an attempt as an answer finds it, and how many questions there are beside it."""

    questions: int
    others_unanswered: int


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent; a response of None says "I don't know"."""

    response: Response | None
    #: Kept where the quiz asks for it, and there is a response to be sure of.
    certainty: Certainty | None = None


#: Reads what was sent to a question; None where that is no answer.
Reader = Callable[[SlotToAnswer], Sent | None]


class Saved(Enum):
    """What became of what was sent."""

    #: Written down: it is the answer that counts.
    NEW = auto()
    #: The same as the one that counts: sent twice, or saved before.
    REPEATED = auto()
    #: Not written down: feedback had been given on another, which counts.
    FIRST_STANDS = auto()
    #: No answer, as its reader says: nothing was written down.
    NOTHING = auto()


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
    """Write down an answer that needs no reading; otherwise this is `receive`."""
    sent = Sent(response, certainty)
    return receive(person, attempt_id, number, lambda _: sent, sequence, now)


def receive(
    person: Person, attempt_id: int, number: int, read: Reader, sequence: int, now: datetime
) -> Receipt:
    """Read an answer and write it down; `sequence` is how many answers the page showed that it comes from.

    With feedback after each question the first answer stands, and the last one finishes the quiz;
    with feedback at the end an answer may be changed until then. The same answer sent again is
    never written twice. Raises `NotFoundError`, `ClosedError` where the quiz is finished or its time is up,
    and `StaleError` where another page has changed the answer meanwhile.
    """
    with writing_own(person.id) as session:
        connection = session.connection()
        row = find_row(connection, _SLOT_TO_ANSWER, person, attempt_id, number)
        slot = SlotToAnswer(
            **vars(make_slot(row)), questions=row.questions, others_unanswered=row.others_unanswered
        )
        sent = read(slot)
        if sent is None:
            return Receipt(Saved.NOTHING, slot.sequence)
        if sent.response is None or not slot.rules.asks_certainty:
            sent = Sent(sent.response)
        if slot.is_answered and not slot.is_unreadable and sent == Sent(slot.response, slot.certainty):
            return Receipt(Saved.REPEATED, slot.sequence)
        _check_open(slot, now)
        if slot.is_settled:
            return Receipt(Saved.FIRST_STANDS, slot.sequence)
        if sequence != slot.sequence:
            raise StaleError("This question was answered on another page meanwhile.")

        written = _write(connection, person, slot, sent, now)
        if tells_at_once(slot.rules):
            memory = LearnerMemory(session, person, now, {slot.asked.question_id: row})
            memory.learn_from_quiz(slot.asked.question_id, written)
        if not (slot.rules.answers_can_change or slot.others_unanswered):
            ended = {"attempt_id": attempt_id, "now": timing.finished_at(slot.ends_at, now)}
            connection.execute(_FINISHED, ended)
        return Receipt(Saved.NEW, sequence + 1)


def _check_open(slot: QuizSlot, now: datetime) -> None:
    """Raise `ClosedError` where a quiz takes no more answers, whatever the question."""
    if timing.is_over(slot.ends_at, now):
        raise ClosedError("The time for this quiz is up: it takes no more answers.")
    if slot.is_finished:
        raise ClosedError("This quiz is finished: its answers can't be changed any more.")


def _write(
    connection: Connection, person: Person, slot: SlotToAnswer, sent: Sent, now: datetime
) -> QuizAnswer:
    """Write the answer that counts from now on, with what it earns."""
    sequence = slot.sequence + 1
    credit = slot.asked.earn(sent.response, slot.hints_used)
    study_day = person.clock.study_day(now)
    row = {
        "user_id": person.id,
        "slot_id": slot.slot_id,
        "sequence": sequence,
        "response": sent.response,
        "credit": credit,
        "certainty": sent.certainty,
        "answered_at": now,
        "study_day": study_day,
    }
    answer_id = connection.execute(_NEW_ANSWER, row).inserted_primary_key[0]  # type: ignore[index]  # one row has one
    connection.execute(_ANSWERED_SLOT, {"slot_id": slot.slot_id, "answers": sequence})
    return QuizAnswer(answer_id, slot.asked.revision_id, sent.response, credit, study_day)
