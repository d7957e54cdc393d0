"""What is said before a quiz is finished: how its questions stand, and what follows for an assignment."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.assignments.standing import attempts_left
from quizapp.models import Assignment, Attempt
from quizapp.services.assignments.resolved import attempts_of, find_resolved
from quizapp.services.person import Person
from quizapp.services.quizzes.attempts import AttemptProgress, progress
from quizapp.services.transaction import reading


@dataclass(frozen=True, slots=True)
class Overview:
    """How the questions of an attempt stand, and how many attempts its learner has beside it."""

    progress: AttemptProgress
    #: None where there is no end to them, and for what is no assignment, or none of the person any more.
    attempts_left: int | None
    #: Whether an assignment takes this attempt alone.
    is_only_attempt: bool = False


def find_overview(person: Person, attempt_id: int) -> Overview:
    """Return how a person's attempt stands before it is finished. Raises `NotFoundError`."""
    stands = progress(person, attempt_id)
    allowed, left = _attempts(reading(), person, attempt_id) if stands.is_assigned else (None, None)
    return Overview(stands, left, is_only_attempt=allowed == 1)


def _attempts(session: Session, person: Person, attempt_id: int) -> tuple[int | None, int | None]:
    """Return how many attempts an assignment takes from a learner, and how many are left; None for no end."""
    attempt = session.get_one(Attempt, attempt_id)
    if attempt.assignment_id is None or attempt.is_preview:
        return None, None
    terms = find_resolved(session, session.get_one(Assignment, attempt.assignment_id), person.id)
    if terms is None or terms.attempts is None:
        return None, None
    begun = attempts_of(session, attempt.assignment_id, [person.id])[person.id]
    return terms.attempts, attempts_left(terms, begun)
