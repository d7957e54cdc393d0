"""The forms of settings: numbers within their limits, and a password before what is risky."""

from wtforms import Field, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange

from quizapp.scheduling.memory import HIGHEST_RETENTION, LOWEST_RETENTION
from quizapp.scheduling.study_day import HOURS
from quizapp.services.accounts import passwords
from quizapp.services.accounts.preferences import MOST_NEW, MOST_REVIEWS, Preferences, preferences_of
from quizapp.services.person import Person
from quizapp.web.accounts.forms import TYPED_PASSWORD, as_field_error, good_email
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


def _between(least: int, most: int) -> list[object]:
    sentence = f"Please type a whole number from {least} to {most}."
    return [InputRequired(sentence), NumberRange(least, most, sentence)]


class WholeNumber(IntegerField):
    """A whole number; what isn't one gets the same sentence as what is out of its limits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; none where it can't be read."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class StudyForm(PostedForm):
    """How a learner's days and cards are planned."""

    time_zone = TimeZoneField("Time zone")
    day_starts_at = SelectField(
        "Your day begins at", CHOSEN, coerce=int, choices={str(hour): f"{hour:02}:00" for hour in HOURS}
    )
    desired_retention = SelectField(
        "How much you want to remember",
        CHOSEN,
        coerce=int,
        choices={str(percent): RETENTION_WORDS.get(percent, f"{percent} %") for percent in RETENTIONS},
    )
    new_per_day = WholeNumber("New cards a day", _between(0, MOST_NEW))
    reviews_per_day = WholeNumber("Reviews a day", _between(0, MOST_REVIEWS))

    def __init__(self, person: Person) -> None:
        now = preferences_of(person)
        super().__init__(
            {
                "time_zone": now.time_zone,
                "day_starts_at": now.day_starts_at,
                "desired_retention": round(now.desired_retention * 100),
                "new_per_day": now.new_per_day,
                "reviews_per_day": now.reviews_per_day,
            }
        )

    @property
    def preferences(self) -> Preferences:
        """Return what was chosen."""
        return Preferences(
            time_zone=self.time_zone.data or "",
            day_starts_at=self.day_starts_at.data,
            desired_retention=self.desired_retention.data / 100,
            new_per_day=self.new_per_day.data or 0,
            reviews_per_day=self.reviews_per_day.data or 0,
        )


class PasswordedForm(PostedForm):
    """A form that asks for the password, so that nobody else does it on a screen left open."""

    current_password = PasswordField("Your password", TYPED_PASSWORD)


class EmailForm(PasswordedForm):
    """The address to which a link for a forgotten password goes."""

    email = StringField("Mail address", [good_email])


class PasswordForm(PasswordedForm):
    """A new password beside the old one."""

    new_password = PasswordField("New password")

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def validate_new_password(self, field: Field) -> None:
        """Refuse a password that others would guess."""
        with as_field_error():
            passwords.check(field.data or "", self._name)
