"""Rating a card: written down once, and only if the card is still as its page showed it."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.models import Card, QuestionRecord, Review
from quizapp.scheduling.memory import Rating
from quizapp.services.errors import StaleError
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.person import Person
from quizapp.services.reviews.buttons import duration_ms
from quizapp.services.reviews.showing import IS_OWN_CARD, MAY_REVIEW, AnsweredCard, ShownCard
from quizapp.services.study import studying
from quizapp.services.transaction import writing_for
from quizapp.translation.texts import lazy

_REVIEWABLE = (
    select(QuestionRecord.id)
    .outerjoin(Card, IS_OWN_CARD)
    .where(QuestionRecord.id == bindparam("question_id"), MAY_REVIEW)
)
LEFT_REVIEWS = lazy("This question has left your reviews since you opened this page. Nothing was saved.")
MOVED_ON = lazy("This card has changed since you opened this page. Nothing was saved.")


def rate(person: Person, answered: AnsweredCard, rating: Rating, now: datetime) -> None:
    """Rate a card as it was shown. The same rating sent again counts once.

    Raises `StaleError` for a card that has moved on, or can't be reviewed any more.
    """
    shown = answered.shown
    with writing_for(person.id) as (session, _):
        if session.scalar(_REVIEWABLE, studying(person, now) | {"question_id": shown.question_id}) is None:
            raise StaleError(LEFT_REVIEWS)
        memory = LearnerMemory(session, person, now, [shown.question_id])
        version = memory.version(shown.question_id)
        if version == shown.version + 1 and _is_rated(session, person, shown, rating):
            return
        if version != shown.version:
            raise StaleError(MOVED_ON)
        duration = duration_ms(shown.at, now)
        answer = ReviewAnswer(shown.revision_id, answered.response, answered.credit, duration)
        is_today = person.clock.study_day(now) == answered.study_day
        memory.rate(shown.question_id, rating, answer, answered.promised if is_today else None)


def _is_rated(session: Session, person: Person, shown: ShownCard, rating: Rating) -> bool:
    """Tell whether the entry after the version that was shown is this very rating."""
    statement = (
        select(Review.rating)
        .join(Card, Card.id == Review.card_id)
        .where(
            Card.user_id == person.id,
            Card.question_id == shown.question_id,
            Review.sequence == shown.version + 1,
            Review.event == "review",
        )
    )
    return session.scalar(statement) == rating
