"""What can be done in the background, and what the function that does it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias


class JobName(StrEnum):
    """Every job there is. A name stays as it is while rows may hold it."""

    PASSWORD_REQUEST = "accounts:password-request"  # noqa: S105 -- a job, not a password
    PASSWORD_LETTER = "accounts:password-letter"  # noqa: S105 -- likewise
    ACCOUNT_LETTER = "accounts:account-letter"
    CONFIRMATION_LETTER = "accounts:confirmation-letter"
    INVITATION_LETTER = "courses:invitation-letter"


class TryAgainError(Exception):
    """Raised by a handler that could not do its job this time; the text tells administrators why."""


class GiveUpError(Exception):
    """Raised by a handler whose job no further try would do; the text tells administrators why."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that a worker has taken."""

    id: int
    name: str
    user_id: int | None
    #: Not shown in logs: it may hold what somebody typed.
    payload: Mapping[str, Any] = field(repr=False)
    #: Counts from 1.
    attempt: int
    worker: str


#: Does a job. It runs outside any transaction, at least once: after a crash it is called again, though it
#: may have been nearly done, so doing it twice must do no harm. It returns when the job is done or has
#: become pointless, and raises to be called again later, or `GiveUpError` where that would be in vain.
Handler: TypeAlias = Callable[[ClaimedJob, datetime], None]
Handlers: TypeAlias = Mapping[JobName, Handler]
