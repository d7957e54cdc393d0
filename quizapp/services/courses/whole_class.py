"""Many people put into a course at once, in few statements: a large roster would hold up all who write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.models import Course, GroupMember, Invitation, Membership
from quizapp.services.accounts import links, names
from quizapp.services.courses import roster_names
from quizapp.services.courses.invitations import LASTS, NewInvitation, new_token_on_paper
from quizapp.services.jobs import queue
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import CourseRole


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who becomes a member of a course."""

    user_id: int
    role: CourseRole
    group_id: int | None
    #: What the roster calls them, and their address there.
    name: str = ""
    email: str = ""


def invite_all(
    session: Session,
    course: Course,
    people: Sequence[NewInvitation],
    now: datetime,
    link_beginning: str | None,
) -> list[str | None]:
    """Invite people of whom nobody was invited to the course before; the rest is as in `invitations.invite`.

    Returns the token of each.
    """
    tokens = [None if link_beginning else new_token_on_paper() for _ in people]
    rows = [
        Invitation(
            course_id=course.id,
            email=new.email,
            email_key=names.email_key(new.email),
            name=new.name,
            role=new.role,
            group_id=new.group_id,
            token_hash=token and links.hash_token(token),
            invited_at=now,
            expires_at=now + LASTS,
        )
        for new, token in zip(people, tokens, strict=True)
    ]
    session.add_all(rows)
    session.flush()
    if link_beginning:
        for row in rows:
            payload = {"invitation": row.id, "link_beginning": link_beginning}
            queue.enqueue(session, JobName.INVITATION_LETTER, payload, now)
    return tokens


def add_all(session: Session, course: Course, people: Sequence[NewMember], now: datetime) -> None:
    """Make people members of whom nobody was in the course before."""
    rows = [
        Membership(course_id=course.id, user_id=new.user_id, role=new.role, joined_at=now, left_at=None)
        for new in people
    ]
    for new, row in zip(people, rows, strict=True):
        roster_names.keep(row, new.name, new.email)
    session.add_all(rows)
    session.flush()
    session.add_all(
        GroupMember(group_id=new.group_id, membership_id=row.id)
        for new, row in zip(people, rows, strict=True)
        if new.group_id is not None
    )
    session.flush()
