"""What an assignment comes to for its learner, as far as they may know it: of one, and of all in a list."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.assignments.resolving import Override
from quizapp.assignments.scoring import Result, SetResult, result_of, told
from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, Attempt, ResultOverride
from quizapp.models import Override as OverrideRecord
from quizapp.quizzes.composition import from_json
from quizapp.quizzes.disclosure import marks_wait
from quizapp.services.assignments.resolved import Overrides, layers_of, resolved_for, summary_of
from quizapp.services.assignments.rows import override_of, terms_of
from quizapp.services.quizzes.attempt_rows import discloses_total


def told_result(
    assignment: Assignment,
    terms: Terms,
    attempts: Sequence[Attempt],
    by_staff: SetResult | None,
    now: datetime,
) -> Result:
    """Return what the attempts of a learner come to by their terms, or what staff set, as far as is told."""
    is_released = assignment.results_from is not None and assignment.results_from <= now
    return told(
        result_of(terms, [summary_of(one) for one in attempts], now),
        *(by_staff, from_json(assignment.composition).points),
        tells_attempts=all(discloses_total(one) for one in attempts if one.annulled_at is None),
        tells_set=is_released or not marks_wait(terms.shows),
    )


def results_at(
    session: Session, user_id: int, assignment_ids: Collection[int], now: datetime
) -> Mapping[int, Result]:
    """Return the results of a learner at some assignments, in as few statements as for one.

    There are none where the person is no learner of the course now.
    """
    if not assignment_ids:
        return {}
    assignments = session.scalars(select(Assignment).where(Assignment.id.in_(assignment_ids))).all()
    layers = layers_of(session, user_id, {one.course_id for one in assignments})
    overrides = _overrides(session, assignment_ids)
    attempts = defaultdict(list)
    its = (Attempt.assignment_id.in_(assignment_ids), Attempt.user_id == user_id, ~Attempt.is_preview)
    for row in session.scalars(select(Attempt).where(*its).order_by(Attempt.number)):
        attempts[row.assignment_id].append(row)
    by_staff = _set_results(session, user_id, assignment_ids)
    found = {}
    for assignment in assignments:
        if assignment.course_id not in layers:
            continue
        learner, zone = layers[assignment.course_id]
        terms = resolved_for(terms_of(assignment), overrides[assignment.id], learner, zone)
        mine = attempts[assignment.id], by_staff.get(assignment.id)
        found[assignment.id] = told_result(assignment, terms, *mine, now)
    return found


def _overrides(session: Session, assignment_ids: Collection[int]) -> Mapping[int, Overrides]:
    of_groups: dict[int, dict[int, Override]] = {one: {} for one in assignment_ids}
    of_members: dict[int, dict[int, Override]] = {one: {} for one in assignment_ids}
    rows = session.scalars(select(OverrideRecord).where(OverrideRecord.assignment_id.in_(assignment_ids)))
    for row in rows:
        if row.group_id is not None:
            of_groups[row.assignment_id][row.group_id] = override_of(row.changes)
        elif row.membership_id is not None:
            of_members[row.assignment_id][row.membership_id] = override_of(row.changes)
    return {one: Overrides(of_groups[one], of_members[one]) for one in assignment_ids}


def _set_results(session: Session, user_id: int, assignment_ids: Collection[int]) -> Mapping[int, SetResult]:
    """Return what staff set last for a learner, by assignment."""
    rows = session.scalars(
        select(ResultOverride)
        .where(ResultOverride.assignment_id.in_(assignment_ids), ResultOverride.user_id == user_id)
        .order_by(ResultOverride.sequence)
    )
    return {row.assignment_id: SetResult(row.percent, row.is_excused) for row in rows}
