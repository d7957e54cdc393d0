"""The ready quizzes of a bank, as its authors put them together, and how a learner has fared in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.bank.schema import ReadyQuiz
from quizapp.models import Answer, Attempt, BankRecord, Slot, StudiedBank
from quizapp.services.banks.audience import MAY_STUDY, asking
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER
from quizapp.services.transaction import reading_rows
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt at a ready quiz that isn't finished: how it goes isn't told yet."""

    attempt_id: int
    ends_at: datetime | None
    questions: int
    answered: int


@dataclass(frozen=True, slots=True)
class FinishedAttempt:
    """A finished attempt at a ready quiz; `credit` is what its answers earned, `out_of` so much."""

    attempt_id: int
    started_at: datetime
    questions: int
    out_of: float
    credit: float

    @property
    def share(self) -> float:
        """Return the share of the marks: the quiz may have had fewer questions at another time."""
        return self.credit / self.out_of


@dataclass(frozen=True, slots=True)
class OfferedQuiz:
    """A ready quiz as one learner finds it: the newest open attempt, and those finished, newest first."""

    quiz: ReadyQuiz
    open_attempt: OpenAttempt | None = None
    finished_attempts: tuple[FinishedAttempt, ...] = ()

    @property
    def last(self) -> FinishedAttempt | None:
        """Return the last attempt that was finished."""
        return self.finished_attempts[0] if self.finished_attempts else None

    @property
    def best(self) -> FinishedAttempt | None:
        """Return the finished attempt with the largest share of the marks; of equals the newest."""
        return max(self.finished_attempts, key=lambda attempt: attempt.share, default=None)


@dataclass(frozen=True, slots=True)
class UntriedQuiz:
    """A ready quiz that a learner never began, and its bank."""

    bank_id: int
    bank_title: str
    quiz: ReadyQuiz


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_bank_id: BindParameter[int] = bindparam("bank_id")
_QUIZZES = select(BankRecord.quizzes).where(BankRecord.id == _bank_id)
_QUIZZES_TO_STUDY = _QUIZZES.where(MAY_STUDY)
_ATTEMPTS = (
    select(
        *(Attempt.quiz_key, Attempt.id, Attempt.started_at, Attempt.ends_at, Attempt.finished_at),
        func.count(Slot.id).label("questions"),
        func.count(Answer.id).label("answered"),
        func.sum(Slot.points).label("out_of"),
        func.coalesce(func.sum(Answer.credit * Slot.points), 0.0).label("credit"),
    )
    .join(Slot, Slot.attempt_id == Attempt.id)
    .outerjoin(Answer, COUNTED_ANSWER)
    .where(Attempt.user_id == _user_id, Attempt.quiz_key.is_not(None))
    .group_by(Attempt.id)
    .order_by(Attempt.quiz_key, Attempt.started_at.desc(), Attempt.id.desc())
)
_ATTEMPTS_AT_BANK = _ATTEMPTS.where(Attempt.bank_id == _bank_id)
_this = aliased(Attempt)
_EARLIER_ATTEMPTS = _ATTEMPTS.join(
    _this,
    and_(
        _this.id == bindparam("attempt_id"),
        _this.user_id == Attempt.user_id,
        _this.bank_id == Attempt.bank_id,
        _this.quiz_key == Attempt.quiz_key,
        _this.started_at > Attempt.started_at,
    ),
).where(Attempt.finished_at.is_not(None))
_KNOWN_BANKS = (
    select(BankRecord.id, BankRecord.title, BankRecord.quizzes)
    .where(
        BankRecord.quiz_questions > 0,
        MAY_STUDY,
        or_(
            exists().where(StudiedBank.user_id == _user_id, StudiedBank.bank_id == BankRecord.id),
            exists().where(
                Attempt.user_id == _user_id, Attempt.bank_id == BankRecord.id, ~Attempt.is_preview
            ),
        ),
    )
    .order_by(BankRecord.title, BankRecord.id)
)
_TRIED = (
    select(Attempt.bank_id, Attempt.quiz_key)
    .where(Attempt.user_id == _user_id, Attempt.quiz_key.is_not(None))
    .distinct()
)


def list_ready(bank_id: int) -> tuple[ReadyQuiz, ...]:
    """Return the ready quizzes of a bank, in its order, those too that only courses set."""
    return make_ready(reading_rows().scalar(_QUIZZES, {"bank_id": bank_id}))


def list_offered(person: Person, bank_id: int) -> tuple[OfferedQuiz, ...]:
    """Return the ready quizzes of a bank, in its order, with the person's attempts at each."""
    quizzes = _for_all(list_ready(bank_id))
    if not quizzes:
        return ()
    rows = reading_rows().execute(_ATTEMPTS_AT_BANK, {"user_id": person.id, "bank_id": bank_id})
    attempts = {key: tuple(group) for key, group in groupby(rows, key=lambda row: row.quiz_key)}
    return tuple(_offer(quiz, attempts.get(quiz.id, ())) for quiz in quizzes)


def list_earlier(person: Person, attempt_id: int) -> tuple[FinishedAttempt, ...]:
    """Return a person's finished attempts at a ready quiz before one of them, newest first."""
    rows = reading_rows().execute(_EARLIER_ATTEMPTS, {"user_id": person.id, "attempt_id": attempt_id})
    return tuple(map(_finished, rows))


def find_untried(person: Person) -> UntriedQuiz | None:
    """Return the first ready quiz that a person never began, of the banks that they know already."""
    connection = reading_rows()
    banks = connection.execute(_KNOWN_BANKS, asking(person)).all()
    if not any(bank.quizzes for bank in banks):
        return None
    tried = {(row.bank_id, row.quiz_key) for row in connection.execute(_TRIED, {"user_id": person.id})}
    for bank in banks:
        for quiz in _for_all(make_ready(bank.quizzes)):
            if (bank.id, quiz.id) not in tried:
                return UntriedQuiz(bank.id, bank.title, quiz)
    return None


def find_ready(session: Session, person: Person, bank_id: int, key: str) -> ReadyQuiz:
    """Return one ready quiz of a bank that a learner may begin by themselves. Raises `NotFoundError`."""
    stored = session.scalar(_QUIZZES_TO_STUDY, asking(person) | {"bank_id": bank_id})
    for quiz in _for_all(make_ready(stored)):
        if quiz.id == key:
            return quiz
    raise NotFoundError(_("There is no such quiz in the bank."))


def make_ready(stored: Sequence[Mapping[str, object]] | None) -> tuple[ReadyQuiz, ...]:
    """Return ready quizzes as a bank's row has them."""
    return tuple(map(ReadyQuiz.model_validate, stored or ()))


def _for_all(quizzes: tuple[ReadyQuiz, ...]) -> tuple[ReadyQuiz, ...]:
    """Return those that learners may begin by themselves."""
    return tuple(quiz for quiz in quizzes if not quiz.only_assigned)


def title_of(stored: list[dict[str, str]], key: str | None) -> str | None:
    """Return the title of the one with a key; None where there is none, or none any more."""
    return next((quiz["title"] for quiz in stored if quiz["id"] == key), None)


def _offer(quiz: ReadyQuiz, rows: Sequence[Any]) -> OfferedQuiz:
    unfinished = (row for row in rows if row.finished_at is None)
    return OfferedQuiz(
        quiz,
        open_attempt=next(
            (OpenAttempt(row.id, row.ends_at, row.questions, row.answered) for row in unfinished), None
        ),
        finished_attempts=tuple(_finished(row) for row in rows if row.finished_at),
    )


def _finished(row: Any) -> FinishedAttempt:
    return FinishedAttempt(row.id, row.started_at, row.questions, row.out_of, row.credit)
