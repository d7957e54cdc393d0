"""The terms of learners of a course: the assignment's, with all that differs for their groups and them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.resolving import Accommodation, Override, resolve
from quizapp.assignments.terms import Terms
from quizapp.models import IS_LEARNER_NOW, Assignment, Attempt, Course, GroupMember, Membership
from quizapp.models import Override as OverrideRecord
from quizapp.services.assignments.rows import override_of, terms_of


@dataclass(frozen=True, slots=True)
class LearnerLayers:
    """All of a learner that decides about their terms, for whatever assignment of the course."""

    user_id: int
    membership_id: int
    group_ids: tuple[int, ...]
    accommodation: Accommodation


@dataclass(frozen=True, slots=True)
class Overrides:
    """What differs in one assignment, by groups and by memberships."""

    of_groups: Mapping[int, Override]
    of_members: Mapping[int, Override]


# What follows is asked each time that somebody begins. Built once: building a statement takes longer than
# running it.
_LEARNER = (
    select(
        *(Membership.id, Membership.time_factor, Membership.extra_minutes),
        *(Membership.extra_attempts, Membership.extra_days, GroupMember.group_id, Course.time_zone),
    )
    .join(Course, Course.id == Membership.course_id)
    .outerjoin(GroupMember, GroupMember.membership_id == Membership.id)
    .where(
        Membership.course_id == bindparam("course_id"),
        Membership.user_id == bindparam("user_id"),
        IS_LEARNER_NOW,
    )
)
_membership_id: BindParameter[int] = bindparam("membership_id")
_OVERRIDES_OF_LEARNER = select(
    OverrideRecord.group_id, OverrideRecord.membership_id, OverrideRecord.changes
).where(
    OverrideRecord.assignment_id == bindparam("assignment_id"),
    or_(
        OverrideRecord.membership_id == _membership_id,
        OverrideRecord.group_id.in_(
            select(GroupMember.group_id).where(GroupMember.membership_id == _membership_id)
        ),
    ),
)


def learners_of(
    session: Session, course_id: int, user_ids: Collection[int] | None = None
) -> tuple[LearnerLayers, ...]:
    """Return the current learners of a course, or those among some people, in the order of joining."""
    wanted = select(Membership).where(Membership.course_id == course_id, IS_LEARNER_NOW)
    if user_ids is not None:
        wanted = wanted.where(Membership.user_id.in_(user_ids))
    return _layers(session, session.scalars(wanted.order_by(Membership.id)).all())


def layers_of(
    session: Session, user_id: int, course_ids: Collection[int]
) -> Mapping[int, tuple[LearnerLayers, tzinfo]]:
    """Return by course what decides about the terms of one learner, with the time zone of the course.

    Courses in which the person is no learner now are left out.
    """
    rows = session.execute(
        select(Membership, Course.time_zone)
        .join(Course, Course.id == Membership.course_id)
        .where(Membership.user_id == user_id, Membership.course_id.in_(course_ids), IS_LEARNER_NOW)
    ).all()
    layers = _layers(session, [row.Membership for row in rows])
    return {
        row.Membership.course_id: (one, ZoneInfo(row.time_zone))
        for row, one in zip(rows, layers, strict=True)
    }


def _layers(session: Session, members: Sequence[Membership]) -> tuple[LearnerLayers, ...]:
    groups = defaultdict(list)
    in_groups = select(GroupMember.membership_id, GroupMember.group_id).where(
        GroupMember.membership_id.in_([member.id for member in members])
    )
    for membership_id, group_id in session.execute(in_groups):
        groups[membership_id].append(group_id)
    return tuple(
        LearnerLayers(member.user_id, member.id, tuple(groups[member.id]), accommodation_of(member))
        for member in members
    )


def accommodation_of(member: Membership | Row[*tuple[Any, ...]]) -> Accommodation:
    """Return what a membership grants its person in every assignment."""
    return Accommodation(
        time_factor=member.time_factor,
        extra_minutes=member.extra_minutes,
        extra_attempts=member.extra_attempts,
        extra_days=member.extra_days,
    )


def overrides_of(session: Session, assignment_id: int) -> Overrides:
    """Return what differs in an assignment."""
    rows = session.scalars(select(OverrideRecord).where(OverrideRecord.assignment_id == assignment_id)).all()
    return Overrides(
        {row.group_id: override_of(row.changes) for row in rows if row.group_id is not None},
        {row.membership_id: override_of(row.changes) for row in rows if row.membership_id is not None},
    )


def zone_of(session: Session, course_id: int) -> tzinfo:
    """Return the zone on whose clocks the days of a course are counted."""
    return ZoneInfo(session.scalars(select(Course.time_zone).where(Course.id == course_id)).one())


def resolved_for(terms: Terms, overrides: Overrides, learner: LearnerLayers, zone: tzinfo) -> Terms:
    """Return the terms that hold for one learner."""
    groups = [overrides.of_groups[group] for group in learner.group_ids if group in overrides.of_groups]
    person = overrides.of_members.get(learner.membership_id)
    return resolve(terms, groups, person, learner.accommodation, zone=zone)


def find_resolved(session: Session, assignment: Assignment, user_id: int) -> Terms | None:
    """Return the terms of one learner; None for anybody who is no learner of the course now."""
    connection = session.connection()
    its = {"course_id": assignment.course_id, "user_id": user_id}
    rows = connection.execute(_LEARNER, its).all()
    if not rows:
        return None
    own = {"assignment_id": assignment.id, "membership_id": rows[0].id}
    differing = connection.execute(_OVERRIDES_OF_LEARNER, own).all()
    overrides = Overrides(
        {row.group_id: override_of(row.changes) for row in differing if row.group_id is not None},
        {row.membership_id: override_of(row.changes) for row in differing if row.membership_id is not None},
    )
    groups = tuple(row.group_id for row in rows if row.group_id is not None)
    learner = LearnerLayers(user_id, rows[0].id, groups, accommodation_of(rows[0]))
    return resolved_for(terms_of(assignment), overrides, learner, ZoneInfo(rows[0].time_zone))


def attempts_of(
    session: Session, assignment_id: int, user_ids: Collection[int] | None = None
) -> dict[int, list[AttemptSummary]]:
    """Return the attempts of learners at an assignment, by learner, in the order of their numbers."""
    statement: Select[Attempt] = select(Attempt).where(
        Attempt.assignment_id == assignment_id, ~Attempt.is_preview
    )
    if user_ids is not None:
        statement = statement.where(Attempt.user_id.in_(user_ids))
    attempts = defaultdict(list)
    for attempt in session.scalars(statement.order_by(Attempt.number)):
        attempts[attempt.user_id].append(summary_of(attempt))
    return attempts


def summary_of(attempt: Attempt) -> AttemptSummary:
    """Return what the rules know of an attempt at an assignment."""
    return AttemptSummary(
        number=attempt.number or 0,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        ends_at=attempt.ends_at,
        is_annulled=attempt.annulled_at is not None,
        is_forfeited=attempt.is_forfeited,
        points=None if attempt.to_mark else attempt.points,
        full_points=attempt.full_points or 0,
    )


def latest_end(attempts: Sequence[AttemptSummary], now: datetime) -> datetime | None:
    """Return when the last attempt was handed in; None where there is none, or one is open."""
    ends: Iterable[datetime | None] = [attempt.handed_in_at(now) for attempt in attempts]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(attempts) else None
