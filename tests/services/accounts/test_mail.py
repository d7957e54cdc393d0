"""Letters reach a real server, over each kind of connection."""

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

import pytest
from support.jobs import NO_SERVER, do_jobs, jobs
from support.mail import Mailbox
from support.people import a_person, everything_stored

from quizapp.services.accounts import email_address, mail
from quizapp.services.accounts.mail import MailServer

CERTIFICATE = Path(__file__).parents[2] / "support" / "localhost.pem"


@pytest.fixture(params=["starttls", "tls"])
def secure(request: pytest.FixtureRequest) -> Iterator[Mailbox]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    security: Literal["starttls", "tls"] = request.param
    box = Mailbox(security, context)
    yield box
    box.stop()


def test_a_letter_arrives_whole(mailbox: Mailbox, now: datetime) -> None:
    mail.send(
        mailbox.server, "anna@example.org", "Grüße", "Žluťoučký kůň\nhttps://example.org/" + "x" * 100, now
    )
    letter = mailbox.next()
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        "Quizzes <quizapp@example.org>",
        "anna@example.org",
        "Grüße",
    )
    assert (
        letter.get_content().replace("\r\n", "\n") == "Žluťoučký kůň\nhttps://example.org/" + "x" * 100 + "\n"
    )
    assert parsedate_to_datetime(letter["Date"]) == now
    assert letter["Message-ID"].endswith("@example.org>")
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_letter_goes_through_a_secure_connection_after_a_log_in(
    secure: Mailbox, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    mail.send(secure.server, "anna@example.org", "Hello", "Hello.", now)
    assert secure.next()["To"] == "anna@example.org"


def test_a_server_that_nobody_vouches_for_gets_nothing(secure: Mailbox, now: datetime) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        mail.send(secure.server, "anna@example.org", "Hello", "Hello.", now)
    assert secure.is_empty


def test_a_wrong_log_in_fails_as_mail_does(
    secure: Mailbox, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(smtplib.SMTPAuthenticationError):
        mail.send(replace(secure.server, password="wrong"), "anna@example.org", "Hello", "Hello.", now)
    assert secure.is_empty


def test_a_server_without_starttls_gets_neither_password_nor_letter(mailbox: Mailbox, now: datetime) -> None:
    server = replace(mailbox.server, security="starttls", user="quizapp", password="secret")
    with pytest.raises(mail.MAIL_FAILED):
        mail.send(server, "anna@example.org", "Hello", "Hello.", now)
    assert mailbox.is_empty


def test_an_address_with_a_line_break_goes_nowhere(mailbox: Mailbox, now: datetime) -> None:
    with pytest.raises(mail.MAIL_FAILED):
        mail.send(mailbox.server, "a@example.org\nBcc: b@example.org", "Hello", "Hello.", now)
    assert mailbox.is_empty


@pytest.mark.parametrize(
    ("answer", "state", "attempts"),
    [("550 no such mailbox", "failed", 1), ("552 it is full", "failed", 1), ("451 try later", "waiting", 1)],
)
@pytest.mark.usefixtures("in_app")
def test_a_recipient_that_is_refused_for_good_is_tried_once_and_one_refused_for_now_again(
    answer: str, state: str, attempts: int, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.refuses["anna@example.org"] = answer
    anna = a_person(now, "Anna", email="anna@example.org")
    email_address.request_confirmation(anna, "https://quiz.example.org/confirm-email/", now)
    do_jobs(mailbox.server, now)
    (job,) = jobs()
    assert (job.state, job.attempts) == (state, attempts)
    assert job.last_error == (
        f"The mail server 127.0.0.1:{mailbox.server.port} refuses the address of the recipient: {answer}"
    )
    # The link that reached nobody doesn't count.
    assert everything_stored()["one_time_links"] == []


def failure(server: MailServer, now: datetime) -> str:
    """Return why a letter isn't taken, in words."""
    with pytest.raises(mail.MAIL_FAILED) as raised:
        mail.send(server, "anna@example.org", "Hello", "Hello.", now)
    assert not mail.is_for_good(raised.value)
    return mail.why_not(raised.value, server)


def test_why_a_letter_is_not_taken_is_said_in_words(
    secure: Mailbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    assert "has a certificate that can't be verified" in failure(secure.server, now)
    assert failure(NO_SERVER, now) == "The mail server 127.0.0.1:1 can't be reached: Connection refused"
    unknown = failure(replace(mailbox.server, host="no-such-host.invalid"), now)
    assert "no-such-host.invalid" in unknown
    assert "can't be found by its name" in unknown
    assert "can't take the letter: STARTTLS" in failure(replace(mailbox.server, security="starttls"), now)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert "doesn't accept SMTP_USER and SMTP_PASSWORD: 535" in failure(
        replace(secure.server, password="wrong"), now
    )


def test_a_server_shows_no_password_in_logs(mailbox: Mailbox) -> None:
    assert "secret" not in repr(replace(mailbox.server, password="secret"))
