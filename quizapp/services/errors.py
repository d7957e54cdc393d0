"""Why a use case can't be done. `web/errors.py` and the shell turn these into sentences."""


class ServiceError(Exception):
    """Base of them all; the text is a sentence for the person who asked."""


class NotFoundError(ServiceError):
    """There is no such thing, or it is somebody else's: the two look the same from outside."""


class NotAllowedError(ServiceError):
    """The thing is there, but this person may not do that with it."""


class StaleError(ServiceError):
    """The page was older than what is stored; nothing was written."""


class ClosedError(ServiceError):
    """The attempt is finished; nothing was written."""


class StillOpenError(ServiceError):
    """The attempt isn't finished yet, and what was asked for would give its answers away."""


class NothingToAskError(ServiceError):
    """No question in force fits what was asked for; nothing was begun."""


class TakenError(ServiceError):
    """The name belongs to somebody already."""


class ThrottledError(ServiceError):
    """Too many tries; `wait_seconds` says when the next is heard."""

    def __init__(self, message: str, wait_seconds: int) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds
