"""What the record of a course keeps of an assignment that its staff made, changed, published and so on."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.models import Assignment, Course
from quizapp.services.assignments.rows import columns_of, terms_of
from quizapp.services.courses import audit
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.person import Person


def snapshot(assignment: Assignment) -> dict[str, object]:
    """Return what the record keeps of an assignment, to be compared before and after a change."""
    terms = columns_of(terms_of(assignment))
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in terms.items()
    }
    # The code is for learners at the door, not for everybody who reads the record.
    plain["access_code"] = "set" if assignment.access_code else None
    return {
        "title": assignment.title,
        "instructions": assignment.instructions,
        **plain,
        "composition": assignment.composition,
    }


def note(
    session: Session,
    course: Course,
    person: Person,
    action: AuditAction,
    assignment: Assignment,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """Write down what was done to an assignment: its title, or what differs between two snapshots."""
    if before and after:
        differing = [name for name in after if before[name] != after[name]]
        before = {name: before[name] for name in differing}
        after = {name: after[name] for name in differing}
    else:
        after = {"title": assignment.title}
    change = Change(action, before=before, after=after, assignment_id=assignment.id)
    audit.note(session, course, person, change, now)
