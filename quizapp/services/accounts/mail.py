"""Mail by SMTP: one letter handed to a server, which takes it or does not."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any, Literal

#: What goes wrong with mail in daily life: no server, no network, a refused letter or log-in.
MAIL_FAILED = (OSError, smtplib.SMTPException, ValueError)
#: How long a silent server is waited for, in seconds.
TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and whom it is from."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str | None
    password: str | None = field(repr=False)
    sender: str


def server_of(settings: Mapping[str, Any]) -> MailServer | None:
    """Return the server that an installation's settings name, or None where it sends no mail."""
    if not settings["SMTP_HOST"]:
        return None
    return MailServer(
        host=settings["SMTP_HOST"],
        port=settings["SMTP_PORT"],
        security=settings["SMTP_SECURITY"],
        user=settings["SMTP_USER"],
        password=settings["SMTP_PASSWORD"],
        sender=settings["MAIL_FROM"],
    )


def send(server: MailServer, to: str, subject: str, text: str, now: datetime) -> None:
    """Hand one letter to the server, and return when it has taken it.

    Raises one of `MAIL_FAILED`.
    """
    letter = EmailMessage()
    letter["From"] = server.sender
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2].strip("<> "))
    # So that no absence notice answers.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    with _connect(server) as connection:
        if server.user:
            connection.login(server.user, server.password or "")
        connection.send_message(letter)


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection
