"""A hint in a quiz: shown on request as long as the question is open, and its cost taken off the answer.

With feedback at the end a hint may be asked for after an answer was saved. It costs as much as before:
otherwise a learner could answer first, and have the answer confirmed for nothing. So the answer is written
down once more, with what it earns now; and always, or the number of answers would tell whether it was right.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, literal, null, select, update

from quizapp.models import Answer, Attempt, Slot
from quizapp.quizzes import timing
from quizapp.services.errors import AnnulledError, ClosedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import LAST_ANSWERED, ONE_SLOT, QuizSlot, find_row, make_slot
from quizapp.services.quizzes.ways import WAY_COLUMNS, check_is_open, way_of
from quizapp.services.transaction import writing_own
from quizapp.translation.texts import _

_SLOT_TO_HINT = ONE_SLOT.add_columns(LAST_ANSWERED, *WAY_COLUMNS, Attempt.annulled_at)
_HINTED = (
    update(Slot)
    .where(Slot.id == bindparam("slot_id"))
    .values(hints_used=bindparam("hints"), sequence=bindparam("answers"), marked_credit=null())
)
#: What a further answer takes over from the one that counted before.
_KEPT = (Answer.user_id, Answer.slot_id, Answer.response, Answer.certainty)


def take_hint(
    person: Person, attempt_id: int, number: int, *, shown: int, sequence: int, now: datetime
) -> QuizSlot:
    """Show one more hint of a question than the `shown` that its page had, if there is one.

    Returns the question as it is then. The same request sent again shows no further hint. `sequence` is how
    many answers the page had. Raises `NotFoundError`, `ClosedError` where the quiz is finished, its time is
    up or feedback was given, `AnnulledError`, `PassedError` where the question was left, and `StaleError`
    where another page has changed the answer meanwhile.
    """
    with writing_own(person.id) as session:
        connection = session.connection()
        row = find_row(connection, _SLOT_TO_HINT, person, attempt_id, number)
        slot = make_slot(row)
        if row.annulled_at and not slot.is_finished:
            raise AnnulledError
        # An answer on its way still counts; a hint is of no use any more, and would cost something.
        if slot.is_settled or timing.is_up(slot.ends_at, now):
            raise ClosedError(_("This question can't be answered any more, so it gives no more hints."))
        check_is_open(way_of(row), number)
        if shown != slot.hints_used or shown >= len(slot.asked.question.hints):
            return slot
        if sequence != slot.sequence:
            raise StaleError(_("This question was answered on another page meanwhile."))
        if slot.is_answered:
            sequence += 1
            at = timing.not_before(now, row.started_at, row.last_answered_at)
            _answer_again(connection, person, slot, shown + 1, at)
        connection.execute(_HINTED, {"slot_id": slot.slot_id, "hints": shown + 1, "answers": sequence})
        return replace(slot, hints_used=shown + 1, sequence=sequence)


def _answer_again(connection: Connection, person: Person, slot: QuizSlot, hints: int, now: datetime) -> None:
    """Write the answer that counts once more, with what it earns after the hints."""
    was = Answer.slot_id == slot.slot_id, Answer.sequence == slot.sequence
    changed = {
        Answer.sequence: slot.sequence + 1,
        Answer.credit: slot.asked.earn(slot.response, hints),
        Answer.answered_at: now,
        Answer.study_day: person.clock.study_day(now),
    }
    values = [literal(value, column.type) for column, value in changed.items()]
    connection.execute(insert(Answer).from_select([*_KEPT, *changed], select(*_KEPT, *values).where(*was)))
