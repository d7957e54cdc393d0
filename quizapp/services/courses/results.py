"""The results of a course: learners × assignments, as its staff sees them whatever learners may know.

Most learners share the terms of the class, so each distinct set of what differs is resolved once. All of it
takes nine statements, however many learners and assignments there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.resolving import Accommodation
from quizapp.assignments.scoring import Result, ResultState, SetResult, mean_percent, overridden, result_of
from quizapp.assignments.terms import Terms
from quizapp.models import Assignment
from quizapp.quizzes.composition import from_json
from quizapp.services.assignments.resolved import LearnerLayers, Overrides, resolved_for, zone_of
from quizapp.services.assignments.rows import terms_of
from quizapp.services.courses import result_rows
from quizapp.services.courses.result_rows import Wanted, accommodation_in
from quizapp.services.paging import Page, paginate
from quizapp.services.permissions import Asker
from quizapp.services.transaction import reading

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class SetAssignment:
    """An assignment at the head of a column."""

    id: int
    title: str
    full_points: float
    terms: Terms


@dataclass(frozen=True, slots=True)
class Cell:
    """What a learner's attempts at an assignment come to, or what staff set instead."""

    result: Result
    #: The terms of this learner.
    terms: Terms
    #: The attempt that counts, or else the last one; None where there is none.
    attempt_id: int | None
    #: It closed for this learner without an attempt: no silent 0.
    is_missed: bool
    #: What staff set last; None where it never did.
    by_staff: SetResult | None


@dataclass(frozen=True, slots=True)
class LearnerResults:
    """A row: a learner, and a cell for each assignment."""

    user_id: int
    #: What the roster calls them, and they themselves in brackets.
    name: str
    display_name: str
    user_name: str
    #: None where it isn't confirmed: it might be anybody's.
    email: str | None
    #: What the roster or the invitation says; "" for nothing.
    roster_name: str
    roster_email: str
    groups: tuple[str, ...]
    joined_at: datetime
    has_left: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Learners by name × assignments by their dates."""

    assignments: tuple[SetAssignment, ...]
    learners: tuple[LearnerResults, ...]

    @property
    def means(self) -> tuple[float | None, ...]:
        """Return the mean percent of each assignment, over all these learners whose result is marked."""
        columns = zip(*(one.cells for one in self.learners), strict=True)
        means = tuple(mean_percent(cell.result for cell in column) for column in columns)
        return means or (None,) * len(self.assignments)

    def page(self, number: int) -> Page[LearnerResults]:
        """Return one page of the learners."""
        return paginate(
            len(self.learners),
            PAGE_SIZE,
            number,
            lambda offset: self.learners[offset : offset + PAGE_SIZE],
        )


def find_results(asker: Asker, course_id: int, now: datetime, wanted: Wanted | None = None) -> Results:
    """Return the results of the learners whom somebody of the staff sees."""
    session = reading()
    rows = result_rows.find_assignments(session, course_id)
    learners = result_rows.find_learners(session, asker, course_id, wanted or Wanted())
    if not learners:
        heads = tuple(_head(row) for row in rows)
        return Results(heads, ())
    groups = result_rows.find_groups(session, course_id)
    user_ids = [learner.user_id for learner in learners]
    assignment_ids = [row.id for row in rows]
    attempts = result_rows.find_attempts(session, assignment_ids, user_ids)
    by_staff = result_rows.find_set_results(session, assignment_ids, user_ids)
    columns = _columns(session, rows, course_id)
    found, known = [], dict[Accommodation, Accommodation]()
    for learner in learners:
        in_groups = groups.get(learner.id, ())
        layers = LearnerLayers(
            learner.user_id,
            learner.id,
            tuple(group_id for group_id, _ in in_groups),
            known.setdefault(accommodation := accommodation_in(learner), accommodation),
        )
        cells = (
            _cell(
                column,
                column.terms_for(layers),
                attempts.get((column.head.id, learner.user_id), ()),
                by_staff.get((column.head.id, learner.user_id)),
                now,
            )
            for column in columns
        )
        found.append(
            LearnerResults(
                user_id=learner.user_id,
                name=learner.called or "",
                display_name=learner.display_name or "",
                user_name=learner.user_name or "",
                email=learner.email if learner.email_confirmed_at else None,
                roster_name=learner.roster_name,
                roster_email=learner.roster_email,
                groups=tuple(name for _, name in in_groups),
                joined_at=learner.joined_at,
                has_left=learner.left_at is not None,
                cells=tuple(cells),
            )
        )
    return Results(tuple(column.head for column in columns), tuple(found))


class _Column:
    """An assignment, with its terms resolved for each set of what differs."""

    def __init__(self, head: SetAssignment, overrides: Overrides, zone: tzinfo) -> None:
        self.head, self._overrides, self._zone = head, overrides, zone
        self._resolved: dict[tuple[object, ...], Terms] = {}

    def terms_for(self, layers: LearnerLayers) -> Terms:
        """Return the terms of a learner: those of the class for nearly everybody."""
        of_groups, of_members = self._overrides.of_groups, self._overrides.of_members
        key = (
            tuple(group for group in layers.group_ids if group in of_groups) if of_groups else (),
            layers.membership_id if layers.membership_id in of_members else None,
            # That of all who have the same is one and the same.
            id(layers.accommodation),
        )
        terms = self._resolved.get(key)
        if terms is None:
            terms = self._resolved[key] = resolved_for(self.head.terms, self._overrides, layers, self._zone)
        return terms


def _cell(
    column: _Column,
    terms: Terms,
    attempts: Sequence[tuple[int, AttemptSummary]],
    by_staff: SetResult | None,
    now: datetime,
) -> Cell:
    attempt_id, result = None, _NOT_BEGUN
    if attempts:
        result = result_of(terms, [summary for _, summary in attempts], now)
        attempt_id, last = next((one for one in reversed(attempts) if not one[1].is_annulled), attempts[-1])
        if result.attempt_number not in {None, last.number}:
            attempt_id = next(key for key, one in attempts if one.number == result.attempt_number)
        if last.finished_at is None and result.state is ResultState.TO_BE_MARKED:
            # Its time is up, and nobody has looked at it since: it is counted with the next look.
            result = replace(result, state=ResultState.SUBMITTED)
    if by_staff is not None:
        result = overridden(result, by_staff, column.head.full_points)
    is_missed = result.state is ResultState.NOT_BEGUN and terms.closes is not None and terms.closes <= now
    return Cell(result, terms, attempt_id, is_missed, by_staff)


_NOT_BEGUN = Result(state=ResultState.NOT_BEGUN)


def _head(row: Assignment) -> SetAssignment:
    return SetAssignment(row.id, row.title, from_json(row.composition).points, terms_of(row))


def _columns(session: Session, rows: Sequence[Assignment], course_id: int) -> list[_Column]:
    differing, zone = result_rows.overrides_in(session, [row.id for row in rows]), zone_of(session, course_id)
    return [_Column(_head(row), differing[row.id], zone) for row in rows]
