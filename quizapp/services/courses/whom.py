"""Whose attempts and results somebody of the staff sees: everybody's, or those of their groups.

Assistants who are in a group of the course assist that group alone; assistants in none assist the whole
course. Who is on the staff with them they see in any case.
"""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from quizapp.models import IS_LEARNER_NOW, GroupMember, Membership
from quizapp.services.permissions import Asker, CourseRole, is_administrator

_theirs, _their_group, _my_group = aliased(Membership), aliased(GroupMember), aliased(GroupMember)


def sees(asker: Asker, course_id: int, user_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Return the condition that somebody of the staff sees what belongs to the learner with this key."""
    if is_administrator(asker):
        return true()
    my_groups = (
        select(_my_group.group_id)
        .join(Membership, Membership.id == _my_group.membership_id)
        .where(
            Membership.course_id == course_id,
            Membership.user_id == asker.id,
            Membership.role == CourseRole.ASSISTANT,
            Membership.left_at.is_(None),
        )
        .correlate(None)
    )
    shares_one = exists().where(
        and_(
            _theirs.course_id == course_id,
            _theirs.user_id == user_id,
            _their_group.membership_id == _theirs.id,
            _their_group.group_id.in_(my_groups),
        )
    )
    return or_(~my_groups.exists(), shares_one)


def sees_member(asker: Asker, course_id: int) -> ColumnElement[bool]:
    """Return the condition that somebody of the staff sees the person of a `Membership`."""
    return or_(Membership.role != CourseRole.LEARNER, sees(asker, course_id, Membership.user_id))


def is_learner(
    course_id: int | SQLColumnExpression[int], user_id: SQLColumnExpression[int]
) -> ColumnElement[bool]:
    """Return the condition that the person with this key is a learner of the course now."""
    return exists().where(Membership.course_id == course_id, Membership.user_id == user_id, IS_LEARNER_NOW)
