"""The forms of people who come in: their shape here, their rules in the services."""

from collections.abc import Iterator
from contextlib import contextmanager

from wtforms import BooleanField, Field, Form, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from quizapp.services.accounts import names, passwords
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.errors import InvalidError
from quizapp.translation.texts import lazy
from quizapp.web.forms import PostedForm

#: How much is read of what is only looked up: nobody's name or address is longer.
LONGEST_TYPED = 300
#: A password that is only compared with the stored one.
TYPED_PASSWORD = [
    InputRequired(lazy("Please type your password.")),
    Length(max=LONGEST_TYPED, message=lazy("That password is too long.")),
]


@contextmanager
def as_field_error() -> Iterator[None]:
    """Put a service's sentence about a value that can't be beside its field."""
    try:
        yield
    except InvalidError as error:
        raise ValidationError(str(error)) from error


def good_user_name(_form: Form, field: Field) -> None:
    """Refuse what can't be a new user name."""
    with as_field_error():
        names.clean_user_name(field.data or "")


def good_display_name(_form: Form, field: Field) -> None:
    """Refuse what nobody can be called."""
    with as_field_error():
        names.clean_name(field.data or "")


def good_email(_form: Form, field: Field) -> None:
    """Refuse what can't be an email address; none is fine."""
    with as_field_error():
        names.clean_email(field.data)


class SignUpForm(PostedForm):
    """What somebody who signs up says of themselves."""

    name = StringField(lazy("User name"), [good_user_name])
    #: Only where an invitation says how somebody is called.
    display_name = StringField(lazy("Display name"), [Optional(), good_display_name])
    email = StringField(lazy("Email address"), [good_email])
    password = PasswordField(lazy("Password"))
    #: Filled in by the browser, where it runs our script.
    time_zone = HiddenField()

    def validate_password(self, field: Field) -> None:
        """Refuse a password that others would guess."""
        with as_field_error():
            passwords.check(field.data or "", self.name.data, self.email.data)

    @property
    def account(self) -> NewAccount:
        """Return the account that is asked for."""
        return NewAccount(
            user_name=self.name.data or "",
            password=self.password.data or "",
            email=self.email.data,
            display_name=self.display_name.data or "",
            time_zone=self.time_zone.data or "",
        )


class LogInForm(PostedForm):
    """A user name or an address, a password, and whether to stay."""

    name = StringField(
        lazy("User name or email address"),
        [
            InputRequired(lazy("Please type your user name or email address.")),
            Length(max=LONGEST_TYPED, message=lazy("That is too long.")),
        ],
    )
    password = PasswordField(lazy("Password"), TYPED_PASSWORD)
    remember = BooleanField(lazy("Stay logged in on this device"))


class ForgottenForm(PostedForm):
    """Somebody who has forgotten their password."""

    who = StringField(
        lazy("User name or email address"),
        [
            InputRequired(lazy("Please type your user name or email address.")),
            Length(max=LONGEST_TYPED, message=lazy("That is too long.")),
        ],
    )


class ChosenPasswordForm(PostedForm):
    """A new password, behind a link of which we know whose it is."""

    password = PasswordField(lazy("New password"))

    def __init__(self, *known: str | None) -> None:
        super().__init__()
        self._known = known

    def validate_password(self, field: Field) -> None:
        """Refuse a password that others would guess."""
        with as_field_error():
            passwords.check(field.data or "", *self._known)
