"""The form of a learner's preferences: a field for each of them, of the same name, with its hint."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from wtforms import Field, Form, IntegerField, SelectField
from wtforms.validators import InputRequired, ValidationError

from quizapp.assignments.numbers import read_whole
from quizapp.scheduling.context import HIGHEST_RETENTION, LOWEST_RETENTION
from quizapp.scheduling.study_day import HOURS
from quizapp.services.preferences import MOST_NEW, MOST_REVIEWS, Preferences
from quizapp.translation.languages import Language
from quizapp.translation.texts import _, lazy
from quizapp.web.forms import PostedForm, choices_of
from quizapp.web.settings.zones import TimeZoneField

#: In percent. What lies outside costs too many reviews, or remembers too little.
RETENTIONS = range(round(LOWEST_RETENTION * 100), round(HIGHEST_RETENTION * 100) + 1)
RETENTION_WORDS = {
    70: lazy("70 % – the fewest reviews"),
    80: lazy("80 % – fewer reviews"),
    90: lazy("90 % – recommended"),
    95: lazy("95 % – many more reviews"),
    97: lazy("97 % – the most reviews"),
}
CHOSEN = [InputRequired(lazy("Please choose one."))]


class WholeNumberField(IntegerField):
    """A whole number within its limits; what isn't one gets the same sentence as what lies outside."""

    def __init__(self, label: str, *, least: int, most: int, **options: Any) -> None:
        def within(_form: Form, field: Field) -> None:
            if field.data is None or not least <= field.data <= most:
                raise ValidationError(
                    _("Please type a whole number from %(least)s to %(most)s.", least=least, most=most)
                )

        super().__init__(
            label,
            [within],
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
        lazy("Language"),
        description=lazy("For pages and emails. Questions stay in the language of their bank."),
    )
    time_zone = TimeZoneField(lazy("Time zone"))
    day_starts_at = SelectField(
        lazy("Next day starts at"),
        CHOSEN,
        coerce=int,
        choices={str(hour): f"{hour:02}:00" for hour in HOURS},
        description=lazy(
            "Reviews before this hour count for the day before. At this hour the next cards are due."
        ),
    )
    desired_retention = ShareField(
        lazy("How much you want to remember"),
        CHOSEN,
        coerce=share_of,
        choices=choices_of(
            {str(percent): RETENTION_WORDS.get(percent, f"{percent} %") for percent in RETENTIONS}
        ),
        description=lazy(
            "The share of cards you want to remember when they come back. The higher it is, the sooner cards "
            "return, and the more there is to review each day."
        ),
    )
    new_per_day = WholeNumberField(
        lazy("New cards a day"),
        least=0,
        most=MOST_NEW,
        description=lazy(
            "Each new card adds a few reviews over the next days. With 0 there are no new cards."
        ),
    )
    reviews_per_day = WholeNumberField(
        lazy("Reviews a day"),
        least=0,
        most=MOST_REVIEWS,
        description=lazy(
            "The most cards from earlier days; the rest waits until the next day. "
            "New cards and repeats come on top."
        ),
    )

    def __init__(self, now: Preferences, languages: Mapping[str, Language]) -> None:
        super().__init__(asdict(now))
        self._now = now
        if len(languages) == 1:
            del self.language
        else:
            names = {code: language.name for code, language in languages.items()}
            self.language.choices = {"": _("As the browser asks")} | names

    @property
    def preference_fields(self) -> list[Field]:
        """Return the fields in the order of the preferences."""
        return [self[field.name] for field in fields(Preferences) if field.name in self]

    @property
    def preferences(self) -> Preferences:
        """Return what was chosen."""
        chosen: dict[str, Any] = {field.name: field.data for field in self.preference_fields}
        return replace(self._now, **chosen)
