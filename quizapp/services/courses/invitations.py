"""Invitations by name and address, each with a link that works once: for people without an account here.

The link is mailed, or handed over on paper. The person who opens it comes in, with the account that they
log in to or make: an address in a roster may be that of a parent, and proves nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.models import Course, Group, Invitation
from quizapp.services import security_log
from quizapp.services.accounts import email_address, links, names
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.courses import audit, groups, join_code, members, roster_names
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.joining import JoinedCourse
from quizapp.services.courses.roles import hold_course, lock_course
from quizapp.services.errors import InvalidError, NotFoundError, SpentLinkError
from quizapp.services.jobs import queue
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import CourseRole, Permission, is_of_owner, is_of_staff
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _

#: A letter may lie over a holiday before a term.
LASTS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Whom somebody of the staff invites."""

    #: As `names.clean_email` returns it.
    email: str
    name: str = ""
    role: CourseRole = CourseRole.LEARNER
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has come by yet."""

    id: int
    email: str
    name: str
    role: CourseRole
    group: str | None
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """What the page behind a link tells of it."""

    course_id: int
    course: str
    role: CourseRole
    name: str
    email: str


def invite(
    session: Session, course: Course, new: NewInvitation, now: datetime, link_beginning: str | None
) -> str | None:
    """Invite somebody, in a transaction that holds the course (`hold_course`); note it in the audit there.

    An address is invited once to a course: another time it gets another link, and the one before ends.
    With `link_beginning`, the URL of a link up to its token, the link is mailed, and None returned; else its
    token, to be handed over, which is known only here and now.
    """
    key = names.email_key(new.email)
    invitation = session.scalar(
        select(Invitation).where(Invitation.course_id == course.id, Invitation.email_key == key)
    )
    if invitation is None:
        invitation = Invitation(course_id=course.id, email_key=key)
        session.add(invitation)
    invitation.email, invitation.name, invitation.role = new.email, new.name, new.role
    invitation.group_id, invitation.invited_at = new.group_id, now
    invitation.expires_at, invitation.token_hash = now + LASTS, None
    invitation.accepted_at = invitation.accepted_by_id = None
    session.flush()
    if link_beginning is None:
        token = new_token_on_paper()
        invitation.token_hash = links.hash_token(token)
        session.flush()
        return token
    payload = {"invitation": invitation.id, "link_beginning": link_beginning}
    queue.enqueue(session, JobName.INVITATION_LETTER, payload, now)
    return None


def new_token_on_paper() -> str:
    """Return a token that can be typed, for a link that somebody hands over: it proves no address."""
    return join_code.show_code(join_code.new_code(join_code.LONG))


def new_token(session: Session, invitation: Invitation) -> str:
    """Give an invitation a link to mail in place of the one before; return its token, stored nowhere.

    It is in no other form than that of a letter, so that a person who has it reads the mail of its address.
    """
    token = secrets.token_urlsafe(32)
    invitation.token_hash = links.hash_token(token)
    session.flush()
    return token


def invite_one(
    person: Person, course_id: int, new: NewInvitation, now: datetime, link_beginning: str | None
) -> str | None:
    """Invite somebody to a course; staff is invited by owners alone. The rest is as in `invite`.

    Raises `InvalidError` for an owner, `NotFoundError` for the group of another course, `NotAllowedError`.
    """
    if is_of_owner(new.role):
        raise InvalidError(_("You can't invite somebody as an owner."))
    permission = Permission.CHANGE_COURSE_STAFF if is_of_staff(new.role) else Permission.CHANGE_COURSE_PEOPLE
    with writing() as session:
        course = hold_course(session, person, course_id, permission)
        if new.group_id is not None:
            groups.group_of(session, course_id, new.group_id)
        token = invite(session, course, new, now, link_beginning)
        invited = {"email": new.email, "role": new.role}
        audit.note(session, course, person, Change(AuditAction.MEMBER_INVITED, after=invited), now)
        return token


def list_open(course_id: int) -> tuple[OpenInvitation, ...]:
    """Return the invitations to a course that nobody has come by yet, in the order of their addresses."""
    rows = reading().execute(
        select(Invitation, Group.name)
        .outerjoin(Group, Group.id == Invitation.group_id)
        .where(Invitation.course_id == course_id, Invitation.accepted_at.is_(None))
        .order_by(Invitation.email_key)
    )
    return tuple(
        OpenInvitation(
            id=invitation.id,
            email=invitation.email,
            name=invitation.name,
            role=CourseRole(invitation.role),
            group=group,
            invited_at=invitation.invited_at,
            expires_at=invitation.expires_at,
        )
        for invitation, group in rows
    )


def count_open(course_id: int) -> int:
    """Count the invitations to a course that nobody has come by yet."""
    waiting = Invitation.course_id == course_id, Invitation.accepted_at.is_(None)
    return reading().scalar(select(func.count()).select_from(Invitation).where(*waiting)) or 0


def withdraw(person: Person, course_id: int, invitation_id: int, now: datetime) -> str | None:
    """Take an invitation back, and return its address; None if it isn't open any more.

    Raises `NotFoundError` for an invitation to another course.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        check_course(session, course_id, invitation_id)
        invitation = session.get(Invitation, invitation_id)
        if invitation is None or invitation.accepted_at is not None:
            return None
        session.delete(invitation)
        withdrawn = {"email": invitation.email, "role": invitation.role}
        audit.note(session, course, person, Change(AuditAction.INVITATION_WITHDRAWN, before=withdrawn), now)
        return invitation.email


