"""Base of all forms: plain WTForms over what was posted; `CSRFProtect` guards every post."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from quizapp.services.errors import ThrottledError


class PostedForm(Form):
    """A form filled from the request if it was posted, else from `data`.

    Of several forms on a page, those that weren't sent aren't filled from the one that was (`is_sent`).
    """

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
