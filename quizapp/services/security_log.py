"""Security events: what somebody who looks after an installation wants to find in its log.

docs/log.md explains each. None holds what was typed: a name that nobody has may be a password in the wrong
field. People are named by their keys.
"""

import logging
from enum import StrEnum

log = logging.getLogger(__name__)

#: The attribute of a log record that holds a security event; the log's form is `web/log.py`'s.
ATTRIBUTE = "security_event"


class SecurityEvent(StrEnum):
    """Something that happened to accounts, sessions, permissions or data."""

    LOGGED_IN = "logged-in"
    LOG_IN_FAILED = "log-in-failed"
    THROTTLED = "throttled"
    PERMISSION_REFUSED = "permission-refused"
    FORM_REFUSED = "form-refused"
    ACCOUNT_MADE = "account-made"
    ACCOUNT_DELETED = "account-deleted"
    FIRST_ADMINISTRATOR = "first-administrator"
    ROLE_CHANGED = "role-changed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 -- an event, not a password
    PASSWORD_LINK_MADE = "password-link-made"  # noqa: S105
    EMAIL_CHANGED = "email-changed"
    EMAIL_CONFIRMED = "email-confirmed"
    SESSIONS_ENDED = "sessions-ended"
    DATA_EXPORTED = "data-exported"


def note(event: SecurityEvent, person_id: int | None = None, **details: str | None) -> None:
    """Write down an event, the person whom it concerns, where that is known, and what else matters.

    It is done once the transaction has ended: what didn't happen is not written down.
    """
    log.info(event, extra={ATTRIBUTE: {"event": event.value, "person": person_id} | details})
