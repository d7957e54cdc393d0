"""A learner's progress, told from the log: how much was done, remembered and mastered."""

from dataclasses import dataclass
from datetime import date, datetime

from quizapp.services.person import Person


@dataclass(frozen=True, slots=True)
class StudyDay:
    """How many reviews and quiz answers there were on one day."""

    date: date
    count: int


@dataclass(frozen=True, slots=True)
class TopicMastery:
    """A top-level topic of the studied banks: the mean chance of recall, and how many are known."""

    label: str
    share: float
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class Home:
    """The part of the progress that stands on the first page: `macros/charts.html` draws both."""

    topics: tuple[TopicMastery, ...]
    #: Half a year, oldest first, today last.
    days: tuple[StudyDay, ...]


def home(person: Person, now: datetime) -> Home:  # noqa: ARG001 -- its numbers come with the pages
    """Return mastery by topic and the study days of the last half year."""
    return Home((), ())
