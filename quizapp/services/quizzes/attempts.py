"""A person's attempt: the question of a page, its progress, its result.

A page may show the question that a slot carries (`asked`), which knows its right answer; that no page
tells it too early is for templates to keep, and tests/web/test_no_leaks.py to see. How an answer went
isn't even here before it may be known: a `Mark` is only handed out once it shows.
Somebody else's attempt isn't found, just like one that never was.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.bank.topics import Topic, make_topic
from quizapp.models import Answer, Assignment, Attempt, BankRecord, QuestionRecord, Review, Slot
from quizapp.quizzes.certainty import MOST_POINTS
from quizapp.quizzes.navigation import Way
from quizapp.quizzes.rules import QuizRules
from quizapp.scheduling.memory import Rating
from quizapp.services.banks.audience import IN_STUDY, asking
from quizapp.services.errors import NotFoundError, StillOpenError
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, IS_ANSWERED
from quizapp.services.quizzes.at_assignment import ResultAtAssignment, assignment_of
from quizapp.services.quizzes.attempt_rows import (
    DATE_COLUMNS,
    discloses_total,
    ended_at,
    goal_of,
    rules_of,
    zone_of,
)
from quizapp.services.quizzes.ready import title_of
from quizapp.services.quizzes.slots import (
    ONE_SLOT,
    LostSlot,
    Outcome,
    QuizSlot,
    find_row,
    find_slots,
    make_slot,
)
from quizapp.services.transaction import reading, reading_rows
from quizapp.translation.texts import _, lazy


@dataclass(frozen=True, kw_only=True)
class AskedSlot(QuizSlot):
    """A question of an attempt as its page shows it now.

    `sequences` counts the answers to each question, emptied ones included; `answered` tells which of them is
    answered.
    """

    #: The title of the ready quiz that the attempt is, if it is one.
    quiz_title: str | None
    sequences: tuple[int, ...]
    answered: tuple[bool, ...]
    flagged: tuple[bool, ...]
    way: Way
    is_preview: bool
    #: Whether staff annulled the attempt while it was under way: it takes no more answers.
    is_cut_short: bool
    #: Whether a question of the attempt is worth more or less than one point.
    is_weighted: bool
    #: On whose clocks its assignment has its dates, and when it is due if no time limit runs.
    zone: tzinfo | None
    goal_at: datetime | None

    @property
    def total(self) -> int:
        """Return how many questions the attempt has."""
        return len(self.sequences)

    @property
    def others_unanswered(self) -> int:
        """Count the other questions without an answer: true whatever this page saves by itself."""
        return sum(not answered for number, answered in enumerate(self.answered, 1) if number != self.number)

    @property
    def next_unanswered(self) -> int | None:
        """Return the number of the next question without an answer, from here on and then around."""
        numbers = [*range(self.number + 1, self.total + 1), *range(1, self.number)]
        return next((number for number in numbers if not self.answered[number - 1]), None)


@dataclass(frozen=True, slots=True)
class AttemptProgress:
    """How far an attempt has come.

    `unanswered` are the numbers of questions without an answer, `unsure` those whose answer was saved
    before its learner said how sure they are, in a quiz that asks, `with_draft` those to which something
    was given last that can't be read as an answer, be there one from before or not, and `flagged` those that
    their learner marked to come back to.
    """

    attempt_id: int
    started_at: datetime
    bank_title: str
    rules: QuizRules
    ends_at: datetime | None
    #: An attempt that staff annulled is finished too, as far as its learner goes on with it.
    is_finished: bool
    #: Whether it is at an assignment.
    is_assigned: bool
    #: How many answers each question has been given.
    sequences: tuple[int, ...]
    unanswered: tuple[int, ...]
    unsure: tuple[int, ...]
    #: Those answered with "I don't know".
    unknown: tuple[int, ...]
    with_draft: tuple[int, ...]
    flagged: tuple[int, ...]
    #: The headings of its sections, each with the number of the question that it stands over.
    headings: tuple[tuple[int, str], ...]
    way: Way
    is_preview: bool
    zone: tzinfo | None
    goal_at: datetime | None

    @property
    def questions(self) -> int:
        """Count the questions."""
        return len(self.sequences)

    @property
    def sections(self) -> tuple[tuple[str | None, tuple[int, ...]], ...]:
        """Return the numbers of the questions under the heading that they stand under, None for none."""
        firsts = dict(self.headings)
        starts = sorted({1, *firsts})
        ends = [*starts[1:], self.questions + 1]
        return tuple(
            (firsts.get(start), tuple(range(start, end))) for start, end in zip(starts, ends, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Result:
    """A finished attempt, or one that staff annulled while it was under way.

    `put_into_reviews` of its questions were missed and became cards that are due; `counted_as_reviews`
    were right when their card was due. Both leave out what the learner may not study.
    """

    attempt_id: int
    started_at: datetime
    bank_title: str
    #: The title of the assignment or the ready quiz that it was, if it was one.
    quiz_title: str | None
    assignment: ResultAtAssignment | None
    #: Whether the learner may know what it earned.
    is_told: bool
    topics: tuple[Topic, ...]
    rules: QuizRules
    ends_at: datetime | None
    finished_at: datetime
    items: tuple[QuizSlot, ...]
    #: The questions that stand in none of the `items`, since they can't be shown; they count all the same.
    lost: tuple[LostSlot, ...]
    put_into_reviews: int
    counted_as_reviews: int

    @property
    def questions(self) -> int:
        """Return how many questions there were."""
        return len(self.items) + len(self.lost)

    @property
    def credit(self) -> float:
        """Return what the answers earned, each as much of what its question is worth."""
        lost = sum(slot.credit * slot.worth for slot in self.lost)
        return sum((item.credit or 0) * item.worth for item in self.items) + lost

    @property
    def out_of(self) -> float:
        """Return what the questions are worth together: one each, unless their authors say otherwise."""
        return sum(item.worth for item in self.items) + sum(slot.worth for slot in self.lost)

    @property
    def is_weighted(self) -> bool:
        """Tell whether a question is worth more or less than one point."""
        return any(one.worth != 1 for one in self.items) or any(one.worth != 1 for one in self.lost)

    @property
    def share(self) -> float:
        """Return the share of the marks, from 0 to 1."""
        return self.credit / self.out_of

    @property
    def points(self) -> float:
        """Return the certainty points of all answers together, which may be less than nothing."""
        return sum(item.points or 0 for item in self.items)

    @property
    def most_points(self) -> float:
        """Return what they would be, had everything been right and sure."""
        return MOST_POINTS * self.questions

    @property
    def unsure(self) -> int:
        """Count the answers that don't say how sure their learner was; "I don't know" is none of them."""
        return sum(
            self.rules.asks_certainty and item.response is not None and item.certainty is None
            for item in self.items
        )

    def count(self, outcome: Outcome) -> int:
        """Count the questions that went like this."""
        return sum(item.outcome == outcome for item in self.items)


