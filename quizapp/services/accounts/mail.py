"""Mail by SMTP: one letter handed to a server, which takes it or does not."""

import smtplib
import socket
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
#: Answers from this number on are meant for good (RFC 5321, 4.2.1).
PERMANENT = 500


#: Why a letter wasn't taken; of several kinds that fit an error, the first.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPRecipientsRefused, "{server} refuses the address of the recipient: {said}"),
    (smtplib.SMTPAuthenticationError, "{server} doesn't accept SMTP_USER and SMTP_PASSWORD: {said}"),
    (smtplib.SMTPSenderRefused, "{server} refuses the sender, MAIL_FROM: {said}"),
    (smtplib.SMTPResponseException, "{server} refuses the letter: {said}"),
    (smtplib.SMTPServerDisconnected, "{server} ended the connection: {said}"),
    (smtplib.SMTPException, "{server} can't take the letter: {said}"),
    (ssl.SSLCertVerificationError, "{server} has a certificate that can't be verified: {said}"),
    (TimeoutError, f"{{server}} did not answer within {TIMEOUT} seconds."),
    (socket.gaierror, "{server} can't be found by its name: {said}"),
    (OSError, "{server} can't be reached: {said}"),
    (Exception, "The letter can't be written: {said}"),
)


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


def is_for_good(error: Exception) -> bool:
    """Tell whether the server will never take a letter to this address (5xx; with 4xx it may later)."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code >= PERMANENT for code, _ in error.recipients.values()
    )


def why_not(error: Exception, server: MailServer) -> str:
    """Say for administrators why the server didn't take a letter, given one of `MAIL_FAILED`."""
    reason = next(reason for kind, reason in REASONS if isinstance(error, kind))
    return reason.format(server=f"The mail server {server.host}:{server.port}", said=_said(error))


def _said(error: Exception) -> str:
    """Return what the server or the system said."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return ", ".join(_answer(*answer) for answer in error.recipients.values())
        case smtplib.SMTPResponseException():
            return _answer(error.smtp_code, error.smtp_error)
        case ssl.SSLCertVerificationError():
            return error.verify_message
        case OSError():
            return error.strerror or str(error)
    return str(error)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"


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
