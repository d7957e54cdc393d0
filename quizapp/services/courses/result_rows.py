"""The rows behind the results of a course: few statements of plain columns, however large it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.resolving import Accommodation, Override
from quizapp.assignments.scoring import SetResult
from quizapp.models import Assignment, Attempt, Group, GroupMember, Membership, ResultOverride, User
from quizapp.models import Override as OverrideRecord
from quizapp.services.accounts.names import caseless
from quizapp.services.assignments.resolved import Overrides
from quizapp.services.assignments.rows import BY_DATE, override_of
from quizapp.services.courses import roster_names
from quizapp.services.courses.whom import sees
from quizapp.services.permissions import Asker, CourseRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose results are looked for: by a part of a name or address, by group, with those who left or not."""

    search: str = ""
    group_id: int | None = None
    with_left: bool = False
    #: One learner alone.
    user_id: int | None = None


def find_assignments(session: Session, course_id: int) -> Sequence[Assignment]:
    """Return what is set for a course, by when it is due or closes; what has no date comes last."""
    return session.scalars(
        select(Assignment)
        .where(
            Assignment.course_id == course_id,
            Assignment.published_at.is_not(None),
            Assignment.archived_at.is_(None),
        )
        .order_by(*BY_DATE)
    ).all()


def overrides_in(session: Session, assignment_ids: Sequence[int]) -> Mapping[int, Overrides]:
    """Return what differs in assignments, by assignment."""
    of_groups: dict[int, dict[int, Override]] = {one: {} for one in assignment_ids}
    of_members: dict[int, dict[int, Override]] = {one: {} for one in assignment_ids}
    columns = OverrideRecord.assignment_id, OverrideRecord.group_id, OverrideRecord.membership_id
    differs = select(*columns, OverrideRecord.changes).where(OverrideRecord.assignment_id.in_(assignment_ids))
    for assignment_id, group_id, membership_id, changes in session.connection().execute(differs):
        if group_id is not None:
            of_groups[assignment_id][group_id] = override_of(changes)
        elif membership_id is not None:
            of_members[assignment_id][membership_id] = override_of(changes)
    return {one: Overrides(of_groups[one], of_members[one]) for one in assignment_ids}


def find_learners(session: Session, asker: Asker, course_id: int, wanted: Wanted) -> Sequence[Row[Any]]:
    """Return the learners whom somebody of the staff sees, by name."""
    statement = (
        select(
            *(Membership.id, Membership.user_id, Membership.joined_at, Membership.left_at),
            *(
                Membership.time_factor,
                Membership.extra_minutes,
                Membership.extra_attempts,
                Membership.extra_days,
            ),
            *(User.display_name, User.user_name, User.email, User.email_confirmed_at),
            *(Membership.roster_name, Membership.roster_email, roster_names.called(Membership)),
        )
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.course_id == course_id,
            Membership.role == CourseRole.LEARNER,
            sees(asker, course_id, Membership.user_id),
        )
        .order_by(roster_names.in_order(Membership), User.id)
    )
    if not wanted.with_left:
        statement = statement.where(Membership.left_at.is_(None))
    if wanted.user_id is not None:
        statement = statement.where(Membership.user_id == wanted.user_id)
    if wanted.group_id is not None:
        in_group = select(GroupMember.membership_id).where(GroupMember.group_id == wanted.group_id)
        statement = statement.where(Membership.id.in_(in_group))
    if searched := caseless(wanted.search):
        statement = statement.where(roster_names.fits(searched, Membership))
    # As any rows: one by one their columns are known well enough.
    found: Any = session.connection().execute(statement).all()
    return cast("Sequence[Row[Any]]", found)


def find_groups(session: Session, course_id: int) -> Mapping[int, list[tuple[int, str]]]:
    """Return the groups of the members of a course, by membership."""
    rows = session.connection().execute(
        select(GroupMember.membership_id, Group.id, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.course_id == course_id)
        .order_by(Group.name_key)
    )
    groups = defaultdict(list)
    for membership_id, group_id, name in rows:
        groups[membership_id].append((group_id, name))
    return groups


