"""What an assignment asks, put together by its staff: each step is a change of the assignment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from quizapp.bank.schema import MOST_QUESTIONS
from quizapp.models import QuestionRecord, Revision
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE, TYPES
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, ItemPlace, from_json, shortages
from quizapp.services.assignments.embargo import held_among
from quizapp.services.banks.pools import find_pool
from quizapp.services.banks.questions import CURRENT_WORDING, AskedQuestion, load_several, load_wording
from quizapp.services.courses import assignments, audit
from quizapp.services.courses.assignments import AssignmentView
from quizapp.services.courses.audit import AuditAction
from quizapp.services.errors import InvalidError, StaleError, UnreadableError
from quizapp.services.person import Person
from quizapp.services.quizzes import ready
from quizapp.services.transaction import reading
from quizapp.translation.texts import _, lazy, ngettext

#: Another composition made of one; raises `LookupError` for a place that isn't there.
Edit = Callable[[Composition], Composition]
ASKABLE = MARKED | MARKED_BY_PEOPLE
MEANWHILE = lazy(
    "The questions were changed since you opened the page. They are shown below as they are now: check them."
)


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """A question that an assignment names, as the staff sees it in a list."""

    id: int
    title: str
    type_label: str
    is_retired: bool
    #: What the criteria of its rubric come to; 0 for none.
    rubric_points: float


@dataclass(frozen=True, slots=True)
class ShownQuestions:
    """Questions to choose from, in full; those whose wording can't be read are in neither field."""

    asked: Mapping[int, AskedQuestion]
    #: Those that an assignment may ask the person as a learner of another course.
    held: frozenset[int]


def edit(
    person: Person, course_id: int, assignment_id: int, edited: Edit, version: int, now: datetime
) -> None:
    """Change what an assignment asks by one step, from a page that showed this version of it.

    The same step sent twice from one page is taken once.
    Raises `StaleError`, `NotFoundError`, and `InvalidError` for a question that its bank doesn't have or that
    stands there already, for a draw that is larger than its pool, for more questions than a quiz can have,
    and once somebody has begun.
    """
    view = assignments.find(course_id, assignment_id)
    before = view.settings.composition
    if view.version == version + 1 and _was_taken(person, view, edited):
        return
    try:
        after = edited(before)
    except LookupError as error:
        raise StaleError(MEANWHILE) from error
    if view.version != version:
        raise StaleError(MEANWHILE)
    _check(view.settings.bank_id, before, after)
    # What was put together here isn't the bank's any more.
    settings = replace(view.settings, composition=after, quiz_key=None)
    assignments.change(person, course_id, assignment_id, settings, version, now)


def take_ready(
    person: Person, course_id: int, assignment_id: int, quiz_key: str, version: int, now: datetime
) -> str:
    """Let an assignment ask what a ready quiz of its bank asks, in place of all before; return its title."""
    view = assignments.find(course_id, assignment_id)
    for quiz in ready.list_ready(view.settings.bank_id):
        if quiz.id == quiz_key:
            settings = replace(view.settings, composition=quiz.composition, quiz_key=quiz.id)
            assignments.change(person, course_id, assignment_id, settings, version, now)
            return quiz.title
    raise InvalidError(_("The bank has no such quiz. Choose one of the list."))


def find_lacks(bank_id: int, composition: Composition) -> Mapping[ItemPlace, int]:
    """Return how many questions each item lacks, whatever is drawn; those that lack none aren't in it."""
    pool = find_pool(reading(), bank_id, composition, types=ASKABLE)
    return shortages(composition, pool.questions, pool.excludes)


def find_named(bank_id: int, composition: Composition) -> Mapping[str, NamedQuestion]:
    """Return by their keys the questions that a composition names, retired ones among them."""
    keys = {item.question for item in composition.fixed.values()}
    rows = reading().execute(
        select(QuestionRecord, Revision.id, Revision.content)
        .join(Revision, CURRENT_WORDING)
        .where(QuestionRecord.bank_id == bank_id, QuestionRecord.key.in_(keys))
    )
    found = {}
    for question, revision_id, content in rows:
        try:
            wording = load_wording(revision_id, content)
            title = wording.title
            rubric_points = sum(line.points for line in TYPES[question.type].rubric(wording))
        except UnreadableError as error:
            title, rubric_points = str(error), 0
        label, is_retired = TYPES[question.type].label, question.retired_at is not None
        found[question.key] = NamedQuestion(question.id, title, label, is_retired, rubric_points)
    return found


def show_questions(person: Person, question_ids: Iterable[int], now: datetime) -> ShownQuestions:
    """Return questions in full, with their answers, for the staff who choose among them."""
    sought = frozenset(question_ids)
    held = held_among(person, sought, now)
    return ShownQuestions(load_several(reading().connection(), sought - held, seed=0), held)


def _was_taken(person: Person, view: AssignmentView, edited: Edit) -> bool:
    """Tell whether the last change of an assignment is this very step: a form that was sent twice."""
    last = audit.find_last(reading(), view.id, AuditAction.ASSIGNMENT_CHANGED)
    before = (last.before or {}).get("composition") if last and last.by_id == person.id else None
    try:
        return before is not None and edited(from_json(before)) == view.settings.composition
    except LookupError:
        return False


def _check(bank_id: int, before: Composition, after: Composition) -> None:
    """Refuse what is new and couldn't be asked; what stood there already may be removed bit by bit."""
    if after.count > max(MOST_QUESTIONS, before.count):
        raise InvalidError(
            ngettext(
                "A quiz has at most %(count)s question.",
                "A quiz has at most %(count)s questions.",
                MOST_QUESTIONS,
                count=MOST_QUESTIONS,
            )
        )
    keys = [item.question for item in after.fixed.values()]
    if len(set(keys)) < len(keys) and len(keys) > len(before.fixed):
        raise InvalidError(_("This question is asked already."))
    if after.count <= before.count:
        return
    lacks = find_lacks(bank_id, after)
    known = find_lacks(bank_id, before)
    if sum(lacks.values()) <= sum(known.values()):
        return
    place, lack = max(lacks.items())
    item = dict(after.items)[place]
    if isinstance(item, FixedItem):
        raise InvalidError(
            _("The bank has no such question, or another one that is asked gives its answer away.")
        )
    raise InvalidError(_too_few(item, lack))


def _too_few(item: DrawItem, lack: int) -> str:
    left = item.count - lack
    if not left:
        return _("No question of the bank fits this topic and type, or all that fit are asked already.")
    return ngettext(
        "Only %(count)s more question is available.",
        "Only %(count)s more questions are available.",
        left,
        count=left,
    )
