"""How much a learner remembered of what fell due, week by week."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap

from sqlalchemy import Connection, bindparam, select

from quizapp.models import ReviewDay
from quizapp.scheduling.retention import Tally, TrueRetention
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.person import Person
from quizapp.services.progress.study_days import DAYS_A_WEEK, monday_of

#: How many weeks are looked back.
RETENTION_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday on, and what was remembered in it."""

    monday: date
    retention: TrueRetention


# Built once: building a statement takes longer than running it.
_TESTS = select(
    *(ReviewDay.study_day, ReviewDay.young, ReviewDay.young_remembered),
    *(ReviewDay.mature, ReviewDay.mature_remembered),
).where(ReviewDay.user_id == bindparam("user_id"), ReviewDay.study_day >= bindparam("since"))


def find_weeks(connection: Connection, person: Person, now: datetime) -> tuple[Week, ...]:
    """Return the last weeks, oldest first, this one last."""
    this_week = monday_of(person.clock.study_day(now))
    mondays = [this_week - ago * DAYS_A_WEEK * ONE_DAY for ago in reversed(range(RETENTION_WEEKS))]
    weeks = dict.fromkeys(mondays, TrueRetention())
    for day, *tests in connection.execute(_TESTS, {"user_id": person.id, "since": mondays[0]}):
        # Where a learner has flown west there may be a day after today.
        monday = min(monday_of(day), this_week)
        weeks[monday] += TrueRetention(Tally(*tests[:2]), Tally(*tests[2:]))
    return tuple(starmap(Week, weeks.items()))
