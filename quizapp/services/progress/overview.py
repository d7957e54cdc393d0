"""A learner's progress, told from the log: how much was done, remembered, mastered, and what is ahead.

What these figures mean stands in `scheduling.retention` and docs/memory.md. Here rows are fetched,
in as many statements after five years as on the first day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from quizapp.bank.topics import Topic, make_topic
from quizapp.models import Answer, Attempt, BankRecord, Card, QuestionRecord, ReviewDay, Slot, StudiedBank
from quizapp.quizzes.certainty import Calibration, Certainty
from quizapp.scheduling.forecast import DueDay, forecast
from quizapp.scheduling.memory import Phase
from quizapp.scheduling.retention import Chance, Tally, TrueRetention, chance_of, mastery
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.memory.scheduling import parameters_of
from quizapp.services.person import Person
from quizapp.services.quizzes import history
from quizapp.services.quizzes.disclosure import SHOWS_MARK
from quizapp.services.quizzes.history import AttemptSummary
from quizapp.services.quizzes.slots import LAST_ANSWER
from quizapp.services.reviews.today import Today, show_today
from quizapp.services.transaction import reading_rows

DAYS_A_WEEK = 7
#: How far back the calendars go, and the retention; how far ahead the forecast.
HALF_A_YEAR, YEAR, RETENTION_WEEKS = 26, 52, 12
FORECAST_DAYS = 30
#: How many of the last answers tell how well learners judge themselves.
CALIBRATION_ANSWERS = 300
#: How many topics the first page has room for.
HOME_TOPICS = 6


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


@dataclass(frozen=True, slots=True)
class TopicMastery:
    """A top-level topic of a studied bank: the mean chance of recall, and how many are known.

    `bank` is the bank's title where several are studied; where there is one it goes without saying.
    """

    topic: Topic
    bank: str | None
    share: float
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday on, and what was remembered in it."""

    monday: date
    retention: TrueRetention


@dataclass(frozen=True, slots=True)
class Home:
    """The part of the progress that stands on the first page.

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
    forecast: tuple[DueDay, ...]
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


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_since: BindParameter[date] = bindparam("since")

_DAYS: CompoundSelect[Any] = union_all(
    select(ReviewDay.study_day, ReviewDay.rated, literal(0)).where(
        ReviewDay.user_id == _user_id, ReviewDay.study_day >= _since
    ),
    # A changed answer is a further row: only the first to each question counts.
    select(Answer.study_day, literal(0), func.count())
    .where(Answer.user_id == _user_id, Answer.sequence == 1, Answer.study_day >= _since)
    .group_by(Answer.study_day),
)

_BANKS = (
    select(BankRecord.id, BankRecord.title, BankRecord.topic_titles, BankRecord.topic_questions)
    .join(StudiedBank, StudiedBank.bank_id == BankRecord.id)
    .where(StudiedBank.user_id == _user_id)
    .order_by(BankRecord.title, BankRecord.id)
)
#: Only what was begun: a bank may have many more questions.
_BEGUN = (
    select(
        QuestionRecord.bank_id,
        QuestionRecord.topics,
        Card.phase,
        Card.step,
        Card.stability,
        Card.last_study_day,
    )
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(Card.user_id == _user_id, QuestionRecord.retired_at.is_(None))
)

_DUE = (
    select(Card.due_day, func.count())
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(
        Card.user_id == _user_id,
        or_(Card.due_day.is_(None), Card.due_day < bindparam("until")),
        Card.phase != Phase.NEW,
        QuestionRecord.retired_at.is_(None),
    )
    .group_by(Card.due_day)
)

_TESTS = select(
    *(ReviewDay.study_day, ReviewDay.young, ReviewDay.young_remembered),
    *(ReviewDay.mature, ReviewDay.mature_remembered),
).where(ReviewDay.user_id == _user_id, ReviewDay.study_day >= _since)

#: The last answers that say how sure the learner was; not those that aren't told yet how they went, nor
#: those whose credit says less of the answer than of its hints.
_CERTAIN = (
    select(Answer.certainty, Answer.credit)
    .join(Slot, LAST_ANSWER)
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .where(
        Answer.user_id == _user_id,
        Answer.certainty.is_not(None),
        Slot.hints_used == 0,
        SHOWS_MARK,
    )
    .order_by(Answer.id.desc())
    .limit(CALIBRATION_ANSWERS)
    .subquery()
)
_CALIBRATION = select(_CERTAIN.c.certainty, func.count(), func.avg(_CERTAIN.c.credit)).group_by(
    _CERTAIN.c.certainty
)


def home(person: Person, now: datetime) -> Home:
    """Return the mastery of topics and the study days of the last half year."""
    connection = reading_rows()
    days = _study_days(connection, person, now, HALF_A_YEAR)
    begun = [topic for topic in _topics(connection, person, now) if topic.share]
    topics = sorted(begun, key=lambda topic: -topic.total)
    return Home(tuple(topics[:HOME_TOPICS]), days if any(day.count for day in days) else ())


def show(person: Person, now: datetime) -> Progress:
    """Return a learner's whole progress."""
    connection = reading_rows()
    days = _study_days(connection, person, now, YEAR)
    earlier = (YEAR - HALF_A_YEAR) * DAYS_A_WEEK
    return Progress(
        today=show_today(person, now),
        days=days if any(day.count for day in days[:earlier]) else days[earlier:],
        forecast=_forecast(connection, person, now),
        weeks=_weeks(connection, person, now),
        topics=_topics(connection, person, now),
        calibration=_calibration(connection, person),
        quizzes=history.list_finished(person).items,
    )


