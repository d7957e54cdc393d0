"""Rosters: looked at first, then applied as they were shown, in one transaction. No file drops anybody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from quizapp.interchange.roster.rows import Roster
from quizapp.models import Course, Group, GroupMember, Invitation, Membership, User
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.courses import audit, groups, invitations, members, roster_names, whole_class
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.handing_out import HandedOut
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.roles import check_not_archived, hold_course, role_of
from quizapp.services.courses.roster_plan import (
    NOTHING_TO_DO,
    Account,
    KnownCourse,
    KnownInvitation,
    KnownMember,
    Outcome,
    PlannedRow,
    RosterPlan,
    key_of,
    plan_of,
)
from quizapp.services.courses.whole_class import NewMember
from quizapp.services.permissions import CourseRole, CourseScope, Permission, is_staff, may
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing


@dataclass(frozen=True, slots=True)
class AppliedRoster:
    """What was done, and the links that are to be handed over: known only now."""

    plan: RosterPlan
    handed_out: tuple[HandedOut, ...]


def plan(person: Person, course_id: int, roster: Roster, now: datetime) -> RosterPlan:
    """Return what a roster would do to a course, and write nothing."""
    return plan_of(roster, _known(reading(), person, course_id, roster, now))


def apply(
    person: Person, course_id: int, roster: Roster, digest: str, now: datetime, link_beginning: str | None
) -> AppliedRoster | RosterPlan:
    """Do what was shown; where it would be something else now, do nothing and return the new plan.

    With `link_beginning`, the URL of an invitation's link up to its token, invitations are mailed.
    Raises `NotFoundError`, `NotAllowedError`.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        check_not_archived(course)
        planned = plan_of(roster, _known(session, person, course_id, roster, now))
        if planned.digest != digest:
            return planned
        handed_out = _do(session, course, planned, now, link_beginning)
        if planned.changes:
            done = {
                str(outcome): count
                for outcome in Outcome
                if outcome is not Outcome.REFUSED and (count := planned.count(outcome))
            }
            # As the preview counts them: refused, or not to be read at all.
            if left_out := planned.count(Outcome.REFUSED) + len(roster.faults):
                done["left out"] = left_out
            audit.note(session, course, person, Change(AuditAction.ROSTER_APPLIED, after=done), now)
        return AppliedRoster(planned, tuple(handed_out))


def _do(
    session: Session, course: Course, planned: RosterPlan, now: datetime, link_beginning: str | None
) -> list[HandedOut]:
    """Do what all rows say; return the links to hand over."""
    rows = [row for row in planned.rows if row.outcome not in NOTHING_TO_DO]
    group_ids = {
        name: groups.make_in(session, course, name).id
        for name in dict.fromkeys(row.group for row in rows if row.group)
    }
    joining = [row for row in rows if row.outcome is Outcome.JOINS]
    _close_invitations(session, course, joining, now)
    new_members = [
        NewMember(row.user_id, row.wanted, group_ids.get(row.group), row.name, row.email)
        for row in joining
        if row.user_id
    ]
    whole_class.add_all(session, course, new_members, now)
    for row in rows:
        if row.outcome in {Outcome.RETURNS, Outcome.REGROUPED, Outcome.NAMED} and row.user_id:
            membership = members.add(session, course, row.user_id, row.wanted, now).membership
            roster_names.keep(membership, row.name, row.email)
            if row.group:
                groups.put_in(session, group_ids[row.group], membership)
    if user_ids := [row.user_id for row in rows if row.user_id is not None]:
        session.flush()
        refresh_course(session, course.id, now, user_ids)
    return _invite(session, course, rows, group_ids, now, link_beginning)


def _invite(
    session: Session,
    course: Course,
    rows: list[PlannedRow],
    group_ids: Mapping[str, int],
    now: datetime,
    link_beginning: str | None,
) -> list[HandedOut]:
    invited = [row for row in rows if row.user_id is None]
    new = {row: NewInvitation(row.email, row.name, row.wanted, group_ids.get(row.group)) for row in invited}
    first = [row for row in invited if row.outcome is Outcome.INVITED]
    made = whole_class.invite_all(session, course, [new[row] for row in first], now, link_beginning)
    tokens = dict(zip(first, made, strict=True))
    for row in invited:
        if row.outcome is Outcome.INVITED_ANEW:
            tokens[row] = invitations.invite(session, course, new[row], now, link_beginning)
    return [
        HandedOut(row.email, row.name, row.group, row.wanted, token)
        for row in invited
        if (token := tokens[row])
    ]


