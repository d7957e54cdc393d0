"""What a learner did on each study day: reviews, and questions answered in quizzes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Connection, bindparam, func, literal, select, union_all
from sqlalchemy.orm import aliased

from quizapp.models import Answer, ReviewDay, Slot
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import LAST_ANSWER

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class StudyDay:
    """How many reviews there were on one day, and how many questions were answered in quizzes."""

    date: date
    reviews: int = 0
    answers: int = 0

    @property
    def count(self) -> int:
        """Add the two up."""
        return self.reviews + self.answers


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_since: BindParameter[date] = bindparam("since")
_first = aliased(Answer)
_DAYS: CompoundSelect[Any] = union_all(
    select(ReviewDay.study_day, ReviewDay.rated, literal(0)).where(
        ReviewDay.user_id == _user_id, ReviewDay.study_day >= _since
    ),
    # A changed answer is a further row: only the first to each question counts.
    select(Answer.study_day, literal(0), func.count())
    .where(Answer.user_id == _user_id, Answer.sequence == 1, Answer.study_day >= _since)
    .group_by(Answer.study_day),
    # And not where the last one was emptied.
    select(_first.study_day, literal(0), -func.count())
    .join_from(Answer, Slot, LAST_ANSWER)
    .join(_first, (_first.slot_id == Slot.id) & (_first.sequence == 1))
    .where(Answer.user_id == _user_id, Answer.emptied, _first.study_day >= _since)
    .group_by(_first.study_day),
)


def find_study_days(
    connection: Connection, person: Person, now: datetime, weeks: int
) -> tuple[StudyDay, ...]:
    """Return the days of the last weeks, this one included, without a gap."""
    today = person.clock.study_day(now)
    first = monday_of(today) - (weeks - 1) * DAYS_A_WEEK * ONE_DAY
    done: dict[date, tuple[int, int]] = {}
    for day, rated, answered in connection.execute(_DAYS, {"user_id": person.id, "since": first}):
        before = done.get(day, (0, 0))
        done[day] = before[0] + rated, before[1] + answered
    days = (first + offset * ONE_DAY for offset in range((today - first).days + 1))
    return tuple(StudyDay(day, *done.get(day, (0, 0))) for day in days)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - day.weekday() * ONE_DAY
