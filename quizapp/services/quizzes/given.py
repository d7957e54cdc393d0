"""What a learner gives to a question in one sending, and the answer that they gave last.

Who says "I don't know", or clears an answer, may still think better of it: nothing that they gave is lost.
What stood in the field is written down before what takes its place, and the last answer can be put back.
"""

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, bindparam, select

from quizapp.models import Answer
from quizapp.question_types.base import FieldData, Response
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.rules import QuizRules
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.services.transaction import reading_rows

_LAST = (
    select(Answer.response, Answer.certainty)
    .where(Answer.slot_id == bindparam("slot_id"), Answer.response.is_not(None))
    .order_by(Answer.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent; a response of None says "I don't know"."""

    response: Response | None
    #: Kept where the quiz asks for it, and there is a response.
    certainty: Certainty | None = None
    #: What stood in the field of a learner who gives it up.
    stood: "Sent | None" = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Emptied:
    """An empty field where there may have been an answer; `is_said` where the learner asked to clear it."""

    is_said: bool = False
    #: Where questions come one after the other: they leave it without an answer, for good.
    is_left: bool = False
    #: What stood in the field of a learner who asked to clear it.
    stood: Sent | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that can't be read as an answer."""

    #: What the browser sent; None where the field couldn't show it again.
    data: FieldData
    #: Whether its learner was told and means to go on: kept already, it holds nobody up a second time.
    may_pass: bool = False


@dataclass(frozen=True, slots=True)
class PutBack:
    """A wish for the answer that was given last."""

    #: What stood in the field.
    stood: Sent | None = None


def find_last_given(slot: QuizSlot) -> Response | None:
    """Return the last answer to a question that has none now, or "I don't know", if it can be put back."""
    last = _last_given(reading_rows(), slot) if slot.can_be_put_back else None
    return None if last is None else last.response


def settle(
    connection: Connection, slot: QuizSlot, sent: Sent | Emptied | Draft | PutBack | None
) -> Sent | Emptied | Draft | None:
    """Return what is to be written down: for a wish the answer, if there is one."""
    if isinstance(sent, PutBack):
        last = _last_given(connection, slot) if slot.can_be_put_back else None
        sent = None if last is None else replace(last, stood=sent.stood)
    return _as_asked(sent, slot.rules)


def stood_before(sent: Sent | Emptied | Draft, slot: QuizSlot) -> Sent | None:
    """Return what stood in the field and would be lost, as an answer to be written down first."""
    stood = None if isinstance(sent, Draft) else _as_asked(sent.stood, slot.rules)
    is_lost = isinstance(stood, Sent) and stood.response != slot.response and slot.answers_can_change
    return stood if isinstance(stood, Sent) and is_lost else None


def _last_given(connection: Connection, slot: QuizSlot) -> Sent | None:
    row = connection.execute(_LAST, {"slot_id": slot.slot_id}).one_or_none()
    if row is None or not slot.asked.reads(row.response):
        return None
    return Sent(row.response, None if row.certainty is None else Certainty(row.certainty))


def _as_asked(sent: Sent | Emptied | Draft | None, rules: QuizRules) -> Sent | Emptied | Draft | None:
    """Return what was sent, with a certainty only where one was asked for, and of a response."""
    if isinstance(sent, Sent) and (sent.response is None or not rules.asks_certainty):
        return replace(sent, certainty=None)
    return sent
