"""Quizzes begun, as requested or like an earlier attempt, and forgotten again as long as nothing is answered.

Everything here locks the learner first, so that two copies of a form sent at once come one after the other.
Which questions are asked is settled when a quiz begins: whatever becomes of the bank, it asks these.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.orm import Session

from quizapp.bank.schema import MOST_QUESTIONS, ReadyQuiz
from quizapp.models import Answer, Attempt, BankRecord, QuestionRecord, Slot
from quizapp.quizzes import timing
from quizapp.quizzes.composition import Composition, PlannedSlot, compose, just_draw
from quizapp.quizzes.drawing import draw
from quizapp.quizzes.focus import Focus
from quizapp.quizzes.rules import PRACTICE, QuizRules
from quizapp.services.accounts import throttle
from quizapp.services.accounts.throttle import Action
from quizapp.services.banks.pools import find_pool
from quizapp.services.errors import NotFoundError, NothingToAskError, StaleError, StillOpenError
from quizapp.services.permissions import is_visitor
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, IS_ANSWERED
from quizapp.services.quizzes.attempt_rows import columns_of, discloses_total, rules_of
from quizapp.services.quizzes.attempts import find_attempt
from quizapp.services.quizzes.focusing import find_tiers
from quizapp.services.quizzes.ready import find_ready
from quizapp.services.quizzes.slot_rows import add_slots, in_force
from quizapp.services.study import MAY_STUDY_NOW, studying
from quizapp.services.transaction import reading, writing_for
from quizapp.translation.texts import _

#: How many questions somebody without an account may try.
TRY_OUT_QUESTIONS = 5
#: How many quizzes without any answer may stay open: beyond that the oldest are forgotten. Those with a time
#: limit end by themselves, and those at assignments stay.
MOST_UNANSWERED = 50
# Built once: building a statement takes longer than running it.
_COUNT_SLOTS = select(func.count()).where(Slot.attempt_id == bindparam("attempt_id"))
_TYPES_ASKED = (
    select(QuestionRecord.type)
    .distinct()
    .join(Slot, Slot.question_id == QuestionRecord.id)
    .where(Slot.attempt_id == bindparam("attempt_id"))
)
_UNANSWERED = (
    select(Attempt.id)
    .where(
        Attempt.user_id == bindparam("user_id"),
        Attempt.finished_at.is_(None),
        Attempt.ends_at.is_(None),
        Attempt.assignment_id.is_(None),
        ~exists().where(Slot.attempt_id == Attempt.id, Slot.sequence > 0),
    )
    .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    .offset(MOST_UNANSWERED)
    .limit(100)
)
_FORGOTTEN = delete(Attempt).where(Attempt.id.in_(_UNANSWERED)).execution_options(synchronize_session=False)
_OF_SEED = select(Attempt.id).where(
    Attempt.user_id == bindparam("user_id"), Attempt.seed == bindparam("seed")
)


@dataclass(frozen=True, slots=True)
class QuizRequest:
    """What a quiz should ask, and the rules by which it is taken.

    Asked are questions at or below these topics of a bank, of these types; none mean all. `quiz_key` says
    which of the bank's ready quizzes it is.
    """

    bank_id: int
    topics: tuple[str, ...] = ()
    count: int = 10
    rules: QuizRules = PRACTICE
    types: tuple[str, ...] = ()
    quiz_key: str | None = None
    #: What its draws prefer.
    focus: Focus = Focus.ALL
    #: The keys of those that alone may be asked; none mean any.
    questions: tuple[str, ...] = ()
    #: What it asks, where that isn't one draw by the above.
    composition: Composition | None = None

    @property
    def asks(self) -> Composition:
        """Return what the quiz asks."""
        return self.composition or just_draw(min(self.count, MOST_QUESTIONS), self.topics, self.types)


@dataclass(frozen=True, slots=True)
class StartedQuiz:
    """A quiz that was begun; it has fewer `questions` than were `requested` where there are no more."""

    attempt_id: int
    questions: int
    requested: int


def begin(person: Person, request: QuizRequest, now: datetime, seed: int) -> StartedQuiz:
    """Begin a quiz with questions drawn by the seed from those in force, fewer than requested if need be.

    Here as below, the seed should be the learner's own and secret. One that they used before leads back to
    the quiz it began, so that a form sent twice begins one quiz. Raises `NothingToAskError` where the bank
    has no questions on these topics, or isn't the person's to study.
    """
    drawn = _draw(reading(), person, request, now, seed)
    with writing_for(person.id) as (session, _account):
        return _begin(session, person, request, drawn, now, seed)


def begin_ready(person: Person, bank_id: int, key: str, now: datetime, seed: int) -> StartedQuiz:
    """Begin one of a bank's ready quizzes. Raises `NotFoundError` and `NothingToAskError`."""
    return begin(person, _request_ready(bank_id, find_ready(reading(), person, bank_id, key)), now, seed)


