"""The ready quizzes of a bank, as its authors put them together."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.bank.schema import ReadyQuiz
from quizapp.models import Bank
from quizapp.services.errors import NotFoundError
from quizapp.services.transaction import reading_rows

_QUIZZES = select(Bank.quizzes).where(Bank.id == bindparam("bank_id"))


def list_ready(bank_id: int) -> tuple[ReadyQuiz, ...]:
    """Return the ready quizzes of a bank, in its order."""
    return make_ready(reading_rows().scalar(_QUIZZES, {"bank_id": bank_id}))


def find_ready(session: Session, bank_id: int, key: str) -> ReadyQuiz:
    """Return one ready quiz of a bank. Raises `NotFoundError`."""
    for quiz in make_ready(session.scalar(_QUIZZES, {"bank_id": bank_id})):
        if quiz.id == key:
            return quiz
    raise NotFoundError("There is no such quiz in the bank.")


def make_ready(stored: list[dict[str, object]] | None) -> tuple[ReadyQuiz, ...]:
    """Return ready quizzes as a bank's row has them."""
    return tuple(map(ReadyQuiz.model_validate, stored or ()))


def title_of(stored: list[dict[str, str]], key: str | None) -> str | None:
    """Return the title of the one with a key; None where there is none, or none any more."""
    return next((quiz["title"] for quiz in stored if quiz["id"] == key), None)
