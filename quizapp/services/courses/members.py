"""The people of a course. Somebody who leaves is hidden and keeps everything; a return restores it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.assignments.resolving import NO_ACCOMMODATION
from quizapp.models import Course, Group, GroupMember, Membership, User
from quizapp.services.accounts.names import caseless
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.assignments.resolved import accommodation_of
from quizapp.services.courses import audit, roster_names
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.roles import hold_course, lock_course
from quizapp.services.courses.whom import sees_member
from quizapp.services.errors import NotAllowedError, NotFoundError
from quizapp.services.paging import Page, paginate
from quizapp.services.permissions import Asker, CourseRole, Permission, is_of_owner, is_of_staff
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _, lazy

PAGE_SIZE = 100
#: In lists owners come first, then the other staff, then learners.
_PLACE = case({role.value: place for place, role in enumerate(CourseRole)}, value=Membership.role)
NEEDS_AN_OWNER = lazy("A course needs an owner. Make somebody else an owner first.")


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """A group as its members' pages name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A current member as the staff sees them."""

    user_id: int
    #: What the roster calls them, and they themselves in brackets.
    name: str
    display_name: str
    user_name: str
    #: None where it isn't confirmed: it might be anybody's.
    email: str | None
    #: That of the roster or the invitation; "" for none.
    roster_email: str
    role: CourseRole
    joined_at: datetime
    groups: tuple[CourseGroup, ...]
    has_accommodation: bool


@dataclass(frozen=True, slots=True)
class Added:
    """How somebody came to be a member: new, back again, or there all along."""

    membership: Membership
    is_new: bool
    was_back: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who isn't in the course any more, and whether they had left it before."""

    name: str
    was_gone: bool


def list_members(
    asker: Asker, course_id: int, search: str = "", group_id: int | None = None, page: int = 1
) -> Page[Member]:
    """Return one page of the current members whom somebody of the staff sees.

    They can be those of a group, and those with the search in a name or the address.

    Owners come first, then the other staff, then learners; each by the name that is shown first.
    """
    session = reading()
    matching = _current(course_id).where(sees_member(asker, course_id))
    if wanted := caseless(search):
        matching = matching.where(roster_names.fits(wanted, Membership))
    if group_id is not None:
        in_group = select(GroupMember.membership_id).where(GroupMember.group_id == group_id)
        matching = matching.where(Membership.id.in_(in_group))
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    in_order = matching.order_by(_PLACE, roster_names.in_order(Membership), User.id).limit(PAGE_SIZE)
    return paginate(
        total,
        PAGE_SIZE,
        page,
        lambda offset: _members(session, session.execute(in_order.offset(offset)).all()),
    )


def is_only_owner(course_id: int, user_id: int) -> bool:
    """Tell whether a current member, who is an owner, is the only one, who can't leave."""
    return not _has_another_owner(reading(), course_id, user_id)


def find(asker: Asker, course_id: int, user_id: int) -> Member:
    """Return one current member whom somebody of the staff sees. Raises `NotFoundError`."""
    session = reading()
    is_theirs = User.id == user_id, sees_member(asker, course_id)
    rows = session.execute(_current(course_id).where(*is_theirs)).all()
    if not rows:
        raise no_member()
    return _members(session, rows)[0]


def add(session: Session, course: Course, user_id: int, role: CourseRole, now: datetime) -> Added:
    """Make somebody a member of a course that the transaction holds (`hold_course`, `lock_course`).

    The caller brings the assignments up to date for them (`refresh_course`), once for all whom it adds.
    A member stays what they are. One who had left finds everything again, in the role that is given now:
    somebody removed from the staff who comes back by a link is a learner.
    """
    membership = session.scalar(
        select(Membership).where(Membership.course_id == course.id, Membership.user_id == user_id)
    )
    if membership is None:
        membership = Membership(course_id=course.id, user_id=user_id, role=role, joined_at=now, left_at=None)
        session.add(membership)
        session.flush()
        return Added(membership, is_new=True)
    if membership.left_at is None:
        return Added(membership, is_new=False)
    membership.left_at, membership.role = None, role
    return Added(membership, is_new=False, was_back=True)


