"""Base of all forms: plain WTForms over what was posted; `CSRFProtect` guards every post."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # missing in the stubs
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from quizapp.services.errors import ThrottledError
from quizapp.translation.texts import _, lazy

#: What the library says of what was sent, in words that a person can act on.
_PLAIN: Mapping[str, str] = dict.fromkeys(
    (
        "Not a valid choice.",
        "Invalid Choice: could not coerce.",
        "Invalid choice(s): one or more data inputs could not be coerced.",
        "'%(value)s' is not a valid choice for this field.",
        "'%(value)s' are not valid choices for this field.",
    ),
    lazy("Choose one of the options."),
) | {
    "Not a valid integer value.": lazy("Write a whole number."),
    "This field is required.": lazy("Fill in this field."),
}


def can_be_seen(_form: Form, field: Field) -> None:
    """Refuse a line with characters that can't be seen, or that turn around what stands beside them."""
    if not (field.data or "").isprintable():
        raise ValidationError(_("Please leave out characters that can't be seen."))


def choices_of(words: Mapping[str, str]) -> list[SelectChoice]:
    """Return the choices of a field: values with their words, which may be `lazy` ones, unlike in a dict."""
    return [SelectChoice(value, label) for value, label in words.items()]


class _PlainWords:
    """The sentences of the library as we say them."""

    def gettext(self, sentence: str) -> str:
        return str(_PLAIN.get(sentence, sentence))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class PostedForm(Form):
    """A form filled from the request if it was posted, else from `data`.

    Of several forms on a page, those that weren't sent aren't filled from the one that was (`is_sent`).
    """

    class Meta(DefaultMeta):
        """How the library makes it."""

        def get_translations(self, form: BaseForm) -> _PlainWords:  # noqa: ARG002 -- as WTForms has it
            """Return what says its sentences."""
            return _PlainWords()

    #: How long until the throttle would hear it, in seconds; 0 where it was heard.
    wait_seconds = 0

    def __init__(self, data: dict[str, object] | None = None, *, is_sent: bool = True) -> None:
        super().__init__(request.form if is_sent and request.method == "POST" else None, data=data)

    def was_sent_well(self) -> bool:
        """Tell whether the form was posted and every field is as it should be."""
        return request.method == "POST" and self.validate()

    @contextmanager
    def throttled(self) -> Iterator[None]:
        """Take a refusal of the throttle for a fault of the form, whose page then keeps what was typed."""
        try:
            yield
        except ThrottledError as error:
            self.form_errors.append(str(error))
            self.wait_seconds = error.wait_seconds

    def page(self, template: str, **values: object) -> ResponseReturnValue:
        """Render the page that shows the form: a posted one that comes back was refused."""
        page = render_template(template, form=self, **values)
        if self.wait_seconds:
            return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(self.wait_seconds)}
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK


def number_of(typed: object, otherwise: int) -> int:
    """Return the number in a hidden field of ours, such as a version, or `otherwise` for what is none."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**31)) else otherwise
