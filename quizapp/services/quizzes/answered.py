"""The SQL twin of `quizzes/answered.py`: for statements over `Slot`, alone or joined to its answers."""

from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy.orm import aliased

from quizapp.models import Answer, QuestionRecord, Slot
from quizapp.question_types import MARKED

_last = aliased(Answer)


def is_answered(slot: type[Slot]) -> ColumnElement[bool]:
    """Return whether a slot, of the table or of an alias of it, counts as answered."""
    is_emptied = exists().where(_last.slot_id == slot.id, _last.sequence == slot.sequence, _last.emptied)
    return and_(slot.sequence > 0, ~is_emptied)


IS_ANSWERED: Final = is_answered(Slot)
#: Joins a slot to the last of its answers, be it one that was emptied.
LAST_ANSWER: Final = and_(Answer.slot_id == Slot.id, Answer.sequence == Slot.sequence)
#: Joins a slot to the one of its answers that counts.
COUNTED_ANSWER: Final = and_(LAST_ANSWER, ~Answer.emptied)
#: What the answer that counts earned: by the last mark that somebody gave it, if anybody did.
EARNED: Final = func.coalesce(Slot.marked_credit, Answer.credit)
#: Whether the answer that counts is marked; "I don't know" needs nobody to mark it.
IS_MARKED: Final = or_(
    QuestionRecord.type.in_(MARKED), Slot.marked_credit.is_not(None), Answer.response.is_(None)
)
