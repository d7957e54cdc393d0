"""What a learner has answered and remembers of a bank, for draws that prefer some of its questions."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.models import Attempt, Card, QuestionRecord, Slot
from quizapp.quizzes.drawing import Tiers
from quizapp.quizzes.focus import Focus, tiers_of
from quizapp.scheduling.retention import chance_of
from quizapp.services.memory.scheduling import parameters_of
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import IS_ANSWERED

# Built once: building a statement takes longer than running it.
_QUESTIONS = (
    select(QuestionRecord.id, Card.phase, Card.step, Card.stability, Card.last_study_day)
    .outerjoin(Card, (Card.question_id == QuestionRecord.id) & (Card.user_id == bindparam("user_id")))
    .where(QuestionRecord.bank_id == bindparam("bank_id"), QuestionRecord.retired_at.is_(None))
)
_ANSWERED = (
    select(Slot.question_id)
    .distinct()
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .where(
        Attempt.user_id == bindparam("user_id"),
        Attempt.bank_id == bindparam("bank_id"),
        ~Attempt.is_preview,
        IS_ANSWERED,
    )
)


def find_tiers(session: Session, person: Person, bank_id: int, focus: Focus, now: datetime) -> Tiers:
    """Return the tiers of a bank's questions in force, by the rule of `quizapp.quizzes.focus`.

    `Focus.ALL` returns none and looks nothing up: a draw puts questions without a tier into one.
    """
    if focus is Focus.ALL:
        return {}
    wanted = {"user_id": person.id, "bank_id": bank_id}
    rows = session.execute(_QUESTIONS, wanted).all()
    day, parameters = person.clock.study_day(now), parameters_of(person)
    recall = {
        row.id: chance.recall
        for row in rows
        if row.phase is not None
        and (
            chance := chance_of(
                *(row.phase, row.step, row.stability, row.last_study_day), day=day, parameters=parameters
            )
        )
    }
    answered = set(session.scalars(_ANSWERED, wanted))
    return tiers_of(focus, [row.id for row in rows], recall, answered)