def begin_try_out(person: Person, bank_id: int, now: datetime, seed: int) -> StartedQuiz:
    """Begin a quiz of five questions; a visitor goes on with the one they have open.

    Raises `NothingToAskError` where the bank has no questions.
    """
    session = reading()
    try_out = session.scalar(select(BankRecord.try_out).where(BankRecord.id == bank_id)) or {}
    request = QuizRequest(bank_id, count=TRY_OUT_QUESTIONS, questions=tuple(try_out.get("questions", ())))
    drawn = _draw(session, person, request, now, seed)
    with writing_for(person.id) as (session, _account):
        if is_visitor(person):
            unfinished = select(Attempt.id).where(Attempt.user_id == person.id, Attempt.finished_at.is_(None))
            if attempt_id := session.scalar(unfinished.order_by(Attempt.id).limit(1)):
                return StartedQuiz(attempt_id, TRY_OUT_QUESTIONS, TRY_OUT_QUESTIONS)
        return _begin(session, person, request, drawn, now, seed)


def begin_again(person: Person, attempt_id: int, now: datetime, seed: int) -> StartedQuiz:
    """Begin another quiz like an attempt of the person's, with questions drawn anew.

    A ready quiz is begun as its bank has it now; one that has left its bank, without a time limit, and of the
    types of question that it asked.

    Raises `NotFoundError`, and `NothingToAskError` where no such question is in force any more.
    """
    session = reading()
    attempt = find_attempt(session, person, attempt_id)
    _check_is_own(attempt)
    if attempt.quiz_key is not None:
        with suppress(NotFoundError):
            return begin_ready(person, attempt.bank_id, attempt.quiz_key, now, seed)
    count = session.scalar(_COUNT_SLOTS, {"attempt_id": attempt_id}) or 0
    request = _request_like(attempt, count)
    if attempt.quiz_key is not None:
        request = replace(request, types=tuple(session.scalars(_TYPES_ASKED, {"attempt_id": attempt_id})))
    return begin(person, request, now, seed)


def practise_missed(person: Person, attempt_id: int, now: datetime, seed: int) -> StartedQuiz:
    """Begin a quiz of the questions that a finished one left unanswered or short of full credit.

    They are asked in their current wording, and all of them: where some exclude each other now, the
    learner has met them together before. Raises `NotFoundError`, `StillOpenError`, and
    `NothingToAskError` where nothing was missed, or nothing of it is in force any more.
    """
    with writing_for(person.id) as (session, _account):
        attempt = find_attempt(session, person, attempt_id)
        if not discloses_total(attempt):
            raise StillOpenError(_("This quiz isn't finished yet."))
        _check_is_own(attempt)
        rows = session.execute(
            select(Slot.question_id, Answer.credit)
            .outerjoin(Answer, COUNTED_ANSWER)
            .where(Slot.attempt_id == attempt.id)
        ).all()
        missed = [row.question_id for row in rows if row.credit is None or row.credit < 1]
        request = _request_like(attempt, len(missed))
        drawn = [PlannedSlot(one) for one in draw(dict.fromkeys(missed, ()), len(missed), seed)]
        return _begin(session, person, request, drawn, now, seed)


