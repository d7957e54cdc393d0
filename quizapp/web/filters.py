"""What templates may call: Markdown, icons, moments and counts in the reader's words."""

from datetime import datetime, tzinfo
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request
from flask_login import current_user
from lucide.jinja import lucide
from markupsafe import Markup, escape

from quizapp.assignments.clocks import which_of_two
from quizapp.assignments.scoring import shown
from quizapp.bank.markup import markdown as authors_markdown
from quizapp.quizzes.certainty import Certainty
from quizapp.scheduling.study_day import StudyClock, known_zone
from quizapp.translation import texts
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.questions import draft_in_words
from quizapp.web.seeds import new_seed

DAYS_A_WEEK = 7
#: More than these are written as hours, and as days; `js/study/countdown.js` does the same.
MOST_MINUTES, MOST_HOURS = 120, 48
#: Results are told to a decimal.
MOST_PERCENT, LEAST_PERCENT = 100, 0.1
#: How sure learners say they are, as they read it.
CERTAINTY_WORDS = {
    Certainty.SURE: lazy("Sure"),
    Certainty.FAIRLY: lazy("Fairly sure"),
    Certainty.GUESS: lazy("A guess"),
}
_OUTCOMES = {
    "right": lazy("Right"),
    "hinted": lazy("Right, with hints"),
    "partly": lazy("Partly right"),
    "wrong": lazy("Wrong"),
    "unknown": lazy("You didn't know"),
    "unanswered": lazy("Not answered"),
    "waiting": lazy("Needs marking"),
}


def markdown(text: str) -> Markup:
    """Render Markdown as blocks of HTML."""
    return Markup(_here(authors_markdown.render(text)))  # noqa: S704 -- the renderer lets no HTML of the author's through


def markdown_inline(text: str) -> Markup:
    """Render Markdown that stands within a line."""
    return Markup(_here(authors_markdown.render_inline(text)))  # noqa: S704 -- as above


def _here(html: str) -> str:
    """Let pictures be found where the app is served below a path. No text has such a quote in it."""
    root = request.script_root
    return html.replace('<img src="/', f'<img src="{escape(root)}/') if root else html


def clock_of_reader() -> StudyClock:
    """Return the clock of the reader's study days; that of UTC for somebody without an account."""
    person = getattr(current_user, "person", None)
    return person.clock if person else StudyClock()


def zone_of_reader() -> tzinfo:
    """Return the reader's time zone; UTC for somebody without an account."""
    return ZoneInfo(clock_of_reader().time_zone)


def moment(value: datetime) -> str:
    """Write a moment in the reader's time zone, such as "21 November 2026, 18:05"."""
    return f"{day(value)}, {hour(value)}"


def day(value: datetime) -> str:
    """Write the day of a moment in the reader's time zone, such as "21 November 2026"."""
    local = value.astimezone(zone_of_reader())
    return f"{local.day} {local:%B %Y}"


def hour(value: datetime) -> str:
    """Write the hour of a moment in the reader's time zone, such as "18:05"."""
    return _time(value, zone_of_reader())


def _time(value: datetime, zone: tzinfo) -> str:
    """Write the time of a moment, and which of two it is in the night in which clocks go back."""
    time = f"{value.astimezone(zone):%H:%M}"
    match which_of_two(value, zone):
        case 1:
            return _("%(time)s (before the clocks go back)", time=time)
        case 2:
            return _("%(time)s (after the clocks have gone back)", time=time)
        case _other:
            return time


def moment_in(value: datetime, time_zone: str) -> str:
    """Write a moment in the time zone of a course, such as "21 November 2026, 18:05"."""
    return f"{day_in(value, time_zone)}, {_time(value, ZoneInfo(known_zone(time_zone)))}"


def day_in(value: datetime, time_zone: str) -> str:
    """Write the day of a moment in the time zone of a course, such as "21 November 2026"."""
    local = value.astimezone(ZoneInfo(known_zone(time_zone)))
    return f"{local.day} {local:%B %Y}"


def zone_name(time_zone: str) -> str:
    """Write a time zone as it is said: "Asia/Tashkent" as "Tashkent (Asia)"."""
    region, _slash, place = time_zone.replace("_", " ").rpartition("/")
    return f"{place} ({region})" if region else place


def on_clock(value: datetime, zone: tzinfo) -> str:
    """Write a moment on the clocks of a course: "Tuesday 1 December 2026, 20:00"."""
    local = value.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}, {_time(value, zone)}"