def accommodation_in(row: Row[Any]) -> Accommodation:
    """Return what a membership grants its person in every assignment."""
    return Accommodation(
        time_factor=row.time_factor,
        extra_minutes=row.extra_minutes,
        extra_attempts=row.extra_attempts,
        extra_days=row.extra_days,
    )


def find_attempts(
    session: Session, assignment_ids: Sequence[int], user_ids: Sequence[int]
) -> Mapping[tuple[int, int], list[tuple[int, AttemptSummary]]]:
    """Return the attempts by assignment and learner, in the order of their numbers, each with its key.

    Of annulled ones only those without another in their place.
    """
    found: dict[tuple[int, int], list[tuple[int, AttemptSummary]]] = defaultdict(list)
    columns: tuple[Any, ...] = (
        *(Attempt.assignment_id, Attempt.user_id, Attempt.id, Attempt.number),
        *(case((Attempt.to_mark == 0, Attempt.points)), func.coalesce(Attempt.full_points, 0.0)),
        Attempt.is_forfeited,
    )
    is_used = Attempt.annulled_at.is_(None) | Attempt.is_forfeited
    its = [Attempt.assignment_id.in_(assignment_ids), is_used, ~Attempt.is_preview]
    if len(user_ids) == 1:
        its.append(Attempt.user_id == user_ids[0])
    # Reading a moment is what costs most. Of an attempt that is finished its end says all: its time was up
    # no sooner. Those that are open come last, as there is one at most of each learner.
    finished = select(*columns, Attempt.finished_at).where(*its, Attempt.finished_at.is_not(None))
    rows: Iterable[Any] = session.connection().execute(finished.order_by(Attempt.number))
    for assignment_id, user_id, attempt_id, number, points, full_points, is_forfeited, finished_at in rows:
        summary = AttemptSummary(
            number=number,
            started_at=finished_at,
            finished_at=finished_at,
            is_annulled=is_forfeited,
            is_forfeited=is_forfeited,
            points=points,
            full_points=full_points,
        )
        found[assignment_id, user_id].append((attempt_id, summary))
    going_on = select(*columns, Attempt.started_at, Attempt.ends_at).where(
        *its, Attempt.finished_at.is_(None)
    )
    rows = session.connection().execute(going_on.order_by(Attempt.number))
    for (
        assignment_id,
        user_id,
        attempt_id,
        number,
        points,
        full_points,
        is_forfeited,
        started_at,
        ends_at,
    ) in rows:
        summary = AttemptSummary(
            number=number,
            started_at=started_at,
            ends_at=ends_at,
            is_annulled=is_forfeited,
            is_forfeited=is_forfeited,
            points=points,
            full_points=full_points,
        )
        found[assignment_id, user_id].append((attempt_id, summary))
    return found


def find_set_results(
    session: Session, assignment_ids: Sequence[int], user_ids: Sequence[int]
) -> Mapping[tuple[int, int], SetResult]:
    """Return what staff set last, by assignment and learner."""
    its = ResultOverride.assignment_id.in_(assignment_ids)
    place = func.row_number().over(
        partition_by=(ResultOverride.assignment_id, ResultOverride.user_id),
        order_by=ResultOverride.sequence.desc(),
    )
    ranked = select(
        *(ResultOverride.assignment_id, ResultOverride.user_id, ResultOverride.percent),
        ResultOverride.is_excused,
        place.label("place"),
    ).where(its)
    if len(user_ids) == 1:
        ranked = ranked.where(ResultOverride.user_id == user_ids[0])
    last = ranked.subquery()
    found = session.connection().execute(
        select(last.c.assignment_id, last.c.user_id, last.c.percent, last.c.is_excused).where(
            last.c.place == 1
        )
    )
    return {(row.assignment_id, row.user_id): SetResult(row.percent, row.is_excused) for row in found}
