"""What templates may call: Markdown, icons, moments and counts in the reader's words."""

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from flask_login import current_user
from lucide.jinja import lucide
from markupsafe import Markup

from quizapp.bank import markup
from quizapp.web.seeds import new_seed

NOON = 12
DAYS_A_WEEK = 7
#: In which our own words are.
LANGUAGE = "en"
_OUTCOMES = {
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Not quite",
    "unanswered": "Not answered",
}


def markdown(text: str) -> Markup:
    """Render Markdown as blocks of HTML."""
    return Markup(markup.render(text))  # noqa: S704 -- the renderer lets no HTML of the author's through


def markdown_inline(text: str) -> Markup:
    """Render Markdown that stands within a line."""
    return Markup(markup.render_inline(text))  # noqa: S704 -- as above


def zone_of_reader() -> tzinfo:
    """Return the reader's time zone; UTC for somebody without an account."""
    person = getattr(current_user, "person", None)
    return ZoneInfo(person.clock.time_zone) if person else UTC


def moment(value: datetime) -> str:
    """Write a moment in the reader's time zone, such as "21 November 2026, 18:05"."""
    local = value.astimezone(zone_of_reader())
    return f"{local.day} {local:%B %Y, %H:%M}"


def coming(value: datetime, now: datetime) -> str:
    """Write a moment to come as it is said: "today at 14:20", "tomorrow at 9", "on 3 March at 9"."""
    local, today = value.astimezone(zone_of_reader()), now.astimezone(zone_of_reader()).date()
    hour = str(local.hour) if local.minute == 0 and 0 < local.hour <= NOON else f"{local:%H:%M}"
    match (local.date() - today).days:
        case 0:
            day = "today"
        case 1:
            day = "tomorrow"
        case days if days < DAYS_A_WEEK:
            day = f"on {local:%A}"
        case _:
            day = f"on {local.day} {local:%B}" + (f" {local.year}" if local.year != today.year else "")
    return f"{day} at {hour}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 card", "3 cards"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def percent(share: float | None) -> str:
    """Write a share from 0 to 1 as "87 %", and none as a dash."""
    return "–" if share is None else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def lang(language: str) -> Markup:
    """Return the attribute `lang` of an element with words of a bank; none where they are in the page's."""
    return Markup("") if language == LANGUAGE else Markup(' lang="{}"').format(language)


def outcome_words(outcome: str) -> str:
    """Write how it went as a learner reads it: "wrong" as "Not quite"."""
    return _OUTCOMES[outcome]


def points(credit: float) -> str:
    """Write what answers earned, with at most two decimals: "2", "2.5", "2.67"."""
    return f"{round(credit, 2):g}"


def install(app: Flask) -> None:
    """Give these to the templates of `app`."""
    for function in (
        *(markdown, markdown_inline, markup.plain, moment, coming, count, percent),
        *(outcome_words, points, lang),
    ):
        app.add_template_filter(function)
    # Drawing an icon takes 0.1 ms, a page has ten, and they are always the same few.
    app.add_template_global(lru_cache(maxsize=500)(lucide), "lucide")
    app.add_template_global(new_seed)
    app.context_processor(lambda: {"demo": current_app.config["DEMO"]})
