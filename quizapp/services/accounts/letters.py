"""Letters with a link that works once, mailed in the background.

To mail another one: name its job in `JobName`, write its `Letter`, put
`partial(letters.send, LETTER, mail_server)` beside that name in `services/job_handlers.py`, and call
`letters.enqueue` in the transaction that makes the letter necessary.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import links, mail
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.mail import MailServer
from quizapp.services.errors import NotFoundError
from quizapp.services.jobs import queue
from quizapp.services.jobs.job import ClaimedJob, GiveUpError, JobName, TryAgainError
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import writing, writing_for

log = logging.getLogger(__name__)

#: Of a person's links for one purpose so many may wait unused; further letters are not sent.
LINKS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Letter:
    """What is mailed, and what its link is for."""

    purpose: Purpose
    subject: str
    #: Holds `%(name)s`, what the person is called, `%(user_name)s` and `%(link)s`.
    text: str
    #: How long the link works after the letter was sent.
    lasts: timedelta
    #: Whether it goes to the address that is still to be confirmed, and is pointless where none is.
    confirms_only: bool = False


def enqueue(session: Session, name: JobName, user_id: int, link_beginning: str, now: datetime) -> None:
    """Have a letter mailed to a person, unless the same waits for them already.

    `link_beginning` is the address of the link's page up to its token. The token is made when the letter is
    sent and stored nowhere.
    """
    if not queue.is_waiting(session, name, user_id):
        queue.enqueue(session, name, {"link_beginning": link_beginning}, now, user_id=user_id)


def unconfirmed_email(user: User) -> str | None:
    """Return the address that a person is still to confirm, if there is one."""
    return user.new_email if user.email_confirmed_at else user.email


def send(letter: Letter, server: MailServer | None, job: ClaimedJob, now: datetime) -> None:
    """Mail a letter to the address that the person has now, with a new link.

    One that has become pointless (the account or its address is gone, enough links wait) isn't sent.
    Raises `TryAgainError` where the mail server doesn't take it, `GiveUpError` where it never will; then the
    link doesn't work.
    """
    if server is None:
        raise TryAgainError("No mail server is set, so the letter can't be sent.")
    addressed = _new_link(letter, job, now)
    if addressed is None:
        log.info("job %d: the letter has become pointless", job.id)
        return
    address, text, token = addressed
    was_taken = False
    try:
        mail.send(server, address, str(letter.subject), text, now)
        was_taken = True
    except mail.MAIL_FAILED as error:
        failure = GiveUpError if mail.is_for_good(error) else TryAgainError
        raise failure(mail.why_not(error, server)) from error
    finally:
        if not was_taken:
            with writing() as session:
                links.withdraw(session, token)
    if letter.purpose is Purpose.PASSWORD:
        security_log.note(SecurityEvent.PASSWORD_LINK_MADE, job.user_id, way="by mail")


def _new_link(letter: Letter, job: ClaimedJob, now: datetime) -> tuple[str, str, str] | None:
    """Make the link, and return the address, the text and the token; None where there is nothing to send."""
    if job.user_id is None:
        raise ValueError("a letter's job must name a person")
    try:
        with writing_for(job.user_id) as (session, user):
            waiting = links.count_unused(session, letter.purpose, user.id, now)
            address = unconfirmed_email(user) if letter.confirms_only else user.email
            if not address or waiting >= LINKS_AT_ONCE:
                return None
            expires_at = now + letter.lasts
            token = links.new_link(session, letter.purpose, expires_at, user.id, email=address)
            link = job.payload["link_beginning"] + token
            text = letter.text % {"name": user.display_name, "user_name": user.user_name, "link": link}
            return address, text, token
    except NotFoundError:
        return None
