"""Which function does which job: one table, above everything that its functions need."""

from functools import partial

from quizapp.services.accounts import email_address, letters, new_people, recovery
from quizapp.services.accounts.mail import MailServer
from quizapp.services.courses import invitation_letters
from quizapp.services.jobs.job import Handlers, JobName


def job_handlers(mail_server: MailServer | None) -> Handlers:
    """Return what does each job, given the server that takes this installation's mail."""
    return {
        JobName.PASSWORD_REQUEST: recovery.enqueue_letters,
        JobName.PASSWORD_LETTER: partial(letters.send, recovery.LETTER, mail_server),
        JobName.ACCOUNT_LETTER: partial(letters.send, new_people.LETTER, mail_server),
        JobName.CONFIRMATION_LETTER: partial(letters.send, email_address.LETTER, mail_server),
        JobName.INVITATION_LETTER: partial(invitation_letters.send, mail_server),
    }