_MISSING = lazy("There is no such quiz.")
# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_attempt_id: BindParameter[int] = bindparam("attempt_id")
_ATTEMPT = select(Attempt).where(Attempt.id == _attempt_id, Attempt.user_id == _user_id)
_ATTEMPT_AND_BANK = _ATTEMPT.add_columns(BankRecord, Attempt.time_limit, *DATE_COLUMNS).join(
    BankRecord, BankRecord.id == Attempt.bank_id
)
_SHOWN_SLOT = ONE_SLOT.add_columns(
    *(Attempt.quiz_key, Attempt.reached, Attempt.only_forward, Attempt.is_preview, Attempt.annulled_at),
    *(BankRecord.quizzes, Assignment.title.label("assignment_title"), *DATE_COLUMNS),
).outerjoin(Assignment, Assignment.id == Attempt.assignment_id)
_STANDING = (
    select(Slot.sequence, IS_ANSWERED, Slot.is_flagged, Slot.points != 1)
    .where(Slot.attempt_id == _attempt_id)
    .order_by(Slot.number)
)
_PROGRESS = (
    select(
        Slot.sequence,
        IS_ANSWERED.label("is_answered"),
        (Answer.response.is_(None) & Answer.id.is_not(None)).label("is_unknown"),
        (Answer.response.is_not(None) & Answer.certainty.is_(None)).label("is_unsure"),
        Slot.draft.is_not(None).label("has_draft"),
        *(Slot.is_flagged, Slot.heading),
    )
    .outerjoin(Answer, COUNTED_ANSWER)
    .where(Slot.attempt_id == _attempt_id)
    .order_by(Slot.number)
)
_EVIDENCE = (
    select(Review.rating, func.count())
    .join(Answer, Answer.id == Review.answer_id)
    .join(Slot, Slot.id == Answer.slot_id)
    .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
    # Cards of a bank that its learner may not study are asked in no review.
    .where(Slot.attempt_id == _attempt_id, IN_STUDY)
    .group_by(Review.rating)
)


