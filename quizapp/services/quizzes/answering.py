"""An answer in a quiz: written down once, however often it is sent, and evidence for the learner's memory.

The learner is locked first, so that two copies of a form sent at once come one after the other. Then the
question is read, once, and with it what was sent. An answer teaches the memory as soon as the learner may
know how it went. "I don't know" is a miss like a wrong answer. A question left unanswered, or whose answer
was emptied, earns nothing and teaches nothing: the learner may have run out of time. What stood in the field
of a learner who gives it up is written down first (`given.py`).

What can't be read as an answer is none: it is kept beside the one that counts, as a draft, until the next one
that can be read.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, null, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.models import Answer, Attempt, Card, Slot
from quizapp.question_types.base import Response
from quizapp.quizzes import timing
from quizapp.quizzes.answered import is_kept
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.disclosure import tells_at_once
from quizapp.quizzes.navigation import Way
from quizapp.services.errors import AnnulledError, ClosedError, StaleError
from quizapp.services.memory.card_rows import CARD_COLUMNS
from quizapp.services.memory.learner_memory import LearnerMemory, QuizAnswer
from quizapp.services.person import Person
from quizapp.services.quizzes import closing, given, late, scoring, ways
from quizapp.services.quizzes.answered import is_answered
from quizapp.services.quizzes.closing import FinishedBy
from quizapp.services.quizzes.given import Draft, Emptied, PutBack, Sent
from quizapp.services.quizzes.pace import check_pace
from quizapp.services.quizzes.slots import LAST_ANSWERED, ONE_SLOT, QuizSlot, find_row, make_slot
from quizapp.services.quizzes.ways import WAY_COLUMNS, way_of
from quizapp.services.transaction import writing_own
from quizapp.translation.texts import _

# Built once: building a statement takes longer than running it.
_other = aliased(Slot)
_SLOT_TO_ANSWER = ONE_SLOT.add_columns(
    *WAY_COLUMNS,
    select(func.count())
    .where(_other.attempt_id == Attempt.id, _other.id != Slot.id, ~is_answered(_other))
    .scalar_subquery()
    .label("others_unanswered"),
    LAST_ANSWERED,
    *late.LATE_COLUMNS,
    # Read beside the question, since nearly every answer that shows its mark at once asks for it.
    *CARD_COLUMNS,
).outerjoin(Card, (Card.question_id == Slot.question_id) & (Card.user_id == Attempt.user_id))
_NEW_ANSWER = insert(Answer)
_SLOT = update(Slot).where(Slot.id == bindparam("slot_id"))
_ANSWERED_SLOT = _SLOT.values(sequence=bindparam("answers"), draft=null(), marked_credit=null())
_SLOT_WITH_DRAFT = _SLOT.values(draft=bindparam("kept", type_=Slot.draft.type))
_FINISHED = update(Attempt).where(Attempt.id == bindparam("attempt_id")).values(finished_at=bindparam("now"))


@dataclass(frozen=True, kw_only=True)
class SlotToAnswer(QuizSlot):
    """A question of an attempt as an answer finds it, and how many questions there are beside it."""

    way: Way
    others_unanswered: int


#: Reads what was sent to a question; None where that is nothing to write down.
Reader = Callable[[SlotToAnswer], Sent | Emptied | Draft | PutBack | None]


class Saved(Enum):
    """What became of what was sent."""

    #: Written down: it is the answer that counts.
    NEW = auto()
    #: The same as the one that counts: sent twice, or saved before.
    REPEATED = auto()
    #: Not written down: feedback had been given on another, which counts.
    FIRST_STANDS = auto()
    #: Written down: from now on the question isn't answered.
    EMPTIED = auto()
    #: Kept as it was sent, for its learner to correct: what counts is the answer before, if there is one.
    DRAFT = auto()
    #: Kept before just like that, by a learner who knows that it is no answer, and goes on.
    DRAFT_AGAIN = auto()
    #: Kept apart, since it arrived after the end: the staff of the course decides whether it counts.
    LATE = auto()
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
    person: Person,
    attempt_id: int,
    number: int,
    read: Reader,
    sequence: int,
    now: datetime,
    *,
    leaves: bool = False,
) -> Receipt:
    """Read an answer and write it down; `sequence` is the number of answers that its page knew of.

    Where questions come one after the other, one that `leaves` its question leaves it for good.

    With feedback after each question the first answer stands, and the last one finishes the quiz;
    with feedback at the end an answer may be changed until then. The same answer sent again is
    never written twice. Where answers can be changed one can be emptied too, and what can't be read is kept
    as a draft. What arrives after the end of an attempt at an assignment is kept apart; within the grace it
    counts, even if a look has finished the attempt.

    Raises `NotFoundError`, `ClosedError` where the quiz is finished or its time is up, `AnnulledError`,
    `PassedError` where the question was left or comes later, `StaleError` where another page has changed the
    answer meanwhile, and `ThrottledError` where answers are changed faster than anybody types.
    """
    with writing_own(person.id) as session:
        connection = session.connection()
        row = find_row(connection, _SLOT_TO_ANSWER, person, attempt_id, number)
        if still_counts := late.still_counts(row, now):
            late.hold_finished(session, row)
            row = find_row(connection, _SLOT_TO_ANSWER, person, attempt_id, number)
            still_counts = late.still_counts(row, now)
        found = make_slot(row, goes_on=still_counts)
        slot = SlotToAnswer(**vars(found), way=way_of(row), others_unanswered=row.others_unanswered)
        sent = given.settle(connection, slot, read(slot))
        if sent is None:
            return Receipt(Saved.NOTHING, slot.sequence)
        receipt = _take(session, person, row, slot, sent, sequence, now)
        if still_counts and receipt.saved in {Saved.NEW, Saved.EMPTIED}:
            scoring.score(session, session.get_one(Attempt, attempt_id))
        is_passed = receipt.saved is Saved.DRAFT_AGAIN
        if leaves and (is_passed or _may_be_left(sent, slot, now)):
            ways.go_on(connection, attempt_id, slot.way, number)
        return receipt


def _take(
    session: Session,
    person: Person,
    row: Row[Any],
    slot: SlotToAnswer,
    sent: Sent | Emptied | Draft,
    sequence: int,
    now: datetime,
) -> Receipt:
    """Write down what was sent, as far as it is an answer or may become one."""
    connection = session.connection()
    stood = given.stood_before(sent, slot) if sequence == slot.sequence else None
    if (saved := _needs_no_row(sent, slot)) and not stood:
        # Once it is over, what couldn't be read stands for the staff to see, whatever is sent again.
        if slot.draft is not None and sequence == slot.sequence and slot.takes_answers(now):
            connection.execute(_SLOT_WITH_DRAFT, {"slot_id": slot.slot_id, "kept": None})
        return Receipt(saved, slot.sequence)
    if receipt := _unless_open(connection, person, slot, row, sent, sequence, now):
        return receipt
    assert not isinstance(sent, Draft)  # noqa: S101 -- for the type checker
    now = timing.not_before(now, row.started_at, row.last_answered_at)
    if stood:
        _write(connection, person, slot, stood, now, is_preview=row.is_preview)
        sequence, slot = sequence + 1, replace(slot, sequence=sequence + 1)
    written = _write(connection, person, slot, sent, now, is_preview=row.is_preview)
    if isinstance(sent, Emptied):
        return Receipt(Saved.EMPTIED, sequence + 1)
    # What has still to be marked by a person is no miss: memory learns from it with its mark.
    is_marked = slot.asked.kind.is_marked or written.response is None
    if tells_at_once(slot.rules) and is_marked and not row.is_preview:
        memory = LearnerMemory(session, person, now, {slot.asked.question_id: row})
        memory.learn_from_quiz(slot.asked.question_id, written)
    if not (slot.answers_can_change or slot.others_unanswered or row.finished_at):
        _finish(session, person, row, now)
    return Receipt(Saved.NEW, sequence + 1)


def _may_be_left(sent: Sent | Emptied | Draft, slot: SlotToAnswer, now: datetime) -> bool:
    """Tell whether a question is left with what was sent: with none only by who says so."""
    is_meant = isinstance(sent, Sent) or (isinstance(sent, Emptied) and sent.is_left)
    # Where the mark shows at once, the page that shows it is the same question.
    return is_meant and slot.answers_can_change and slot.takes_answers(now)


def _unless_open(
    connection: Connection,
    person: Person,
    slot: SlotToAnswer,
    row: Row[Any],
    sent: Sent | Emptied | Draft,
    sequence: int,
    now: datetime,
) -> Receipt | None:
    """Return what becomes of what can't be written down as an answer; None for what can.

    Raises what `receive` does.
    """
    is_late = isinstance(sent, Sent) and not slot.takes_answers(now) and late.takes(connection, row, now)
    if not is_late:
        _check_open(slot, now, is_annulled=row.annulled_at is not None)
    ways.check_is_open(slot.way, slot.number)
    if slot.is_settled and not is_late:
        return Receipt(Saved.FIRST_STANDS, slot.sequence)
    if sequence != slot.sequence:
        raise StaleError(_("This question was answered on another page meanwhile."))
    if isinstance(sent, Draft):
        return Receipt(_keep(connection, slot, sent), sequence)
    check_pace(connection, person, slot, now)
    if is_late and isinstance(sent, Sent):
        # What was given stands in the row, also where it isn't shown.
        if slot.is_answered and (row.response, row.certainty) == (sent.response, sent.certainty):
            return Receipt(Saved.REPEATED, sequence)
        late.keep(connection, slot.slot_id, sent.response, sent.certainty, now)
        return Receipt(Saved.LATE, sequence)
    return None


def _finish(session: Session, person: Person, row: Row[Any], now: datetime) -> None:
    """Finish an attempt of which nothing can be changed any more."""
    if row.assignment_id is None:
        ended = {"attempt_id": row.attempt_id, "now": timing.finished_at(row.ends_at, now)}
        session.connection().execute(_FINISHED, ended)
    else:
        closing.close(session, person, session.get_one(Attempt, row.attempt_id), now, FinishedBy.LEARNER)


def _needs_no_row(sent: Sent | Emptied | Draft, slot: SlotToAnswer) -> Saved | None:
    """Return what becomes of an answer that changes nothing; None for any other."""
    match sent:
        case Emptied(is_said=True) if not slot.is_answered:
            return Saved.NOTHING
        case Emptied(is_said=False) if slot.response is None:
            # Its field is empty anyway.
            return Saved.NOTHING
        case Sent() if slot.is_answered and not slot.is_unreadable:
            return Saved.REPEATED if sent == Sent(slot.response, slot.certainty) else None
    return None


def _check_open(slot: QuizSlot, now: datetime, *, is_annulled: bool) -> None:
    """Raise `ClosedError` where a quiz takes no more answers, whatever the question."""
    if is_annulled:
        raise AnnulledError
    if timing.is_over(slot.ends_at, now):
        raise ClosedError(_("The time for this quiz is up: it takes no more answers."))
    if slot.is_finished:
        raise ClosedError(_("This quiz is finished: its answers can't be changed any more."))


def _keep(connection: Connection, slot: SlotToAnswer, draft: Draft) -> Saved:
    """Keep what can't be read where it can still be changed, unless it is too long."""
    if draft.data is None or not slot.answers_can_change or not is_kept(draft.data):
        return Saved.NOTHING
    if draft.data == slot.draft:
        return Saved.DRAFT_AGAIN if draft.may_pass else Saved.DRAFT
    connection.execute(_SLOT_WITH_DRAFT, {"slot_id": slot.slot_id, "kept": draft.data})
    return Saved.DRAFT


def _write(
    connection: Connection,
    person: Person,
    slot: SlotToAnswer,
    sent: Sent | Emptied,
    now: datetime,
    *,
    is_preview: bool,
) -> QuizAnswer:
    """Write the answer that counts from now on, with what it earns; or that none does."""
    sequence = slot.sequence + 1
    answer_ = sent if isinstance(sent, Sent) else Sent(None)
    credit = slot.asked.earn(answer_.response, slot.hints_used)
    study_day = person.clock.study_day(now)
    row = {
        "user_id": None if is_preview else person.id,
        "slot_id": slot.slot_id,
        "sequence": sequence,
        "response": answer_.response,
        "emptied": isinstance(sent, Emptied),
        "credit": credit,
        "certainty": answer_.certainty,
        "answered_at": now,
        "study_day": study_day,
    }
    answer_id = connection.execute(_NEW_ANSWER, row).inserted_primary_key[0]  # type: ignore[index]  # one row has one
    connection.execute(_ANSWERED_SLOT, {"slot_id": slot.slot_id, "answers": sequence})
    return QuizAnswer(answer_id, slot.asked.revision_id, answer_.response, credit, study_day)
