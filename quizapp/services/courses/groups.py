"""Groups of a course, such as a section or a lab; a member can be in several."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, select
from sqlalchemy.orm import Session

from quizapp.models import Course, Group, GroupMember, Invitation, Membership
from quizapp.services.accounts.names import caseless
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.courses import audit
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.losses import check_losses
from quizapp.services.courses.members import membership_of
from quizapp.services.courses.roles import hold_course
from quizapp.services.courses.whom import sees_member
from quizapp.services.errors import InvalidError, NotFoundError, TakenError
from quizapp.services.permissions import Asker, Permission
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _, lazy, ngettext

LONGEST_NAME = 80
#: The width of the column of folded names.
LONGEST_KEY = 240
MOST_GROUPS = 200
#: How many are invited into a group and haven't come yet.
_invited = (
    select(func.count(Invitation.id))
    .where(Invitation.group_id == Group.id, Invitation.accepted_at.is_(None))
    .correlate(Group)
)
TAKEN = lazy("There is already a group with this name.")


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A group in a list, with how many current members are in it, and how many are invited into it."""

    id: int
    name: str
    members: int
    invited: int


def list_groups(asker: Asker, course_id: int) -> tuple[GroupSummary, ...]:
    """Return the groups of a course by name, counting the members whom somebody of the staff sees."""
    current = and_(
        Membership.id == GroupMember.membership_id,
        Membership.left_at.is_(None),
        sees_member(asker, course_id),
    )
    rows = reading().execute(
        select(Group.id, Group.name, func.count(Membership.id), _invited.scalar_subquery())
        .outerjoin(GroupMember, GroupMember.group_id == Group.id)
        .outerjoin(Membership, current)
        .where(Group.course_id == course_id)
        .group_by(Group.id, Group.name, Group.name_key)
        .order_by(Group.name_key)
    )
    return tuple(GroupSummary(*row) for row in rows)


def find(asker: Asker, course_id: int, group_id: int) -> GroupSummary:
    """Return one group of a course. Raises `NotFoundError`."""
    group = next((group for group in list_groups(asker, course_id) if group.id == group_id), None)
    if group is None:
        raise _no_group()
    return group


def too_many_words() -> str:
    """Say how many groups a course can have."""
    return ngettext(
        "A course has at most %(count)s group.",
        "A course has at most %(count)s groups.",
        MOST_GROUPS,
        count=MOST_GROUPS,
    )


def clean_name(text: str) -> str:
    """Return the name of a group as it is stored. Raises `InvalidError` for what can't be one."""
    name = " ".join(text[: 2 * LONGEST_KEY].split())
    if not name:
        raise InvalidError(_("Write a name for the group."))
    if len(name) > LONGEST_NAME or len(caseless(name)) > LONGEST_KEY:
        raise InvalidError(
            ngettext(
                "Choose a name of at most %(count)s character.",
                "Choose a name of at most %(count)s characters.",
                LONGEST_NAME,
                count=LONGEST_NAME,
            )
        )
    if not name.isprintable():
        raise InvalidError(_("Leave out characters that can't be seen."))
    return name


def make(person: Person, course_id: int, name: str, now: datetime) -> int:
    """Make a group and return its key. Raises `InvalidError`, `TakenError` for a name that a group has."""
    name = clean_name(name)
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        if _named(session, course, name):
            raise TakenError(TAKEN)
        group = make_in(session, course, name)
        audit.note(session, course, person, Change(AuditAction.GROUP_MADE, after={"name": name}), now)
        return group.id


def make_in(session: Session, course: Course, name: str) -> Group:
    """Return the group of a clean name, made where there is none, in a transaction that holds the course.

    Raises `InvalidError` where there are too many.
    """
    group = _named(session, course, name)
    if group is None:
        groups = session.scalar(select(func.count()).where(Group.course_id == course.id)) or 0
        if groups >= MOST_GROUPS:
            raise InvalidError(too_many_words())
        group = Group(course_id=course.id, name=name, name_key=caseless(name))
        session.add(group)
        session.flush()
    return group


