"""A real mail server on a free port, which keeps what it is given."""

import queue
import ssl
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from quizapp.services.accounts.mail import MailServer

USER, PASSWORD = "quizapp", "pigeon post"
#: How long a letter may take, in seconds, before a test gives up on it.
PATIENCE = 10


class OnFreePort(Controller):
    """Takes a port that is free, instead of one that might not be."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Mailbox:
    """Takes letters, in order; `server` is how to reach it."""

    def __init__(
        self, security: Literal["starttls", "tls", "none"] = "none", context: ssl.SSLContext | None = None
    ) -> None:
        self.letters: queue.Queue[EmailMessage] = queue.Queue()
        #: What is answered to a recipient that isn't taken.
        self.refuses: dict[str, str] = {}
        options: dict[str, Any] = {
            "none": {},
            "starttls": {"tls_context": context, "require_starttls": True, "auth_required": True},
            "tls": {"ssl_context": context, "auth_require_tls": False},
        }[security]
        if security != "none":
            options["authenticator"] = self._check
        self.controller = OnFreePort(self, hostname="127.0.0.1", port=0, **options)
        self.controller.start()
        has_log_in = security != "none"
        self.server = MailServer(
            host="localhost" if context else "127.0.0.1",
            port=self.controller.port,
            security=security,
            user=USER if has_log_in else None,
            password=PASSWORD if has_log_in else None,
            sender="Quizzes <quizapp@example.org>",
        )

    def stop(self) -> None:
        self.controller.stop()

    def next(self) -> EmailMessage:
        """Return the next letter, waiting for it if need be."""
        return self.letters.get(timeout=PATIENCE)

    @property
    def is_empty(self) -> bool:
        return self.letters.empty()

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answer := self.refuses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.put(BytesParser(EmailMessage, policy=default).parsebytes(content))
        return "250 OK"

    def _check(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(
            handled=False, success=(data.login, data.password) == (USER.encode(), PASSWORD.encode())
        )