def _study_days(connection: Connection, person: Person, now: datetime, weeks: int) -> tuple[StudyDay, ...]:
    """Return the days of the last weeks, this one included, without a gap."""
    today = person.clock.study_day(now)
    first = _monday(today) - (weeks - 1) * DAYS_A_WEEK * ONE_DAY
    done: dict[date, tuple[int, int]] = {}
    for day, rated, answered in connection.execute(_DAYS, {"user_id": person.id, "since": first}):
        before = done.get(day, (0, 0))
        done[day] = before[0] + rated, before[1] + answered
    days = (first + offset * ONE_DAY for offset in range((today - first).days + 1))
    return tuple(StudyDay(day, *done.get(day, (0, 0))) for day in days)


def _topics(connection: Connection, person: Person, now: datetime) -> tuple[TopicMastery, ...]:
    """Return the top-level topics of the studied banks, by bank and name."""
    banks = connection.execute(_BANKS, {"user_id": person.id}).all()
    seen = _seen(connection, person, now)
    topics = []
    for bank in banks:
        title = bank.title if len(banks) > 1 else None
        tops = (make_topic(path, bank.topic_titles) for path in bank.topic_questions if "/" not in path)
        for topic in sorted(tops, key=lambda topic: topic.name.casefold()):
            questions = bank.topic_questions[topic.path]
            found = mastery(seen.get((bank.id, topic.path), ()), questions)
            topics.append(TopicMastery(topic, title, found.mean, found.known, questions))
    return tuple(topics)


def _seen(
    connection: Connection, person: Person, now: datetime
) -> Mapping[tuple[int, str], Sequence[Chance]]:
    """Return how the questions that were begun stand, by bank and top-level topic."""
    today = person.clock.study_day(now)
    parameters = parameters_of(person)
    # Few sets of topics stand at many questions, so what the sets mean is looked at once for each.
    by_topics: dict[tuple[int, str], list[Chance]] = {}
    begun = connection.execute(_BEGUN, {"user_id": person.id}).all()
    for bank_id, topics, phase, step, stability, last_study_day in begun:
        if chance := chance_of(phase, step, stability, last_study_day, day=today, parameters=parameters):
            by_topics.setdefault((bank_id, topics), []).append(chance)
    seen: dict[tuple[int, str], list[Chance]] = {}
    for (bank_id, topics), chances in by_topics.items():
        # A question counts once, however many topics below a top-level one it has.
        for path in {topic.partition("/")[0] for topic in topics.split()}:
            seen.setdefault((bank_id, path), []).extend(chances)
    return seen


def _forecast(connection: Connection, person: Person, now: datetime) -> tuple[DueDay, ...]:
    today = person.clock.study_day(now)
    load: Counter[date] = Counter()
    until = today + FORECAST_DAYS * ONE_DAY
    for due_day, cards in connection.execute(_DUE, {"user_id": person.id, "until": until}):
        load[due_day or today] += cards  # what is in steps of minutes comes today
    return forecast(load, today, FORECAST_DAYS)


def _weeks(connection: Connection, person: Person, now: datetime) -> tuple[Week, ...]:
    this_week = _monday(person.clock.study_day(now))
    mondays = [this_week - ago * DAYS_A_WEEK * ONE_DAY for ago in reversed(range(RETENTION_WEEKS))]
    weeks = dict.fromkeys(mondays, TrueRetention())
    for day, *tests in connection.execute(_TESTS, {"user_id": person.id, "since": mondays[0]}):
        # Where a learner has flown west there may be a day after today.
        monday = min(_monday(day), this_week)
        weeks[monday] += TrueRetention(Tally(*tests[:2]), Tally(*tests[2:]))
    return tuple(starmap(Week, weeks.items()))


def _calibration(connection: Connection, person: Person) -> tuple[Calibration, ...]:
    found = {
        certainty: (answers, float(share))
        for certainty, answers, share in connection.execute(_CALIBRATION, {"user_id": person.id})
    }
    return tuple(Calibration(level, *found[level]) for level in Certainty if level in found)


def _monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY
