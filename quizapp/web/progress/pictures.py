"""A learner's progress as points for `macros/charts.html`, with the labels that a reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from flask import url_for

from quizapp.quizzes.certainty import Calibration, Certainty, pays_between
from quizapp.scheduling.forecast import DueDay
from quizapp.services.progress.overview import Progress
from quizapp.services.progress.retention_weeks import Week
from quizapp.services.progress.topic_mastery import TopicMastery
from quizapp.services.quizzes.history import AttemptSummary
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.filters import CERTAINTY_WORDS, percent
from quizapp.web.progress.calendar import Calendar, draw_calendar

Point = dict[str, Any]

#: From how many answers on something can be said about a certainty.
ENOUGH_ANSWERS = 10
_WENT = {
    Certainty.SURE: lazy("When you were sure, you were right %(share)s of the time."),
    Certainty.FAIRLY: lazy("When you were fairly sure, you were right %(share)s of the time."),
    Certainty.GUESS: lazy("When you guessed, you were right %(share)s of the time."),
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The calendar as it is drawn, and the points of each chart in the shape that its macro takes."""

    calendar: Calendar
    forecast: list[Point]
    retention: list[Point]
    marks: list[Point]
    topics: list[Point]
    calibration: list[Point]
    judgement: str


def draw(progress: Progress, zone: tzinfo) -> Pictures:
    """Make the points of the charts, with days in the reader's zone."""
    return Pictures(
        calendar=draw_calendar(progress.days),
        forecast=forecast_points(progress.upcoming.days),
        retention=retention_points(progress.weeks),
        marks=mark_points(progress.quizzes, zone),
        topics=topic_rows(progress.topics),
        calibration=calibration_rows(progress.calibration),
        judgement=judgement(progress.calibration),
    )


def forecast_points(days: Sequence[DueDay]) -> list[Point]:
    """Return a bar a day; the first is today."""
    return [
        {
            "label": _("Today") if place == 0 else _short(day.day),
            "long": _("%(weekday)s, %(day)s", weekday=f"{day.day:%A}", day=_short(day.day)),
            "value": day.due,
            "mark": place == 0,
        }
        for place, day in enumerate(days)
    ]


def retention_points(weeks: Sequence[Week]) -> list[Point]:
    """Return a point a week, from the first with a review on; weeks without one are gaps."""
    tallies = [(week.monday, week.retention.all) for week in weeks]
    while tallies and not tallies[0][1].reviews:
        tallies.pop(0)
    return [
        {
            "label": _short(monday),
            "long": _("Week of %(day)s", day=_short(monday)),
            "value": tally.rate,
            "count": tally.reviews,
        }
        for monday, tally in tallies
    ]


def mark_points(quizzes: Sequence[AttemptSummary], zone: tzinfo) -> list[Point]:
    """Return a point a quiz whose mark is told and counts, oldest first; lines join attempts at one quiz."""
    days = [_short(quiz.started_at.astimezone(zone)) for quiz in quizzes]
    points = [
        {
            "label": day,
            "long": ", ".join(filter(None, (day, quiz.quiz_title, quiz.bank_title))),
            "value": quiz.credit / quiz.out_of,
            "count": quiz.questions,
            "line": quiz.quiz,
        }
        for day, quiz in zip(days, quizzes, strict=True)
        if quiz.credit is not None and quiz.out_of and not quiz.is_annulled
    ]
    return points[::-1]


def topic_rows(topics: Sequence[TopicMastery]) -> list[Point]:
    """Return a row a topic, which names the bank too where several are studied, and leads to practice."""
    return [
        {
            "label": " · ".join(filter(None, (topic.topic.name, topic.bank))),
            "url": url_for("quizzes.index", bank=topic.bank_id, topics=topic.topic.path, _anchor="new"),
            "share": topic.share,
            "known": topic.known,
            "total": topic.total,
        }
        for topic in topics
    ]


def calibration_rows(levels: Sequence[Calibration]) -> list[Point]:
    """Return a row a certainty: its share right, and between which shares it earns most."""
    rows = []
    for level in levels:
        least, most = pays_between(level.certainty)
        rows.append(
            {
                "label": str(CERTAINTY_WORDS[level.certainty]),
                "value": level.share,
                "count": level.answers,
                "least": least,
                "most": most,
            }
        )
    return rows


def judgement(levels: Sequence[Calibration]) -> str:
    """Say how well each certainty was judged, and once for all the others that the answers are too few."""
    enough = [level for level in levels if level.answers >= ENOUGH_ANSWERS]
    if not enough:
        return ngettext(
            "Too few answers yet: each certainty needs %(count)s.",
            "Too few answers yet: each certainty needs %(count)s.",
            ENOUGH_ANSWERS,
            count=ENOUGH_ANSWERS,
        )
    return " ".join(_in_words(level) if level in enough else _too_few(level) for level in levels)


def _too_few(level: Calibration) -> str:
    """Say how many answers are missing until one certainty can be judged."""
    missing = ENOUGH_ANSWERS - level.answers
    return ngettext(
        "“%(certainty)s” can't be judged yet: it needs %(count)s more answer.",
        "“%(certainty)s” can't be judged yet: it needs %(count)s more answers.",
        missing,
        certainty=CERTAINTY_WORDS[level.certainty],
        count=missing,
    )


def _in_words(level: Calibration) -> str:
    """Say how well one certainty was judged."""
    went = _WENT[level.certainty] % {"share": percent(level.share)}
    best = level.earns_most
    if best == level.certainty:
        return f"{went} {_('That fits: no other certainty would have earned more.')}"
    surest_first = list(Certainty)
    if surest_first.index(best) < surest_first.index(level.certainty):
        said = _(
            "You know more than you think: “%(certainty)s” would have earned more.",
            certainty=CERTAINTY_WORDS[best],
        )
    else:
        said = _("“%(certainty)s” would have earned more.", certainty=CERTAINTY_WORDS[best])
    return f"{went} {said}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
