"""A question of a quiz: its wording, the answer to it that counts, and how that went.

How it went is read only once the learner may know it: not even the code that shows a slot gets it too early.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from quizapp.bank.schema import MOST_QUESTIONS
from quizapp.models import Answer, Attempt, BankRecord, QuestionRecord, Revision, Slot
from quizapp.question_types.base import FieldData, Mark, Response
from quizapp.quizzes import timing
from quizapp.quizzes.answered import is_answered
from quizapp.quizzes.certainty import Certainty, points_for
from quizapp.quizzes.disclosure import Disclosure, answers_can_change
from quizapp.quizzes.rules import QuizRules
from quizapp.services.banks.questions import ASKED_COLUMNS, AskedQuestion, make_asked
from quizapp.services.errors import NotFoundError, UnreadableError
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import LAST_ANSWER
from quizapp.services.quizzes.attempt_rows import DISCLOSURE_COLUMNS, RULES_COLUMNS, disclose, rules_of
from quizapp.translation.texts import _

log = logging.getLogger(__name__)

#: How a question went: "hinted" is right, but for the cost of hints; "unknown" is an answer that says so,
#: "unanswered" none at all.
#: "waiting" is an answer that somebody has still to mark.
Outcome = Literal["right", "hinted", "partly", "wrong", "unknown", "unanswered", "waiting"]


@dataclass(frozen=True, kw_only=True)
class QuizSlot:
    """A question of a person's attempt, and the answer to it that counts.

    `sequence` counts the answers so far, emptied ones included; an answer without a `response` says "I don't
    know". `mark` is how the answer went in itself, `credit` what it earned after `hints_used` hints; both are
    None where there is no answer, and until the learner may know the mark. `draft` was sent last and can't be
    read as an answer.
    """

    attempt_id: int
    #: When the attempt began: the key alone may be given again once an attempt is deleted.
    started_at: datetime
    slot_id: int
    number: int
    #: The points for full credit.
    worth: float
    #: The heading of the section that begins with it, if one does that has a heading.
    heading: str | None
    rules: QuizRules
    ends_at: datetime | None
    #: Whether staff gave the attempt an end of its own: more time, or by reopening it.
    is_end_moved: bool
    is_finished: bool
    #: Whether the attempt is one at an assignment.
    is_assigned: bool
    asked: AskedQuestion
    hints_used: int
    sequence: int
    is_answered: bool
    draft: FieldData
    response: Response | None
    #: Whether the stored response isn't one to this question, so that there is none to show; what it earned
    #: stands.
    is_unreadable: bool
    certainty: Certainty | None
    mark: Mark | None
    credit: float | None
    #: Whether somebody of the staff marked the answer.
    is_marked_by_staff: bool
    #: Whether it has still to be marked by a person, as far as the mark may be known. "I don't know" never
    #: has, even where its learner may not see their answer.
    is_waiting: bool
    #: Whether its learner flagged it, to come back to.
    is_flagged: bool
    #: What the learner may know of it now.
    disclosure: Disclosure
    #: Whether an assignment holds the question from the learner, so that the answer isn't told.
    is_withheld: bool = False

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing about the answer can be changed any more, be there one or not."""
        return self.is_finished or self.disclosure.is_final

    @property
    def answers_can_change(self) -> bool:
        """Tell whether the quiz lets an answer be changed until it is finished."""
        return answers_can_change(self.rules)

    @property
    def can_be_put_back(self) -> bool:
        """Tell whether its learner may have given an answer that they gave up, and may have it back."""
        is_given_up = self.sequence > 0 and self.response is None and not self.is_unreadable
        return is_given_up and self.answers_can_change and not self.is_settled

    def takes_answers(self, now: datetime) -> bool:
        """Tell whether it can still be answered, or its answer changed."""
        return not (self.is_settled or timing.is_over(self.ends_at, now))

    @property
    def outcome(self) -> Outcome:
        """Name how it went in one word, as far as the learner may know."""
        if self.is_waiting:
            return "waiting"
        # What was answered isn't there, but may not have been "I don't know".
        if (self.is_unreadable or self.is_withheld or self._is_closed) and self.mark:
            return self.mark.outcome
        return outcome_of(self.response, self.mark, self.credit)

    @property
    def _is_closed(self) -> bool:
        """Tell whether its learner may not see their own answer."""
        return self.is_finished and not self.disclosure.response

    @property
    def points(self) -> float | None:
        """Return the certainty points, once the learner may know them; None in a quiz that has none."""
        if not self.rules.asks_certainty or self.mark is None or self.credit is None:
            return None
        left = self.credit / self.mark.credit if self.mark.credit else 1
        return points_for(self.certainty, self.mark.credit, left)


def outcome_of(response: Response | None, mark: Mark | None, credit: float | None) -> Outcome:
    """Name how a question went in one word: the answer in itself, and what it earned after hints."""
    if mark is None:
        return "unanswered"
    if response is None:
        return "unknown"
    return "hinted" if mark.outcome == "right" and credit != mark.credit else mark.outcome


