"""Accommodations given and taken back by those who teach; the reason is for the staff alone."""

from dataclasses import asdict, dataclass
from datetime import datetime

from quizapp.assignments.resolving import Accommodation
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.assignments.resolved import accommodation_of
from quizapp.services.courses import audit
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.losses import check_losses
from quizapp.services.courses.members import membership_of
from quizapp.services.courses.roles import hold_course
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing

#: The most that a form takes of minutes, attempts or days: what is larger is a slip.
MOST_EXTRA_MINUTES, MOST_EXTRA_ATTEMPTS, MOST_EXTRA_DAYS = 600, 100, 365


@dataclass(frozen=True, slots=True)
class GivenAccommodation:
    """What a member gets, and why."""

    accommodation: Accommodation
    reason: str


def find(course_id: int, user_id: int) -> GivenAccommodation:
    """Return what a current member gets. Raises `NotFoundError`."""
    membership = membership_of(reading(), course_id, user_id)
    return GivenAccommodation(accommodation_of(membership), membership.accommodation_reason)


def change(
    person: Person,
    course_id: int,
    user_id: int,
    given: GivenAccommodation,
    now: datetime,
    *,
    may_take_time: bool = False,
) -> None:
    """Give a member other terms than the class has, in all assignments, those under way among them.

    Raises `NotFoundError`, and `LosesTimeError` where they would lose time and that isn't confirmed.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        membership = membership_of(session, course_id, user_id)
        before, after = accommodation_of(membership), given.accommodation
        if before == after and membership.accommodation_reason == given.reason:
            return
        membership.time_factor, membership.extra_minutes = after.time_factor, after.extra_minutes
        membership.extra_attempts, membership.extra_days = after.extra_attempts, after.extra_days
        membership.accommodation_reason = given.reason
        session.flush()
        moved = refresh_course(session, course_id, now, [user_id])
        check_losses(session, moved, may_take_time=may_take_time)
        audit.note(
            session,
            course,
            person,
            Change(
                AuditAction.ACCOMMODATION_CHANGED,
                subject_id=user_id,
                before=asdict(before),
                after=asdict(after),
                reason=given.reason,
            ),
            now,
        )
