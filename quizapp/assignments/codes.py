"""Access codes, however they are typed."""

import unicodedata


def fold_code(code: str) -> str:
    """Return a code without what is easily typed another way: case, spaces, dashes."""
    text = unicodedata.normalize("NFKC", code).casefold()
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Pd")
