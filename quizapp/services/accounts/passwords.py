"""Passwords: which are good enough, and argon2id, which makes trying many of them slow.

Hashing takes tens of milliseconds on purpose: never do it inside a transaction that writes.
"""

import logging
import secrets
import unicodedata

import argon2

from quizapp.services.accounts.names import caseless
from quizapp.services.errors import InvalidError

log = logging.getLogger(__name__)

SHORTEST = 10
LONGEST = 200

#: The commonest passwords that are long enough to pass otherwise; compared folded.
# fmt: off
COMMONEST = frozenset({
    "0123456789", "0987654321", "1029384756", "1122334455", "123123123123", "1234567890", "12345678901",
    "123456789012", "1234567891", "12345678910", "123456789a", "147258369a", "1q2w3e4r5t", "1qaz2wsx3edc",
    "9876543210", "abcdefghij", "administrator", "iloveyou12", "iloveyou123", "letmein123", "michael123",
    "p@ssw0rd123", "passw0rd123", "password01", "password10", "password11", "password12", "password123",
    "password1234", "password12345", "princess123", "q1w2e3r4t5", "qwerty1234", "qwerty12345",
    "qwerty123456", "qwertyuiop", "sunshine123", "superman123", "welcome123", "zaq12wsxcde3",
})
# fmt: on


def normalise(password: str) -> str:
    """Return a password as it is hashed: one spelling, however the keyboard composed its accents."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *names: str | None) -> None:
    """Refuse a new password that is too short, too long or the first that anybody would try.

    `names` are the person's own; lengths count code points.
    Raises `InvalidError` with a sentence for the person.
    """
    if len(password) < SHORTEST:
        raise InvalidError(f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise InvalidError(f"Use at most {LONGEST} characters.")
    folded = caseless(password)
    if folded in {caseless(name) for name in names if name}:
        raise InvalidError("Choose a password that is not your name.")
    if folded in COMMONEST or len(set(folded)) < 3:  # noqa: PLR2004 -- two characters in turn are no secret
        raise InvalidError("That is one of the first passwords anybody would try. Choose another.")


class Hasher:
    """argon2id with one thread, and so much memory (KiB) and so many passes for each password."""

    def __init__(self, memory: int, passes: int) -> None:
        self._argon = argon2.PasswordHasher(
            time_cost=passes, memory_cost=memory, parallelism=1, type=argon2.Type.ID
        )
        # Verified where there is nobody of a name, so that the answer takes as long as for somebody.
        self._nobody = self._argon.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return the salted hash of a password, with its parameters."""
        return self._argon.hash(normalise(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password has this hash; for None the answer is no and takes as long."""
        if len(password) > LONGEST:
            # Nobody has such a password, and normalising it could take long.
            password = ""
        try:
            matches = self._argon.verify(stored or self._nobody, normalise(password))
        except argon2.exceptions.VerifyMismatchError:
            return False
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError) as error:
            # Without the traceback, whose frames hold the password.
            log.error("a stored password hash can't be verified: %s", type(error).__name__)  # noqa: TRY400
            return False
        return matches and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Tell whether a hash was made with other parameters than are set now."""
        return self._argon.check_needs_rehash(stored)
