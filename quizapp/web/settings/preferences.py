"""The form of a learner's preferences: a field for each of them, of the same name, with its hint."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from wtforms import Field, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from quizapp.assignments.numbers import read_whole
from quizapp.scheduling.context import HIGHEST_RETENTION, LOWEST_RETENTION
from quizapp.scheduling.study_day import HOURS
from quizapp.services.preferences import MOST_NEW, MOST_REVIEWS, Preferences
from quizapp.translation.languages import Language
from quizapp.web.forms import PostedForm
from quizapp.web.settings.zones import TimeZoneField

#: In percent. What lies outside costs too many reviews, or remembers too little.
RETENTIONS = range(round(LOWEST_RETENTION * 100), round(HIGHEST_RETENTION * 100) + 1)
RETENTION_WORDS = {
    70: "70 % – the fewest reviews",
    80: "80 % – fewer reviews",
    90: "90 % – the usual",
    95: "95 % – many more reviews",
    97: "97 % – the most reviews",
}
CHOSEN = [InputRequired("Please choose one.")]


class WholeNumberField(IntegerField):
    """A whole number within its limits; what isn't one gets the same sentence as what lies outside."""

    def __init__(self, label: str, *, least: int, most: int, **options: Any) -> None:
        sentence = f"Please type a whole number from {least} to {most}."
        super().__init__(
            label,
            [InputRequired(sentence), NumberRange(least, most, sentence)],
            render_kw={"inputmode": "numeric", "min": least, "max": most, "required": True},
            **options,
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; none where it can't be read."""
        self.data = read_whole(valuelist[0]) if valuelist else None


def share_of(percent: str) -> float:
    """Return the share that an option stands for. Raises ValueError for what is no number."""
    return int(percent) / 100


class ShareField(SelectField):
    """A share, chosen in percent: 0.9 is the option 90."""

    def process_data(self, value: float) -> None:
        """Take the share as it is, to the nearest percent."""
        self.data = round(value, 2)


class PreferencesForm(PostedForm):
    """How a person reads pages, and how their days and cards are planned."""

    language = SelectField(
        "Language", description="Of pages and mails. Questions stay in the language of their bank."
    )
    time_zone = TimeZoneField("Time zone")
    day_starts_at = SelectField(
        "Your day begins at",
        CHOSEN,
        coerce=int,
        choices={str(hour): f"{hour:02}:00" for hour in HOURS},
        description="Until then it is still yesterday evening. At this hour the cards of a new day come.",
    )
    desired_retention = ShareField(
        "How much you want to remember",
        CHOSEN,
        coerce=share_of,
        choices={str(percent): RETENTION_WORDS.get(percent, f"{percent} %") for percent in RETENTIONS},
        description="Of a hundred cards that come back, this many you should still know. The more you want, "
        "the sooner cards return, and the more there is to review each day.",
    )
    new_per_day = WholeNumberField(
        "New cards a day",
        least=0,
        most=MOST_NEW,
        description="Each brings a few reviews in the days after it. With 0 you only review.",
    )
    reviews_per_day = WholeNumberField(
        "Reviews a day",
        least=0,
        most=MOST_REVIEWS,
        description="The most you want to do in a day. What is left waits until the next.",
    )

    def __init__(self, now: Preferences, languages: Mapping[str, Language]) -> None:
        super().__init__(asdict(now))
        self._now = now
        if len(languages) == 1:
            del self.language
        else:
            names = {code: language.name for code, language in languages.items()}
            self.language.choices = {"": "As the browser asks"} | names

    @property
    def preference_fields(self) -> list[Field]:
        """Return the fields in the order of the preferences."""
        return [self[field.name] for field in fields(Preferences) if field.name in self]

    @property
    def preferences(self) -> Preferences:
        """Return what was chosen."""
        chosen: dict[str, Any] = {field.name: field.data for field in self.preference_fields}
        return replace(self._now, **chosen)
