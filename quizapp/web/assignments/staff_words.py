"""What is chosen of an assignment, in plain words."""

from collections.abc import Iterable
from datetime import timedelta

from quizapp.assignments.stage import Stage
from quizapp.assignments.terms import Counts, Navigation, Release, TermsFault
from quizapp.quizzes.rules import Feedback, Shows
from quizapp.translation.texts import ngettext

#: What learners see, and when; behind the colon stands what that means.
SHOWS_WORDS = {
    Shows.PRACTICE.value: "Practice: everything at once, and nothing is withheld from study",
    Shows.HOMEWORK.value: "Homework: the mark on submitting, right answers after the release",
    Shows.EXAM.value: "Exam: everything after the release, and until then its questions rest in study",
    Shows.SEALED.value: "Sealed exam: the mark after the release, and the questions never",
}
COUNTS_WORDS = {
    Counts.BEST.value: "The best",
    Counts.LAST.value: "The last",
    Counts.FIRST.value: "The first",
    Counts.MEAN.value: "The mean of all",
}
FEEDBACK_WORDS = {
    Feedback.EACH.value: "After each answer",
    Feedback.END.value: "At the end of an attempt",
}
NAVIGATION_WORDS = {
    Navigation.FREE.value: "Yes: to and fro as they like, until they submit",
    Navigation.FORWARD.value: "No: one question after the other; what was left can't be opened again",
}
RELEASE_WORDS = {
    Release.ALL_DONE.value: "When all are done: at the last close of any learner",
    Release.AT.value: "At a time",
    Release.BY_HAND.value: "By hand: when an instructor says so",
}
#: How far an assignment is, in a list.
STAGE_WORDS = {
    Stage.DRAFT: "Draft",
    Stage.OPENS_LATER: "Opens later",
    Stage.OPEN: "Open",
    Stage.OPEN_AND_RELEASED: "Open, results released",
    Stage.CLOSED: "Closed",
    Stage.RELEASED: "Released",
}


def key_of(doubts: Iterable[TermsFault]) -> str:
    """Return what the box sends by which somebody says that they mean just these."""
    return " ".join(f"{doubt.field}:{doubt.message}" for doubt in doubts)


def lasting(span: timedelta) -> str:
    """Write how long something took, by its two largest units: "14 minutes 20 seconds"."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = (
        (days, ngettext("%(count)s day", "%(count)s days", days, count=days)),
        (hours, ngettext("%(count)s hour", "%(count)s hours", hours, count=hours)),
        (minutes, ngettext("%(count)s minute", "%(count)s minutes", minutes, count=minutes)),
        (seconds, ngettext("%(count)s second", "%(count)s seconds", seconds, count=seconds)),
    )
    largest = next((place for place, (number, _words) in enumerate(units) if number), len(units) - 1)
    said = [words for number, words in units[largest : largest + 2] if number]
    return " ".join(said) or units[-1][1]


def for_plural(points: float) -> int:
    """Return the number whose plural form goes with points: a fraction takes that of 2, "1.5 points"."""
    return int(points) if points == int(points) else 2
