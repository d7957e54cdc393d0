"""An assignment as one of its learners finds it, and the attempts that they begin at it.

The learner is locked first, so that twenty starts at once begin one attempt. An attempt keeps what it asks:
the wording of each question, their order, and the order of choices, whatever becomes of the bank.
"""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from random import Random
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import Session

from quizapp.assignments.admission import takes_address, takes_code
from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.scoring import Result
from quizapp.assignments.standing import Reason, Standing, standing
from quizapp.assignments.terms import Navigation, Terms
from quizapp.assignments.timing import ends_at, late_percent
from quizapp.models import Assignment, Attempt, Course
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE
from quizapp.quizzes.composition import compose, from_json
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.accounts import throttle
from quizapp.services.accounts.names import name_key
from quizapp.services.accounts.throttle import Action
from quizapp.services.assignments.learner_terms import hold, note_attempts
from quizapp.services.assignments.resolved import find_resolved, summary_of, zone_of
from quizapp.services.assignments.set_results import find_set_result
from quizapp.services.banks.pools import find_pool
from quizapp.services.errors import InvalidError, NotFoundError, NothingToAskError, NotNowError
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.quizzes.assigned_results import told_result
from quizapp.services.quizzes.attempt_rows import columns_of, discloses_total
from quizapp.services.quizzes.closing import FinishedBy
from quizapp.services.quizzes.slot_rows import add_slots, in_force
from quizapp.services.transaction import reading, writing_own
from quizapp.translation.texts import _

# Built once: building a statement takes longer than running it.
_assignment_id: BindParameter[int] = bindparam("assignment_id")
_PUBLISHED = select(Assignment).where(
    Assignment.id == _assignment_id,
    Assignment.course_id == bindparam("course_id"),
    Assignment.published_at.is_not(None),
    Assignment.archived_at.is_(None),
    exists().where(Course.id == Assignment.course_id, Course.archived_at.is_(None)),
)
_ATTEMPTS = (
    select(Attempt)
    .where(
        Attempt.assignment_id == _assignment_id,
        Attempt.user_id == bindparam("user_id"),
        ~Attempt.is_preview,
    )
    .order_by(Attempt.number)
)


@dataclass(frozen=True, slots=True)
class AssignedAttempt:
    """One attempt of a learner at an assignment, and whether its marks may be known."""

    id: int
    summary: AttemptSummary
    #: Of its points, what lateness leaves.
    percent: int
    is_told: bool
    #: Whether staff gave it an end of its own: more time, or by reopening it.
    is_end_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedQuiz:
    """An assignment with the terms that hold for one learner, and how that learner stands."""

    id: int
    course_id: int
    course_title: str
    #: On whose clocks its dates are shown.
    zone: tzinfo
    title: str
    instructions: str
    terms: Terms
    #: How many questions it has, and what they are worth together.
    questions: int
    full_points: float
    standing: Standing
    attempts: tuple[AssignedAttempt, ...]
    #: As far as it may be known.
    result: Result
    #: From when the results are released; None where nobody can tell yet.
    results_from: datetime | None

    @property
    def open_attempt(self) -> AssignedAttempt | None:
        """Return the attempt to go on with."""
        is_open = self.standing.reason is Reason.OPEN_ATTEMPT
        return next((one for one in reversed(self.attempts) if is_open and not one.summary.finished_at), None)


def find_assigned(person: Person, course_id: int, assignment_id: int, now: datetime) -> AssignedQuiz:
    """Return an assignment as a learner of its course finds it. Raises `NotFoundError` for everybody else."""
    session = reading()
    assignment, terms = _find(session, person, course_id, assignment_id)
    return view(session, assignment, terms, person.id, now)


