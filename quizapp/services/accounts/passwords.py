"""Passwords: which are good enough, and argon2id, which makes trying many of them slow.

Hashing takes tens of milliseconds on purpose: never do it inside a transaction that writes.
"""

import logging
import re
import secrets
import unicodedata
from collections.abc import Iterable

import argon2
from zxcvbn_rs_py import zxcvbn

from quizapp.services.accounts.names import caseless
from quizapp.services.errors import InvalidError
from quizapp.translation.texts import _, lazy, ngettext

log = logging.getLogger(__name__)

SHORTEST = 10
LONGEST = 200

#: On zxcvbn's scale from 0 to 4. From 3 on, finding a password takes more than 10^8 guesses: too many even
#: for somebody who has stolen the hashes, since each guess takes argon2id.
HARD_ENOUGH = 3
#: What anybody would try here first.
SITE = ("quizapp", "quiz")
#: A shorter part of a name is also a part of many words.
SHORTEST_PART = 3
#: So many letters and digits have to stand beside what others know of a person.
LEAST_BESIDE = 6
WORDS = re.compile(r"[^\W_]+")
ADVICE = lazy("Three or four words that are unrelated to each other and to you make a good password.")
#: What zxcvbn finds of a password, in its own words.
WARNINGS = {
    str(warning): warning
    for warning in (
        lazy("Straight rows of keys are easy to guess."),
        lazy("Short keyboard patterns are easy to guess."),
        lazy('Repeats like "aaa" are easy to guess.'),
        lazy('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
        lazy("This is a top-10 common password."),
        lazy("This is a top-100 common password."),
        lazy("This is a very common password."),
        lazy("This is similar to a commonly used password."),
        lazy("Sequences like abc or 6543 are easy to guess."),
        lazy("Recent years are easy to guess."),
        lazy("A word by itself is easy to guess."),
        lazy("Dates are often easy to guess."),
        lazy("Names and surnames by themselves are easy to guess."),
        lazy("Common names and surnames are easy to guess."),
    )
}


def normalise(password: str) -> str:
    """Return a password as it is hashed: one spelling, however the keyboard composed its accents."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *own: str | None) -> None:
    """Refuse a new password that is too short, too long, the person's own name or easy to guess.

    `own` is what others know of the person: names, an email address. Lengths count code points.
    Raises `InvalidError` with a sentence for the person.
    """
    if len(password) < SHORTEST:
        fault = ngettext(
            "Use at least %(count)s character.",
            "Use at least %(count)s characters.",
            SHORTEST,
            count=SHORTEST,
        )
        raise InvalidError(f"{fault} {ADVICE}")
    if len(password) > LONGEST:
        raise InvalidError(
            ngettext(
                "Use at most %(count)s character.",
                "Use at most %(count)s characters.",
                LONGEST,
                count=LONGEST,
            )
        )
    known = [caseless(text) for text in own if text]
    if caseless(password) in known:
        raise InvalidError(f"{_('Choose a password that is not your name or address.')} {ADVICE}")
    parts = {part for text in (*known, *SITE) for part in WORDS.findall(text) if len(part) >= SHORTEST_PART}
    if _beside(parts, caseless(password)) < LEAST_BESIDE:
        raise InvalidError(f"{_('This password is little more than your name or address.')} {ADVICE}")
    found = zxcvbn(normalise(password), [*known, *sorted(parts)])
    if int(found.score) < HARD_ENOUGH:
        warning = str(found.feedback.warning or "") if found.feedback else ""
        sentences = _("This password is easy to guess."), WARNINGS.get(warning, warning), ADVICE
        raise InvalidError(" ".join(str(sentence) for sentence in sentences if sentence))


def _beside(parts: Iterable[str], password: str) -> int:
    """Count the letters and digits of a password that aren't of these parts, if it has any of them."""
    rest = password
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, " ")
    return LONGEST if rest == password else sum(map(len, WORDS.findall(rest)))


class Hasher:
    """argon2id with one thread, and so much memory (KiB) and so many passes for each password."""

    def __init__(self, memory: int, passes: int) -> None:
        self._argon = argon2.PasswordHasher(
            time_cost=passes, memory_cost=memory, parallelism=1, type=argon2.Type.ID
        )
        # Verified for a name that nobody has, so that the answer takes as long.
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
