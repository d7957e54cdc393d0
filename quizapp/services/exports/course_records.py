"""What is stored about a person as a member of courses, section by section: oldest records first."""

from sqlalchemy import bindparam, case, or_, select

from quizapp.models import (
    Assignment,
    AuditEvent,
    Course,
    Group,
    GroupMember,
    Invitation,
    LearnerTerms,
    Membership,
    Override,
    ResultOverride,
)
from quizapp.quizzes.disclosure import marks_wait
from quizapp.quizzes.rules import Shows
from quizapp.services.exports.sections import Records, Section

#: What of the record says how answers went.
MARKS = ("answer:marked", "result:changed")


def _courses(user_id: int) -> Records:
    return (
        select(
            Course.title.label("course"),
            Membership.role,
            Membership.joined_at,
            Membership.left_at,
            Membership.time_factor,
            Membership.extra_minutes,
            Membership.extra_attempts,
            Membership.extra_days,
            Membership.roster_name,
            Membership.roster_email,
        )
        .join(Course, Course.id == Membership.course_id)
        .where(Membership.user_id == user_id)
        .order_by(Membership.id)
    )


def _course_groups(user_id: int) -> Records:
    return (
        select(Course.title.label("course"), Group.name.label("group"))
        .select_from(GroupMember)
        .join(Membership, Membership.id == GroupMember.membership_id)
        .join(Group, Group.id == GroupMember.group_id)
        .join(Course, Course.id == Group.course_id)
        .where(Membership.user_id == user_id)
        .order_by(Group.id)
    )


def _invitations(user_id: int) -> Records:
    return (
        select(
            Course.title.label("course"),
            Invitation.email,
            Invitation.name,
            Invitation.role,
            Invitation.invited_at,
            Invitation.expires_at,
            Invitation.accepted_at,
        )
        .join(Course, Course.id == Invitation.course_id)
        .where(Invitation.accepted_by_id == user_id)
        .order_by(Invitation.id)
    )


def _audit_events(user_id: int) -> Records:
    """Select what the person did on the staff of a course, and what was done about them.

    What became of others stays out, and so do the reasons that others gave, and marks, which are told once
    they may be known, with the answers.
    """
    is_theirs, did_it = AuditEvent.subject_id == user_id, AuditEvent.by_id == user_id
    is_told = is_theirs & AuditEvent.action.not_in(MARKS)
    return (
        select(
            Course.title.label("course"),
            AuditEvent.at,
            AuditEvent.action,
            case((did_it, "by"), else_="about").label("did"),
            case((is_told, AuditEvent.before)).label("before"),
            case((is_told, AuditEvent.after)).label("after"),
            case((did_it, AuditEvent.reason)).label("reason"),
        )
        .join(Course, Course.id == AuditEvent.course_id)
        .where(is_theirs | did_it)
        .order_by(AuditEvent.id)
    )


def _assignments(user_id: int) -> Records:
    return (
        select(
            Course.title.label("course"),
            Assignment.title.label("assignment"),
            LearnerTerms.opens_at,
            LearnerTerms.due_at,
            LearnerTerms.closes_at,
            LearnerTerms.done_at,
            LearnerTerms.holds,
            LearnerTerms.held_from,
        )
        .join(Assignment, Assignment.id == LearnerTerms.assignment_id)
        .join(Course, Course.id == Assignment.course_id)
        .where(LearnerTerms.user_id == user_id)
        .order_by(LearnerTerms.assignment_id)
    )


def _overrides(user_id: int) -> Records:
    return (
        select(Assignment.title.label("assignment"), Override.changes, Override.changed_at)
        .join(Assignment, Assignment.id == Override.assignment_id)
        .join(Membership, Membership.id == Override.membership_id)
        .where(Membership.user_id == user_id)
        .order_by(Override.id)
    )


def _results_set(user_id: int) -> Records:
    """Select what staff set as the person's results, once it may be known, and never why."""
    is_told = or_(
        Assignment.shows.in_([one.value for one in Shows if not marks_wait(one)]),
        Assignment.results_from <= bindparam("held_at", type_=ResultOverride.at.type),
    )
    return (
        select(
            Assignment.title.label("assignment"),
            case((is_told, ResultOverride.percent)).label("percent"),
            ResultOverride.is_excused,
            ResultOverride.at,
        )
        .join(Assignment, Assignment.id == ResultOverride.assignment_id)
        .where(ResultOverride.user_id == user_id, or_(is_told, ResultOverride.is_excused))
        .order_by(ResultOverride.id)
    )


COURSE_SECTIONS = (
    Section("courses", _courses),
    Section("course_groups", _course_groups),
    Section("invitations", _invitations),
    Section("audit_events", _audit_events),
    Section("assignments", _assignments),
    Section("overrides", _overrides),
    Section("result_overrides", _results_set),
)
