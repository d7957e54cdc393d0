"""What a learner has answered and remembers of a bank, for draws that prefer some of its questions."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.models import Answer, Attempt, Card, QuestionRecord, Slot
from quizapp.quizzes.drawing import Tiers
from quizapp.quizzes.focus import Focus, tiers_of
from quizapp.scheduling.retention import chance_of
from quizapp.services.memory.scheduling import parameters_of
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_ANSWERED, IS_MARKED
from quizapp.services.quizzes.disclosure import SHOWS_MARK

# Built once: building a statement takes longer than running it.
_QUESTIONS = (
    select(
        *(QuestionRecord.id, Card.phase, Card.step, Card.stability, Card.last_study_day),
        Card.last_review_at,
    )
    .outerjoin(Card, (Card.question_id == QuestionRecord.id) & (Card.user_id == bindparam("user_id")))
    .where(QuestionRecord.bank_id == bindparam("bank_id"), QuestionRecord.retired_at.is_(None))
)
_IS_OWN_ANSWER = (
    (Attempt.user_id == bindparam("user_id"))
    & (Attempt.bank_id == bindparam("bank_id"))
    & ~Attempt.is_preview
    & IS_ANSWERED
)
_ANSWERED = (
    select(Slot.question_id).distinct().join(Attempt, Attempt.id == Slot.attempt_id).where(_IS_OWN_ANSWER)
)
#: The answers whose mark their learner may know, the last one last: a draw mustn't tell of any other.
_TOLD = (
    select(Slot.question_id, EARNED.label("credit"), Answer.answered_at)
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .join(Answer, COUNTED_ANSWER)
    .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
    .where(_IS_OWN_ANSWER, SHOWS_MARK, IS_MARKED)
    .order_by(Answer.answered_at, Answer.id)
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
    reviewed_at = {row.id: row.last_review_at for row in rows if row.last_review_at is not None}
    last = {row.question_id: row for row in session.execute(_TOLD, wanted)}
    return tiers_of(
        focus,
        pool=[row.id for row in rows],
        recall=recall,
        answered=set(session.scalars(_ANSWERED, wanted)),
        not_right=[
            id_
            for id_, answer in last.items()
            if answer.credit < 1 and (id_ not in reviewed_at or reviewed_at[id_] <= answer.answered_at)
        ],
    )