def _close_invitations(session: Session, course: Course, rows: list[PlannedRow], now: datetime) -> None:
    """Let the open invitations end of people who join without them."""
    user_ids = {key_of(row.email): row.user_id for row in rows}
    waiting = select(Invitation).where(
        Invitation.course_id == course.id,
        Invitation.email_key.in_(user_ids),
        Invitation.accepted_at.is_(None),
    )
    for invitation in session.scalars(waiting):
        invitation.accepted_at, invitation.token_hash = now, None
        invitation.accepted_by_id = user_ids[invitation.email_key]


def _known(session: Session, person: Person, course_id: int, roster: Roster, now: datetime) -> KnownCourse:
    """Load what a plan depends on; as many statements, however long the roster is."""
    keys = {key_of(row.email) for row in roster.rows}
    accounts, claimed = _accounts(session, keys)
    waiting, invited = _invitations(session, course_id, now)
    scope = CourseScope(course_id, role_of(person.id, course_id))
    named = session.execute(select(Group.name_key, Group.name).where(Group.course_id == course_id))
    return KnownCourse(
        course_id=course_id,
        accounts=accounts,
        invited=invited,
        claimed=claimed,
        members=_members(session, course_id),
        invitations=waiting,
        groups={row.name_key: row.name for row in named},
        takes_staff=may(person, Permission.CHANGE_COURSE_STAFF, scope),
    )


def _accounts(session: Session, keys: set[str]) -> tuple[dict[str, Account], frozenset[str]]:
    """Return by address the account that has confirmed it, and which addresses are only claimed."""
    accounts, claimed = {}, set[str]()
    naming = or_(User.email_key.in_(keys), User.new_email_key.in_(keys))
    columns = (
        User.id,
        User.role,
        User.display_name,
        User.email_key,
        User.email_confirmed_at,
        User.new_email_key,
    )
    for row in session.execute(select(*columns).where(naming)):
        if row.email_confirmed_at and row.email_key in keys:
            accounts[row.email_key] = _account(row)
        claimed |= {row.email_key, row.new_email_key} - {None}
    return accounts, frozenset(claimed & keys - accounts.keys())


def _members(session: Session, course_id: int) -> dict[int, KnownMember]:
    of_member = defaultdict[int, dict[str, str]](dict)
    in_groups = (
        select(GroupMember.membership_id, Group.name_key, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.course_id == course_id)
        .order_by(Group.name_key)
    )
    for row in session.execute(in_groups):
        of_member[row.membership_id][row.name_key] = row.name
    columns = Membership.id, Membership.user_id, Membership.role, Membership.left_at, Membership.roster_name
    return {
        row.user_id: KnownMember(
            *(CourseRole(row.role), row.left_at is not None, of_member[row.id], row.roster_name)
        )
        for row in session.execute(select(*columns).where(Membership.course_id == course_id))
    }


def _invitations(
    session: Session, course_id: int, now: datetime
) -> tuple[dict[str, KnownInvitation], dict[str, Account]]:
    """Return by address the invitations to a course that wait, and the people who came by the others."""
    waiting, came = {}, {}
    rows = session.execute(
        select(Invitation, Group.name.label("group"), User.id, User.role, User.display_name)
        .outerjoin(Group, Group.id == Invitation.group_id)
        .outerjoin(User, User.id == Invitation.accepted_by_id)
        .where(Invitation.course_id == course_id)
    )
    for row in rows:
        invitation = row.Invitation
        if row.id is not None:
            came[invitation.email_key] = _account(row)
        elif invitation.accepted_at is None:
            waiting[invitation.email_key] = KnownInvitation(
                name=invitation.name,
                invited_as=CourseRole(invitation.role),
                group=row.group or "",
                has_expired=invitation.expires_at <= now,
            )
    return waiting, came


def _account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(row.id, row.display_name or "", teaches=is_staff(row))
