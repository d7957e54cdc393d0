"""What falls due for a learner on the days to come."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from quizapp.models import Card, QuestionRecord
from quizapp.scheduling.forecast import DueDay, forecast
from quizapp.scheduling.memory import Phase
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.person import Person
from quizapp.services.study import MAY_STUDY_NOW, studying

#: How many days are looked ahead.
FORECAST_DAYS = 30

# Built once: building a statement takes longer than running it.
_DUE = (
    select(Card.due_day, func.count())
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(
        Card.user_id == bindparam("user_id"),
        or_(Card.due_day.is_(None), Card.due_day < bindparam("until")),
        Card.phase != Phase.NEW,
        QuestionRecord.retired_at.is_(None),
        MAY_STUDY_NOW,
    )
    .group_by(Card.due_day)
)


def find_upcoming(connection: Connection, person: Person, now: datetime) -> tuple[DueDay, ...]:
    """Return how many cards fall due on each of the next days, today with what is overdue."""
    today = person.clock.study_day(now)
    load: Counter[date] = Counter()
    until = today + FORECAST_DAYS * ONE_DAY
    for due_day, cards in connection.execute(_DUE, studying(person, now) | {"until": until}):
        load[due_day or today] += cards  # what is in steps of minutes comes today
    return forecast(load, today, FORECAST_DAYS)
