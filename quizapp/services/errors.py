"""Why a use case can't be done. `web/errors.py` and the shell turn these into sentences."""

from datetime import timedelta
from http import HTTPStatus
from math import ceil

from quizapp.translation.texts import _


class ServiceError(Exception):
    """Base of them all; the text is a sentence for the person who asked, `status` that of the page."""

    status: int = HTTPStatus.BAD_REQUEST


class InvalidError(ServiceError):
    """A name, an address or a password that can't be accepted. The form says so beside the field."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotFoundError(ServiceError):
    """There is no such thing, or it is somebody else's: the two look the same from outside."""

    status = HTTPStatus.NOT_FOUND


class NotAllowedError(ServiceError):
    """The thing is there, but this person may not do that with it."""

    status = HTTPStatus.FORBIDDEN


class WrongPasswordError(ServiceError):
    """The password given beside a change isn't the person's; nothing was changed."""

    status = HTTPStatus.FORBIDDEN


class StaleError(ServiceError):
    """The page was older than what is stored; nothing was written."""

    status = HTTPStatus.CONFLICT


class ClosedError(ServiceError):
    """The attempt is finished; nothing was written."""

    status = HTTPStatus.CONFLICT


class AnnulledError(ClosedError):
    """Staff annulled the attempt while it was under way."""

    def __init__(self) -> None:
        super().__init__(_("Your instructor annulled this attempt: it takes no more answers."))


class NoWayBackError(ClosedError):
    """Questions come one after the other, so that none can be left for later."""


class PassedError(ClosedError):
    """Questions come one after the other, and this one isn't open: it was left, or comes later."""


class StillOpenError(ServiceError):
    """The attempt isn't finished yet, and what was asked for would give its answers away."""

    status = HTTPStatus.CONFLICT


class NotNowError(ServiceError):
    """The terms of an assignment don't allow that at the moment; nothing was begun."""

    status = HTTPStatus.CONFLICT


class NothingToAskError(ServiceError):
    """No question in force fits what was asked for; nothing was begun."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TakenError(ServiceError):
    """The name belongs to somebody already."""

    status = HTTPStatus.CONFLICT


class UnreadableError(ServiceError):
    """What is stored can't be read: a table was mended by hand, or another version wrote it."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class SpentLinkError(ServiceError):
    """The link was used, is too old, or never was: from outside the three look the same."""

    status = HTTPStatus.GONE


class ThrottledError(ServiceError):
    """Too many tries; `wait_seconds` says when to try again."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, wait: timedelta) -> None:
        super().__init__(message)
        self.wait_seconds = ceil(wait.total_seconds())
