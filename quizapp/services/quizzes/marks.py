"""Marks that somebody of the staff gives: appended to the log of an answer, the last of which counts.

Who may give one is for `services/courses/marking.py`; when a learner is told, for `quizzes/disclosure.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.assignments.marking import GivenMark
from quizapp.models import Answer, Attempt, Marking, Slot, User
from quizapp.services.quizzes import scoring
from quizapp.services.quizzes.answered import COUNTED_ANSWER


class MarkSource(StrEnum):
    """How a mark came about. Rows hold the values."""

    STAFF = "staff"
    REGRADE = "regrade"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMark:
    """A mark as somebody sends it, made from what the page showed then."""

    answer_id: int
    #: That of the last mark on the page; 0 where there was none.
    sequence: int
    #: For each criterion of the rubric, else the one number out of what the question is worth.
    points: tuple[float, ...]
    comment: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry:
    """A mark in the log of an answer, as the staff reads it."""

    #: 1 for the first of the answer.
    sequence: int
    mark: GivenMark
    #: For the learner.
    comment: str
    #: For the staff alone: why it replaces the one before.
    reason: str
    #: Who gave it; None for somebody whose account is gone.
    by: str | None
    by_id: int | None
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class ToldMark:
    """What a learner is told of the mark that counts, besides what it earned."""

    comment: str
    #: The points for each criterion; None where the mark has none.
    picks: tuple[float, ...] | None


# Built once: building a statement takes longer than running it.
_LOG = (
    select(Marking, User.display_name)
    .outerjoin(User, User.id == Marking.by_id)
    .where(Marking.answer_id == bindparam("answer_id"))
    .order_by(Marking.sequence.desc())
)
_any = aliased(Marking)
_LAST = select(func.max(_any.sequence)).where(_any.answer_id == Answer.id).scalar_subquery()
_TOLD = (
    select(Slot.number, Marking.comment, Marking.picks)
    .select_from(Slot)
    .join(Answer, COUNTED_ANSWER)
    .join(Marking, (Marking.answer_id == Answer.id) & (Marking.sequence == _LAST))
    .where(Slot.attempt_id == bindparam("attempt_id"), Slot.marked_credit.is_not(None))
)


def log_of(session: Session, answer_id: int) -> tuple[MarkEntry, ...]:
    """Return the marks of an answer, the last and so the one that counts first."""
    return tuple(
        MarkEntry(
            sequence=row.sequence,
            mark=GivenMark(row.credit, None if row.picks is None else tuple(row.picks)),
            comment=row.comment,
            reason=row.reason,
            by=name,
            by_id=row.by_id,
            marked_at=row.marked_at,
        )
        for row, name in session.execute(_LOG, {"answer_id": answer_id})
    )


def told_of(connection: Connection, attempt_id: int) -> Mapping[int, ToldMark]:
    """Return what was said of answers of an attempt that the staff marked, by the number of the question."""
    return {
        number: ToldMark(comment, None if picks is None else tuple(picks))
        for number, comment, picks in connection.execute(_TOLD, {"attempt_id": attempt_id})
    }


def append(
    session: Session, attempt: Attempt, slot: Slot, sent: SentMark, mark: GivenMark, by_id: int, now: datetime
) -> None:
    """Append a mark to the log of the answer that counts, and count anew what its attempt earned.

    The transaction holds the attempt.
    """
    session.add(
        Marking(
            answer_id=sent.answer_id,
            sequence=sent.sequence + 1,
            credit=mark.credit,
            source=MarkSource.STAFF,
            by_id=by_id,
            comment=sent.comment,
            picks=None if mark.picks is None else list(mark.picks),
            reason=sent.reason,
            marked_at=now,
        )
    )
    slot.marked_credit = mark.credit
    session.flush()
    scoring.score(session, attempt)