def show(person: Person, attempt_id: int, number: int) -> AskedSlot:
    """Return one question of a person's attempt. Raises `NotFoundError`."""
    connection = reading_rows()
    row = find_row(connection, _SHOWN_SLOT, person, attempt_id, number)
    slots = connection.execute(_STANDING, {"attempt_id": attempt_id}).all()
    sequences, answered, flagged, weighted = zip(*slots, strict=True)
    return AskedSlot(
        **vars(make_slot(row)),
        quiz_title=row.assignment_title or title_of(row.quizzes, row.quiz_key),
        sequences=sequences,
        answered=answered,
        flagged=flagged,
        way=Way(len(slots), row.reached, row.only_forward),
        is_preview=row.is_preview,
        is_cut_short=row.annulled_at is not None and row.finished_at is None,
        is_weighted=any(weighted),
        zone=zone_of(row),
        goal_at=goal_of(row),
    )


def progress(person: Person, attempt_id: int) -> AttemptProgress:
    """Return how far a person's attempt has come. Raises `NotFoundError`."""
    session = reading()
    row = _find_with_bank(session, person, attempt_id)
    attempt, bank = row.Attempt, row.BankRecord
    slots = session.execute(_PROGRESS, {"attempt_id": attempt.id}).all()
    numbered = list(enumerate(slots, 1))
    return AttemptProgress(
        attempt_id=attempt.id,
        started_at=attempt.started_at,
        bank_title=bank.title,
        rules=rules_of(attempt),
        ends_at=attempt.ends_at,
        is_finished=ended_at(attempt) is not None,
        is_assigned=attempt.assignment_id is not None,
        sequences=tuple(slot.sequence for slot in slots),
        unanswered=tuple(number for number, slot in numbered if not slot.is_answered),
        unsure=tuple(number for number, slot in numbered if slot.is_unsure and attempt.asks_certainty),
        unknown=tuple(number for number, slot in numbered if slot.is_unknown),
        with_draft=tuple(number for number, slot in numbered if slot.has_draft),
        flagged=tuple(number for number, slot in numbered if slot.is_flagged),
        headings=tuple((number, slot.heading) for number, slot in numbered if slot.heading),
        way=Way(len(slots), attempt.reached, attempt.only_forward),
        is_preview=attempt.is_preview,
        zone=zone_of(row),
        goal_at=goal_of(row),
    )


def result(person: Person, attempt_id: int) -> Result:
    """Return the result of a person's finished attempt. Raises `NotFoundError`, `StillOpenError`."""
    session = reading()
    row = _find_with_bank(session, person, attempt_id)
    attempt, bank = row.Attempt, row.BankRecord
    finished_at = ended_at(attempt)
    if finished_at is None:
        raise StillOpenError(_("This quiz isn't finished yet."))
    connection = session.connection()
    slots, lost = find_slots(connection, person.id, attempt_id)
    evidence = connection.execute(_EVIDENCE, asking(person) | {"attempt_id": attempt_id})
    learnt = {rating: count for rating, count in evidence}  # noqa: C416 -- rows aren't pairs to mypy
    missed = learnt.pop(Rating.AGAIN, 0)
    title, assignment = assignment_of(session, attempt, slots)
    return Result(
        attempt_id=attempt.id,
        started_at=attempt.started_at,
        bank_title=bank.title,
        quiz_title=title or title_of(bank.quizzes, attempt.quiz_key),
        assignment=assignment,
        is_told=discloses_total(attempt),
        topics=tuple(make_topic(path, bank.topic_titles) for path in attempt.topics),
        rules=rules_of(attempt),
        ends_at=attempt.ends_at,
        finished_at=finished_at,
        items=slots,
        lost=lost,
        put_into_reviews=missed,
        counted_as_reviews=sum(learnt.values()),
    )


def find_attempt(session: Session, person: Person, attempt_id: int) -> Attempt:
    """Return a person's attempt. Raises `NotFoundError`."""
    attempt = session.scalar(_ATTEMPT, {"attempt_id": attempt_id, "user_id": person.id})
    if attempt is None:
        raise NotFoundError(str(_MISSING))
    return attempt


def _find_with_bank(session: Session, person: Person, attempt_id: int) -> Row[Any]:
    wanted = {"attempt_id": attempt_id, "user_id": person.id}
    row = session.execute(_ATTEMPT_AND_BANK, wanted).one_or_none()
    if row is None:
        raise NotFoundError(str(_MISSING))
    return row
