"""Overrides: terms of an assignment that differ for a group or for a person, with a reason.

They follow through to learners like a change of the terms themselves: open attempts get their new end in the
same transaction, and where somebody would lose time, nothing is changed until the staff has seen who.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.assignments.resolving import Override, resolve
from quizapp.assignments.terms import Terms, TermsFault, faults
from quizapp.models import IS_LEARNER_NOW, Assignment, Group, Membership, User
from quizapp.models import Override as OverrideRecord
from quizapp.services.assignments.learner_terms import MovedEnd, refresh
from quizapp.services.assignments.resolved import learners_of, overrides_of, resolved_for, zone_of
from quizapp.services.assignments.rows import changes_of, override_of, terms_of
from quizapp.services.courses import assignments, audit, groups, members
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.losses import check_losses
from quizapp.services.courses.roster_names import both_names, called, in_order
from quizapp.services.courses.whom import sees
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.permissions import Asker, CourseRole, is_of_staff
from quizapp.services.person import Person
from quizapp.services.transaction import reading
from quizapp.translation.texts import _, lazy

NOBODY_IN_GROUP = lazy("This group has no members or invitations yet. Add people to it first.")
NO_LEARNER = lazy("Overrides are only for learners.")
NOT_AS_SHOWN = lazy("The override was changed or removed in the meantime, or there is already one.")
NOTHING_DIFFERS = lazy("Fill in at least one field.")


@dataclass(frozen=True, slots=True)
class ForGroup:
    """All who are in a group now or later."""

    group_id: int


@dataclass(frozen=True, slots=True)
class ForPerson:
    """One learner of the course."""

    user_id: int


Target = ForGroup | ForPerson


@dataclass(frozen=True, slots=True)
class OverrideView:
    """An override as the staff sees it: for whom, what differs, why and since when."""

    id: int
    target: Target
    #: The name of the group or of the person.
    name: str
    override: Override
    reason: str
    changed_at: datetime
    #: Counts the changes; a form says which one it showed.
    version: int
    #: The terms that hold with it: for a group those of a member of whom nothing else differs.
    comes_to: Terms


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person was shown, who now wants something to differ."""

    #: Of the override that is there, 0 for none; None, from a program, takes the place of any.
    version: int | None = None
    #: Who would lose time.
    losses: bool = False


NOTHING_SHOWN: Final = Shown()


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of the course, to be chosen."""

    user_id: int
    name: str


class DiffersAlreadyError(StaleError):
    """What differs for them isn't what the form showed; nothing was written."""


class FaultyOverrideError(InvalidError):
    """What an override would come to can't be; nothing was written."""

    def __init__(self, faults: tuple[TermsFault, ...]) -> None:
        super().__init__(" ".join(fault.message for fault in faults))
        self.faults = faults


def list_overrides(asker: Asker, course_id: int, assignment_id: int) -> tuple[OverrideView, ...]:
    """Return what differs in an assignment: for groups first, then for people, each by name.

    Of people those whom somebody of the staff sees.
    """
    session = reading()
    assignment = assignments.find_row(session, course_id, assignment_id)
    rows = session.execute(
        select(OverrideRecord, Group.name, User.id, called(Membership))
        .outerjoin(Group, Group.id == OverrideRecord.group_id)
        .outerjoin(Membership, Membership.id == OverrideRecord.membership_id)
        .outerjoin(User, User.id == Membership.user_id)
        .where(
            OverrideRecord.assignment_id == assignment_id,
            OverrideRecord.group_id.is_not(None) | sees(asker, course_id, Membership.user_id),
        )
        .order_by(OverrideRecord.group_id.is_(None), Group.name_key, in_order(Membership), OverrideRecord.id)
    )
    found = [(row, group, user_id, name) for row, group, user_id, name in rows]
    comes_to = _comes_to(session, assignment, [user_id for _, _, user_id, _ in found if user_id is not None])
    return tuple(_view(row, group, user_id, name, comes_to) for row, group, user_id, name in found)


def list_learners(asker: Asker, course_id: int) -> tuple[Learner, ...]:
    """Return the current learners whom somebody of the staff sees, by name, for choosing one."""
    return find_learners(reading(), asker, course_id)


def find_learners(session: Session, asker: Asker, course_id: int) -> tuple[Learner, ...]:
    """Return the same within a transaction."""
    rows = session.execute(
        select(User.id, called(Membership))
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.course_id == course_id,
            IS_LEARNER_NOW,
            sees(asker, course_id, Membership.user_id),
        )
        .order_by(in_order(Membership), User.id)
    )
    return tuple(Learner(user_id, name or "") for user_id, name in rows)


def put(
    person: Person,
    course_id: int,
    assignment_id: int,
    target: Target,
    override: Override,
    reason: str,
    now: datetime,
    shown: Shown = NOTHING_SHOWN,
) -> tuple[MovedEnd, ...]:
    """Let terms differ for a group or a person, in place of what differed before; return the ends that moved.

    What differs like that already is no change. Raises `DiffersAlreadyError` where another
    version is there, or none, `FaultyOverrideError`, `InvalidError` where nothing differs or for a
    group that nobody is in or invited into, `LosesTimeError` where learners would lose time and
    that isn't confirmed, `NotFoundError`.
    """
    with assignments.changing(person, course_id, assignment_id) as (session, course, assignment):
        user_ids = _check_target(session, course_id, target)
        if override == Override():
            raise InvalidError(NOTHING_DIFFERS)
        record = _record_of(session, course_id, assignment_id, target)
        if record and (record.changes, record.reason) == (changes_of(override), reason):
            return ()
        if shown.version not in {None, record.version if record else 0}:
            raise DiffersAlreadyError(NOT_AS_SHOWN)
        before = None if record is None else dict(record.changes)
        if record is None:
            record = _new_record(session, course_id, assignment_id, target)
        else:
            record.version += 1
        record.changes, record.reason, record.changed_at = changes_of(override), reason, now
        session.flush()
        _check_faults(session, assignment, target, override, user_ids)
        moved = refresh(session, assignment, now, user_ids)
        check_losses(session, moved, may_take_time=shown.losses)
        change = _change(session, assignment, target, before, record.changes, reason)
        audit.note(session, course, person, change, now)
        return moved


def remove(
    person: Person,
    course_id: int,
    assignment_id: int,
    override_id: int,
    now: datetime,
    *,
    may_take_time: bool = False,
) -> str | None:
    """Let the terms of the class hold again; return for whom, None where the override is gone already.

    Raises `LosesTimeError`, `NotFoundError`.
    """
    with assignments.changing(person, course_id, assignment_id) as (session, course, assignment):
        record = session.get(OverrideRecord, override_id)
        if record is None:
            return None
        if record.assignment_id != assignment_id:
            raise NotFoundError(_("There is no such override."))
        target, name = _target_of(session, record)
        before = dict(record.changes)
        session.delete(record)
        session.flush()
        moved = refresh(session, assignment, now, _user_ids(session, target))
        check_losses(session, moved, may_take_time=may_take_time)
        audit.note(session, course, person, _change(session, assignment, target, before, None, ""), now)
        return name


def _check_target(session: Session, course_id: int, target: Target) -> list[int]:
    """Return the people whom an override is for. Raises `InvalidError`, `NotFoundError`."""
    if isinstance(target, ForGroup):
        groups.group_of(session, course_id, target.group_id)
        user_ids = groups.members_of(session, target.group_id)
        if not user_ids and not groups.is_awaited(session, target.group_id):
            raise InvalidError(NOBODY_IN_GROUP)
        return user_ids
    membership = members.membership_of(session, course_id, target.user_id)
    if is_of_staff(CourseRole(membership.role)):
        raise InvalidError(NO_LEARNER)
    return [target.user_id]