# Built once: building a statement takes longer than running it.
_SLOT_COLUMNS: tuple[Any, ...] = (
    *(Attempt.id.label("attempt_id"), Attempt.started_at, Attempt.ends_at, Attempt.extra_seconds),
    *(*RULES_COLUMNS, *DISCLOSURE_COLUMNS),
    *(
        Slot.id.label("slot_id"),
        Slot.number,
        Slot.points,
        Slot.heading,
        Slot.seed,
        Slot.hints_used,
        Slot.sequence,
        Slot.draft,
        Slot.is_flagged,
        Slot.marked_credit,
    ),
    *(Answer.response, Answer.emptied, Answer.credit, Answer.certainty),
    *ASKED_COLUMNS,
)
_SLOTS = (
    select(*_SLOT_COLUMNS)
    .join_from(Attempt, Slot, Slot.attempt_id == Attempt.id)
    .join(Revision, Revision.id == Slot.revision_id)
    .join(QuestionRecord, QuestionRecord.id == Revision.question_id)
    .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
    .outerjoin(Answer, LAST_ANSWER)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.user_id == bindparam("user_id"))
    .order_by(Slot.number)
)
#: One slot, for `find_row`; statements that need more of it add columns.
ONE_SLOT = _SLOTS.where(Slot.number == bindparam("number"))
_any_slot, _any_answer = aliased(Slot), aliased(Answer)
#: When an attempt was last answered: nothing later in it is given an earlier moment.
LAST_ANSWERED = (
    select(func.max(_any_answer.answered_at))
    .join(_any_slot, _any_slot.id == _any_answer.slot_id)
    .where(_any_slot.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
    .label("last_answered_at")
)


def find_row(
    connection: Connection, statement: Select[Any], person: Person, attempt_id: int, number: int
) -> Row[Any]:
    """Return the row of a slot by `ONE_SLOT` with whatever columns. Raises `NotFoundError`."""
    # A number that no quiz has never reaches the database, whose integers end somewhere.
    row = None
    if 1 <= number <= MOST_QUESTIONS:
        sought = {"attempt_id": attempt_id, "user_id": person.id, "number": number}
        row = connection.execute(statement, sought).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such question in this quiz."))
    return row


@dataclass(frozen=True, slots=True)
class LostSlot:
    """A question of an attempt whose wording can't be read any more, and what its answer earned of it."""

    number: int
    credit: float
    worth: float


def find_slots(
    connection: Connection, user_id: int, attempt_id: int, told: Disclosure | None = None
) -> tuple[tuple[QuizSlot, ...], tuple[LostSlot, ...]]:
    """Return all slots of a person's attempt, in order, and those of them that can't be read.

    Without `told` they hold what the person may know. There are none where there is no such attempt.
    """
    slots, lost = [], []
    for row in connection.execute(_SLOTS, {"attempt_id": attempt_id, "user_id": user_id}):
        try:
            slots.append(make_slot(row, told))
        except UnreadableError:
            is_told = (told or disclose(row, is_answered=True)).mark
            earned = (row.credit if row.marked_credit is None else row.marked_credit) or 0
            lost.append(LostSlot(row.number, earned if is_told else 0, row.points))
    return tuple(slots), tuple(lost)


def make_slot(row: Row[Any], told: Disclosure | None = None, *, goes_on: bool = False) -> QuizSlot:
    """Make the slot of a row, with what is `told` of it, else with no more than its learner may know.

    An attempt that `goes_on` takes answers although it is finished. Raises `UnreadableError`.
    """
    asked = make_asked(row, row.seed)
    rules, is_finished = rules_of(row), row.finished_at is not None and not goes_on
    answered = is_answered(row.sequence, last_is_emptied=bool(row.emptied))
    credit = None
    if answered:
        credit = row.credit if row.marked_credit is None else row.marked_credit
    disclosure = told or disclose(row, is_answered=answered)
    response, is_unreadable = row.response, False
    if response is not None and not asked.reads(response):
        log.warning("an answer to the wording %d can't be read", row.revision_id)
        response, is_unreadable = None, True
    # While it is open, the page has the answer in its form in any case.
    shows_response = disclosure.response or not is_finished
    needs_a_person = not asked.kind.is_marked and row.marked_credit is None and row.response is not None
    return QuizSlot(
        attempt_id=row.attempt_id,
        started_at=row.started_at,
        slot_id=row.slot_id,
        number=row.number,
        worth=row.points,
        heading=row.heading,
        rules=rules,
        ends_at=row.ends_at,
        is_end_moved=row.ends_at is not None and row.extra_seconds != 0,
        is_finished=is_finished,
        is_assigned=row.shows is not None,
        asked=asked,
        hints_used=row.hints_used,
        sequence=row.sequence,
        is_answered=answered,
        draft=row.draft,
        response=response if shows_response else None,
        is_unreadable=is_unreadable and shows_response,
        certainty=None if row.certainty is None else Certainty(row.certainty),
        mark=_mark(asked, response, credit, row) if disclosure.mark else None,
        credit=credit if disclosure.mark else None,
        is_marked_by_staff=row.marked_credit is not None,
        is_waiting=disclosure.mark and answered and needs_a_person,
        is_flagged=row.is_flagged,
        disclosure=disclosure,
    )


def _mark(
    asked: AskedQuestion, response: Response | None, credit: float | None, row: Row[Any]
) -> Mark | None:
    """Return how the answer went that earned this credit; None where there is no answer."""
    if credit is None:
        return None
    if response is None or not asked.kind.is_marked:
        return Mark(credit)
    if row.hints_used and row.marked_credit is None:
        return asked.grade(response)
    # What it earned when it was given stands, should the grading ever learn better.
    return replace(asked.grade(response), credit=credit)
