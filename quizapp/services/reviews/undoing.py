"""Taking a review back, by a further entry of its card's log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, select
from sqlalchemy.orm import aliased

from quizapp.models import Card, QuestionRecord, Review
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.errors import NotFoundError
from quizapp.services.memory.card_rows import is_effective
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.person import Person
from quizapp.services.study import MAY_STUDY_NOW, studying
from quizapp.services.transaction import writing_for

_entry = aliased(Review)
#: Built once: building a statement takes longer than running it.
_LAST_REVIEW = (
    select(Review.id, Review.card_id)
    .where(
        Review.user_id == bindparam("user_id"),
        Review.event == "review",
        # Days to come are among them: the clock may have been set back since.
        Review.study_day >= bindparam("yesterday"),
        is_effective(),
        # What a quiz has built upon can't be taken back.
        ~exists().where(
            _entry.card_id == Review.card_id, _entry.event == "quiz", _entry.sequence > Review.sequence
        ),
    )
    .order_by(Review.study_day.desc(), Review.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class LastReview:
    """The keys of a learner's last review and of its card; both 0 if there is none."""

    id: int
    card_id: int


NO_REVIEW = LastReview(0, 0)


def find_last_review(connection: Connection, person: Person, now: datetime) -> LastReview:
    """Return the learner's last review that is effective, of yesterday or later."""
    wanted = {"user_id": person.id, "yesterday": person.clock.study_day(now) - ONE_DAY}
    row = connection.execute(_LAST_REVIEW, wanted).one_or_none()
    return LastReview(*row) if row else NO_REVIEW


def undo(person: Person, review_id: int, now: datetime) -> int | None:
    """Take a review back; return its question, or None where that isn't asked any more.

    What is undone already stays so: a form sent twice undoes one review. Raises `NotFoundError`,
    and `StaleError` where the card has been answered again since.
    """
    with writing_for(person.id) as (session, _):
        row = session.execute(
            select(Review, QuestionRecord, is_effective(), MAY_STUDY_NOW)
            .join(Card, Card.id == Review.card_id)
            .join(QuestionRecord, QuestionRecord.id == Card.question_id)
            .where(Review.id == review_id, Review.user_id == person.id, Review.event == "review"),
            studying(person, now),
        ).one_or_none()
        if row is None:
            raise NotFoundError
        review, question, is_still_effective, is_in_study = row
        if is_still_effective:
            LearnerMemory(session, person, now, [question.id]).undo(question.id, review)
        return None if question.retired_at or not is_in_study else question.id