def at_or_on(value: datetime, now: datetime, course_zone: tzinfo | None = None) -> str:
    """Write a moment to come on the reader's clock: "at 19:08", or "on Tuesday 8 December, 23:59".

    Where the clock of the course shows something else then, that stands beside it: "(20:08 in Tashkent)".
    """
    local, today = value.astimezone(zone_of_reader()), now.astimezone(zone_of_reader())
    time = _time(value, zone_of_reader())
    if local.date() == today.date():
        said = _("at %(time)s", time=time)
    else:
        said = _("on %(day)s, %(time)s", day=_day_of_week(local, today), time=time)
    if course_zone is None or value.astimezone(course_zone).utcoffset() == local.utcoffset():
        return said
    there = value.astimezone(course_zone)
    place = str(course_zone).rpartition("/")[2].replace("_", " ")
    time_there = _time(value, course_zone)
    if there.date() == local.date():
        return _("%(moment)s (%(time)s in %(place)s)", moment=said, time=time_there, place=place)
    return _(
        "%(moment)s (%(day)s, %(time)s in %(place)s)",
        moment=said,
        day=_day_of_week(there, today),
        time=time_there,
        place=place,
    )


def _day_of_week(local: datetime, today: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B}" + (f" {local.year}" if local.year != today.year else "")


def time_left(ends_at: datetime, now: datetime) -> str:
    """Write how long there is until a moment: "23 minutes left", "5 hours left", "8 days left".

    Minutes are the ones that have begun; hours and days, which come with the date, are whole ones.
    """
    seconds = (ends_at - now).total_seconds()
    if seconds <= 0:
        return _("no time left")
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return _("less than a minute left")
    if minutes <= MOST_MINUTES:
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes, count=minutes)
    hours = int(seconds // 3600)
    if hours <= MOST_HOURS:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours, count=hours)
    days = hours // 24
    return ngettext("%(count)s day left", "%(count)s days left", days, count=number(days))


def coming(value: datetime, now: datetime) -> str:
    """Write when a card comes as it is said: "at 14:20", "tomorrow", "on Friday", "on 3 March".

    The days are the reader's study days: a card that is planned for one has no hour.
    """
    clock = clock_of_reader()
    day, today = clock.study_day(value), clock.study_day(now)
    match (day - today).days:
        case days if days < 1:
            return _("at %(time)s", time=f"{value.astimezone(ZoneInfo(clock.time_zone)):%H:%M}")
        case 1:
            return _("tomorrow")
        case days if days < DAYS_A_WEEK:
            return _("on %(day)s", day=f"{day:%A}")
        case _later:
            date = f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
            return _("on %(day)s", day=date)


def number(value: int) -> str:
    """Write a whole number as people read it: "1,234"."""
    return f"{value:,}"


def percent(share: float | None) -> str:
    """Write a share from 0 to 1 as "87 %", and none as a dash.

    Only nothing is written as 0 %, and only the whole as 100 %.
    """
    if share is None:
        return "–"
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole}\N{NO-BREAK SPACE}%"


def result_percent(value: float) -> str:
    """Write what an assignment came to, from 0 to 100, as every page of a learner does: "93.3 %".

    Only nothing is 0 %, and only all of it 100 %.
    """
    inside = 0 < value < MOST_PERCENT
    exact = min(max(value, LEAST_PERCENT), MOST_PERCENT - LEAST_PERCENT) if inside else value
    return f"{shown(exact, 1)}\N{NO-BREAK SPACE}%"


def lang(language: str) -> Markup:
    """Return the attribute `lang` of an element with words of a bank; none where they are in the page's."""
    return Markup("") if language == texts.language().code else Markup(' lang="{}"').format(language)


def outcome_words(outcome: str, *, is_own: bool = True) -> str:
    """Write how it went: "unknown" as "You didn't know" to its learner, as "Didn't know" to the staff."""
    return _("Didn't know") if outcome == "unknown" and not is_own else str(_OUTCOMES[outcome])


def certainty_words(certainty: Certainty) -> str:
    """Write how sure a learner is: "Fairly sure"."""
    return str(CERTAINTY_WORDS[certainty])


def points(credit: float) -> str:
    """Write what answers earned, with at most two decimals: "2", "2.5", "2.67", "−6"."""
    return f"{round(credit, 2):.12g}".replace("-", "\N{MINUS SIGN}")


def install(app: Flask) -> None:
    """Give these to the templates of `app`."""
    for function in (
        *(
            markdown,
            markdown_inline,
            authors_markdown.plain,
            authors_markdown.plain_line,
            authors_markdown.lone_formula,
            lang,
        ),
        *(moment, day, hour, moment_in, day_in, zone_name, on_clock, at_or_on, time_left, coming),
        *(number, percent, result_percent, points, outcome_words, certainty_words, draft_in_words),
    ):
        app.add_template_filter(function)
    # Drawing an icon takes 0.1 ms, a page has ten, and they are always the same few.
    app.add_template_global(lru_cache(maxsize=500)(lucide), "lucide")
    app.add_template_global(new_seed)
    app.context_processor(lambda: {"demo": current_app.config["DEMO"]})
