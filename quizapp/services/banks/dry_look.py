"""A dry look at what a quiz would ask, with what is known of its questions from reviews so far."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from quizapp.bank.audience import Audience
from quizapp.models import BankRecord, Card, QuestionRecord, Review
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE
from quizapp.quizzes.composition import Composition
from quizapp.quizzes.dry_look import Experience, Finding, look
from quizapp.services.banks.pools import find_pool
from quizapp.services.errors import NotFoundError
from quizapp.services.transaction import reading_rows
from quizapp.translation.texts import _

#: Of each question so many of the last times are looked at.
LAST_TIMES = 20


def dry_look(bank_id: int, composition: Composition, *, is_exam: bool) -> tuple[Finding, ...]:
    """Return what there is to say of a composition before a course sets it.

    Whether the one who asks may read the bank is settled before. Raises `NotFoundError`.
    """
    connection = reading_rows()
    audience = connection.scalar(select(BankRecord.audience).where(BankRecord.id == bank_id))
    if audience is None:
        raise NotFoundError(_("There is no such bank."))
    pool = find_pool(connection, bank_id, composition, types=MARKED | MARKED_BY_PEOPLE)
    experience = Experience(
        seconds=_find_seconds(connection, bank_id),
        in_study=_find_in_study(connection, bank_id),
        is_public=audience == Audience.PUBLIC,
    )
    return look(composition, pool.questions, pool.excludes, experience, is_exam=is_exam)


def _find_seconds(connection: Connection, bank_id: int) -> dict[int, Sequence[float]]:
    """Return how long the last reviews of each question of a bank took."""
    newest_first = func.row_number().over(partition_by=Card.question_id, order_by=Review.id.desc())
    times = (
        select(Card.question_id, Review.duration_ms, newest_first.label("place"))
        .join(Card, Card.id == Review.card_id)
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .where(QuestionRecord.bank_id == bank_id, Review.event == "review", Review.duration_ms > 0)
        .subquery()
    )
    found: dict[int, list[float]] = {}
    last = select(times.c.question_id, times.c.duration_ms).where(times.c.place <= LAST_TIMES)
    for question_id, duration_ms in connection.execute(last):
        found.setdefault(question_id, []).append(duration_ms / 1000)
    return dict(found)


def _find_in_study(connection: Connection, bank_id: int) -> frozenset[int]:
    """Return the questions of a bank of which somebody has a card."""
    statement = select(Card.question_id).distinct().join(QuestionRecord)
    return frozenset(connection.scalars(statement.where(QuestionRecord.bank_id == bank_id)))
