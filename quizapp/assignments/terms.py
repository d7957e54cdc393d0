"""The terms of an assignment, as one value: how a quiz set for a course is taken, and what shows when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_network
from itertools import pairwise
from typing import Final

from quizapp.assignments.codes import fold_code
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.translation.texts import _

#: Dates further off than this are probably slips of the year.
FAR: Final = timedelta(days=366)
_FULL: Final = 100
#: Feedback at the end, and no time limit.
_RULES: Final = QuizRules(Feedback.END)


class Counts(StrEnum):
    """Which of several attempts make the result."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    MEAN = "mean"


class Navigation(StrEnum):
    """Whether learners may go back to a question."""

    FREE = "free"
    FORWARD = "forward"


class Release(StrEnum):
    """When results are released: once nobody can sit it any more, at a time, or when staff say so."""

    ALL_DONE = "all-done"
    AT = "at"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class LateStep:
    """What is left of the points of an attempt that is handed in after the step before, until a moment."""

    until: datetime
    #: From 0 to 100.
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms on which a quiz is set. Moments are aware; None says that there is no such thing."""

    #: The limit is in minutes, and replaces that of the quiz.
    rules: QuizRules = _RULES
    #: None: from now on.
    opens_at: datetime | None = None
    due_at: datetime | None = None
    #: None: when it is due. See `closes`.
    closes_at: datetime | None = None
    #: In order; the last one holds until the close. Without any, what is late loses nothing.
    late: tuple[LateStep, ...] = ()
    #: None: as many as they like.
    attempts: int | None = 1
    #: Minutes from the end of an attempt until the next may begin.
    wait: int = 0
    counts: Counts = Counts.BEST
    #: Any one of them lets a learner begin; where there is none, none is asked for.
    access_codes: tuple[str, ...] = ()
    #: Where an attempt may be begun, as CIDR ("10.0.0.0/8"); none: anywhere.
    networks: tuple[str, ...] = ()
    navigation: Navigation = Navigation.FREE
    shows: Shows = Shows.HOMEWORK
    release: Release = Release.ALL_DONE
    #: Where results are released at a time.
    releases_at: datetime | None = None

    @property
    def closes(self) -> datetime | None:
        """The moment from which nothing is begun or handed in any more; None where there is none."""
        return self.due_at if self.closes_at is None else self.closes_at


@dataclass(frozen=True, slots=True)
class TermsFault:
    """What is wrong or odd about a field of terms, in a sentence for the person who wrote it."""

    field: str
    message: str


def faults(terms: Terms) -> tuple[TermsFault, ...]:
    """Return all that is wrong with terms; nobody may be held to terms with a fault."""
    return (
        *_faults_of_dates(terms),
        *_faults_of_late(terms),
        *_faults_of_numbers(terms),
        *_faults_of_admission(terms),
    )


def _faults_of_dates(terms: Terms) -> Iterator[TermsFault]:
    opens, due, closes = terms.opens_at, terms.due_at, terms.closes_at
    if opens and closes and closes <= opens:
        yield TermsFault("closes_at", _("It must close after it opens."))
    if opens and due and due <= opens:
        yield TermsFault("due_at", _("It must be due after it opens."))
    if due and closes and closes < due:
        yield TermsFault("due_at", _("It can't be due after it closes."))
    if terms.release is Release.AT and terms.releases_at is None:
        yield TermsFault("releases_at", _("Say when the results are released."))


def _faults_of_late(terms: Terms) -> Iterator[TermsFault]:
    if not terms.late:
        return
    if any(not 0 <= step.percent <= _FULL for step in terms.late):
        yield TermsFault("late", _("Write a percentage from 0 to 100."))
    if any(later.until <= sooner.until for sooner, later in pairwise(terms.late)):
        yield TermsFault("late", _("Each step must end after the one before."))
    if terms.due_at is None or terms.closes is None:
        yield TermsFault("late", _("Without a due date, nothing is late."))
    elif any(not terms.due_at < step.until <= terms.closes for step in terms.late):
        yield TermsFault("late", _("Each step must end after the due date, and no later than the close."))


def _faults_of_numbers(terms: Terms) -> Iterator[TermsFault]:
    if terms.rules.time_limit is not None and terms.rules.time_limit < 1:
        yield TermsFault("time_limit", _("A time limit is at least 1 minute."))
    if terms.attempts is not None and terms.attempts < 1:
        yield TermsFault("attempts", _("Allow at least 1 attempt."))
    if terms.wait < 0:
        yield TermsFault("wait", _("A wait can't be less than 0 minutes."))


def _faults_of_admission(terms: Terms) -> Iterator[TermsFault]:
    if any(not fold_code(code) for code in terms.access_codes):
        yield TermsFault("access_code", _("An access code needs letters or digits."))
    for network in terms.networks:
        try:
            ip_network(network)
        except ValueError:
            message = _("“%(network)s” isn't a network. Write one like 10.0.0.0/8.", network=network)
            yield TermsFault("networks", message)


def doubts(terms: Terms, now: datetime) -> tuple[TermsFault, ...]:
    """Return what is probably a slip, and is asked back rather than refused."""
    return tuple(_doubts(terms, now))


def _doubts(terms: Terms, now: datetime) -> Iterator[TermsFault]:
    for field in ("opens_at", "due_at", "closes_at", "releases_at"):
        moment = getattr(terms, field)
        if moment and abs(moment - now) > FAR:
            yield TermsFault(field, _("That is more than a year from now."))
    field = "due_at" if terms.closes_at is None else "closes_at"
    if terms.closes is None:
        return
    if terms.closes <= now:
        yield TermsFault(field, _("That is in the past: nobody could start."))
    limit = terms.rules.time_limit
    if terms.opens_at and limit and terms.closes - terms.opens_at < timedelta(minutes=limit):
        yield TermsFault("time_limit", _("The time limit is longer than the time between opening and close."))
