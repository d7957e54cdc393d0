"""The clock of all pages: the one place in `web` that reads it, once for each use case of a request."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
