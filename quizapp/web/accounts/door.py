"""What the services of accounts need to know of a request and of the configuration."""

from datetime import UTC, datetime
from functools import cache

from flask import current_app, request, url_for

from quizapp.services.mail import MailServer
from quizapp.services.passwords import Hasher
from quizapp.services.proof import Door


def now() -> datetime:
    """Return the moment of the request."""
    return datetime.now(UTC)


def door() -> Door:
    """Return where the request comes from, and how passwords are hashed here."""
    config = current_app.config
    return Door(request.remote_addr or "", _hasher(config["PASSWORD_MEMORY"], config["PASSWORD_PASSES"]))


@cache
def _hasher(memory: int, passes: int) -> Hasher:
    return Hasher(memory, passes)


def mail_server() -> MailServer | None:
    """Return the server that takes mail, or None where this installation sends none."""
    config = current_app.config
    if not config["SMTP_HOST"]:
        return None
    return MailServer(
        host=config["SMTP_HOST"],
        port=config["SMTP_PORT"],
        security=config["SMTP_SECURITY"],
        user=config["SMTP_USER"],
        password=config["SMTP_PASSWORD"],
        sender=config["MAIL_FROM"],
    )


def address_of(endpoint: str, token: str) -> str:
    """Return the whole address of a one-time link, for somebody who opens it elsewhere."""
    site = current_app.config["PUBLIC_URL"] or request.host_url
    return site.rstrip("/") + url_for(endpoint, token=token)
