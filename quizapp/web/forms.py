"""Base of all forms: plain WTForms over what was posted; `CSRFProtect` guards every post."""

from http import HTTPStatus

from flask import request
from wtforms import Form


class PostedForm(Form):
    """A form filled from the request if it was posted, else from `data`."""

    def __init__(self, data: dict[str, object] | None = None) -> None:
        super().__init__(request.form if request.method == "POST" else None, data=data)

    def was_sent_well(self) -> bool:
        """Tell whether the form was posted and every field is as it should be."""
        return request.method == "POST" and self.validate()

    @property
    def status(self) -> HTTPStatus:
        """Return the status of the page that shows the form: a posted one that comes back was refused."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
