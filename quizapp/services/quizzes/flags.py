"""Questions that a learner flags, to come back to them before the quiz is finished."""

from datetime import datetime

from sqlalchemy import bindparam, update

from quizapp.models import Attempt, Slot
from quizapp.services.errors import AnnulledError, ClosedError, NoWayBackError
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import ONE_SLOT, QuizSlot, find_row, make_slot
from quizapp.services.transaction import writing_own
from quizapp.translation.texts import _

# Built once: building a statement takes longer than running it.
_SLOT_TO_FLAG = ONE_SLOT.add_columns(Attempt.annulled_at, Attempt.only_forward)
_FLAGGED = update(Slot).where(Slot.id == bindparam("slot_id")).values(is_flagged=bindparam("flagged"))


def flag(person: Person, attempt_id: int, number: int, now: datetime, *, is_flagged: bool) -> QuizSlot:
    """Flag a question of a person's open attempt, or take its flag away; sent twice it is the same.

    Returns the question. Raises `NotFoundError`, and `ClosedError` where its answer can't be changed (any
    more), `AnnulledError`, and `NoWayBackError`.
    """
    with writing_own(person.id) as session:
        connection = session.connection()
        row = find_row(connection, _SLOT_TO_FLAG, person, attempt_id, number)
        slot = make_slot(row)
        if row.annulled_at and not slot.is_finished:
            raise AnnulledError
        if not (slot.answers_can_change and slot.takes_answers(now)):
            raise ClosedError(_("This question can't be answered any more, so you can't flag it."))
        if row.only_forward:
            raise NoWayBackError(_("There is no way back to this question, so you can't flag it."))
        if slot.is_flagged != is_flagged:
            connection.execute(_FLAGGED, {"slot_id": slot.slot_id, "flagged": is_flagged})
        return slot
