"""The code of a course, read out in a classroom, and the longer one of an invitation on paper."""

import secrets
import unicodedata

#: Capitals and digits of which no two look alike, and no vowels, so that no code is a word.
ALPHABET = "CDFGHJKMNPRTVWX3479"
LENGTH = 8
#: An invitation is for one person, and nobody counts the guesses: one of 2^68.
LONG = 16
#: How much is looked at of what was typed.
LONGEST_TYPED = 60


def new_code(length: int = LENGTH) -> str:
    """Return a random code; of the usual length, one of 17 thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def fold_code(typed: str, length: int = LENGTH) -> str | None:
    """Return the code that was typed, whatever its case, spaces and dashes; None for what can't be one."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper()
    code = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Pd")
    return code if len(code) == length and set(code) <= set(ALPHABET) else None


def show_code(code: str) -> str:
    """Return a code as it is written: "CDFG-3479"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
