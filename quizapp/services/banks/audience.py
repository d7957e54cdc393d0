"""Which banks are whose: the rules of `quizapp.bank.audience` as conditions for statements.

What a person may not study is left out by the statements that would show it, in lists as in the queue of
reviews; nothing of theirs is deleted, so that it is there again when they are. A statement with one of these
conditions is executed with what `asking` returns.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import QueryableAttribute, aliased

from quizapp.bank.audience import Audience
from quizapp.models import BankRecord, Course, CourseBank, Membership, QuestionRecord
from quizapp.services.permissions import TEACHING_ROLES, Asker, Role, is_administrator


@dataclass(frozen=True, slots=True)
class _Anybody:
    """Somebody of whom nothing is known."""

    id: int | None = None
    role: str = Role.ANONYMOUS


ANYBODY: Final[Asker] = _Anybody()

_administers = bindparam("administers", type_=Boolean)
_banks_of_courses = (
    select(CourseBank.bank_id)
    .join(Membership, Membership.course_id == CourseBank.course_id)
    .where(Membership.user_id == bindparam("user_id"), Membership.left_at.is_(None))
)
_banks_learnt = _banks_of_courses.join(Course, Course.id == CourseBank.course_id).where(
    Course.archived_at.is_(None)
)
_banks_taught = _banks_of_courses.where(Membership.role.in_(TEACHING_ROLES))


def _may_study(bank: type[BankRecord]) -> ColumnElement[bool]:
    for_members = and_(bank.audience == Audience.COURSE, or_(_administers, bank.id.in_(_banks_learnt)))
    return or_(bank.audience == Audience.PUBLIC, for_members)


#: That a person may study a bank.
MAY_STUDY = _may_study(BankRecord)
#: That a person on the staff may read a bank.
MAY_READ = or_(_administers, BankRecord.audience == Audience.PUBLIC, BankRecord.id.in_(_banks_taught))

_bank = aliased(BankRecord)


def in_study(bank_id: QueryableAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that a person may study the bank with this key.

    It names those that they may not: these are few, and no database is led to begin with the banks where a
    learner's cards have an index of their own.
    """
    return bank_id.not_in(select(_bank.id).where(~_may_study(_bank)))


#: That a person may study the bank of a question.
IN_STUDY = in_study(QuestionRecord.bank_id)


def asking(person: Asker) -> dict[str, Any]:
    """Return the values of a statement with these conditions: who asks."""
    return {"user_id": person.id, "administers": is_administrator(person)}
