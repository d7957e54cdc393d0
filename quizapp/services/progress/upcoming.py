"""What falls due for a learner on the days to come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from quizapp.models import Card, QuestionRecord
from quizapp.scheduling.forecast import DueDay, forecast
from quizapp.scheduling.memory import Phase
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.person import Person
from quizapp.services.reviews.today import Today
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


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What falls due on the days to come; for today it is what is left of it, as the page *Today* says."""

    days: tuple[DueDay, ...]
    #: Due today, but left for tomorrow: beyond the day's limit, or buried.
    held_back: int


def find_upcoming(connection: Connection, person: Person, now: datetime, day: Today) -> Upcoming:
    """Return how many cards come on each of the next days, given what is left of the learner's day."""
    today = person.clock.study_day(now)
    tomorrow, until = today + ONE_DAY, today + FORECAST_DAYS * ONE_DAY
    load: Counter[date] = Counter()
    due_now = 0
    for due_day, cards in connection.execute(_DUE, studying(person, now) | {"until": until}):
        if due_day is None or due_day <= today:  # what is in steps of minutes comes today
            due_now += cards
        else:
            load[due_day] += cards
    held_back = due_now - day.reviews - day.learning
    load[today] = day.left
    load[tomorrow] += held_back
    return Upcoming(forecast(load, today, FORECAST_DAYS), held_back)
