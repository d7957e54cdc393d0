"""A learner's progress put together: how much was done, remembered, mastered, and what is ahead.

What these figures mean stands in `scheduling.retention` and docs/memory.md. All of them are read in as
many statements after five years as on the first day.
"""

from dataclasses import dataclass
from datetime import datetime

from quizapp.quizzes.certainty import Calibration
from quizapp.scheduling.retention import TrueRetention
from quizapp.services.person import Person
from quizapp.services.progress.calibration import find_calibration
from quizapp.services.progress.retention_weeks import Week, find_weeks
from quizapp.services.progress.study_days import DAYS_A_WEEK, StudyDay, find_study_days
from quizapp.services.progress.topic_mastery import TopicMastery, find_topics
from quizapp.services.progress.upcoming import Upcoming, find_upcoming
from quizapp.services.quizzes import history
from quizapp.services.quizzes.history import AttemptSummary
from quizapp.services.reviews.today import Today, show_today
from quizapp.services.transaction import reading_rows

#: How far back the calendars go, in weeks.
HALF_A_YEAR, YEAR = 26, 52
#: How many topics Today has room for.
HOME_TOPICS = 6


@dataclass(frozen=True, slots=True)
class Home:
    """The part of the progress that stands on Today.

    Its topics are those with most questions among those that were begun: what was never touched says
    nothing yet, and a long row of empty bars only weighs.
    """

    topics: tuple[TopicMastery, ...]
    #: Half a year, oldest first, today last; none where nothing was done in it.
    days: tuple[StudyDay, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it."""

    today: Today
    #: Half a year, or a year where there is so much; oldest first, today last.
    days: tuple[StudyDay, ...]
    upcoming: Upcoming
    #: Oldest first, this week last.
    weeks: tuple[Week, ...]
    topics: tuple[TopicMastery, ...]
    #: Of the certainties that were said at all, the surest first.
    calibration: tuple[Calibration, ...]
    #: The last quizzes that were finished, newest first.
    quizzes: tuple[AttemptSummary, ...]

    @property
    def retention(self) -> TrueRetention:
        """Return what was remembered in all the weeks together."""
        return sum((week.retention for week in self.weeks), start=TrueRetention())

    @property
    def has_begun(self) -> bool:
        """Tell whether there is anything to see yet."""
        return bool(self.topics or self.quizzes or any(day.count for day in self.days))


def home(person: Person, now: datetime) -> Home:
    """Return the mastery of topics and the study days of the last half year."""
    connection = reading_rows()
    days = find_study_days(connection, person, now, HALF_A_YEAR)
    begun = [topic for topic in find_topics(connection, person, now) if topic.begun]
    topics = sorted(begun, key=lambda topic: -topic.total)
    return Home(tuple(topics[:HOME_TOPICS]), days if any(day.count for day in days) else ())


def find_weakest(person: Person, now: datetime) -> TopicMastery | None:
    """Return the topic that a learner knows least of those begun; None where nothing was begun."""
    begun = [topic for topic in find_topics(reading_rows(), person, now) if topic.begun]
    return min(begun, key=lambda topic: topic.share, default=None)


def show(person: Person, now: datetime) -> Progress:
    """Return a learner's whole progress."""
    connection = reading_rows()
    days = find_study_days(connection, person, now, YEAR)
    earlier = (YEAR - HALF_A_YEAR) * DAYS_A_WEEK
    today = show_today(person, now)
    return Progress(
        today=today,
        days=days if any(day.count for day in days[:earlier]) else days[earlier:],
        upcoming=find_upcoming(connection, person, now, today),
        weeks=find_weeks(connection, person, now),
        topics=find_topics(connection, person, now),
        calibration=find_calibration(connection, person),
        quizzes=history.list_finished(person).items,
    )