def change_role(person: Person, course_id: int, user_id: int, role: CourseRole, now: datetime) -> None:
    """Give a member another role, which only owners can.

    Raises `NotFoundError`, and `NotAllowedError` where that would leave the course without an owner.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_STAFF)
        membership = membership_of(session, course_id, user_id)
        before = CourseRole(membership.role)
        if before is role:
            return
        if is_of_owner(before):
            _check_another_owner(session, course_id, user_id)
        membership.role = role
        session.flush()
        refresh_course(session, course_id, now, [user_id])
        audit.note(
            session,
            course,
            person,
            Change(
                AuditAction.ROLE_CHANGED, subject_id=user_id, before={"role": before}, after={"role": role}
            ),
            now,
        )


def remove(person: Person, course_id: int, user_id: int, now: datetime) -> Removed:
    """End a membership; its learner's results stay and come back with them. Only owners remove staff.

    One that ended before stays as it is. Raises `NotFoundError`, `NotAllowedError`.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        membership = _past_or_present_membership(session, course_id, user_id)
        display_name = session.get_one(User, user_id).display_name or ""
        name = roster_names.both_names(membership.roster_name, display_name)
        if membership.left_at is not None:
            return Removed(name, was_gone=True)
        role = CourseRole(membership.role)
        if is_of_staff(role):
            hold_course(session, person, course_id, Permission.CHANGE_COURSE_STAFF)
        _end(session, membership, now)
        audit.note(
            session,
            course,
            person,
            Change(AuditAction.MEMBER_REMOVED, subject_id=user_id, before={"role": role}),
            now,
        )
        return Removed(name, was_gone=False)


def leave(person: Person, course_id: int, now: datetime) -> str:
    """End one's own membership, and return the title of the course; one that ended before stays as it is.

    Raises `NotFoundError`, and `NotAllowedError` for the last owner.
    """
    with writing() as session:
        course = lock_course(session, course_id)
        membership = _past_or_present_membership(session, course_id, person.id)
        if membership.left_at is not None:
            return course.title
        role = CourseRole(membership.role)
        _end(session, membership, now)
        if is_of_staff(role):
            audit.note(session, course, person, Change(AuditAction.STAFF_LEFT, before={"role": role}), now)
        return course.title


def membership_of(session: Session, course_id: int, user_id: int) -> Membership:
    """Return the row of a current member. Raises `NotFoundError`."""
    membership = _past_or_present_membership(session, course_id, user_id)
    if membership.left_at is not None:
        raise no_member()
    return membership


def no_member() -> NotFoundError:
    """Return the error for somebody who is no member, the same for people without an account."""
    return NotFoundError(_("This person is not in the course."))


def _past_or_present_membership(session: Session, course_id: int, user_id: int) -> Membership:
    """Return the row of a member, also of one who has left. Raises `NotFoundError`."""
    membership = session.scalar(
        select(Membership).where(Membership.course_id == course_id, Membership.user_id == user_id)
    )
    if membership is None:
        raise no_member()
    return membership


def _end(session: Session, membership: Membership, now: datetime) -> None:
    if is_of_owner(CourseRole(membership.role)):
        _check_another_owner(session, membership.course_id, membership.user_id)
    membership.left_at = now
    session.flush()
    refresh_course(session, membership.course_id, now, [membership.user_id])


def _check_another_owner(session: Session, course_id: int, user_id: int) -> None:
    if not _has_another_owner(session, course_id, user_id):
        raise NotAllowedError(NEEDS_AN_OWNER)


def _has_another_owner(session: Session, course_id: int, user_id: int) -> bool:
    others = select(Membership.id).where(
        Membership.course_id == course_id,
        Membership.role == CourseRole.OWNER,
        Membership.left_at.is_(None),
        Membership.user_id != user_id,
    )
    return session.scalar(others.limit(1)) is not None


def _current(course_id: int) -> Select[Membership, User]:
    return (
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .where(Membership.course_id == course_id, Membership.left_at.is_(None))
    )


def _members(session: Session, rows: Sequence[Row[Membership, User]]) -> list[Member]:
    """Make the members of rows, with their groups, which one further statement finds."""
    groups = defaultdict(list)
    in_groups = (
        select(GroupMember.membership_id, Group.id, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(GroupMember.membership_id.in_([membership.id for membership, _ in rows]))
        .order_by(Group.name_key)
    )
    for membership_id, group_id, name in session.execute(in_groups):
        groups[membership_id].append(CourseGroup(group_id, name))
    return [
        Member(
            user_id=user.id,
            name=roster_names.both_names(membership.roster_name, user.display_name or ""),
            display_name=user.display_name or "",
            user_name=user.user_name or "",
            email=user.email if user.email_confirmed_at else None,
            roster_email=membership.roster_email,
            role=CourseRole(membership.role),
            joined_at=membership.joined_at,
            groups=tuple(groups[membership.id]),
            has_accommodation=accommodation_of(membership) != NO_ACCOMMODATION,
        )
        for membership, user in rows
    ]
