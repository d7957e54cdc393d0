"""The forms of an account: a password before what is risky."""

from wtforms import Field, PasswordField, StringField

from quizapp.services.accounts import passwords
from quizapp.translation.texts import lazy
from quizapp.web.accounts.forms import TYPED_PASSWORD, as_field_error, good_display_name, good_email
from quizapp.web.forms import PostedForm


class PasswordedForm(PostedForm):
    """A form that asks for the password, so that nobody else does it on a screen left open."""

    current_password = PasswordField(lazy("Your password"), TYPED_PASSWORD)


class EmailForm(PasswordedForm):
    """The address to which a link for a forgotten password goes."""

    email = StringField(lazy("Email address"), [good_email])


class DisplayNameForm(PostedForm):
    """What somebody wants to be called."""

    display_name = StringField(lazy("Display name"), [good_display_name])


class PasswordForm(PasswordedForm):
    """A new password beside the old one."""

    new_password = PasswordField(lazy("New password"))

    def __init__(self, *known: str | None) -> None:
        super().__init__()
        self._known = known

    def validate_new_password(self, field: Field) -> None:
        """Refuse a password that others would guess."""
        with as_field_error():
            passwords.check(field.data or "", *self._known)