def view(
    session: Session, assignment: Assignment, terms: Terms, user_id: int | None, now: datetime
) -> AssignedQuiz:
    """Return an assignment as somebody finds it for whom these terms hold, with their attempts, if any."""
    rows = session.scalars(_ATTEMPTS, {"assignment_id": assignment.id, "user_id": user_id}).all()
    attempts = tuple(_shown(row, terms, now) for row in rows)
    summaries = [one.summary for one in attempts]
    composition = from_json(assignment.composition)
    course = session.get_one(Course, assignment.course_id)
    by_staff = None if user_id is None else find_set_result(session, assignment.id, user_id)
    return AssignedQuiz(
        id=assignment.id,
        course_id=course.id,
        course_title=course.title,
        zone=zone_of(session, course.id),
        title=assignment.title,
        instructions=assignment.instructions,
        terms=terms,
        questions=composition.count,
        full_points=composition.points,
        standing=standing(
            *(terms, summaries, now),
            is_published=True,
            is_member=True,
            is_excused=by_staff is not None and by_staff.is_excused,
        ),
        attempts=attempts,
        result=told_result(assignment, terms, rows, by_staff, now),
        results_from=assignment.results_from,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What a learner shows at the door of an assignment: the access code, as typed, and where they are."""

    code: str
    address: str


def begin_assigned(
    person: Person, course_id: int, assignment_id: int, entry: Entry, now: datetime, seed: int
) -> int:
    """Begin an attempt at an assignment, and return its key; one that is open already is gone on with.

    The seed is the learner's own for this assignment, and secret; each attempt has another of it. Raises
    `NotFoundError`; `NotNowError` where the terms don't let them begin, as the page of the assignment
    explains; `InvalidError` for a wrong access code, `ThrottledError` after too many, `NothingToAskError`.
    """
    with writing_own(person.id) as session:
        hold(session, assignment_id, is_change=False)
        assignment, terms = _find(session, person, course_id, assignment_id)
        rows = session.scalars(_ATTEMPTS, {"assignment_id": assignment_id, "user_id": person.id}).all()
        for row in rows:
            if summary_of(row).is_open(now):
                going_on: int = row.id
                return going_on
            if row.finished_at is None and row.annulled_at is None:
                # Its time was up just now: one that nobody has finished would be in the way of the next.
                closing.close(session, person, row, now, FinishedBy.TIME)
        attempts = [summary_of(row) for row in rows]
        by_staff = find_set_result(session, assignment_id, person.id)
        is_excused = by_staff is not None and by_staff.is_excused
        stands = standing(terms, attempts, now, is_published=True, is_member=True, is_excused=is_excused)
        if not stands.may_begin:
            raise NotNowError(_("You can't start this now."))
        if not takes_address(terms, entry.address):
            raise NotNowError(_("You can start this only from the networks that your instructor chose."))
        is_let_in = _try_code(session, person, terms, entry, now)
        if is_let_in:
            number = 1 + max((one.number for one in attempts), default=0)
            whose = {"user_id": person.id, "number": number, "ends_at": ends_at(terms, now)}
            # Each attempt has a seed of its own.
            own_seed = Random(f"{seed}/{number}").getrandbits(63)  # noqa: S311 -- the seed is the secret
            attempt = write_attempt(session, assignment, terms, now, own_seed, **whose)
            attempt_id = attempt.id
            with_it = [*attempts, summary_of(attempt)]
            note_attempts(session, assignment_id, person.id, terms, with_it, now)
    # A wrong code is counted, so the transaction has ended well.
    if not is_let_in:
        raise InvalidError(_("This isn't the access code. Your instructor has it."))
    return attempt_id


def _find(session: Session, person: Person, course_id: int, assignment_id: int) -> tuple[Assignment, Terms]:
    assignment = session.scalar(_PUBLISHED, {"course_id": course_id, "assignment_id": assignment_id})
    terms = find_resolved(session, assignment, person.id) if assignment else None
    if assignment is None or terms is None:
        raise NotFoundError(_("There is no such assignment."))
    return assignment, terms


def _shown(attempt: Attempt, terms: Terms, now: datetime) -> AssignedAttempt:
    summary = summary_of(attempt)
    percent = late_percent(terms, summary.handed_in_at(now) or now)
    is_end_moved = attempt.ends_at is not None and attempt.extra_seconds != 0
    return AssignedAttempt(attempt.id, summary, percent, discloses_total(attempt), is_end_moved)


def _try_code(session: Session, person: Person, terms: Terms, entry: Entry, now: datetime) -> bool:
    """Tell whether a code lets a learner in; one that doesn't is counted. Raises `ThrottledError`."""
    if not terms.access_codes:
        return True
    key = name_key(person.user_name or "")
    throttle.check_guesses(session, Action.ENTER, key, entry.address, now)
    is_right = takes_code(terms, entry.code)
    if not is_right:
        throttle.note_guess(session, Action.ENTER, key, entry.address, now)
    return is_right


def write_attempt(
    session: Session, assignment: Assignment, terms: Terms, now: datetime, seed: int, **whose: Any
) -> Attempt:
    """Write an attempt with what it asks, drawn by the seed, and return its row; `whose` is the rest of it.

    Raises `NothingToAskError`.
    """
    composition = from_json(assignment.composition)
    pool = find_pool(session, assignment.bank_id, composition, types=MARKED | MARKED_BY_PEOPLE)
    asked = in_force(session, compose(composition, pool.questions, seed, pool.excludes))
    if not asked:
        raise NothingToAskError(
            _("None of its questions can be asked any more. Please tell your instructor.")
        )
    rules = rules_of_attempt(terms)
    attempt = Attempt(
        bank_id=assignment.bank_id,
        topics=[],
        quiz_key=None,
        seed=seed,
        started_at=now,
        assignment_id=assignment.id,
        shows=terms.shows,
        only_forward=terms.navigation is Navigation.FORWARD,
        **columns_of(rules),
        **whose,
    )
    session.add(attempt)
    session.flush()
    add_slots(session, attempt.id, asked, seed)
    return attempt


def rules_of_attempt(terms: Terms) -> QuizRules:
    """Return the rules of an attempt: nothing shows right after an answer but in practice."""
    return terms.rules if terms.shows is Shows.PRACTICE else replace(terms.rules, feedback=Feedback.END)
