"""The record of what the staff of a course did: appended in the transaction of each change, never altered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from quizapp.models import Assignment, AuditEvent, Course, User
from quizapp.services.courses.roster_names import ROSTER, called, on_roster
from quizapp.services.paging import Page, paginate
from quizapp.services.person import Person
from quizapp.services.transaction import reading

PAGE_SIZE = 100


class AuditAction(StrEnum):
    """What was done, as `thing:action`. A name stays as it is: rows hold it."""

    COURSE_CREATED = "course:created"
    COURSE_CHANGED = "course:changed"
    COURSE_ARCHIVED = "course:archived"
    COURSE_RESTORED = "course:restored"
    JOINING_OPENED = "joining:opened"
    JOINING_CLOSED = "joining:closed"
    JOINING_RENEWED = "joining:renewed"
    MEMBER_ADDED = "member:added"
    MEMBER_REMOVED = "member:removed"
    STAFF_LEFT = "staff:left"
    ROLE_CHANGED = "role:changed"
    ACCOMMODATION_CHANGED = "accommodation:changed"
    GROUP_MADE = "group:made"
    GROUP_RENAMED = "group:renamed"
    GROUP_DELETED = "group:deleted"
    GROUPS_OF_MEMBER_CHANGED = "member:regrouped"
    MEMBER_INVITED = "member:invited"
    ROSTER_APPLIED = "roster:applied"
    INVITATIONS_RENEWED = "invitations:renewed"
    INVITATION_WITHDRAWN = "invitation:withdrawn"
    ASSIGNMENT_CREATED = "assignment:created"
    ASSIGNMENT_CHANGED = "assignment:changed"
    ASSIGNMENT_PUBLISHED = "assignment:published"
    ASSIGNMENT_WITHDRAWN = "assignment:withdrawn"
    ASSIGNMENT_RELEASED = "assignment:released"
    ASSIGNMENT_ARCHIVED = "assignment:archived"
    OVERRIDE_CHANGED = "override:changed"
    ANSWER_MARKED = "answer:marked"
    RESULT_CHANGED = "result:changed"
    ATTEMPT_ANNULLED = "attempt:annulled"
    ATTEMPT_RESTORED = "attempt:restored"
    ATTEMPT_REOPENED = "attempt:reopened"
    TIME_ADDED = "attempt:time-added"
    LATE_ANSWER_DECIDED = "late-answer:decided"


#: What something was before or after a change, by the names of its columns.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that somebody of the staff does."""

    action: AuditAction
    #: The person whom it concerns, if it is one.
    subject_id: int | None = None
    before: Values | None = None
    after: Values | None = None
    reason: str = ""
    assignment_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuditedChange:
    """An entry of the record as the staff reads it."""

    id: int
    at: datetime
    action: AuditAction
    #: Who did it; None for somebody whose account is gone.
    by: str | None
    #: The person whom it concerns, if it is one.
    subject: str | None
    #: The title of the assignment that it is about, if it is about one.
    assignment: str | None
    before: Values | None
    after: Values | None
    reason: str


def note(session: Session, course: Course, by: Person, change: Change, now: datetime) -> None:
    """Append what somebody of the staff does, in the transaction that does it."""
    session.add(
        AuditEvent(
            course_id=course.id,
            at=now,
            by_id=by.id,
            action=change.action,
            subject_id=change.subject_id,
            before=change.before,
            after=change.after,
            reason=change.reason,
            assignment_id=change.assignment_id,
        )
    )


def find_last(session: Session, assignment_id: int, action: AuditAction) -> AuditEvent | None:
    """Return the last entry that tells of this being done about an assignment: a form may come twice."""
    return session.scalar(
        select(AuditEvent)
        .where(AuditEvent.assignment_id == assignment_id, AuditEvent.action == action)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )


def list_changes(course_id: int, page: int = 1) -> Page[AuditedChange]:
    """Return one page of what the staff of a course did, the latest first."""
    session = reading()
    total = session.scalar(select(func.count()).where(AuditEvent.course_id == course_id)) or 0
    by, subject = aliased(User), aliased(User)
    statement = (
        select(AuditEvent, by.display_name, called(account=subject), Assignment.title)
        .outerjoin(by, by.id == AuditEvent.by_id)
        .outerjoin(subject, subject.id == AuditEvent.subject_id)
        .outerjoin(Assignment, Assignment.id == AuditEvent.assignment_id)
        .outerjoin(ROSTER, on_roster(course_id, subject))
        .where(AuditEvent.course_id == course_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(PAGE_SIZE)
    )
    return paginate(
        total,
        PAGE_SIZE,
        page,
        lambda offset: (_change(*row) for row in session.execute(statement.offset(offset))),
    )


def _change(event: AuditEvent, by: str | None, subject: str | None, assignment: str | None) -> AuditedChange:
    return AuditedChange(
        id=event.id,
        at=event.at,
        action=AuditAction(event.action),
        by=by,
        subject=subject,
        assignment=assignment,
        before=event.before,
        after=event.after,
        reason=event.reason,
    )
