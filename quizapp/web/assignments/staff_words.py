"""What is chosen of an assignment, in plain words."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from quizapp.assignments.stage import Stage
from quizapp.assignments.terms import Counts, Navigation, Release, TermsFault
from quizapp.quizzes.rules import Feedback, Shows
from quizapp.translation.texts import _, lazy, ngettext, pgettext

#: What learners see, and when; behind the colon stands what that means.
SHOWS_WORDS: Mapping[str, str] = {
    # Translators: In these, keep the colon and the space: what follows is shown as a note.
    Shows.PRACTICE.value: lazy("Practice: results and right answers at once. Its questions stay in study."),
    Shows.HOMEWORK.value: lazy("Homework: results on submitting, right answers after the release."),
    Shows.EXAM.value: lazy(
        "Exam: results and right answers after the release. Until then its questions are kept out of study."
    ),
    Shows.SEALED.value: lazy("Sealed exam: results after the release. The questions are never shown again."),
}
COUNTS_WORDS: Mapping[str, str] = {
    Counts.BEST.value: lazy("The best"),
    Counts.LAST.value: lazy("The last"),
    Counts.FIRST.value: lazy("The first"),
    Counts.MEAN.value: lazy("The average of all"),
}
FEEDBACK_WORDS: Mapping[str, str] = {
    Feedback.EACH.value: lazy("After each answer"),
    Feedback.END.value: lazy("At the end of an attempt"),
}
NAVIGATION_WORDS: Mapping[str, str] = {
    Navigation.FREE.value: lazy("Yes: in any order, until they submit"),
    Navigation.FORWARD.value: lazy("No: one question after the other, without a way back"),
}
RELEASE_WORDS: Mapping[str, str] = {
    Release.ALL_DONE.value: lazy("When all are done: after the latest close of any learner"),
    Release.AT.value: lazy("At a set time"),
    Release.BY_HAND.value: lazy("By hand: when an instructor releases them"),
}


def stage_words(stage: Stage) -> str:
    """Return how far an assignment is, in a list."""
    return {
        Stage.DRAFT: _("Draft"),
        Stage.OPENS_LATER: _("Opens later"),
        Stage.OPEN: pgettext("state of an assignment", "Open"),
        Stage.OPEN_AND_RELEASED: _("Open, results released"),
        Stage.CLOSED: pgettext("state of an assignment", "Closed"),
        Stage.RELEASED: pgettext("state of an assignment", "Released"),
    }[stage]


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