def _user_ids(session: Session, target: Target) -> list[int]:
    return [target.user_id] if isinstance(target, ForPerson) else groups.members_of(session, target.group_id)


def _record_of(session: Session, course_id: int, assignment_id: int, target: Target) -> OverrideRecord | None:
    is_theirs = (
        OverrideRecord.group_id == target.group_id
        if isinstance(target, ForGroup)
        else OverrideRecord.membership_id == _membership_id(session, course_id, target)
    )
    row: OverrideRecord | None = session.scalar(
        select(OverrideRecord).where(OverrideRecord.assignment_id == assignment_id, is_theirs)
    )
    return row


def _new_record(session: Session, course_id: int, assignment_id: int, target: Target) -> OverrideRecord:
    row = OverrideRecord(assignment_id=assignment_id, version=1)
    if isinstance(target, ForGroup):
        row.group_id = target.group_id
    else:
        row.membership_id = _membership_id(session, course_id, target)
    session.add(row)
    return row


def _membership_id(session: Session, course_id: int, target: ForPerson) -> int:
    return members.membership_of(session, course_id, target.user_id).id


def _target_of(session: Session, record: OverrideRecord) -> tuple[Target, str]:
    if record.group_id is not None:
        return ForGroup(record.group_id), session.get_one(Group, record.group_id).name
    membership = session.get_one(Membership, record.membership_id)
    user = session.get_one(User, membership.user_id)
    return ForPerson(user.id), both_names(membership.roster_name, user.display_name or "")


def _check_faults(
    session: Session, assignment: Assignment, target: Target, override: Override, user_ids: list[int]
) -> None:
    """Refuse what couldn't hold for somebody, or for a later member of the group."""
    terms, zone = terms_of(assignment), zone_of(session, assignment.course_id)
    found = faults(resolve(terms, [override], zone=zone)) if isinstance(target, ForGroup) else ()
    overrides = overrides_of(session, assignment.id)
    for learner in learners_of(session, assignment.course_id, user_ids):
        found = found or faults(resolved_for(terms, overrides, learner, zone))
    if found:
        raise FaultyOverrideError(found)


def _change(
    session: Session,
    assignment: Assignment,
    target: Target,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str,
) -> Change:
    group = {}
    if isinstance(target, ForGroup):
        group["group"] = session.get_one(Group, target.group_id).name
    return Change(
        AuditAction.OVERRIDE_CHANGED,
        subject_id=target.user_id if isinstance(target, ForPerson) else None,
        before=None if before is None else group | _told(before),
        after=group | ({} if after is None else _told(after)),
        reason=reason,
        assignment_id=assignment.id,
    )


def _told(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the record of changes keeps of an override: a code is for learners at the door."""
    return {name: "set" if name == "access_code" and value else value for name, value in changes.items()}


def _comes_to(
    session: Session, assignment: Assignment, user_ids: list[int]
) -> Callable[[Target, Override], Terms]:
    """Return what tells which terms hold for a group or one of some people."""
    terms, zone = terms_of(assignment), zone_of(session, assignment.course_id)
    overrides = overrides_of(session, assignment.id)
    learners = {one.user_id: one for one in learners_of(session, assignment.course_id, user_ids)}

    def comes_to(target: Target, override: Override) -> Terms:
        if isinstance(target, ForPerson) and target.user_id in learners:
            return resolved_for(terms, overrides, learners[target.user_id], zone)
        return resolve(terms, [override], zone=zone)

    return comes_to


def _view(
    row: OverrideRecord,
    group: str | None,
    user_id: int | None,
    name: str | None,
    comes_to: Callable[[Target, Override], Terms],
) -> OverrideView:
    override = override_of(row.changes)
    target: Target = ForPerson(user_id) if user_id is not None else ForGroup(row.group_id or 0)
    return OverrideView(
        id=row.id,
        target=target,
        name=group or name or "",
        override=override,
        reason=row.reason,
        changed_at=row.changed_at,
        version=row.version,
        comes_to=comes_to(target, override),
    )