def _check_is_own(attempt: Attempt) -> None:
    """Raise `NotFoundError` for an attempt at an assignment, which is repeated by its terms alone."""
    if attempt.assignment_id is not None:
        raise NotFoundError(_("This is an assignment of your course: start it there."))


def discard(person: Person, attempt_id: int) -> None:
    """Forget a quiz that has no answer yet. Raises `NotFoundError`, and `StaleError` where it has one.

    An attempt at an assignment counts from its beginning, so that nobody looks at the questions first.
    """
    with writing_for(person.id) as (session, _account):
        attempt = find_attempt(session, person, attempt_id)
        if attempt.assignment_id is not None:
            raise StaleError(_("This is an assignment of your course: a started attempt is kept."))
        answered = select(Slot.id).where(Slot.attempt_id == attempt.id, IS_ANSWERED).limit(1)
        if attempt.finished_at is not None or session.scalar(answered) is not None:
            raise StaleError(_("That quiz has been answered or finished meanwhile: it is kept."))
        session.delete(attempt)


def _request_ready(bank_id: int, quiz: ReadyQuiz) -> QuizRequest:
    return QuizRequest(
        bank_id,
        topics=quiz.topics,
        count=quiz.composition.count,
        rules=quiz.rules,
        quiz_key=quiz.id,
        focus=Focus(quiz.focus),
        composition=quiz.composition,
    )


def _request_like(attempt: Attempt, count: int) -> QuizRequest:
    """Return the request for a quiz like an earlier attempt, without its time limit."""
    rules = replace(rules_of(attempt), time_limit=None)
    return QuizRequest(attempt.bank_id, tuple(attempt.topics), count, rules, focus=Focus(attempt.focus))


def _draw(
    session: Session, person: Person, request: QuizRequest, now: datetime, seed: int
) -> list[PlannedSlot]:
    """Draw questions in force, in the order to ask them.

    This takes its time with a large bank, so it is done before others are kept from writing.
    """
    pool = find_pool(session, request.bank_id, request.asks, only=request.questions)
    tiers = find_tiers(session, person, request.bank_id, request.focus, now)
    return compose(request.asks, pool.questions, seed, pool.excludes, tiers)


def _begin(
    session: Session,
    person: Person,
    request: QuizRequest,
    drawn: Sequence[PlannedSlot],
    now: datetime,
    seed: int,
) -> StartedQuiz:
    """Write an attempt that asks what was drawn, unless this person's seed has begun one before."""
    sent = {"user_id": person.id, "seed": seed}
    if attempt_id := session.scalar(_OF_SEED, sent):
        count = session.scalar(_COUNT_SLOTS, {"attempt_id": attempt_id}) or 0
        return StartedQuiz(attempt_id, count, request.count)
    asked = in_force(session, drawn, MAY_STUDY_NOW, **studying(person, now))
    if not asked:
        raise NothingToAskError(_("There are no questions on that at the moment."))
    throttle.admit_person(session, Action.BEGIN, person.id, now)
    attempt = Attempt(
        user_id=person.id,
        bank_id=request.bank_id,
        topics=list(request.topics),
        quiz_key=request.quiz_key,
        focus=request.focus,
        ends_at=timing.end_of(request.rules, now),
        seed=seed,
        started_at=now,
        **columns_of(request.rules),
    )
    session.add(attempt)
    session.flush()
    add_slots(session, attempt.id, asked, seed)
    session.execute(_FORGOTTEN, {"user_id": person.id})
    return StartedQuiz(attempt.id, len(asked), request.count)
