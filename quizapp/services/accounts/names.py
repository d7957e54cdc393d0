"""What people may be called, and when two names or email addresses count as the same."""

import re
import unicodedata

from quizapp.services.errors import InvalidError
from quizapp.translation.texts import _, ngettext

LONGEST_NAME = 80
LONGEST_EMAIL = 254
#: How much of a text is looked at before it is refused: normalising takes time that grows with length.
LONGEST_READ = 400
#: The widths of the columns that hold folded names and addresses.
LONGEST_KEY = 240
LONGEST_EMAIL_KEY = 762

#: Letters and symbols, by their category, that show nothing: with them two names could look the same.
INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f\u180b\u180c\u180d\u180f")
#: Categories of characters that a name can't have: control, format, surrogate, private, unassigned, lines.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
EMAIL = re.compile(r"[^@\s<>(),;:\"\[\]\\]{1,64}@[^@\s<>(),;:\"\[\]\\.]+(\.[^@\s<>(),;:\"\[\]\\.]+)+")


def caseless(text: str) -> str:
    """Return what a text is compared by: without case, compatible spellings as one. Idempotent."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_READ]).casefold()
    return " ".join(unicodedata.normalize("NFKC", text).split())


def name_key(name: str) -> str:
    """Return the key by which a name is looked up, for any text that somebody typed as a name."""
    return caseless(name)[:LONGEST_KEY]


def email_key(email: str) -> str:
    """Return the key by which an email address is looked up."""
    return caseless(email)[:LONGEST_EMAIL_KEY]


def clean_name(text: str) -> str:
    """Return a name as it is stored: trimmed, NFKC, single spaces.

    Raises `InvalidError`, with a sentence for the person, for one that nobody may have.
    """
    if len(text) > LONGEST_READ:
        raise _too_long()
    name = unicodedata.normalize("NFKC", text.strip()).strip()
    if not name:
        raise InvalidError(_("Please say what you would like to be called."))
    if not all(map(_shows, name)):
        raise InvalidError(_("Please leave out characters that can't be seen."))
    name = " ".join(name.split())
    if any(len(_alphabets(word)) > 1 for word in name.split()):
        raise InvalidError(
            _("Please write each word in one alphabet: letters that look alike would mislead.")
        )
    if len(name) > LONGEST_NAME or len(caseless(name)) > LONGEST_KEY:
        raise _too_long()
    if all(unicodedata.category(character).startswith("M") for character in name):
        raise InvalidError(_("Please use at least one letter or digit."))
    return name


def _too_long() -> InvalidError:
    return InvalidError(
        ngettext(
            "Choose a name of at most %(count)s character.",
            "Choose a name of at most %(count)s characters.",
            LONGEST_NAME,
            count=LONGEST_NAME,
        )
    )


def clean_user_name(text: str) -> str:
    """Return a new user name as it is stored: a name without "@", so that it is never taken for an address.

    Raises `InvalidError`, with a sentence for the person, for one that nobody may have.
    """
    name = clean_name(text)
    if "@" in name:
        raise InvalidError(_("Please leave out “@”: a user name can't be an email address."))
    return name


def clean_email(text: str | None) -> str | None:
    """Return an email address as it is stored; None for none.

    Only its shape is checked: whether somebody reads it, a mailed link will tell.
    Raises `InvalidError`, with a sentence for the person, for what can't be an address.
    """
    email = (text or "").strip()
    if not email:
        return None
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email) or not all(map(_shows, email)):
        raise InvalidError(_("This doesn't look like an email address, such as anna@example.org."))
    return email


def _shows(character: str) -> bool:
    return (
        unicodedata.category(character) not in UNPRINTABLE
        and character not in INVISIBLE
        # Variation selectors change how a character looks, or nothing at all.
        and not "\ufe00" <= character <= "\ufe0f"
        and not "\U000e0100" <= character <= "\U000e01ef"
    )


def _alphabets(word: str) -> set[str]:
    """Return which of the alphabets that share the looks of letters a word is written in."""
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return scripts & {"LATIN", "CYRILLIC", "GREEK"}