def check_course(session: Session, course_id: int, invitation_id: int) -> None:
    """Raise `NotFoundError` for an invitation to another course; one that is gone may have been to this."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is not None and invitation.course_id != course_id:
        raise NotFoundError(_("There is no such invitation."))


def behind(token: str, now: datetime) -> InvitedTo:
    """Return what a link invites to, without using it. Raises `SpentLinkError`."""
    invitation, course = _found(reading(), token, now)
    return InvitedTo(course.id, course.title, CourseRole(invitation.role), invitation.name, invitation.email)


def accept(person: Person, token: str, now: datetime) -> JoinedCourse:
    """Use a link up to join its course, in the role and the group that it names. Raises `SpentLinkError`.

    Nobody loses anything by it: a member of the staff who is invited as a learner stays what they are. Where
    the link was mailed, and the account names the address that it was mailed to, that one is confirmed.
    """
    with writing() as session:
        lock_course(session, _found(session, token, now)[1].id)
        # Of two who use it at once, one has waited for the other by now.
        invitation, course = _found(session, token, now)
        role = CourseRole(invitation.role)
        added = members.add(session, course, person.id, role, now)
        if is_of_staff(role) and not is_of_staff(CourseRole(added.membership.role)):
            added.membership.role = role
        _keep_name(added, invitation)
        if invitation.group_id is not None:
            groups.put_in(session, invitation.group_id, added.membership)
        session.flush()
        refresh_course(session, course.id, now, [person.id])
        invitation.accepted_at, invitation.accepted_by_id = now, person.id
        invitation.token_hash = None
        is_confirmed = _was_mailed(token) and email_address.confirm_reached(
            session, person.id, invitation.email, now
        )
        joined = JoinedCourse(course.id, course.title, was_member=not (added.is_new or added.was_back))
    if is_confirmed:
        security_log.note(SecurityEvent.EMAIL_CONFIRMED, person.id)
    return joined


def _keep_name(added: members.Added, invitation: Invitation) -> None:
    """Keep whom an invitation was for, except where a member or somebody of the staff tries its link."""
    membership = added.membership
    of_staff = is_of_staff(CourseRole(membership.role)) and not is_of_staff(CourseRole(invitation.role))
    if not of_staff and (added.was_back or not membership.roster_email):
        roster_names.keep(membership, invitation.name, invitation.email)


def _was_mailed(token: str) -> bool:
    """Tell whether a link came by mail: only then does it prove an address."""
    return join_code.fold_code(token, join_code.LONG) is None


def _found(session: Session, token: str, now: datetime) -> tuple[Invitation, Course]:
    typed = join_code.fold_code(token, join_code.LONG)
    row = session.execute(
        select(Invitation, Course)
        .join(Course, Course.id == Invitation.course_id)
        .where(
            Invitation.token_hash == links.hash_token(join_code.show_code(typed) if typed else token),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
            Course.archived_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise SpentLinkError(_("This invitation no longer works."))
    return row[0], row[1]
