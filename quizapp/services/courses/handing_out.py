"""Links of invitations given out again: mailed, or on paper for the staff to hand over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.models import Course, Group, Invitation
from quizapp.services.courses import audit, invitations
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.roles import check_not_archived, hold_course, role_of
from quizapp.services.errors import NotAllowedError
from quizapp.services.permissions import CourseRole, CourseScope, Permission, is_of_staff, may
from quizapp.services.person import Person
from quizapp.services.transaction import writing
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A link for one person, and for whom it is: known only where it is made."""

    email: str
    name: str
    group: str
    role: CourseRole
    token: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """The addresses that were invited again, and the links that are to be handed over."""

    emails: tuple[str, ...]
    handed_out: tuple[HandedOut, ...]


def renew(
    person: Person,
    course_id: int,
    now: datetime,
    link_beginning: str | None,
    *,
    invitation_id: int | None = None,
) -> Renewed:
    """Give one open invitation, or all of a course, another link and its whole time; the ones before end.

    With `link_beginning`, the URL of a link up to its token, the links are mailed. Only owners invite staff:
    for the others, those invitations stay as they are. Where none is open any more, nothing is done.

    Raises `NotFoundError` for an invitation to another course, `NotAllowedError`.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        check_not_archived(course)
        if invitation_id is not None:
            invitations.check_course(session, course_id, invitation_id)
        waiting = _waiting(session, course_id, invitation_id)
        if not waiting:
            return Renewed((), ())
        scope = CourseScope(course_id, role_of(person.id, course_id))
        if not may(person, Permission.CHANGE_COURSE_STAFF, scope):
            waiting = [one for one in waiting if not is_of_staff(CourseRole(one[0].role))]
        if not waiting:
            raise NotAllowedError(_("Only owners can invite staff."))
        handed_out = [
            link
            for invitation, group in waiting
            if (link := _renew(session, course, invitation, group, now, link_beginning))
        ]
        emails = tuple(invitation.email for invitation, _group in waiting)
        done = {"email": emails[0]} if invitation_id else {"invitations": len(emails)}
        audit.note(session, course, person, Change(AuditAction.INVITATIONS_RENEWED, after=done), now)
        return Renewed(emails, tuple(handed_out))


def _waiting(
    session: Session, course_id: int, invitation_id: int | None
) -> list[tuple[Invitation, str | None]]:
    open_ones = (
        select(Invitation, Group.name)
        .outerjoin(Group, Group.id == Invitation.group_id)
        .where(Invitation.course_id == course_id, Invitation.accepted_at.is_(None))
        .order_by(Group.name_key, Invitation.name, Invitation.email_key)
    )
    if invitation_id is not None:
        open_ones = open_ones.where(Invitation.id == invitation_id)
    return [(invitation, group) for invitation, group in session.execute(open_ones)]


def _renew(
    session: Session,
    course: Course,
    invitation: Invitation,
    group: str | None,
    now: datetime,
    link_beginning: str | None,
) -> HandedOut | None:
    same = NewInvitation(invitation.email, invitation.name, CourseRole(invitation.role), invitation.group_id)
    token = invitations.invite(session, course, same, now, link_beginning)
    return HandedOut(same.email, same.name, group or "", same.role, token) if token else None
