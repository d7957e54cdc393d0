"""Invitations mailed in the background: the link is made when its letter is sent, and stored nowhere."""

import logging
from datetime import datetime

from quizapp.models import Course, Invitation
from quizapp.services.accounts import mail
from quizapp.services.accounts.mail import MailServer
from quizapp.services.courses import invitations
from quizapp.services.jobs.job import ClaimedJob, GiveUpError, TryAgainError
from quizapp.services.transaction import writing
from quizapp.translation.texts import _, lazy

log = logging.getLogger(__name__)

SUBJECT = lazy("You are invited to a course on quizapp")
TEXT = lazy(
    """\
You are invited to the course "%(course)s". Join it here:

%(link)s

The link works once, until %(until)s (UTC). If you don't know what this is about, do nothing.
"""
)


def send(server: MailServer | None, job: ClaimedJob, now: datetime) -> None:
    """Mail an invitation, with a new link.

    One that has become pointless (withdrawn, accepted, expired) isn't sent. Raises `TryAgainError` where the
    mail server doesn't take it, `GiveUpError` where it never will.
    """
    if server is None:
        raise TryAgainError("No mail server is set, so the letter can't be sent.")
    with writing() as session:
        invitation = session.get(Invitation, job.payload["invitation"], with_for_update=True)
        if invitation is None or invitation.accepted_at or invitation.expires_at <= now:
            log.info("job %d: the letter has become pointless", job.id)
            return
        link = job.payload["link_beginning"] + invitations.new_token(session, invitation)
        greeting = _("Hello %(name)s,", name=invitation.name) if invitation.name else _("Hello,")
        text = TEXT % {
            "course": session.get_one(Course, invitation.course_id).title,
            "link": link,
            "until": f"{invitation.expires_at.day} {invitation.expires_at:%B %Y}",
        }
        address = invitation.email
    try:
        mail.send(server, address, str(SUBJECT), f"{greeting}\n\n{text}", now)
    except mail.MAIL_FAILED as error:
        failure = GiveUpError if mail.is_for_good(error) else TryAgainError
        raise failure(mail.why_not(error, server)) from error