def rename(person: Person, course_id: int, group_id: int, name: str, now: datetime) -> None:
    """Give a group another name. Raises `InvalidError`, `TakenError`, `NotFoundError`."""
    name = clean_name(name)
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        group = group_of(session, course_id, group_id)
        namesake = _named(session, course, name)
        if namesake and namesake is not group:
            raise TakenError(TAKEN)
        before = group.name
        if before != name:
            group.name, group.name_key = name, caseless(name)
            renamed = Change(AuditAction.GROUP_RENAMED, before={"name": before}, after={"name": name})
            audit.note(session, course, person, renamed, now)


def delete_group(
    person: Person, course_id: int, group_id: int, now: datetime, *, may_take_time: bool = False
) -> str | None:
    """Delete a group with what was overridden for it; return its name, None where it is gone already.

    Its members stay in the course. Raises `NotFoundError` for a group of another course, `LosesTimeError`
    where they would lose time and that isn't confirmed.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        if session.get(Group, group_id) is None:
            return None
        name = group_of(session, course_id, group_id).name
        user_ids = members_of(session, group_id)
        session.execute(delete(Group).where(Group.id == group_id))
        moved = refresh_course(session, course_id, now, user_ids)
        check_losses(session, moved, may_take_time=may_take_time)
        audit.note(session, course, person, Change(AuditAction.GROUP_DELETED, before={"name": name}), now)
        return name


def put_member(
    person: Person,
    course_id: int,
    user_id: int,
    group_ids: frozenset[int],
    now: datetime,
    *,
    may_take_time: bool = False,
) -> None:
    """Put a member into these groups and out of all others, with what is overridden for each.

    Raises `NotFoundError`, and `LosesTimeError` where they would lose time and that isn't confirmed.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        membership = membership_of(session, course_id, user_id)
        before = _groups_of(session, membership)
        wanted = {one: group_of(session, course_id, one).name for one in sorted(group_ids)}
        if before == wanted:
            return
        gone = before.keys() - wanted.keys()
        session.execute(
            delete(GroupMember).where(
                GroupMember.membership_id == membership.id, GroupMember.group_id.in_(gone)
            )
        )
        for group_id in wanted.keys() - before.keys():
            session.add(GroupMember(group_id=group_id, membership_id=membership.id))
        session.flush()
        moved = refresh_course(session, course_id, now, [user_id])
        check_losses(session, moved, may_take_time=may_take_time)
        audit.note(
            session,
            course,
            person,
            Change(
                AuditAction.GROUPS_OF_MEMBER_CHANGED,
                subject_id=user_id,
                before={"groups": _in_order(before.values())},
                after={"groups": _in_order(wanted.values())},
            ),
            now,
        )


def put_in(session: Session, group_id: int, membership: Membership) -> bool:
    """Put a member into one more group, in a transaction that holds the course; tell whether that is new."""
    if group_id in _groups_of(session, membership):
        return False
    session.add(GroupMember(group_id=group_id, membership_id=membership.id))
    session.flush()
    return True


def members_of(session: Session, group_id: int) -> list[int]:
    """Return who of the current members of a course is in a group."""
    rows = session.scalars(
        select(Membership.user_id)
        .join(GroupMember, GroupMember.membership_id == Membership.id)
        .where(GroupMember.group_id == group_id, Membership.left_at.is_(None))
    )
    return list(rows)


def is_awaited(session: Session, group_id: int) -> bool:
    """Tell whether somebody is invited into a group who hasn't come yet."""
    invited = exists().where(Invitation.group_id == group_id, Invitation.accepted_at.is_(None))
    return bool(session.scalar(select(invited)))


def group_of(session: Session, course_id: int, group_id: int) -> Group:
    """Return the row of a group of a course. Raises `NotFoundError`."""
    group = session.scalar(select(Group).where(Group.id == group_id, Group.course_id == course_id))
    if group is None:
        raise _no_group()
    return group


def _groups_of(session: Session, membership: Membership) -> dict[int, str]:
    rows = session.execute(
        select(Group.id, Group.name)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(GroupMember.membership_id == membership.id)
    )
    return {row.id: row.name for row in rows}


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=caseless)


def _named(session: Session, course: Course, name: str) -> Group | None:
    return session.scalar(select(Group).where(Group.course_id == course.id, Group.name_key == caseless(name)))


def _no_group() -> NotFoundError:
    return NotFoundError(_("There is no such group in this course."))
